import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { connect } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { Random } from '../../ingest/demo/random';
import { prepareLogSession, stageLogBlock } from '../../ingest/kinds/access-log';
import { params, settings } from '../../ingest/kinds/log-fixture';
import { logFormats } from '../../ingest/kinds/log-formats';
import type { LogFormat } from '../../ingest/kinds/log-formats/log-format';
import { logSamples } from './log-samples';
import { mutated } from './mutate';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

/** All columns that a line is stored by; bytes that are no text as hexadecimal digits. */
const stagedRows = defineQuery({
  name: 'staged-rows',
  sql: `SELECT line, verdict, reject_reason AS reason, hex(iv) AS iv, hex(text_encrypted) AS text, toString(record_key) AS key,
      toString(time) AS time, skpd, site, toString(visitor) AS visitor, client_net, method, hex(path) AS path, kind, status, bytes,
      hex(referrer_host) AS referrer, agent_class, agent_rule, toString(duration_ms) AS duration
    FROM staged ORDER BY line`,
  params: z.object({}),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

const parsedLines = defineQuery({
  name: 'parsed-lines',
  sql: `SELECT count() AS lines FROM parsed`,
  params: z.object({}),
  row: z.object({ lines: z.number() }),
});

async function stage(format: LogFormat, bytes: Buffer, lines: number) {
  const client = connect({ sessionId: randomUUID() });
  try {
    await prepareLogSession(client);
    const block = { bytes, lines, firstLine: 1, before: Buffer.alloc(0), sha256: '', directive: '' };
    await stageLogBlock(client, format, block, settings, params);
    return { rows: await stagedRows({}, client), parsed: (await parsedLines({}, client))[0]!.lines };
  } finally {
    await client.close();
  }
}

/** Lines that are nearly usual: what the short way must notice. */
const nearly = (n: number): string[] => {
  const usual = (over: Partial<Record<'client' | 'user' | 'at' | 'request' | 'answer' | 'rest', string>> = {}) => {
    const { client, user, at, request, answer, rest } = {
      client: `192.0.2.${n % 250}`,
      user: '- -',
      at: `22/Nov/2026:08:${String(n % 60).padStart(2, '0')}:30 +0700`,
      request: `GET /halaman/${n} HTTP/1.1`,
      answer: '200 5120',
      rest: ' "https://kota.example/" "Mozilla/5.0 (X11; Linux x86_64) Firefox/121.0"',
      ...over,
    };
    return `${client} ${user} [${at}] "${request}" ${answer}${rest}`;
  };
  return [
    usual(),
    `${usual()}\r`,
    `\ufeff${usual()}`,
    `${usual()} `,
    usual({ client: '2001:db8::17' }),
    usual({ client: '::' }),
    usual({ client: '0.0.0.0' }),
    usual({ client: 'kota.example 192.0.2.9' }),
    usual({ client: 'kota.example:443 2001:db8::17' }),
    usual({ client: 'bukan-alamat' }),
    usual({ user: '- warga kota' }),
    usual({ user: '-  -' }),
    usual({ at: '22/Nov/1980:08:15:30 +0700' }),
    usual({ at: '31/Feb/2026:08:15:30 +0700' }),
    usual({ at: '22/Nov/2026:08:15:30' }),
    usual({ request: '' }),
    usual({ request: 'GET' }),
    usual({ request: 'get /kecil HTTP/1.1' }),
    usual({ request: 'GET http://kota.example/mutlak?x=1#y HTTP/1.1' }),
    usual({ request: `GET /${'a'.repeat(600)} HTTP/1.1` }),
    usual({ request: 'GET /nik/3671010101900001 HTTP/1.1' }),
    usual({ request: 'GET /surel/warga%40kota.example HTTP/1.1' }),
    usual({ request: 'GET /caf\xe9 HTTP/1.1' }),
    usual({ request: String.raw`GET /a\"b HTTP/1.1` }),
    usual({ request: String.raw`\x16\x03\x01` }),
    usual({ request: 'GET /dokumen.PDF HTTP/1.1' }),
    usual({ answer: '200 -' }),
    usual({ answer: '000 0' }),
    usual({ answer: '99 0' }),
    usual({ answer: '200 12.5' }),
    usual({ answer: '200  12' }),
    usual({ rest: '' }),
    usual({ rest: ' "-" "-"' }),
    usual({ rest: ' "" ""' }),
    usual({ rest: ' "-" "agen "berkutip""' }),
    usual({ rest: ' "HTTPS://Kota.Example:8443/a" "curl/8.0"' }),
    usual({ rest: ' "-" "Googlebot/2.1" 0.012' }),
    '',
  ];
};

test.each(logFormats.filter(({ usualSql }) => usualSql).map((format) => [format.id, format] as const))(
  '%s: what goes the short way comes out as it would with care',
  async (id, format) => {
    const random = new Random('jalan pendek', id);
    const samples = logSamples[id]!.lines.map((line) => Buffer.from(line, 'latin1'));
    const usual = Buffer.from(nearly(1)[0]!);
    const lines: Buffer[] = [];
    for (let n = 0; n < 600; n += 1) {
      for (const line of nearly(n)) lines.push(Buffer.from(line, line.includes('\xe9') ? 'latin1' : 'utf8'));
      for (let i = 0; i < 12; i += 1) lines.push(mutated(usual, random.pick(samples), random));
    }
    const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
    const count = bytes.toString('latin1').split('\n').length - 1;
    const short = await stage(format, bytes, count);
    const careful = await stage({ ...format, usualSql: undefined }, bytes, count);
    expect(careful.parsed).toBe(count);
    // What was set aside stands in the table twice: both ways were gone.
    expect(short.parsed).toBeGreaterThan(count);
    expect(short.parsed).toBeLessThan(2 * count);
    expect(short.rows.length).toBe(count);
    const differing = short.rows.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(careful.rows[i]));
    expect(short.rows[differing]).toEqual(careful.rows[differing]);
  },
);
