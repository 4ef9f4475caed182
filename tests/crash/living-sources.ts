import { createHmac } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ActionFunctionArgs } from '@remix-run/node';
import { closeRedis } from '../../app/redis.server';
import { action } from '../../app/routes/api.v1.sumber.$id.peristiwa';
import type { FactTable } from '../../clickhouse/warehouse/fact-tables';
import { json, startSmallServer } from '../network/small-server';
import { hasImap, startImap } from '../servers/imap';
import { hasMariaDb, startMariaDb, type TestDatabase } from '../servers/mariadb';
import { hasPostgreSql, startPostgreSql } from '../servers/postgresql';

/** A source that is pulled, and goes on living while it is: one of each kind. */
export interface LivingSource {
  /** Its entry in the city profile. */
  entry: { id: string } & Record<string, unknown>;
  secret?: string;
  table: FactTable;
  /** What tells its records apart, as SQL over the table. */
  idSql: string;
  /** Identity of each record that the source has held -> how often it must be stored. */
  truth: Map<string, number>;
  /** The next moment of its life: records come to it. */
  live: () => void | Promise<void>;
  /** Ends once all that came to it can be pulled; only of sources that send by themselves. */
  settle?: () => Promise<void>;
  stop: () => void | Promise<void>;
}

const SECRET = 'rahasia-uji-77';
/** Living starts at this time of an invented day; every record is some seconds later than the one before it. */
const BEGIN = Date.UTC(2026, 9, 1);
const isoAt = (second: number) => `${new Date(BEGIN + second * 1000).toISOString().slice(0, 19)}Z`;
/** As a server in Jakarta writes it. */
const localAt = (second: number) =>
  new Date(BEGIN + (second + 7 * 3600) * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** Starts one source of every kind for which this machine has a server. */
export async function startLivingSources(folder: string, chance: () => number): Promise<LivingSource[]> {
  const starts = [
    () => followedLog(join(folder, 'log')),
    () => dropFolder(join(folder, 'titipan')),
    () => pagedServer(chance),
    () => open311Server(chance),
    () => deliveries(chance),
    ...(hasMariaDb() ? [() => messagesByTime()] : []),
    ...(hasPostgreSql() ? [() => messagesByNumber()] : []),
    ...(hasImap() ? [() => mailbox()] : []),
  ];
  return Promise.all(starts.map((start) => start()));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A log whose server writes lines in pieces and often the same line many times, over pulls and rotations. It is rotated by
 * renaming (the server goes on writing into the renamed file for a while) or by copying and emptying; older ones are packed.
 */
function followedLog(folder: string): LivingSource {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'akses.log');
  const truth = new Map<string, number>();
  const text = (n: number, times: number) => {
    const path = `/ikut/${n}`;
    truth.set(path, (truth.get(path) ?? 0) + times);
    const day = new Date(BEGIN + n * 1000);
    const at = `${String(day.getUTCDate()).padStart(2, '0')}/${months[day.getUTCMonth()]}/${day.getUTCFullYear()}:${day.toISOString().slice(11, 19)} +0000`;
    return `198.51.100.${n % 250} - - [${at}] "GET ${path} HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64) Firefox/12${n % 9}"\n`.repeat(
      times,
    );
  };
  let n = 0;
  let moments = 0;
  const older = (i: number) => ['', '.gz'].map((ending) => `${log}.${i}${ending}`).find((path) => existsSync(path));
  const shift = () => {
    let last = 1;
    while (older(last)) last += 1;
    for (let i = last - 1; i >= 1; i -= 1) {
      const path = older(i)!;
      renameSync(path, `${log}.${i + 1}${path.endsWith('.gz') ? '.gz' : ''}`);
    }
  };
  const pack = async (i: number) => {
    const path = `${log}.${i}`;
    if (!existsSync(path)) return;
    const packed = gzipSync(readFileSync(path));
    writeFileSync(`${path}.gz`, packed.subarray(0, packed.length >> 1));
    await sleep(40);
    writeFileSync(`${path}.gz`, packed);
    rmSync(path);
  };
  writeFileSync(log, text(0, 3));
  return {
    entry: {
      id: 'uji-log',
      jenis: 'log_akses',
      pemetaan: 'log-akses',
      situs: 'ikut.example',
      memberi_makan: ['web_hits'],
      sambungan: { berkas: log },
    },
    table: 'web_hits',
    idSql: 'path',
    truth,
    live: async () => {
      moments += 1;
      // The last line of the moment before comes again: equal lines stand on both sides of pulls and rotations.
      let written = text(n, 2);
      for (let i = 0; i < 20; i += 1) {
        n += 1;
        written += text(n, [1, 1, 2, 7, 40][n % 5]!);
      }
      const cut = Math.floor(written.length * 0.6);
      appendFileSync(log, written.slice(0, cut));
      await sleep(30);
      appendFileSync(log, written.slice(cut));
      if (moments % 12 === 0) {
        shift();
        if (moments % 2 === 0) {
          renameSync(log, `${log}.1`);
          await sleep(30);
          appendFileSync(`${log}.1`, text(n, 3));
          writeFileSync(log, '');
        } else {
          copyFileSync(log, `${log}.1`);
          await sleep(30);
          truncateSync(log, 0);
        }
        await pack(3);
      }
    },
    stop: () => {},
  };
}

const HEADER = 'id_kasus,layanan,langkah,waktu';
const step = (id: string, n: number) => ({
  id_kasus: id,
  layanan: 'akta-kelahiran',
  langkah: 'diajukan',
  waktu: isoAt(n),
});
const stepLine = (id: string, n: number) => Object.values(step(id, n)).join(',');
const stepsOf = { table: 'service_events', idSql: 'case_id' } as const;

/** A folder into which exports are put: new ones, packed ones, one that is written for a while, and one that grows each time. */
function dropFolder(folder: string): LivingSource {
  mkdirSync(folder, { recursive: true });
  const truth = new Map<string, number>();
  const growing = [HEADER];
  let n = 0;
  let moments = 0;
  const lines = (count: number) =>
    Array.from({ length: count }, () => {
      n += 1;
      truth.set(`T-${n}`, 1);
      return stepLine(`T-${n}`, n);
    });
  return {
    entry: {
      id: 'uji-folder',
      jenis: 'berkas',
      pemetaan: 'layanan-csv',
      memberi_makan: ['service_events'],
      sambungan: { folder, pola: '*.csv*', diam_detik: 1 },
    },
    ...stepsOf,
    truth,
    live: async () => {
      await sleep(2_000); // a person at work
      moments += 1;
      const path = join(folder, `ekspor-${moments}.csv`);
      const text = `${[HEADER, ...lines(60)].join('\n')}\n`;
      if (moments % 4 === 0) writeFileSync(`${path}.gz`, gzipSync(text));
      else if (moments % 4 === 1) {
        const half = text.indexOf('\n', text.length >> 1) + 1;
        writeFileSync(path, text.slice(0, half));
        await sleep(100);
        appendFileSync(path, text.slice(half));
      } else writeFileSync(path, text);
      if (moments % 3 === 0) {
        growing.push(...lines(25));
        writeFileSync(join(folder, '.harian'), `${growing.join('\n')}\n`);
        renameSync(join(folder, '.harian'), join(folder, 'harian.csv'));
      }
    },
    stop: () => {},
  };
}

/** Answers a question now and then as busy, broken and cut-off servers do. Returns whether it did. */
function failed(response: ServerResponse, answer: unknown, chance: () => number): boolean {
  const now = chance();
  if (now < 0.03) response.writeHead(429, { 'retry-after': '1' }).end();
  else if (now < 0.06) response.writeHead(500).end('galat');
  else if (now < 0.09) response.destroy();
  else if (now < 0.12) {
    const text = JSON.stringify(answer);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) });
    response.write(text.slice(0, text.length >> 1), () => response.destroy());
  } else return false;
  return true;
}

/** A list in pages that grows while it is read, asked for what changed since the last pull; its server fails in every way. */
async function pagedServer(chance: () => number): Promise<LivingSource> {
  const truth = new Map<string, number>();
  const rows: { at: number; row: ReturnType<typeof step> }[] = [];
  const SIZE = 200;
  const server = await startSmallServer(({ url }, response) => {
    const since = Date.parse(url.searchParams.get('sejak') ?? '') || 0;
    const start = (Number(url.searchParams.get('page')) - 1) * SIZE;
    const found = rows.filter(({ at }) => at >= since);
    const answer = { total: found.length, data: found.slice(start, start + SIZE).map(({ row }) => row) };
    if (!failed(response, answer, chance)) json(response, answer);
  });
  return {
    entry: {
      id: 'uji-http',
      jenis: 'http',
      pemetaan: 'layanan-csv',
      memberi_makan: ['service_events'],
      sambungan: {
        alamat: `${server.url}/tiket`,
        halaman: { cara: 'nomor', parameter_ukuran: 'per_page', ukuran: SIZE },
        sejak: { parameter: 'sejak', tumpang_menit: 0 },
        jaringan_dalam: true,
      },
    },
    ...stepsOf,
    truth,
    live: () => {
      for (let i = 0; i < 30; i += 1) {
        const id = `H-${rows.length}`;
        rows.push({ at: Date.now(), row: step(id, rows.length) });
        truth.set(id, 1);
      }
    },
    stop: server.stop,
  };
}

/** A GeoReport server that knows pages. */
async function open311Server(chance: () => number): Promise<LivingSource> {
  const truth = new Map<string, number>();
  const reports: { at: number; report: Record<string, unknown> }[] = [];
  const server = await startSmallServer(({ url }, response) => {
    const [from, to] = ['start_date', 'end_date'].map((name) => Date.parse(url.searchParams.get(name)!)) as [
      number,
      number,
    ];
    const [page, size] = ['page', 'page_size'].map((name) => Number(url.searchParams.get(name))) as [number, number];
    const found = reports.filter(({ at }) => at >= from && at <= to);
    const answer = found.slice((page - 1) * size, page * size).map(({ report }) => report);
    if (!failed(response, answer, chance)) json(response, answer);
  });
  return {
    entry: {
      id: 'uji-open311',
      jenis: 'open311',
      pemetaan: 'open311',
      memberi_makan: ['complaints'],
      sambungan: { alamat: server.url, tumpang_menit: 1, jeda_ms: 0, jaringan_dalam: true },
    },
    table: 'complaints',
    idSql: 'tracking_id',
    truth,
    live: () => {
      for (let i = 0; i < 10; i += 1) {
        const at = Math.floor(Date.now() / 1000) * 1000;
        const id = `L${1_000_000 + reports.length}`;
        const time = new Date(at).toISOString();
        const report = {
          service_request_id: id,
          status: 'open',
          service_name: 'Lampu jalan',
          requested_datetime: time,
        };
        reports.push({ at, report });
        truth.set(id, 1);
      }
    },
    stop: server.stop,
  };
}

/** A system that sends by itself, and again until it is told 202; now and then also afterwards, when it did not hear that. */
function deliveries(chance: () => number): LivingSource {
  const truth = new Map<string, number>();
  const id = 'uji-kiriman';
  const waiting: { name: string; body: string }[] = [];
  let n = 0;
  let sent = 0;
  let stopped = false;
  const send = async ({ name, body }: { name: string; body: string }) => {
    const t = Math.floor(Date.now() / 1000);
    const v1 = createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex');
    const request = new Request(`http://uji.local/api/v1/sumber/${id}/peristiwa`, {
      method: 'POST',
      body,
      headers: { 'X-RK-Tanda': `t=${t},v1=${v1}`, 'X-RK-Kiriman': name },
    });
    const context = { nonce: '', clientAddress: '203.0.113.7', closing: new AbortController().signal };
    const answer = await action({ request, params: { id }, context } as unknown as ActionFunctionArgs);
    return (answer as Response).status === 202;
  };
  const sending = (async () => {
    while (!stopped || waiting.length > 0) {
      const next = waiting[0];
      // The answer to one in ten is lost on its way.
      if (next && (await send(next)) && chance() > 0.1) waiting.shift();
      else await sleep(200);
    }
  })();
  return {
    entry: { id, jenis: 'dorong', pemetaan: 'layanan-csv', memberi_makan: ['service_events'], sambungan: {} },
    secret: SECRET,
    ...stepsOf,
    truth,
    live: () => {
      const steps = Array.from({ length: 5 }, () => {
        n += 1;
        truth.set(`W-${n}`, 1);
        return step(`W-${n}`, n);
      });
      sent += 1;
      const body = sent % 2 ? JSON.stringify(steps) : steps.map((one) => JSON.stringify(one)).join('\n');
      waiting.push({ name: `kirim-${sent}`, body });
    },
    settle: () => {
      stopped = true;
      return sending;
    },
    stop: closeRedis,
  };
}

const database = (id: string, mesin: string, server: TestDatabase, sambungan: Record<string, unknown>) => ({
  entry: {
    id,
    jenis: 'basis_data',
    pemetaan: 'pesan-csv',
    memberi_makan: ['interactions'],
    sambungan: {
      mesin,
      alamat: '127.0.0.1',
      porta: server.port,
      basis: 'rsud',
      tabel: 'pesan',
      pengguna: 'pembaca',
      ...sambungan,
    },
  },
  secret: SECRET,
  table: 'interactions' as const,
  idSql: 'thread_id',
  stop: server.stop,
});

/** A table followed by the time of change. Some rows show up late, under a time before the newest. */
async function messagesByTime(): Promise<LivingSource> {
  const server = await startMariaDb(SECRET);
  server.sql(`CREATE TABLE pesan (id_pesan VARCHAR(20), id_utas VARCHAR(20), kanal VARCHAR(20), arah VARCHAR(10),
    waktu DATETIME, diubah DATETIME(6), KEY (diubah))`);
  const truth = new Map<string, number>();
  let n = 0;
  return {
    ...database('uji-mariadb', 'mysql', server, { penanda: 'diubah', tumpang_menit: 1 }),
    truth,
    live: () => {
      const rows = Array.from({ length: 20 }, (_, i) => {
        n += 1;
        truth.set(`M-${n}`, 1);
        const late = i % 5 === 0 ? 50 : 0;
        return `('M-${n}', 'M-${n}', 'forum', 'masuk', '${localAt(n)}', '${localAt(n - late)}.25')`;
      });
      server.sql(`INSERT INTO pesan VALUES ${rows.join(', ')};`);
    },
  };
}

/** A table followed by its number. Numbers are given out before their rows are written: some come late. */
async function messagesByNumber(): Promise<LivingSource> {
  const server = await startPostgreSql(SECRET);
  server.sql(
    `CREATE TABLE pesan (nomor BIGINT PRIMARY KEY, id_pesan TEXT, id_utas TEXT, kanal TEXT, arah TEXT, waktu TIMESTAMP)`,
  );
  const truth = new Map<string, number>();
  let n = 0;
  let late: number[] = [];
  return {
    ...database('uji-postgresql', 'postgresql', server, { penanda: 'nomor' }),
    truth,
    live: () => {
      const given = Array.from({ length: 20 }, () => ++n);
      const written = [...late, ...given.filter((number) => number % 7 !== 0)];
      late = given.filter((number) => number % 7 === 0);
      for (const number of written) truth.set(`P-${number}`, 1);
      const rows = written.map(
        (number) => `(${number}, 'P-${number}', 'P-${number}', 'obrolan', 'keluar', '${localAt(number)}')`,
      );
      server.sql(`INSERT INTO pesan VALUES ${rows.join(', ')};`);
    },
  };
}

/** Two mailboxes. Every message came in a second of its own, which is what tells them apart in the table. */
async function mailbox(): Promise<LivingSource> {
  const server = await startImap(SECRET);
  const truth = new Map<string, number>();
  let n = 0;
  return {
    entry: {
      id: 'uji-surel',
      jenis: 'surel',
      pemetaan: 'surel-imap',
      memberi_makan: ['interactions'],
      sambungan: {
        alamat: '127.0.0.1',
        porta: server.port,
        tls: 'tidak',
        pengguna: 'layanan',
        kotak: [
          { nama: 'INBOX', arah: 'masuk' },
          { nama: 'Sent', arah: 'keluar' },
        ],
      },
    },
    secret: SECRET,
    table: 'interactions',
    idSql: 'toString(time)',
    truth,
    live: () => {
      for (let i = 0; i < 6; i += 1) {
        n += 1;
        const at = isoAt(n);
        server.deliver(n % 3 ? 'INBOX' : 'Sent', at, [
          `Message-ID: <surat-${n}@uji.example>`,
          'From: warga@uji.example',
          'To: layanan@uji.example',
        ]);
        truth.set(at.slice(0, 19).replace('T', ' '), 1);
      }
    },
    stop: server.stop,
  };
}
