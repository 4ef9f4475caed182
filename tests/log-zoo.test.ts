import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCityProfile } from '../clickhouse/city/apply';
import { loadCityProfile, parseCityProfile } from '../clickhouse/city/load';
import { startTestEngine } from '../clickhouse/engine/test-engine';
import { requestRun } from '../clickhouse/ledger/runs';
import { warehouse } from '../clickhouse/warehouse/client';
import { defineQuery } from '../clickhouse/warehouse/define-query';
import { runIngest } from '../ingest/runs/run-ingest';

/** Log samples of many servers, kept beside the project; SOURCE.md there counts their lines. */
const zoo = join('..', 'shared', 'data', 'weblog-format-zoo');

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const folder = mkdtempSync(join(tmpdir(), 'rk-log-'));
beforeAll(async () => {
  engine = await startTestEngine();
  // A source of its own for each file, since some share lines; and one in Papua, UTC+9 (the city is UTC+7).
  const { yaml, profile } = loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml');
  const logSource = (id: string, more = '') =>
    `  - { id: ${id}, nama: ${id}, jenis: log_akses, pemetaan: log-akses, skpd: diskominfo, situs: kota.example, memberi_makan: [web_hits]${more} }\n`;
  const sources = Object.keys(files).map((_, i) => logSource(`kebun-${i}`));
  const text = `${yaml.trimEnd()}\n${sources.join('')}${logSource('situs-timur', ', zona_waktu: Asia/Jayapura')}`;
  const city = parseCityProfile(text);
  city.profile.batas = profile.batas;
  await applyCityProfile(city, { by: 'uji' });
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ingest(file: string, source = 'situs-kota') {
  return runIngest((await requestRun(source, [file], 'uji')).run_id);
}

let serial = 0;
function ingestText(content: string | Buffer, source?: string) {
  const file = join(folder, `${++serial}.log`);
  writeFileSync(file, content);
  return ingest(file, source);
}

const hitsOf = defineQuery({
  name: 'zoo-hits',
  sql: `SELECT toString(time) AS at, site, method, path, status, bytes, replaceOne(client_net, '.xxx', '.0') AS client_net, kind, agent_class, duration_ms, referrer_host
    FROM ruang_kendali.web_hits WHERE run_id = {run:UUID} ORDER BY time, path`,
  params: z.object({ run: z.string() }),
  row: z.object({
    at: z.string(),
    site: z.string(),
    method: z.string(),
    path: z.string(),
    status: z.number(),
    bytes: z.number(),
    client_net: z.string(),
    kind: z.string(),
    agent_class: z.string(),
    duration_ms: z.number().nullable(),
    referrer_host: z.string(),
  }),
});

const formatOf = defineQuery({
  name: 'zoo-format',
  sql: `SELECT format FROM ruang_kendali.ingest_files_newest WHERE run_id = {run:UUID}`,
  params: z.object({ run: z.string() }),
  row: z.object({ format: z.string() }),
});

/**
 * What becomes of each file: format, lines read, requests stored, lines rejected, lines ignored. Of common and combined files
 * `stored` is the number that SOURCE.md counted. A sentence instead: the file is refused with it.
 */
const files: Record<
  string,
  [format: string, read: number, stored: number, rejected: number, ignored: number] | RegExp
> = {
  'crowdsec__apache-http-probing__apache-http-probing.log': ['combined', 77, 77, 0, 0],
  'crowdsec__apache2-logs__apache2-logs.log': ['combined', 9, 7, 2, 0],
  'crowdsec__apache2-malformed__apache2-logs.log': ['combined', 11, 11, 0, 0],
  'crowdsec__caddy-basic-auth-bf__caddy-logs.log': ['caddy-json', 6, 6, 0, 0],
  'crowdsec__caddy-logs__caddy-logs.log': ['caddy-json', 12, 10, 1, 1],
  'crowdsec__iis-xml-logs__iis-logs.log': /Event Viewer \(XML\)/,
  'crowdsec__nginx-http-malformed__nginx_http-logs.log': ['combined', 12, 12, 0, 0],
  // One line of it is combined, two are of the error log.
  'crowdsec__nginx-proxy-manager-logs__nginx-proxy-manager-logs.log': ['nginx-proxy-manager', 14, 11, 3, 0],
  'crowdsec__nginx-proxy-manager-malformed__nginx_http-logs.log': ['combined', 12, 12, 0, 0],
  'crowdsec__nginx_http-logs__nginx_http-logs.log': ['combined', 9, 7, 2, 0],
  'crowdsec__zoraxy-http-bad-user-agent__zoraxy.log': ['zoraxy', 2, 2, 0, 0],
  'crowdsec__zoraxy-http-logs__zoraxy.log': ['zoraxy', 13, 13, 0, 0],
  'matomo__alb.log': ['elb', 1, 1, 0, 0],
  'matomo__amazon_cloudfront_rtmp.log': /siaran/,
  'matomo__amazon_cloudfront_web.log': ['cloudfront', 3, 1, 0, 2],
  'matomo__caddy_json.log': ['caddy-json', 3, 3, 0, 0],
  'matomo__common.log': ['combined', 1, 1, 0, 0],
  'matomo__common_complete.log': ['combined', 1, 1, 0, 0],
  'matomo__common_encoding_big5.log': ['combined', 1, 1, 0, 0],
  'matomo__common_vhost.log': ['combined', 1, 1, 0, 0],
  // Common but for its time, which a format of somebody's own making writes as [February - 10, 2012:16:42:07].
  'matomo__custom_regex_custom_date.log': /Waktunya tidak ditulis seperti/,
  // The rejected line is a connection without a request.
  'matomo__elb.log': ['elb', 3, 1, 1, 1],
  'matomo__gandi.log': ['gandi', 2, 2, 0, 0],
  'matomo__haproxy.log': ['haproxy', 1, 1, 0, 0],
  'matomo__icecast2.log': /Icecast/,
  'matomo__iis.log': ['w3c', 5, 1, 0, 4],
  'matomo__iis_custom.log': ['w3c', 10, 3, 0, 7],
  'matomo__incapsula_w3c.log': ['w3c', 6, 2, 0, 4],
  'matomo__logs_to_tests.log': ['combined', 6, 4, 1, 1],
  'matomo__ncsa_extended.log': ['combined', 1, 1, 0, 0],
  'matomo__netscaler.log': ['w3c', 5, 1, 0, 4],
  'matomo__nginx_json.log': ['nginx-json', 2, 2, 0, 0],
  'matomo__ovh.log': ['combined', 1, 1, 0, 0],
  'matomo__s3.log': ['s3', 1, 1, 0, 0],
  'matomo__shoutcast.log': /siaran/,
  'matomo__splitted_date_and_time.log': /siaran/,
  'matomo__static_ignores.log': ['combined', 4, 4, 0, 0],
  'matomo__traefik_json.log': ['traefik-json', 1, 1, 0, 0],
};

/** First request of a file, by time: what must be read out of it. Times are UTC. */
const firstHits: Record<string, Record<string, unknown>> = {
  'crowdsec__nginx-proxy-manager-logs__nginx-proxy-manager-logs.log': {
    at: '2022-01-24 13:40:19',
    site: '4.3.2.1',
    path: '/.env',
    status: 444,
    bytes: 0,
    client_net: '207.32.219.0',
    agent_class: 'human',
  },
  'crowdsec__zoraxy-http-logs__zoraxy.log': {
    at: '2025-05-01 00:57:03',
    site: 'test.com',
    method: 'POST',
    path: '/xmlrpc.php',
    status: 404,
  },
  'matomo__alb.log': {
    at: '2020-01-01 00:55:04',
    site: 'www.example.com',
    path: '/path/index.html',
    status: 200,
    bytes: 24950,
    duration_ms: 103,
  },
  'matomo__amazon_cloudfront_web.log': {
    at: '2014-05-23 01:13:11',
    site: 'example.com',
    path: '/view/my/file.html',
    bytes: 182,
    client_net: '192.0.2.0',
    agent_class: 'human',
    duration_ms: 1,
    referrer_host: 'example.com',
  },
  'matomo__caddy_json.log': {
    at: '2023-12-23 23:17:54',
    site: 'example.com',
    method: 'GET',
    path: '/beta/',
    kind: 'halaman',
    status: 200,
    bytes: 3609,
    duration_ms: 1,
  },
  'matomo__common_encoding_big5.log': {
    at: '2012-02-10 21:42:07',
    site: 'www.example.com',
    status: 301,
    kind: 'halaman',
  },
  'matomo__common_vhost.log': {
    at: '2012-02-10 21:42:07',
    site: 'www.example.com',
    client_net: '1.2.3.0',
    path: '/',
    agent_class: 'unknown',
  },
  'matomo__gandi.log': { at: '2012-02-10 21:42:07', site: 'www.example.com', path: '/', duration_ms: null },
  // No offset: 06:05:27 in the city's zone.
  'matomo__haproxy.log': {
    at: '2018-09-24 23:05:27',
    method: 'POST',
    path: '/user/',
    status: 200,
    bytes: 7456,
    duration_ms: 72,
    agent_class: 'unknown',
  },
  'matomo__iis.log': {
    at: '2012-04-01 00:00:13',
    site: 'example.com',
    path: '/foo/bar',
    status: 200,
    bytes: 27028,
    duration_ms: 1687,
    agent_class: 'human',
  },
  // date-local and time-local.
  'matomo__iis_custom.log': {
    at: '2012-08-15 10:00:00',
    path: '/Products/theProduct',
    site: 'xzy.example.com',
    client_net: '70.95.0.0',
    duration_ms: 109,
  },
  'matomo__incapsula_w3c.log': { at: '2017-06-26 18:21:17', site: 'www.example.com', path: '/rss/news', status: 0 },
  'matomo__netscaler.log': {
    at: '2012-08-16 11:55:13',
    path: '/Citrix/XenApp/Wan/auth/login.jsp',
    status: 302,
    bytes: 355,
  },
  'matomo__nginx_json.log': {
    at: '2013-10-10 14:52:00',
    site: 'www.piwik.org',
    path: '/piwik.php',
    status: 200,
    bytes: 192,
    duration_ms: 8,
  },
  'matomo__ovh.log': { at: '2012-02-10 21:42:07', client_net: '1.2.3.0', path: '/', status: 301 },
  'matomo__s3.log': {
    at: '2012-02-10 21:42:07',
    site: 'www.example.com',
    path: '/index',
    status: 200,
    bytes: 368,
    duration_ms: 10,
  },
  'matomo__traefik_json.log': {
    at: '2023-08-11 11:39:21',
    site: 'localhost',
    path: '/my/app/auth',
    status: 200,
    bytes: 15,
    duration_ms: 10002,
  },
};

describe.skipIf(!existsSync(zoo))('logs of many servers', () => {
  test('every file of the collection has an expectation', () => {
    expect(Object.keys(files).sort()).toEqual(
      readdirSync(zoo)
        .filter((f) => f.endsWith('.log'))
        .sort(),
    );
  });

  test.each(Object.entries(files))('%s', async (name, expected) => {
    const run = await ingest(join(zoo, name), `kebun-${Object.keys(files).indexOf(name)}`);
    if (expected instanceof RegExp) {
      expect(run).toMatchObject({ state: 'gagal', read: 0, stored: 0, message: expect.stringMatching(expected) });
      return;
    }
    const [format, read, stored, rejected, ignored] = expected;
    expect(run).toMatchObject({ state: 'selesai', read, stored, rejected, ignored, duplicate: 0, balanced: true });
    expect(await formatOf({ run: run.run_id })).toEqual([{ format }]);
    if (firstHits[name]) expect((await hitsOf({ run: run.run_id }))[0]).toMatchObject(firstHits[name]);
  });

  test('nobody who signed in at a server is named in any table', async () => {
    const names = ['theuser', 'auser', 'myuser', 'nouser', 'user123', 'phillip', 'Bob', 'dude'];
    const tables = z.array(z.object({ name: z.string() })).parse(
      await (
        await warehouse().query({
          query: `SELECT name FROM system.tables WHERE database = 'ruang_kendali' AND engine LIKE '%MergeTree%'`,
          format: 'JSONEachRow',
        })
      ).json(),
    );
    for (const { name: table } of tables) {
      const rows = await (
        await warehouse().query({
          query:
            'SELECT count() AS n FROM ruang_kendali.{table:Identifier} AS t WHERE multiSearchAny(toString(tuple(t.*)), {names:Array(String)})',
          query_params: { table, names },
          format: 'JSONEachRow',
        })
      ).json();
      expect({ table, rows }).toEqual({ table, rows: [{ n: expect.toBeOneOf([0, '0']) }] });
    }
  });
});

const combined = (n: number, zone = '+0700') =>
  `192.0.2.${n} - - [22/Nov/2026:08:15:${String(n).padStart(2, '0')} ${zone}] "GET /halaman/${n} HTTP/1.1" 200 ${n} "-" "Mozilla/5.0 (X11)"`;

describe('what a log meets in life', () => {
  test('a byte order mark and Windows line ends, packed', async () => {
    const run = await ingestText(gzipSync(`\u{feff}${combined(1)}\r\n${combined(2)}\r\n\r\n`));
    expect(run).toMatchObject({ read: 3, stored: 2, rejected: 0, ignored: 1, balanced: true });
    const iis = await ingestText(
      gzipSync(
        '\u{feff}#Fields: date time c-ip cs-method cs-uri-stem sc-status\r\n2026-11-22 01:15:30 192.0.2.1 GET / 200\r\n',
      ),
    );
    expect(iis).toMatchObject({ read: 2, stored: 1, rejected: 0, ignored: 1 });
  });

  test('damage at the beginning of a log does not hide what it is; the damaged lines are rejected', async () => {
    const damaged = Array.from({ length: 8 }, (_, i) => (i % 2 ? '\0'.repeat(300) : 'rusak \xff\xfe'));
    const lines = [...damaged, ...Array.from({ length: 12 }, (_, i) => combined(i + 10))];
    expect(await ingestText(Buffer.from(lines.join('\n'), 'latin1'))).toMatchObject({
      read: 20,
      stored: 12,
      rejected: 8,
      reasons: { bukan_baris_log: 8 },
    });
  });

  test('a half-written last line is rejected, the rest stored', async () => {
    const run = await ingestText(`${combined(30)}\n${combined(31)}\n${combined(32).slice(0, 70)}`);
    expect(run).toMatchObject({ read: 3, stored: 2, rejected: 1, reasons: { bukan_baris_log: 1 }, balanced: true });
  });

  test('greetings of TLS, empty requests, no status, no bytes, IPv6', async () => {
    const run = await ingestText(
      [
        String.raw`192.0.2.1 - - [22/Nov/2026:09:00:01 +0700] "\x16\x03\x01\x02\x00\x01\x22\x5C" 400 157 "-" "-"`,
        '192.0.2.1 - - [22/Nov/2026:09:00:02 +0700] "" 000 - "-" "-"',
        '2001:db8:1:2:3:4:5:6 - - [22/Nov/2026:09:00:03 +0700] "GET /enam HTTP/1.1" 200 5 "-" "-"',
      ].join('\n'),
    );
    expect(run).toMatchObject({ read: 3, stored: 3, balanced: true });
    expect(await hitsOf({ run: run.run_id })).toMatchObject([
      { kind: 'lain', status: 400, path: '', method: '' },
      { kind: 'lain', status: 0, bytes: 0 },
      { kind: 'halaman', path: '/enam', client_net: '2001:db8:1::' },
    ]);
  });

  test('a time without an offset is in the time zone of the source; an offset in the log wins', async () => {
    const zoraxy =
      '[2026-11-22 10:00:00.150624] [router:host-http] [origin:kota.example] [client: 192.0.2.10] [useragent: Mozilla/5.0] GET /timur 200';
    const local = await ingestText(zoraxy, 'situs-timur');
    expect(await hitsOf({ run: local.run_id })).toMatchObject([{ at: '2026-11-22 01:00:00' }]);
    const haproxy =
      '192.0.2.10:55008 [22/Nov/2026:10:00:00.584] ft~ bk/web1 0/0/0/72/72 200 74 - - ---- 5/4/0/1/0 0/0 "GET /timur HTTP/1.1"';
    expect(await hitsOf({ run: (await ingestText(haproxy, 'situs-timur')).run_id })).toMatchObject([
      { at: '2026-11-22 01:00:00' },
    ]);
    const withOffset = await ingestText(combined(40, '+0000'), 'situs-timur');
    expect(await hitsOf({ run: withOffset.run_id })).toMatchObject([{ at: '2026-11-22 08:15:40' }]);
  });

  test('#Fields may change in a file, and hold for lines that are read much later', async () => {
    const early = 'GET /awal 192.0.2.1 200 2026-11-22 01:00:00';
    // More than one block of 16 MB stands between the heading and the last line.
    const path = `/${'panjang/'.repeat(60)}`;
    const late = Array.from(
      { length: 40_000 },
      (_, i) => `2026-11-22 02:00:${String(i % 60).padStart(2, '0')} 192.0.2.2 GET ${path}${i} 200`,
    );
    const run = await ingestText(
      [
        '2026-11-22 01:00:00 192.0.2.1 GET /sebelum-judul 200',
        '#Fields: cs-method cs-uri-stem c-ip sc-status date time',
        early,
        '#Fields: date time c-ip cs-method cs-uri-stem sc-status',
        ...late,
        early,
      ].join('\n'),
    );
    expect(run).toMatchObject({
      read: 40_005,
      stored: 40_001,
      ignored: 2,
      rejected: 2,
      reasons: { bukan_baris_log: 1, waktu_tak_terbaca: 1, baris_petunjuk: 2 },
      balanced: true,
    });
  });

  test('JSON of nginx: the names of fields vary, the first of several addresses is the visitor, \\x22 is mended', async () => {
    const run = await ingestText(
      [
        '{"time_local":"22/Nov/2026:11:00:00 +0700","remote_addr":"192.0.2.77, 10.0.0.1","request":"GET /satu?nik=1 HTTP/1.1","status":"200","body_bytes_sent":"5120","request_time":"0.012","http_user_agent":"Mozilla/5.0","server_name":"Kota.Example"}',
        String.raw`{"@timestamp":"2026-11-22T11:00:01+07:00","remote_addr":"2001:db8::17","request_method":"POST","request_uri":"/dua","status":404,"body_bytes_sent":12,"http_user_agent":"a\x22b"}`,
        '{"@timestamp":"2026-11-22T11:00:02+07:00","remote_addr":"192.0.2.78","request_method":"GET","request_uri":"/ti',
      ].join('\n'),
    );
    expect(run).toMatchObject({ read: 3, stored: 2, rejected: 1 });
    expect(await hitsOf({ run: run.run_id })).toMatchObject([
      {
        at: '2026-11-22 04:00:00',
        site: 'kota.example',
        path: '/satu',
        status: 200,
        bytes: 5120,
        client_net: '192.0.2.0',
        duration_ms: 12,
      },
      {
        at: '2026-11-22 04:00:01',
        method: 'POST',
        path: '/dua',
        status: 404,
        client_net: '2001:db8::',
        duration_ms: null,
      },
    ]);
  });

  test('combined with more behind it: the address is the one the server saw, the time taken is read', async () => {
    const run = await ingestText(
      [
        '192.0.2.10 - - [22/Nov/2026:08:15:30 +0700] "GET /utama HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (X11)" "198.51.100.7, 10.0.0.1"',
        'kota.example:443 2001:db8::17 - warga kota [22/Nov/2026:08:15:31 +0700] "GET /b HTTP/1.1" 200 5 "-" "-" "-" 0.012 0.010',
        '192.0.2.11 - - [22/Nov/2026:08:15:32 +0700] "GET /c HTTP/1.1" 200 5 "-" "-" 1.250',
      ].join('\n'),
    );
    expect(run).toMatchObject({ read: 3, stored: 3 });
    expect(await formatOf({ run: run.run_id })).toEqual([{ format: 'combined-plus' }]);
    expect(await hitsOf({ run: run.run_id })).toMatchObject([
      { path: '/utama', client_net: '192.0.2.0', duration_ms: null },
      { path: '/b', site: 'kota.example', client_net: '2001:db8::', duration_ms: 12 },
      { path: '/c', client_net: '192.0.2.0', duration_ms: 1250 },
    ]);
  });

  test('hosts that visitors make up do not become sites', async () => {
    const entry = (host: string, n: number) =>
      `{"level":"info","ts":${1795310130 + n},"logger":"http.log.access","request":{"remote_ip":"192.0.2.10","method":"GET","host":${JSON.stringify(host)},"uri":"/"},"size":0,"status":200}`;
    const run = await ingestText(
      [entry('Kota.Example:8443', 1), entry('<script>alert(1)</script>', 2), entry('a b', 3), entry('', 4)].join('\n'),
    );
    expect((await hitsOf({ run: run.run_id })).map((hit) => hit.site)).toEqual([
      'kota.example',
      ...Array(3).fill('tangerangkota.example'),
    ]);
  });

  test.each([
    ['<!DOCTYPE html><html><body>Masuk</body></html>\n', /halaman web/],
    ['2026/11/22 13:53:33 [error] 31#31: *46 "/x" is not found\n', /error log/],
    ['192.0.2.1, -, 11/22/2026, 7:55:20, W3SVC2, SERVER, 10.0.0.5, 4502, 163, 3223, 200, 0, GET, /, -,\n', /native/],
    ['#Fields: date time c-ip\n2026-11-22 01:15:30 192.0.2.1\n', /cs-method/],
    ['{"pesan":"halo"}\n', /JSON/],
    ['nama;umur\nAni;7\n', /combined/],
  ])('what is no access log is refused with a sentence of its own: %s', async (content, sentence) => {
    expect(await ingestText(content)).toMatchObject({
      state: 'gagal',
      stored: 0,
      message: expect.stringMatching(sentence),
    });
  });
});
