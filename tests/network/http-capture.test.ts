import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connections } from '../../clickhouse/city/connections';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { openSpool } from '../../clickhouse/data-folder/spool';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { BYTES_PER_PULL, type Pulled } from '../../ingest/capture/capture';
import { http } from '../../ingest/capture/http';
import { isForbidden } from '../../ingest/capture/http-addresses';
import { PATIENCE } from '../../ingest/capture/http-ask';
import { byteStream } from '../../ingest/files/byte-stream';
import { type Asked, json, type SmallServer, startSmallServer } from './small-server';

const usual = { ...PATIENCE };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rk-uji-http-'));
  process.env.RK_DATA = folder;
  Object.assign(PATIENCE, { tries: 4, firstPauseMs: 4, longestPauseMs: 20, longestAskedMs: 1_500 });
});
afterAll(() => {
  Object.assign(PATIENCE, usual);
  rmSync(folder, { recursive: true, force: true });
});

const servers: SmallServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
async function serve(...answer: Parameters<typeof startSmallServer>): Promise<SmallServer> {
  const server = await startSmallServer(...answer);
  servers.push(server);
  return server;
}

interface Given {
  cursor?: unknown;
  secret?: string;
  range?: { from: Date; to: Date };
  inside?: boolean;
  signal?: AbortSignal;
  /** The pull is full after the first page. */
  tiny?: boolean;
}

/** Pulls from an address and gives what came, with the text of every part. */
async function pull(alamat: string, connection: Record<string, unknown> = {}, given: Given = {}) {
  const spool = await openSpool(randomUUID());
  const pulled: Pulled = await http({
    source: { id: 'uji-http', zona_waktu: null } as unknown as CitySource,
    profile: { zona_waktu: 'Asia/Jakarta' } as unknown as CityProfile,
    connection: connections.http.parse({
      alamat,
      jaringan_dalam: given.inside ?? true,
      batas_waktu_detik: 1,
      ...connection,
    }),
    mapping: undefined,
    cursor: given.cursor ?? null,
    range: given.range ?? null,
    secret: given.secret,
    spool: given.tiny ? { ...spool, bytes: () => (spool.bytes() > 0 ? BYTES_PER_PULL : 0) } : spool,
    signal: given.signal ?? new AbortController().signal,
  });
  const parts: Record<string, string> = {};
  for (const path of spool.paths()) {
    let text = '';
    for await (const piece of await byteStream(path)) text += piece;
    parts[basename(path).replace(/^\d+-/, '')] = text;
  }
  return { ...pulled, parts };
}

/** What the pull is refused with. */
async function refusal(alamat: string, connection: Record<string, unknown> = {}, given: Given = {}): Promise<Error> {
  return pull(alamat, connection, given).then(
    () => expect.fail('was not refused'),
    (error) => error as Error,
  );
}

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `P-${String(from + i).padStart(5, '0')}`, isi: 'x'.repeat(5) }));
const idsOf = (parts: Record<string, string>) =>
  Object.values(parts).flatMap((text) => {
    const document = JSON.parse(text);
    return (Array.isArray(document) ? document : (document.data ?? document.items)).map((r: { id: string }) => r.id);
  });
const wanted = (count: number) => rows(0, count).map((r) => r.id);
const number = ({ url }: Asked, name: string) => Number(url.searchParams.get(name));

test('numbered pages end at the empty one, not at a short one', async () => {
  const sizes = [3, 2, 3, 1];
  const server = await serve((asked, response) => {
    const page = number(asked, 'page');
    const before = sizes.slice(0, page - 1).reduce((a, b) => a + b, 0);
    json(response, { data: rows(before, sizes[page - 1] ?? 0) });
  });
  const { parts, more, note } = await pull(server.url, {
    halaman: { cara: 'nomor', parameter_ukuran: 'per_page', ukuran: 3 },
  });
  expect(idsOf(parts)).toEqual(wanted(9));
  expect(Object.keys(parts)).toEqual([
    'halaman-0001.json',
    'halaman-0002.json',
    'halaman-0003.json',
    'halaman-0004.json',
  ]);
  expect([more, note]).toEqual([false, '']);
  expect(server.asked[0]!.url.searchParams.get('per_page')).toBe('3');
  expect(server.asked[0]!.headers['user-agent']).toContain('RuangKendali');
});

test('a page beyond the last one may be missing, the last one again, or null', async () => {
  for (const beyond of ['missing', 'again', 'null', 'nothing'] as const) {
    const server = await serve((asked, response) => {
      const page = Math.min(number(asked, 'page'), beyond === 'again' ? 2 : 9);
      if (page <= 2) json(response, { data: rows((page - 1) * 3, 3) });
      else if (beyond === 'missing') json(response, { detail: 'Invalid page.' }, {}, 404);
      else if (beyond === 'null') json(response, { data: null });
      else response.writeHead(204).end();
    });
    const { parts } = await pull(server.url, { halaman: { cara: 'nomor' }, baris: 'data' });
    expect(idsOf(parts), beyond).toEqual(wanted(6));
  }
});

test('a list within objects of one line is found where the connection says, and told of when it says nothing', async () => {
  const server = await serve((asked, response) =>
    json(response, { meta: { total: 3 }, data: { items: number(asked, 'page') > 1 ? [] : rows(0, 3) } }),
  );
  for (const halaman of [null, { cara: 'nomor' }]) {
    const { parts, note } = await pull(server.url, { halaman, baris: 'data.items' });
    const [text = '', ...others] = Object.values(parts);
    expect(JSON.parse(text).data.items).toEqual(rows(0, 3));
    expect(text.trim().split('\n').length, 'a reader of files sees that it is no record').toBeGreaterThan(1);
    expect([others, note]).toEqual([[], '']);
    const refused = await refusal(server.url, { halaman });
    expect(refused).toMatchObject({ name: 'PlainError', rows: 'data.items' });
  }
});

test('a server that ignores the page parameter gives its records once, and is told of', async () => {
  const server = await serve((_, response, count) => json(response, { draw: count, data: rows(0, 5) }));
  const { parts, note } = await pull(server.url, { halaman: { cara: 'nomor', parameter: 'hal' } });
  expect(idsOf(parts)).toEqual(wanted(5));
  expect(server.asked.length).toBe(2);
  expect(note).toContain('"hal"');
});

test('offsets go on by what came, not by what was asked for; a form carries them with POST', async () => {
  const server = await serve((asked, response) => {
    const start = Number(new URLSearchParams(asked.body).get('start'));
    json(response, {
      draw: 1,
      recordsTotal: 2147483647,
      recordsFiltered: 2147483647,
      data: rows(start, Math.min(4, 10 - start)),
    });
  });
  const { parts, note } = await pull(`${server.url}/dt/lelang`, {
    metode: 'POST',
    parameter: { draw: '1' },
    halaman: { cara: 'geser', parameter: 'start', parameter_ukuran: 'length', ukuran: 100 },
  });
  expect(idsOf(parts)).toEqual(wanted(10));
  expect(server.asked.map((a) => new URLSearchParams(a.body).get('start'))).toEqual(['0', '4', '8', '10']);
  expect(note).toBe('Sumber menyebut 2.147.483.647 rekaman, yang datang 10. Yang dipakai adalah yang datang.');
});

test('cursors are followed to their end, also past an empty page, and never in a circle', async () => {
  const pages: Record<string, object> = {
    '': { items: rows(0, 2), meta: { next: 'a b' } },
    'a b': { items: [], meta: { next: 'c' } },
    c: { items: rows(2, 2), meta: { next: null } },
  };
  const halaman = { cara: 'kursor', parameter: 'after', berikut: 'meta.next' };
  const server = await serve((asked, response) => json(response, pages[asked.url.searchParams.get('after') ?? '']));
  expect(idsOf((await pull(server.url, { halaman })).parts)).toEqual(wanted(4));

  const circle = await serve((asked, response) =>
    json(response, { items: rows(asked.url.searchParams.get('after') === 'x' ? 1 : 0, 1), meta: { next: 'x' } }),
  );
  expect(idsOf((await pull(circle.url, { halaman })).parts)).toEqual(wanted(2));
});

test('links are followed from the header and from the answer; the secret goes home only and is not kept', async () => {
  const other = await serve((_, response) => json(response, { data: rows(4, 2), links: { next: null } }));
  const server = await serve((asked, response) => {
    const page = number(asked, 'page') || 1;
    const next = page < 2 ? `/data?page=2&kunci=${asked.url.searchParams.get('kunci')}` : other.url;
    json(
      response,
      { data: rows((page - 1) * 2, 2), links: { next } },
      { link: `</x>; rel="prev", <${next}>; title="a"; rel="next"` },
    );
  });
  const rahasia = { letak: 'parameter', nama: 'kunci' };
  for (const berikut of ['links.next', null]) {
    const { parts } = await pull(
      `${server.url}/data`,
      { rahasia, halaman: { cara: 'tautan', berikut } },
      { secret: 'r4h4s14' },
    );
    expect(idsOf(parts)).toEqual(wanted(6));
  }
  expect(server.asked.map((a) => a.url.searchParams.get('kunci'))).toEqual(Array(4).fill('r4h4s14'));
  expect(JSON.stringify(other.asked)).not.toContain('r4h4s14');

  const cut = await pull(
    `${server.url}/data`,
    { rahasia, halaman: { cara: 'tautan', berikut: 'links.next', paling_banyak: 1 } },
    { secret: 'r4h4s14' },
  );
  expect(JSON.stringify(cut.cursor)).toContain('page=2');
  expect(JSON.stringify(cut.cursor)).not.toContain('r4h4s14');
});

test('endless pages stop at the limit, and the next pull goes on there', async () => {
  const server = await serve((asked, response) => json(response, rows(number(asked, 'page') * 2, 2)));
  const halaman = { cara: 'nomor', mulai: 0, paling_banyak: 3 };
  const first = await pull(server.url, { halaman });
  expect(idsOf(first.parts)).toEqual(wanted(6));
  expect(first.note).toContain('3 halaman');
  const second = await pull(server.url, { halaman }, { cursor: first.cursor });
  expect([...idsOf(first.parts), ...idsOf(second.parts)]).toEqual(wanted(12));
});

test('a busy or failing server is waited for, as long as it says', async () => {
  const asks: number[] = [];
  const server = await serve((_, response, count) => {
    asks.push(Date.now());
    if (count === 1) response.writeHead(429, { 'retry-after': '1' }).end();
    else if (count === 2) response.writeHead(500).end('<h1>oops</h1>');
    else if (count === 3) response.writeHead(503, { 'retry-after': new Date(Date.now() - 5_000).toUTCString() }).end();
    else json(response, rows(0, 2));
  });
  expect(idsOf((await pull(server.url)).parts)).toEqual(wanted(2));
  expect(asks[1]! - asks[0]!).toBeGreaterThanOrEqual(995);

  const closed = await serve((_, response) => response.writeHead(429, { 'retry-after': '7200' }).end());
  const error = await refusal(closed.url);
  expect(error).toBeInstanceOf(TryAgainError);
  expect(error.message).toContain('120 menit');
  expect(closed.asked.length).toBe(1);

  const failing = await serve((_, response) => response.writeHead(502).end());
  expect(await refusal(failing.url)).toBeInstanceOf(TryAgainError);
  expect(failing.asked.length).toBe(4);
});

test('an answer that breaks off is asked for again, and nothing of it is kept', async () => {
  const text = JSON.stringify({ data: rows(0, 500) });
  const breaks: ((response: ServerResponse) => void)[] = [
    (response) => {
      response.writeHead(200, { 'content-length': text.length });
      response.write(text.slice(0, 3000), () => response.destroy());
    },
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(text.slice(0, 3000), () => response.destroy());
    },
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text).subarray(0, 1500)),
    // Told by nothing but the text itself.
    (response) => response.writeHead(200).end(text.slice(0, 3000)),
    (response) => response.destroy(),
    () => {}, // never answers
  ];
  for (const broken of breaks) {
    const server = await serve((_, response, count) => {
      if (count === 1) broken(response);
      else response.writeHead(200).end(text);
    });
    const { parts } = await pull(server.url);
    expect(Object.keys(parts).length, String(broken)).toBe(1);
    expect(idsOf(parts)).toEqual(wanted(500));
  }
  const always = await serve((_, response) => response.writeHead(200).end(text.slice(0, 3000)));
  expect((await refusal(always.url)).message).toContain('rusak atau terpotong, juga sesudah diminta 4 kali');
});

test('what did not change is not sent again; a changed ETag costs one reading', async () => {
  let tag = '"a"';
  const server = await serve((asked, response) => {
    if (asked.headers['if-none-match'] === tag) response.writeHead(304).end();
    else json(response, rows(0, 3), { etag: tag, 'last-modified': 'Mon, 02 Nov 2026 00:00:00 GMT' });
  });
  const first = await pull(server.url);
  const second = await pull(server.url, {}, { cursor: first.cursor });
  expect(Object.keys(second.parts)).toEqual([]);
  expect(server.asked[1]!.headers['if-modified-since']).toBe('Mon, 02 Nov 2026 00:00:00 GMT');
  tag = '"b"';
  const third = await pull(server.url, {}, { cursor: second.cursor });
  expect(idsOf(third.parts)).toEqual(wanted(3));
  // Another question is not held against the old answer.
  await pull(server.url, { parameter: { tahun: '2026' } }, { cursor: third.cursor });
  expect(server.asked.at(-1)!.headers['if-none-match']).toBeUndefined();
});

test('only what changed is asked for, with an overlap; a period is asked for by its ends', async () => {
  const server = await serve((_, response) => json(response, []));
  const sejak = { parameter: 'sejak', parameter_sampai: 'sampai', tumpang_menit: 60 };
  const cursor = { since: '2026-11-01T18:30:00.000Z', rest: null, state: null };
  const range = { from: new Date('2026-01-31T17:00:00Z'), to: new Date('2026-02-28T17:00:00Z') };
  await pull(server.url, { sejak });
  await pull(server.url, { sejak }, { cursor });
  await pull(server.url, { sejak: { ...sejak, bentuk: 'tanggal' } }, { cursor });
  await pull(server.url, { sejak: { ...sejak, bentuk: 'detik' } }, { cursor });
  await pull(server.url, { sejak: { ...sejak, bentuk: 'tanggal' } }, { cursor, range });
  expect(server.asked.map((a) => decodeURIComponent(a.url.search))).toEqual([
    '',
    '?sejak=2026-11-01T17:30:00Z',
    '?sejak=2026-11-02',
    '?sejak=1793554200',
    '?sejak=2026-02-01&sampai=2026-03-01',
  ]);
  expect((await refusal(server.url, {}, { range })).message).toContain('sejak.parameter_sampai');
  // The server's clock is behind: records that it writes now may seem older than our own time.
  const late = await serve((_, response) => json(response, [], { date: 'Sun, 01 Nov 2026 00:00:00 GMT' }));
  expect((await pull(late.url, { sejak })).cursor).toMatchObject({ since: '2026-11-01T00:00:00.000Z' });
});

test('what is no data is refused with a reason that quotes nothing', async () => {
  const nik = '3671010101010001';
  const answers: [string, (response: ServerResponse) => void, RegExp][] = [
    [
      'login',
      (r) =>
        r
          .writeHead(200, { 'content-type': 'text/html' })
          .end(`<!DOCTYPE html><title>${nik}</title><input type="password">`),
      /halaman web untuk masuk/,
    ],
    ['undefined', (r) => r.writeHead(200).end('URL-NOT-DEFINED'), /URL-NOT-DEFINED/],
    ['error', (r) => json(r, { error: `token ${nik} salah` }), /pesan galat/],
    ['success', (r) => json(r, { success: false, message: nik, data: [] }), /pesan galat/],
    ['status', (r) => json(r, { status: 401, pesan: nik }), /pesan galat/],
    ['sentence', (r) => r.writeHead(200).end(`Unauthorized ${nik}`), /satu baris pesan/],
    ['xml', (r) => r.writeHead(200).end(`<?xml version="1.0"?><rows>${nik}</rows>`), /XML/],
    ['empty', (r) => r.writeHead(200).end(), /tanpa isi/],
    ['401', (r) => json(r, { nik }, {}, 401), /rahasia sumber/],
    ['403', (r) => r.writeHead(403).end(nik), /rahasia sumber/],
    ['404', (r) => r.writeHead(404).end(nik), /tidak mengenal alamat/],
    ['410', (r) => r.writeHead(410).end(nik), /tidak mengenal alamat/],
    ['422', (r) => r.writeHead(422).end(nik), /kode 422/],
  ];
  for (const [name, answer, sentence] of answers) {
    const server = await serve((_, response) => answer(response));
    const error = await refusal(server.url);
    expect(error, name).toBeInstanceOf(PlainError);
    expect(error.message, name).toMatch(sentence);
    expect(error.message).not.toContain(nik);
    expect(server.asked.length, name).toBe(1);
  }
  expect((await refusal('http://127.0.0.1:1', { rahasia: { letak: 'kepala', nama: 'X-Kunci' } })).message).toContain(
    'sumber rahasia uji-http',
  );
});

test('packed answers are bounded by what comes out of them', async () => {
  const bomb = gzipSync(Buffer.alloc(66 << 20, 0x20));
  const twice = gzipSync(bomb);
  for (const [bytes, headers] of [
    [bomb, { 'content-encoding': 'gzip' }],
    [bomb, {}],
    [twice, { 'content-encoding': 'gzip' }],
  ] as const) {
    const server = await serve((_, response) => response.writeHead(200, headers).end(bytes));
    expect((await refusal(server.url, { halaman: { cara: 'nomor' } })).message).toContain('lebih besar daripada 64 MB');
  }
  const small = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'application/gzip' }).end(gzipSync('a,b\n1,2\n')),
  );
  expect(Object.values((await pull(small.url)).parts)).toEqual(['a,b\n1,2\n']);
});

test('internal addresses are refused wherever they are met, and so is the way there by a redirect', async () => {
  const inner = await serve((_, response) => json(response, rows(0, 1)));
  const port = new URL(inner.url).port;
  for (const address of [
    inner.url,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
    `http://[::ffff:7f00:1]:${port}`,
    `http://2130706433:${port}`,
  ]) {
    const error = await refusal(address, {}, { inside: false });
    expect(error, address).toBeInstanceOf(PlainError);
    expect(error.message, address).toContain('jaringan_dalam: true');
  }
  expect(inner.asked.length).toBe(0);
  const ways = await serve((asked, response) =>
    response.writeHead(302, { location: asked.url.searchParams.get('ke')! }).end(),
  );
  const metadata = await refusal(`${ways.url}/?ke=${encodeURIComponent('http://169.254.169.254/latest/meta-data/')}`);
  expect(metadata.message).toContain('169.254.169.254');
  expect((await refusal(`${ways.url}/?ke=file:///etc/passwd`)).message).toContain('alamat yang tidak dikenal');
  const round = await serve((_, response) => response.writeHead(307, { location: '/lagi' }).end());
  expect((await refusal(round.url)).message).toContain('berputar-putar');
  expect(round.asked.length).toBe(6);

  const closed = [
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '0.0.0.0',
    '169.254.1.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '224.0.0.1',
    '::',
  ];
  expect(closed.filter((address) => !isForbidden(address, false))).toEqual([]);
  expect(
    ['103.28.12.4', '2001:4860:4860::8888', '::ffff:8.8.8.8'].filter((address) => isForbidden(address, false)),
  ).toEqual([]);
  expect(
    ['169.254.169.254', '0.0.0.0', 'fe80::1', '224.0.0.1'].filter((address) => !isForbidden(address, true)),
  ).toEqual([]);
});

test('the secret is sent home, as the connection says, and not along a redirect to another place', async () => {
  const other = await serve((_, response) => json(response, rows(0, 1)));
  const home = await serve((asked, response) =>
    asked.url.pathname === '/pindah'
      ? response.writeHead(302, { location: `${other.url}/data` }).end()
      : json(response, rows(0, 1)),
  );
  const connection = {
    kepala: { 'X-Instansi': 'uji' },
    rahasia: { letak: 'kepala', nama: 'Authorization', awalan: 'Bearer ' },
  };
  await pull(home.url, connection, { secret: 's3cret' });
  expect(home.asked[0]!.headers).toMatchObject({ authorization: 'Bearer s3cret', 'x-instansi': 'uji' });
  await pull(`${home.url}/pindah`, connection, { secret: 's3cret' });
  expect(other.asked.length).toBe(1);
  expect(other.asked[0]!.headers.authorization).toBeUndefined();
});

test('a server that speaks no TLS, or is not there, is told apart', async () => {
  const server = await serve((_, response) => json(response, []));
  expect((await refusal(server.url.replace('http:', 'https:'))).message).toContain('Sambungan aman');
  await server.stop();
  const gone = await refusal(server.url);
  expect(gone).toBeInstanceOf(TryAgainError);
  expect(gone.message).toContain('menolak sambungan');
});

test('a certificate that nobody vouches for is refused with a reason', async () => {
  const server = await serve((_, response) => json(response, []), true);
  const error = await refusal(server.url);
  expect(error).toBeInstanceOf(PlainError);
  expect(error.message).toContain('sertifikat HTTPS-nya dibuat sendiri');
  expect(server.asked.length).toBe(0);
});

test('more than a run holds comes with the next runs, from where the last one stopped and since the same time', async () => {
  const server = await serve((asked, response) => {
    const page = number(asked, 'page');
    json(response, rows((page - 1) * 2, page > 4 ? 0 : 2));
  });
  const connection = { halaman: { cara: 'nomor' }, sejak: { parameter: 'sejak', bentuk: 'detik', tumpang_menit: 0 } };
  const found: string[] = [];
  let cursor: unknown = { since: '2026-10-01T00:00:00.000Z', rest: null, state: null };
  for (let run = 1; ; run += 1) {
    const pulled = await pull(server.url, connection, { cursor, tiny: true });
    found.push(...idsOf(pulled.parts));
    cursor = pulled.cursor;
    if (!pulled.more) break;
    expect(cursor).toMatchObject({ since: '2026-10-01T00:00:00.000Z', rest: { place: run + 1 } });
  }
  expect(found).toEqual(wanted(8));
  expect(new Set(server.asked.map((a) => a.url.searchParams.get('sejak')))).toEqual(new Set(['1790812800']));
});

test('a place that the server has forgotten is asked for from the beginning again', async () => {
  const server = await serve((asked, response) =>
    asked.url.searchParams.has('after')
      ? response.writeHead(400).end()
      : json(response, { items: rows(0, 2), next: null }),
  );
  const cursor = { since: null, rest: { place: 'lama', begun: '2026-10-01T00:00:00.000Z' }, state: null };
  const { parts } = await pull(
    server.url,
    { halaman: { cara: 'kursor', parameter: 'after', berikut: 'next' } },
    { cursor },
  );
  expect(idsOf(parts)).toEqual(wanted(2));
});

test('a worker that stops does not wait for the source', async () => {
  const stop = new AbortController();
  const server = await serve(() => stop.abort(new Error('berhenti')));
  await expect(pull(server.url, { batas_waktu_detik: 60 }, { signal: stop.signal })).rejects.toThrow('berhenti');
  expect(server.asked.length).toBe(1);
});
