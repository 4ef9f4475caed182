import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
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

/**
 * Connections that only lead where they may. The check sits in the look-up of the connection itself: the address that was
 * checked is the one connected to, so that a name cannot point elsewhere between the two.
 */
export function guardedAgent(options: { insideAllowed: boolean; answerTimeoutMs: number }): Agent {
  const { insideAllowed, answerTimeoutMs } = options;
  const lookup: LookupFunction = (host, how, done) => {
    dns.lookup(host, how, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map((a) => a.address);
      const forbidden = !error && addresses.some((address) => isForbidden(address, insideAllowed));
      done(forbidden ? refusal(host) : error, found, family);
    });
  };
  const connector = buildConnector({
    lookup,
    timeout: Math.min(10_000, answerTimeoutMs),
  } as buildConnector.BuildOptions);
  return new Agent({
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    keepAliveTimeout: 5_000,
    connections: 1,
    connect: (target, done) => {
      // An address written as numbers is never looked up.
      const bare = target.hostname.replace(/^\[|\]$/g, '');
      if (isIP(bare) && isForbidden(bare, insideAllowed)) done(refusal(target.hostname), null);
      else connector(target, done);
    },
  });
}
