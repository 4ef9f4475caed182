import { verify } from '@node-rs/argon2';
import type { ActionFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createInvite } from '../../clickhouse/accounts/invites';
import { createClientToken, listClients, revokeClientToken } from '../../clickhouse/accounts/tokens';
import { deactivate, findUserByEmail, listUsers } from '../../clickhouse/accounts/users';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { DATABASE, warehouse } from '../../clickhouse/warehouse/client';
import { redis } from '../redis.server';
import { action as leave } from '../routes/keluar';
import { action as enter } from '../routes/masuk';
import { action as accept } from '../routes/undangan.$token';
import { startTestRedis } from '../test-redis';
import { guard, viewerOf } from './guard.server';

// The real check, watched.
vi.mock('@node-rs/argon2', async (real) => {
  const argon2 = await real<typeof import('@node-rs/argon2')>();
  return { ...argon2, verify: vi.fn(argon2.verify) };
});

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let store: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  engine = await startTestEngine();
  store = await startTestRedis();
});
afterAll(async () => {
  await store.stop();
  await warehouse().close();
  await engine.stop();
});

const password = 'kucing hujan di pasar lama';

async function post(
  action: (args: ActionFunctionArgs) => Promise<unknown>,
  path: string,
  fields: Record<string, string>,
  options: { cookie?: string; address?: string; params?: Record<string, string>; https?: boolean } = {},
) {
  const request = new Request(`${options.https ? 'https' : 'http'}://uji.local${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: options.cookie ? { Cookie: options.cookie } : {},
  });
  const context = { nonce: '', clientAddress: options.address ?? '10.0.0.1', closing: new AbortController().signal };
  let result: unknown;
  try {
    result = await action({ request, params: options.params ?? {}, context } as unknown as ActionFunctionArgs);
  } catch (thrown) {
    result = thrown;
  }
  const answer = result as { data?: Record<string, unknown>; init?: ResponseInit };
  const response = result instanceof Response ? result : null;
  const setCookie = response?.headers.get('Set-Cookie') ?? '';
  return {
    status: response?.status ?? answer.init?.status,
    location: response?.headers.get('Location'),
    setCookie,
    cookie: setCookie.split(';')[0] ?? '',
    data: answer.data,
  };
}

const get = (cookie: string, scheme = 'http') => new Request(`${scheme}://uji.local/`, { headers: { Cookie: cookie } });
const enterAs = (email: string, sandi: string, address?: string, lanjut = '') =>
  post(enter, '/masuk', { surel: email, sandi, lanjut }, { address });

async function newUser(email: string, role: 'analis' | 'pimpinan' = 'analis') {
  const token = await createInvite({ role });
  const fields = { nama: 'Ani Lestari', surel: email, sandi: password, ulang: password };
  return post(accept, `/undangan/${token}`, fields, { params: { token } });
}

it('makes an account from an invitation and signs its owner in', async () => {
  const made = await newUser('ani@x.go.id');
  expect(made).toMatchObject({ status: 302, location: '/' });
  expect(made.setCookie).toMatch(/^rk-sesi=.*; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(await viewerOf(get(made.cookie))).toMatchObject({ name: 'Ani Lestari', role: 'analis', skpd: null });
});

it('lets one of two racing people use an invitation', async () => {
  const token = await createInvite({ role: 'pimpinan' });
  const race = (email: string) =>
    post(
      accept,
      '/undangan/x',
      { nama: 'Balapan', surel: email, sandi: password, ulang: password },
      { params: { token } },
    );
  const answers = await Promise.all([race('satu@x.go.id'), race('dua@x.go.id'), race('tiga@x.go.id')]);
  expect(answers.map((a) => a.status).sort()).toEqual([302, 409, 409]);
  expect((await listUsers()).filter((u) => u.name === 'Balapan')).toHaveLength(1);
});

it('tells each field that is wrong', async () => {
  const token = await createInvite({ role: 'analis' });
  const bad = await post(
    accept,
    '/undangan/x',
    { nama: '', surel: 'ani', sandi: 'pendek', ulang: 'lain' },
    { params: { token } },
  );
  expect(bad).toMatchObject({
    status: 400,
    data: { problems: { name: 'needName', email: 'badEmail', password: 'pendek', repeat: 'repeatDiffers' } },
  });
});

it('signs in with the right password only, and says the same of every wrong one', async () => {
  const right = await enterAs('ANI@x.go.id', password, '10.0.0.2', '/sumber?x=1');
  expect(right).toMatchObject({ status: 302, location: '/sumber?x=1' });
  expect((await enterAs('ani@x.go.id', password, '10.0.0.2', '//jahat.example')).location).toBe('/');
  const wrong = await enterAs('ani@x.go.id', 'bukan ini sandinya', '10.0.0.2');
  const unknown = await enterAs('hantu@x.go.id', 'bukan ini sandinya', '10.0.0.2');
  expect(wrong).toMatchObject({ status: 401, data: { problem: 'wrong' } });
  expect(unknown.data).toEqual({ ...wrong.data, email: 'hantu@x.go.id' });
});

it('does the work of one password check for an unknown account as for a known one', async () => {
  const checked = async (email: string) => {
    vi.mocked(verify).mockClear();
    await enterAs(email, 'bukan ini sandinya', '10.0.1.1');
    return vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4).join('$'));
  };
  const known = await checked('ani@x.go.id');
  expect(known).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1$/)]);
  expect(await checked('hantu2@x.go.id')).toEqual(known);
});

it('slows guessing at one account from one address, without locking its owner out elsewhere', async () => {
  await newUser('budi@x.go.id');
  for (let i = 0; i < 5; i += 1)
    expect((await enterAs('budi@x.go.id', `tebakan ke-${i}`, '10.9.9.9')).status).toBe(401);
  const sixth = await enterAs('budi@x.go.id', password, '10.9.9.9');
  expect(sixth).toMatchObject({ status: 429, data: { problem: 'wait' } });
  expect(Number(sixth.data?.waitSeconds)).toBeGreaterThan(600);
  expect((await enterAs('budi@x.go.id', password, '10.0.0.3')).status).toBe(302);
});

it('slows an address that tries many accounts', async () => {
  const statuses: (number | undefined)[] = [];
  for (let i = 0; i < 61; i += 1) statuses.push((await enterAs(`orang${i}@x.go.id`, 'tebakan', '10.8.8.8')).status);
  expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
  expect(statuses[60]).toBe(429);
});

it('binds the cookie to https where the page was reached over https', async () => {
  const secure = await post(
    enter,
    '/masuk',
    { surel: 'ani@x.go.id', sandi: password },
    { https: true, address: '10.0.0.4' },
  );
  expect(secure.setCookie).toMatch(/^__Host-rk-sesi=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(await viewerOf(get(secure.cookie, 'https'))).not.toBeNull();
});

it('refuses a forged cookie', async () => {
  const { cookie } = await enterAs('ani@x.go.id', password, '10.0.0.5');
  const forged = cookie.replace(/.{4}$/, 'AAAA');
  expect(await viewerOf(get(cookie))).not.toBeNull();
  expect(await viewerOf(get(forged))).toBeNull();
  const refusal = await guard(get(forged), 'akun').catch((thrown: Response) => thrown);
  expect((refusal as Response).headers.get('Location')).toBe('/masuk');
});

it('ends a session on sign-out, all of them on demand, and all but none of another person', async () => {
  const [one, two] = [
    await enterAs('ani@x.go.id', password, '10.0.0.6'),
    await enterAs('ani@x.go.id', password, '10.0.0.6'),
  ];
  const other = await enterAs('budi@x.go.id', password, '10.0.0.6');
  const left = await post(leave, '/keluar', {}, { cookie: one.cookie });
  expect(left).toMatchObject({ status: 302, location: '/masuk?keluar=ini' });
  expect(left.setCookie).toContain('Max-Age=0');
  expect(await viewerOf(get(one.cookie))).toBeNull();
  expect(await viewerOf(get(two.cookie))).not.toBeNull();
  await post(leave, '/keluar', { dari: 'semua' }, { cookie: two.cookie });
  expect(await viewerOf(get(two.cookie))).toBeNull();
  expect(await viewerOf(get(other.cookie))).not.toBeNull();
});

it('notices within a minute that an account was closed from the command line', async () => {
  const { cookie } = await enterAs('budi@x.go.id', password, '10.0.0.7');
  const budi = (await findUserByEmail('budi@x.go.id'))!;
  await deactivate(budi.user_id);
  process.env.RK_NOW = new Date(Date.now() + 61_000).toISOString();
  try {
    expect(await viewerOf(get(cookie))).toBeNull();
  } finally {
    delete process.env.RK_NOW;
  }
});

it('keeps no token, password or e-mail in Redis keys, and writes who came and went', async () => {
  const { cookie } = await enterAs('ani@x.go.id', password, '10.0.0.8');
  const keys = (await redis().keys('*')).join(' ');
  const id = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '';
  expect(keys).not.toContain(Buffer.from(id, 'base64').toString('utf8').replaceAll('"', ''));
  expect(keys).not.toContain('@');
  const rows = await warehouse().query({
    query: `SELECT DISTINCT action FROM ${DATABASE}.audit_log ORDER BY action`,
    format: 'JSONEachRow',
  });
  const actions = (await rows.json<{ action: string }>()).map((row) => row.action);
  expect(actions).toEqual(['keluar', 'keluar-semua', 'masuk', 'masuk-gagal', 'undangan-diterima']);
});

it('says 503, not a hang or a stack, when Redis is gone', async () => {
  const { cookie } = await enterAs('ani@x.go.id', password, '10.0.0.9');
  const url = process.env.REDIS_URL;
  process.env.REDIS_URL = 'redis://127.0.0.1:1';
  try {
    const refusal = (await guard(get(cookie), 'akun').catch((thrown: Response) => thrown)) as Response;
    expect(refusal.status).toBe(503);
    expect(await refusal.json()).toEqual({ what: 'bagian-mati', part: 'redis' });
  } finally {
    process.env.REDIS_URL = url;
  }
  expect(await viewerOf(get(cookie))).not.toBeNull();
});

it('lets a system read by a token that is shown once, stored hashed, limited and revocable', async () => {
  const ask = (token: string, id: 'api.v1.metrik._index' | 'akun' = 'api.v1.metrik._index') =>
    guard(new Request('http://uji.local/api/v1/metrik', { headers: { Authorization: `Bearer ${token}` } }), id);
  const refusal = (token: string) =>
    ask(token).then(
      () => 200,
      (thrown: Response) => thrown.status,
    );
  const token = await createClientToken({ name: 'Dasbor provinsi' });
  expect(token).toMatch(/^rk_[\w-]{43}$/);
  const rows = await warehouse().query({ query: `SELECT * FROM ${DATABASE}.users`, format: 'JSONEachRow' });
  expect(JSON.stringify(await rows.json())).not.toContain(token.slice(3));
  await expect(createClientToken({ name: 'Dasbor provinsi' })).rejects.toThrow('sudah ada');
  await expect(createClientToken({ name: '' })).rejects.toThrow('Nama token');

  expect(await ask(token)).toMatchObject({ name: 'Dasbor provinsi', role: 'pimpinan', skpd: null });
  const office = await createClientToken({ name: 'Aplikasi Disdukcapil', skpd: 'disdukcapil' });
  expect(await ask(office)).toMatchObject({ role: 'skpd', skpd: 'disdukcapil' });
  // A token opens the API of figures and no page, and its system is no user that could sign in.
  await expect(ask(token, 'akun')).rejects.toMatchObject({ status: 302 });
  expect((await listUsers()).map(({ name }) => name)).not.toContain('Dasbor provinsi');
  expect(await findUserByEmail('')).toBeNull();

  expect(await refusal(`rk_${'a'.repeat(43)}`)).toBe(401);
  expect(await refusal('bukan-token')).toBe(401);
  expect(await revokeClientToken('Dasbor provinsi')).toMatchObject({ active: false });
  expect(await revokeClientToken('Dasbor provinsi')).toBeNull();
  expect(await refusal(token)).toBe(401);
  expect((await listClients()).map(({ name, active }) => [name, active])).toEqual([
    ['Aplikasi Disdukcapil', true],
    ['Dasbor provinsi', false],
  ]);

  const answers = await Promise.all(Array.from({ length: 125 }, () => refusal(office)));
  expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(answers.filter((status) => status === 200).length).toBeLessThan(120);
});
