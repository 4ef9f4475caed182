import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates, TLSSocket } from 'node:tls';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';
import { PlainError } from '../../clickhouse/plain-error';

/**
 * Whether a source may not be reached under this address. Whoever may write an address of a source must not thereby read what
 * only this machine or this building can: everything but the public internet is closed, unless the connection says that a
 * system inside the building is meant. Link-local addresses, where clouds keep their credentials, stay closed even then.
 */
export function isForbidden(address: string, insideAllowed: boolean): boolean {
  const range = ipaddr.process(address).range();
  if (range === 'unicast') return false;
  return !(insideAllowed && ['private', 'uniqueLocal', 'carrierGradeNat', 'loopback'].includes(range));
}

const refusal = (host: string) =>
  new PlainError(
    `Alamat ${host} berada di jaringan dalam. Bila memang sistem itu yang dimaksud, izinkan jaringan dalam pada sambungannya (jaringan_dalam: true).`,
  );

interface AgentOptions {
  insideAllowed: boolean;
  answerTimeoutMs: number;
  /** How names are looked up; the answer is checked all the same. */
  lookUp?: typeof dns.lookup;
  /** Where a protocol is spoken, when not on its own port. */
  ports?: { http: number; https: number };
  /** A certificate authority beside those of the system. */
  ca?: string | undefined;
  /** Told of each trusted certificate: when it ends. */
  onCertificate?: (ends: Date) => void;
}

/**
 * Connections that only lead where they may. The check sits in the look-up of the connection itself: the address that was
 * checked is the one connected to, so that a name cannot point elsewhere between the two.
 */
export function guardedAgent(options: AgentOptions): Agent {
  const { insideAllowed, answerTimeoutMs, lookUp = dns.lookup, ports, ca, onCertificate } = options;
  const lookup: LookupFunction = (host, how, done) => {
    lookUp(host, how, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map((a) => a.address);
      const forbidden = !error && addresses.some((address) => isForbidden(address, insideAllowed));
      done(forbidden ? refusal(host) : error, found, family);
    });
  };
  const connector = buildConnector({
    lookup,
    timeout: Math.min(10_000, answerTimeoutMs),
    ...(ca ? { ca: [...rootCertificates, ca] } : {}),
  } as buildConnector.BuildOptions);
  return new Agent({
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    keepAliveTimeout: 5_000,
    connections: 1,
    connect: (target, done) => {
      const connected: buildConnector.Callback = (...answer) => {
        const [error, socket] = answer;
        if (!error && socket instanceof TLSSocket) {
          const ends = Date.parse(socket.getPeerCertificate().valid_to ?? '');
          if (!Number.isNaN(ends)) onCertificate?.(new Date(ends));
        }
        done(...answer);
      };
      // An address written as numbers is never looked up.
      const bare = target.hostname.replace(/^\[|\]$/g, '');
      if (isIP(bare) && isForbidden(bare, insideAllowed)) done(refusal(target.hostname), null);
      else connector(ports ? { ...target, port: String(portOf(target.protocol, ports)) } : target, connected);
    },
  });
}

const portOf = (protocol: string, ports: { http: number; https: number }) =>
  protocol === 'https:' ? ports.https : ports.http;
