import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { ActionFunctionArgs, ServerBuild } from '@remix-run/node';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { countDelivery } from '../../app/access/deliveries.server';
import { application } from '../../app/http/application';
import { LiveCity } from '../../app/live/live-city.server';
import { action, loader } from '../../app/routes/api.v1.sumber.$id.peristiwa';
import { startTestRedis } from '../../app/test-redis';
import { readRunning, writeRunning } from '../../clickhouse/data-folder/running';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { requestRun, unfinishedRuns } from '../../clickhouse/ledger/runs';
import { keepDelivery } from '../../clickhouse/sources/pushed';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { NotItsTurn, pullRun } from '../../ingest/runs/pull-run';
import { connectRedis } from '../../jobs/queue/redis';
import { pullSource } from '../../jobs/work/pull-run.job';
import { applySources, pullOnce, rowsOf } from '../sources/pulling';

const SECRET = 'kunci-rahasia-loket';
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let store: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  engine = await startTestEngine();
  store = await startTestRedis();
  const source = { jenis: 'dorong', pemetaan: 'layanan-csv', memberi_makan: ['service_events'] };
  await applySources([
    { ...source, id: 'loket', sambungan: { paling_besar_kb: 64 } },
    { ...source, id: 'kios' },
    { ...source, id: 'bisu' },
    { ...source, id: 'berkas', jenis: 'berkas' },
  ]);
  await keepSecret('loket', SECRET, 'uji');
  await keepSecret('kios', SECRET, 'uji');
  await keepSecret('berkas', SECRET, 'uji');
});
afterAll(async () => {
  await store.stop();
  await engine.stop();
});

interface Sent {
  secret?: string;
  ageSeconds?: number;
  signature?: string;
  delivery?: string;
  method?: string;
  address?: string;
}

async function send(source: string, body: string, sent: Sent = {}): Promise<Response> {
  const t = Math.floor(Date.now() / 1000) - (sent.ageSeconds ?? 0);
  const v1 = createHmac('sha256', sent.secret ?? SECRET)
    .update(`${t}.${body}`)
    .digest('hex');
  const request = new Request(`http://uji.local/api/v1/sumber/${source}/peristiwa`, {
    method: sent.method ?? 'POST',
    body,
    headers: {
      'X-RK-Tanda': sent.signature ?? `t=${t},v1=${v1}`,
      ...(sent.delivery ? { 'X-RK-Kiriman': sent.delivery } : {}),
    },
  });
  const context = { nonce: '', clientAddress: sent.address ?? '10.0.0.9', closing: new AbortController().signal };
  return (await action({ request, params: { id: source }, context } as unknown as ActionFunctionArgs)) as Response;
}

const step = (n: number) => ({
  id_kasus: `T-${n}`,
  layanan: 'antrian',
  langkah: 'ambil',
  waktu: '2026-10-05 08:00:00',
});

const kept = defineQuery({
  name: 'kept-deliveries',
  sql: `SELECT count() AS deliveries, countIf(position(text_encrypted, 'antrian') > 0) AS readable
    FROM ruang_kendali.pushed_records WHERE source_id = {source:String}`,
  params: z.object({ source: z.string() }),
  row: z.object({ deliveries: z.number(), readable: z.number() }),
});

test('one object, a list and lines are kept, pulled and stored once, however often they are sent', async () => {
  const list = Array.from({ length: 40 }, (_, i) => step(i + 1));
  const first = await send('loket', JSON.stringify(step(0), null, 2), { delivery: 'k-1' });
  expect([first.status, await first.json()]).toEqual([202, { kiriman: 'k-1' }]);
  expect((await send('loket', JSON.stringify(list))).status).toBe(202);
  expect((await send('loket', `${[41, 42].map((n) => JSON.stringify(step(n))).join('\n')}\n`)).status).toBe(202);
  expect((await send('loket', JSON.stringify(step(0)), { delivery: 'k-1' })).status).toBe(202);
  expect(await kept({ source: 'loket' })).toEqual([{ deliveries: 4, readable: 0 }]);

  const connection = connectRedis('hasty');
  const queue = new Queue('ambil', { connection, prefix: 'rk' });
  const waiting = await queue.getWaiting();
  expect(waiting.map((job) => [job.name, job.data])).toEqual([
    ['pull-source', { sourceId: 'loket', trigger: 'kiriman' }],
  ]);
  await queue.close();
  connection.disconnect();

  expect(await pullOnce('loket', { kills: true })).toMatchObject({
    read: 44,
    stored: 43,
    duplicate: 1,
    balanced: true,
  });
  expect(await rowsOf('service_events', 'loket')).toBe(43);
  // What was read is not read again; what came since is.
  expect(await pullOnce('loket')).toMatchObject({ read: 0, state: 'selesai' });
  await send('loket', JSON.stringify([step(42), step(43)]));
  expect(await pullOnce('loket')).toMatchObject({ read: 2, stored: 1, duplicate: 1, balanced: true });
});

test('a record that cannot be mapped is rejected alone', async () => {
  const records = [
    step(60),
    { ...step(61), langkah: 'melayang' },
    { ...step(62), catatan: ['a', 'b'] },
    { ...step(63), id_kasus: '' },
  ];
  expect((await send('kios', JSON.stringify(records))).status).toBe(202);
  expect(await pullOnce('kios')).toMatchObject({
    read: 4,
    stored: 2,
    rejected: 2,
    reasons: { nilai_tak_dikenal: 1, kolom_wajib_kosong: 1 },
    balanced: true,
  });
});

test('deliveries that come while others are pulled are not missed', async () => {
  let sent = 0;
  const sending = (async () => {
    for (; sent < 30; sent += 1) await send('kios', JSON.stringify(step(1_000 + sent)), { delivery: `d-${sent}` });
  })();
  let stored = 0;
  while (sent < 30) stored += (await pullOnce('kios')).stored;
  await sending;
  stored += (await pullOnce('kios')).stored;
  expect(stored).toBe(30);
  expect(await rowsOf('service_events', 'kios')).toBe(32);
});

test('a delivery that comes while a pull looks for others is looked for after it', async () => {
  const { run_id } = await requestRun('kios', [], 'uji');
  await expect(pullSource({ sourceId: 'kios', trigger: 'kiriman' })).rejects.toBeInstanceOf(NotItsTurn);
  await pullSource({ sourceId: 'kios', trigger: 'jadwal' });
  expect((await unfinishedRuns({ source: 'kios' })).map((run) => run.run_id)).toEqual([run_id]);
  await pullRun(run_id);
  await pullSource({ sourceId: 'kios', trigger: 'kiriman' });
  const [next] = await unfinishedRuns({ source: 'kios' });
  expect(next).toMatchObject({ trigger: 'kiriman', state: 'antre' });
  await pullRun(next!.run_id);
});

test('what is not signed with the secret just now is refused without a reason', async () => {
  const body = JSON.stringify(step(99));
  const now = Math.floor(Date.now() / 1000);
  const before = await kept({ source: 'loket' });
  const refused: [string, string, Sent][] = [
    ['wrong secret', 'loket', { secret: 'lain' }],
    ['too old', 'loket', { ageSeconds: 301 }],
    ['from the future', 'loket', { ageSeconds: -302 }],
    ['no signature', 'loket', { signature: '' }],
    ['half a signature', 'loket', { signature: `t=${now},v1=00` }],
    [
      'other text',
      'loket',
      { signature: `t=${now},v1=${createHmac('sha256', SECRET).update(`${now}.{}`).digest('hex')}` },
    ],
    ['no secret was given', 'bisu', { secret: '' }],
    ['files are not sent', 'berkas', {}],
    ['nobody knows it', 'tidak-ada', {}],
  ];
  const answers = new Set<string>();
  for (const [name, source, how] of refused) {
    const answer = await send(source, body, how);
    expect(answer.status, name).toBe(401);
    answers.add(await answer.text());
  }
  expect(answers.size).toBe(1);
  expect(await kept({ source: 'loket' })).toEqual(before);
  expect((await send('loket', body, { ageSeconds: 290 })).status).toBe(202);
});

test('what is too big, no JSON, or not sent is refused with a reason', async () => {
  const big = JSON.stringify(Array.from({ length: 2_000 }, (_, i) => step(i)));
  const before = await kept({ source: 'loket' });
  expect((await send('loket', big)).status).toBe(413);
  expect((await send('loket', big, { secret: 'lain' })).status).toBe(413);
  for (const body of ['', '[]', '12', '"teks"', '[1,2]', '{"a":1}\n{rusak', 'id_kasus,layanan\n1,2\n']) {
    const answer = await send('loket', body);
    expect([body, answer.status]).toEqual([body, 400]);
    expect((await answer.json()).galat).not.toContain('rusak');
  }
  expect((await send('loket', JSON.stringify(step(1)), { method: 'PUT' })).status).toBe(405);
  const get = await loader({
    request: new Request('http://uji.local/x'),
    params: { id: 'loket' },
    context: {},
  } as never);
  expect(get.status).toBe(405);
  expect(await kept({ source: 'loket' })).toEqual(before);
});

test('a sender who floods is asked to wait, others are not', async () => {
  for (let i = 0; i < 1_200; i += 100) {
    const burst = Array.from({ length: 100 }, () => countDelivery('10.9.9.9'));
    expect((await Promise.all(burst)).every((wait) => wait === null)).toBe(true);
  }
  const answer = await send('bisu', '{}', { address: '10.9.9.9' });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect((await send('bisu', '{}', { address: '10.9.9.8' })).status).toBe(401);
});

test('202 is only said of what is in the warehouse', async () => {
  const running = readRunning()!;
  writeRunning({ ...running, enginePort: 1 });
  const answer = await send('loket', JSON.stringify(step(500)));
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '30']);
  writeRunning(running);
  expect((await send('loket', JSON.stringify(step(500)))).status).toBe(202);
  expect(await pullOnce('loket')).toMatchObject({ balanced: true });
});

test('a delivery that shows late is not passed over', async () => {
  const before = await rowsOf('service_events', 'loket');
  const real = Date.now;
  // Its insert began before the last pull and ended after it.
  Date.now = () => real() - 15_000;
  await keepDelivery('loket', randomUUID(), Buffer.from(JSON.stringify(step(700)))).finally(() => {
    Date.now = real;
  });
  expect(await pullOnce('loket')).toMatchObject({ stored: 1, balanced: true });
  expect(await rowsOf('service_events', 'loket')).toBe(before + 1);
});

test('a delivery comes through the whole of the web, also behind a proxy', async () => {
  const path = 'api/v1/sumber/:id/peristiwa';
  const build = {
    entry: { module: { default: () => new Response('halaman') } },
    routes: { peristiwa: { id: 'peristiwa', path, parentId: undefined, module: { action, loader } } },
    assets: { version: '1', url: '', entry: { module: '', imports: [] }, routes: {} },
    future: { v3_singleFetch: true },
    basename: '/',
    publicPath: '/',
    isSpaMode: false,
    mode: 'production',
  } as unknown as ServerBuild;
  const app = application({
    build,
    clientFolder: '/tidak/ada',
    closing: new AbortController().signal,
    live: new LiveCity(),
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const body = JSON.stringify([{ ...step(800), layanan: 'antrian é' }]);
  const t = Math.floor(Date.now() / 1000);
  const v1 = createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex');
  const headers = { 'X-RK-Tanda': `t=${t},v1=${v1}`, 'Content-Type': 'application/json' };
  const url = `http://127.0.0.1:${port}/api/v1/sumber/loket/peristiwa`;
  const proxied = {
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'kendali.uji.example',
    'X-Forwarded-For': '10.3.3.3',
  };
  for (const more of [{}, proxied]) {
    const answer = await fetch(url, { method: 'POST', body, headers: { ...headers, ...more } });
    expect(answer.status).toBe(202);
  }
  expect((await fetch(url, { method: 'POST', body: `${body} `, headers })).status).toBe(401);
  expect((await fetch(url)).status).toBe(405);
  await new Promise((resolve) => server.close(resolve));
  expect(await pullOnce('loket')).toMatchObject({ read: 2, stored: 1, duplicate: 1, balanced: true });
});
