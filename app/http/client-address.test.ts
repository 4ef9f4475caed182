import { expect, it } from 'vitest';
import { visitorOf } from './client-address';

const visit = (socket: string, headers: Record<string, string> = {}) =>
  visitorOf(socket, new Headers({ Host: 'kendali.local:3000', ...headers }));

it('takes the address of the connection from strangers, whatever they claim', () => {
  const claims = { 'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'jahat.example' };
  expect(visit('::ffff:10.1.1.9', claims)).toEqual({ address: '10.1.1.9', https: false, host: 'kendali.local:3000' });
});

it('believes a proxy on this machine, and only its own last hop', () => {
  const headers = { 'X-Forwarded-For': '6.6.6.6, 10.1.1.9', 'X-Forwarded-Proto': 'https' };
  expect(visit('127.0.0.1', headers)).toMatchObject({ address: '10.1.1.9', https: true });
  expect(visit('::1', { 'X-Forwarded-For': 'bukan-alamat' }).address).toBe('::1');
  expect(visit('127.0.0.1').address).toBe('127.0.0.1');
});
