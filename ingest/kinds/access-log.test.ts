import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { connect } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { sourceOf } from '../files/byte-stream';
import { lineBlocks } from '../files/line-blocks';
import { prepareLogSession, stageLogBlock } from './access-log';
import { params, settings } from './log-fixture';
import { combined } from './log-formats/combined';
import type { LogFormat } from './log-formats/log-format';
import { w3c } from './log-formats/w3c';
import { logReader } from './log-reader';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const folder = mkdtempSync(join(tmpdir(), 'rk-log-'));
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

const stagedRows = defineQuery({
  name: 'staged-rows',
  sql: `SELECT line, verdict, reject_reason AS reason, toString(record_key) AS key, toString(time) AS time, site, client_net, method,
      path, kind, status, bytes, referrer_host, agent_class, agent_rule FROM staged ORDER BY line`,
  params: z.object({}),
  row: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** What the lines of a file become, staged in blocks of some bytes. */
async function stage(format: LogFormat, lines: string[], blockBytes = 1 << 20) {
  const client = connect({ sessionId: randomUUID() });
  try {
    await prepareLogSession(client);
    const rows: Record<string, string | number>[] = [];
    for await (const block of lineBlocks(
      sourceOf(Readable.from([Buffer.from(`${lines.join('\n')}\n`, 'latin1')])),
      blockBytes,
    )) {
      await stageLogBlock(client, format, { ...block, directive: '' }, settings, params);
      rows.push(...(await stagedRows({}, client)));
    }
    return rows;
  } finally {
    await client.close();
  }
}

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0';
const at = '[10/Feb/2026:16:42:07 +0700]';
const line = (request: string, agent = browser, client = '203.0.113.77') =>
  `${client} - - ${at} "${request}" 200 512 "https://www.Contoh.example/a?b" "${agent}"`;

test('a line becomes a request: time in UTC, address shortened, query cut off, escapes of both servers decoded', async () => {
  const rows = await stage(combined, [
    line('GET /berita/1.html?cari=x HTTP/1.1'),
    line(String.raw`GET /caf\xC3\xA9.pdf HTTP/1.1`, 'curl/8.0'),
    line(String.raw`GET /caf\xc3\xa9\"a\"\\b HTTP/1.1`, '-'),
    line('GET http://www.kota.example/logo.PNG?v=3 HTTP/1.1', 'Googlebot/2.1', '2404:8000:12:34::9'),
    line(String.raw`\x16\x03\x01`),
    `www.Dinas.example:443 ${line('GET / HTTP/1.1')}`,
    `www.dinas.example ${line('GET / HTTP/1.1')}`,
    line('GET / HTTP/1.1', browser, '::ffff:203.0.113.77'),
  ]);
  const same = {
    verdict: 'ok',
    time: '2026-02-10 09:42:07',
    status: 200,
    bytes: 512,
    referrer_host: 'www.contoh.example',
  };
  const here = { ...same, site: 'kota.example', client_net: '203.0.113.0', method: 'GET' };
  expect(rows).toMatchObject([
    { ...here, path: '/berita/1.html', kind: 'halaman', agent_class: 'human' },
    { ...here, path: '/café.pdf', kind: 'unduhan', agent_class: 'bot' },
    { ...here, path: '/café"a"\\b', kind: 'halaman', agent_class: 'unknown', agent_rule: 'tanpa agen' },
    { ...here, path: '/logo.PNG', kind: 'aset', client_net: '2404:8000:12::', agent_class: 'bot' },
    { ...here, method: '', path: '', kind: 'lain' },
    { ...here, site: 'www.dinas.example', path: '/' },
    { ...here, site: 'www.dinas.example', path: '/' },
    { ...here, client_net: '::ffff:203.0.113.0' },
  ]);
});

test('numbers and addresses of people in a path are masked, also when they are written with percent signs', async () => {
  const rows = await stage(combined, [
    line('GET /cek/3671014509900001 HTTP/1.1'),
    line('GET /wa/0812%203456%207890/x HTTP/1.1'),
    line('GET /warga%40contoh.example/profil HTTP/1.1'),
    line('GET /berita/20260210/2 HTTP/1.1'),
  ]);
  expect(rows.map((r) => r.path)).toEqual(['/cek/[NIK]', '/wa/[nomor]/x', '/[surel]/profil', '/berita/20260210/2']);
});

test('blank, foreign and timeless lines are told apart', async () => {
  const rows = await stage(combined, [
    '',
    'halo',
    line('GET / HTTP/1.1').replace('Feb', 'Fep'),
    line('GET / HTTP/1.1').replace('2026', '1970'),
    `203.0.113.5 - - ${at} "GET / HTTP/1.0" 304 -`,
  ]);
  expect(rows.map((r) => [r.verdict, r.reason])).toEqual([
    ['abai', 'baris_kosong'],
    ['tolak', 'bukan_baris_log'],
    ['tolak', 'waktu_tak_terbaca'],
    ['tolak', 'waktu_tak_terbaca'],
    ['ok', ''],
  ]);
});

test('equal lines have keys of their own, the same whether a block ends between them or not', async () => {
  const lines = ['a', 'b', 'a', 'a', 'c', 'b', 'a'].map((name) => line(`GET /${name} HTTP/1.1`));
  const whole = (await stage(combined, lines)).map((r) => r.key);
  expect(new Set(whole).size).toBe(lines.length);
  // One line a block.
  const cut = (await stage(combined, lines.slice(2, 4), lines[0]!.length + 1)).map((r) => r.key);
  expect(cut).toEqual([whole[0], whole[2]]);
});

test('a directive line counts for the blocks after its own', async () => {
  const path = join(folder, 'iis.log');
  const request = (n: number) => `2026-02-10 09:42:0${n} 203.0.113.9 GET /halaman-${n} - 200`;
  writeFileSync(
    path,
    `#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\n${[1, 2, 3].map(request).join('\n')}\n`,
  );
  const reader = logReader({ path, fileBytes: 1e9 }, settings, params, w3c);
  const client = connect({ sessionId: randomUUID() });
  try {
    await reader.prepare(client);
    for await (const chunk of reader.chunks()) await chunk.stage(client);
    const inOne = (await stagedRows({}, client)).slice(1).map((r) => r.path);
    expect(inOne).toEqual(['/halaman-1', '/halaman-2', '/halaman-3']);
    const block = {
      bytes: Buffer.from(`${request(4)}\n`),
      lines: 1,
      firstLine: 5,
      before: Buffer.alloc(0),
      sha256: '',
    };
    const directive = '#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status';
    await stageLogBlock(client, w3c, { ...block, directive }, settings, params);
    expect(await stagedRows({}, client)).toMatchObject([{ line: 5, verdict: 'ok', path: '/halaman-4' }]);
  } finally {
    await client.close();
  }
});
