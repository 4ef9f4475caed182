import { BlockList, isIP } from 'node:net';

/** `::ffff:10.0.0.5` and `10.0.0.5` are one address. */
const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/** Hops that are believed when they say whom they speak for: this machine, and `RK_PROXY` (addresses, comma between). */
function trustedProxies(): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8);
  list.addAddress('::1', 'ipv6');
  for (const address of (process.env.RK_PROXY ?? '').split(',').map((part) => plain(part))) {
    if (isIP(address)) list.addAddress(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

const trusted = trustedProxies();
const isTrusted = (address: string) => {
  const family = isIP(address);
  return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

export interface Visitor {
  address: string;
  /** Whether the visitor's own connection is encrypted. */
  https: boolean;
  /** The host the visitor typed. */
  host: string;
}

/**
 * Who really asks. Forwarding headers count only as far as the hop that wrote them is trusted, so that nobody can choose
 * the address their sign-in attempts are counted under.
 */
export function visitorOf(socketAddress: string | undefined, headers: Headers): Visitor {
  let address = plain(socketAddress ?? '');
  const behindProxy = isTrusted(address);
  const host = headers.get('Host') ?? '';
  if (!behindProxy) return { address, https: false, host };
  const hops = (headers.get('X-Forwarded-For') ?? '').split(',').map(plain).filter(Boolean);
  while (hops.length > 0 && isTrusted(address)) {
    const before = hops.pop()!;
    if (isIP(before) === 0) break;
    address = before;
  }
  return {
    address,
    https: headers.get('X-Forwarded-Proto')?.split(',').at(-1)?.trim() === 'https',
    host: headers.get('X-Forwarded-Host')?.split(',').at(-1)?.trim() || host,
  };
}
