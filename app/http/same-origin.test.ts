import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin';

const host = 'kendali.tangerangkota.go.id';
const ask = (method: string, headers: Record<string, string>) => isSameOrigin(method, new Headers(headers), host);
const cookie = { Cookie: 'rk-sesi=abc.def' };

it('lets everyone read', () => {
  expect(ask('GET', { Origin: 'https://jahat.example', ...cookie })).toBe(true);
});

it('lets our own pages change things', () => {
  expect(ask('POST', { Origin: `https://${host}`, 'Sec-Fetch-Site': 'same-origin', ...cookie })).toBe(true);
  expect(ask('POST', { Origin: `http://${host}`, ...cookie })).toBe(true);
  expect(ask('POST', { 'Sec-Fetch-Site': 'same-origin', ...cookie })).toBe(true);
});

it('refuses other sites, sister hosts, other ports and unknown origins', () => {
  expect(ask('POST', { Origin: 'https://jahat.example', ...cookie })).toBe(false);
  expect(ask('POST', { Origin: `https://${host}:8443`, ...cookie })).toBe(false);
  expect(ask('POST', { Origin: 'null', ...cookie })).toBe(false);
  expect(ask('DELETE', { 'Sec-Fetch-Site': 'cross-site' })).toBe(false);
  expect(ask('POST', { 'Sec-Fetch-Site': 'same-site', Origin: `https://${host}` })).toBe(false);
});

it('refuses a silent client only when it carries a session', () => {
  expect(ask('POST', cookie)).toBe(false);
  expect(ask('POST', { Cookie: '__Host-rk-sesi=abc.def' })).toBe(false);
  expect(ask('POST', {})).toBe(true);
});
