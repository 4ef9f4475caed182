import { z } from 'zod';
import { closed, text } from './parts';
import { indonesianIssues, quoted } from './wording';

/**
 * How the product reaches a source by itself, one shape for each kind. Passwords and tokens never stand here: they are kept
 * encrypted under the source's id (`rk sumber rahasia`). Messages continue the place they are about, as in schema.ts.
 */

const absolutePath = z.string().regex(/^\/(?!.*\/\.\.(?:\/|$)).+/, {
  error: (issue) =>
    `${quoted(issue.input)} bukan alamat lengkap. Tulis mulai dari "/", misalnya: /var/log/nginx/access.log`,
});

const address = z.string().refine((value) => URL.canParse(value) && /^https?:\/\//.test(value), {
  error: (issue) =>
    `${quoted(issue.input)} bukan alamat web. Tulis lengkap, misalnya: https://antrian.kota.go.id/api/tiket`,
});

const machine = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9.:-]*[A-Za-z0-9])?$/, {
  error: (issue) =>
    `${quoted(issue.input)} bukan nama atau alamat IP. Tulis tanpa http:// dan tanpa porta, misalnya: 10.20.1.5`,
});

const port = z.number().int().min(1).max(65_535);

const columnName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_$]*$/, {
  error: (issue) => `${quoted(issue.input)} bukan nama tabel atau kolom. Tulis huruf, angka dan garis bawah saja.`,
});

/** Later records may carry an earlier time: so far back a pull looks again. What it meets twice is stored once. */
const overlapMinutes = z.number().int().min(0).max(100_000);

/** New files of a folder. A file is taken when nobody has written to it for a while. */
const Folder = closed({
  folder: absolutePath,
  /** `*` and `?` as in a shell, such as `aduan-*.csv`. */
  pola: text.default('*'),
  diam_detik: z.number().int().min(0).max(86_400).default(30),
});

/** A log that its server writes now, with its rotations beside it. */
const Log = closed({ berkas: absolutePath });

const Http = closed({
  alamat: address,
  metode: z.enum(['GET', 'POST']).default('GET'),
  /** Query string of a GET, form of a POST. */
  parameter: z.record(z.string(), z.string()).default({}),
  kepala: z.record(z.string(), z.string()).default({}),
  /** Where the secret of the source goes: a header or a parameter, `awalan` in front of it. */
  rahasia: closed({
    letak: z.enum(['kepala', 'parameter']),
    nama: text,
    awalan: z.string().default(''),
  })
    .nullable()
    .default(null),
  /**
   * Where the next page comes from: a page number, an offset, a cursor found in the answer, or a link (`Link: rel=next`, or an
   * address found in the answer). null = one answer holds everything.
   */
  halaman: closed({
    cara: z.enum(['nomor', 'geser', 'kursor', 'tautan']),
    parameter: text.default('page'),
    /** Number of the first page (1), or the first offset (0). */
    mulai: z.number().int().min(0).nullable().default(null),
    parameter_ukuran: text.nullable().default(null),
    ukuran: z.number().int().min(1).max(100_000).default(100),
    /** Path of the cursor or link in a JSON answer, such as `meta.next`. */
    berikut: text.nullable().default(null),
    paling_banyak: z.number().int().min(1).max(100_000).default(2_000),
  })
    .nullable()
    .default(null),
  /** Asks only for what changed since the last pull. */
  sejak: closed({
    parameter: text,
    /** Parameter of the end of a span, needed to fill in an older period. */
    parameter_sampai: text.nullable().default(null),
    bentuk: z.enum(['iso', 'tanggal', 'detik']).default('iso'),
    tumpang_menit: overlapMinutes.default(60),
  })
    .nullable()
    .default(null),
  /** Path of the records in a JSON answer, when the mapping does not tell it. */
  baris: text.nullable().default(null),
  batas_waktu_detik: z.number().int().min(1).max(600).default(60),
  jeda_ms: z.number().int().min(0).max(60_000).default(0),
  /** Addresses inside the building (10.x, 192.168.x, ...) are refused unless this says that one is meant. */
  jaringan_dalam: z.boolean().default(false),
});

/** A GeoReport v2 server. */
const Open311 = closed({
  alamat: address,
  yurisdiksi: text.nullable().default(null),
  tumpang_menit: overlapMinutes.default(1_440),
  batas_waktu_detik: z.number().int().min(1).max(600).default(60),
  jeda_ms: z.number().int().min(0).max(60_000).default(1_000),
  jaringan_dalam: z.boolean().default(false),
});

const Database = closed({
  mesin: z.enum(['mysql', 'postgresql']),
  alamat: machine,
  porta: port.nullable().default(null),
  basis: columnName,
  skema: columnName.nullable().default(null),
  tabel: columnName,
  /** Column that grows with every new or changed row: a time or a number. null = the whole table each time. */
  penanda: columnName.nullable().default(null),
  /** Column that tells rows of one watermark apart. */
  kunci: columnName.nullable().default(null),
  tumpang_menit: overlapMinutes.default(10),
  pengguna: text,
});

const Mailbox = closed({
  alamat: machine,
  porta: port.nullable().default(null),
  tls: z.enum(['langsung', 'starttls', 'tidak']).default('langsung'),
  pengguna: text,
  kotak: z.array(closed({ nama: text, arah: z.enum(['masuk', 'keluar']) })).min(1),
});

/** Records that a system sends by itself, signed with the secret of the source. */
const Push = closed({ paling_besar_kb: z.number().int().min(1).max(10_240).default(1_024) });

/** The sites of the offices (`skpd.hosts`), looked at page by page. */
const SiteScan = closed({
  /** Only these; empty = the hosts of every office. */
  situs: z.array(text).default([]),
  halaman_per_situs: z.number().int().min(1).max(1_000).default(60),
  mb_per_situs: z.number().int().min(1).max(1_000).default(40),
  menit_per_situs: z.number().int().min(1).max(15).default(6),
  /** For all sites together. */
  halaman: z.number().int().min(1).max(100_000).default(5_000),
  mb: z.number().int().min(1).max(100_000).default(2_000),
  menit: z.number().int().min(1).max(1_440).default(240),
  /** Rest between two questions to one site; its robots.txt may ask for more. */
  jeda_ms: z.number().int().min(0).max(60_000).default(2_000),
  /** How long a server may be silent; a whole page may take twice that. */
  batas_waktu_detik: z.number().int().min(1).max(60).default(20),
  jaringan_dalam: z.boolean().default(false),
});

export const connections = {
  berkas: Folder,
  log_akses: Log,
  http: Http,
  open311: Open311,
  basis_data: Database,
  surel: Mailbox,
  dorong: Push,
  pindai: SiteScan,
} as const;

export const SOURCE_KINDS = Object.keys(connections) as (keyof typeof connections)[];
type SourceKind = (typeof SOURCE_KINDS)[number];
export type ConnectedKind = keyof typeof connections;
export type Connection<K extends ConnectedKind> = z.output<(typeof connections)[K]>;

/** What is wrong with a source's connection: places below `sambungan` and what to write there. */
export function connectionProblems(
  kind: SourceKind,
  connection: Record<string, unknown> | null,
): { path: (string | number)[]; message: string }[] {
  if (connection === null) {
    const needed = kind !== 'berkas' && kind !== 'log_akses' && kind !== 'pindai' && kind !== 'dorong';
    return needed
      ? [{ path: [], message: `kosong, padahal sumber berjenis ${kind} ditarik sendiri. Isi alamatnya.` }]
      : [];
  }
  const checked = connections[kind].safeParse(connection, { error: indonesianIssues });
  if (checked.success) return [];
  return checked.error.issues.flatMap((issue) => {
    const path = issue.path as (string | number)[];
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    const messages = issue.message.split('\n');
    return issue.keys.map((key, i) => ({ path: [...path, key], message: messages[i] ?? '' }));
  });
}
