import type { ConnectedKind } from '../../../clickhouse/city/connections';
import type { Language } from '../../text/define';

type Words = Record<Language, string>;

/** One input of a connection; `name` is its place in the `sambungan` of the profile. */
export interface ConnectionField {
  name: string;
  label: Words;
  hint?: Words;
  example?: string;
  /** pasangan: lines of `nama=nilai`. */
  type?: 'text' | 'number' | 'check' | 'pairs' | 'secret';
  options?: readonly (readonly [value: string, words: Words])[];
  preset?: string;
  isNeeded?: boolean;
  /** Rarely needed: behind "Setelan lain". */
  isMore?: boolean;
  /** Stands beside the `sambungan` of the source, not in it. */
  isOfSource?: boolean;
}

/** Kinds of sources that are reached by a connection, in the order in which they are offered. */
export const CONNECTABLE = [
  'http',
  'open311',
  'basis_data',
  'surel',
  'berkas',
  'log_akses',
  'dorong',
] as const satisfies readonly ConnectedKind[];
export type Connectable = (typeof CONNECTABLE)[number];
/** Kinds whose records have one layout only. */
export const OWN_MAPPINGS: Partial<Record<Connectable, string>> = { open311: 'open311', surel: 'surel-imap' };
export const isConnectable = (kind: string): kind is Connectable => (CONNECTABLE as readonly string[]).includes(kind);

const w = (id: string, en: string): Words => ({ id, en });
const inside: ConnectionField = {
  name: 'jaringan_dalam',
  type: 'check',
  label: w('Alamat ini di jaringan dalam', 'This address is inside the building'),
  hint: w('Izinkan alamat seperti 10.x atau 192.168.x.', 'Allow addresses such as 10.x or 192.168.x.'),
  isMore: true,
};
const port = (usual: string): ConnectionField => ({
  name: 'porta',
  type: 'number',
  label: w('Porta', 'Port'),
  hint: w(`Kosong: ${usual}.`, `Empty: ${usual}.`),
  isMore: true,
});
const machine = (example: string): ConnectionField => ({
  name: 'alamat',
  label: w('Nama atau IP server', 'Name or IP of the server'),
  example,
  isNeeded: true,
});
const user: ConnectionField = { name: 'pengguna', label: w('Nama pengguna', 'User name'), isNeeded: true };

export const CONNECTION_FIELDS: Record<Connectable, readonly ConnectionField[]> = {
  http: [
    {
      name: 'alamat',
      label: w('Alamat', 'Address'),
      hint: w('Alamat yang menjawab dengan JSON atau CSV.', 'An address that answers with JSON or CSV.'),
      example: 'https://antrian.kota.go.id/api/tiket',
      isNeeded: true,
    },
    {
      name: 'rahasia.letak',
      label: w('Kata kunci akses (token)', 'Access token'),
      options: [
        ['', w('tidak perlu', 'not needed')],
        ['kepala', w('di kepala permintaan', 'in a header')],
        ['parameter', w('di parameter alamat', 'in a parameter')],
      ],
    },
    {
      name: 'rahasia.nama',
      label: w('Nama kepala atau parameter', 'Name of the header or parameter'),
      preset: 'Authorization',
    },
    {
      name: 'rahasia.awalan',
      label: w('Awalan token', 'Text before the token'),
      hint: w('Misalnya Bearer, untuk Authorization.', 'Such as Bearer, for Authorization.'),
    },
    { name: 'sandi', type: 'secret', label: w('Token', 'Token') },
    {
      name: 'halaman.cara',
      label: w('Halaman berikutnya', 'Next page'),
      options: [
        ['', w('satu jawaban memuat semua', 'one answer holds everything')],
        ['nomor', w('nomor halaman', 'a page number')],
        ['geser', w('nomor rekaman pertama (offset)', 'an offset')],
        ['kursor', w('penanda di dalam jawaban', 'a cursor in the answer')],
        ['tautan', w('tautan di dalam jawaban', 'a link in the answer')],
      ],
    },
    {
      name: 'halaman.parameter',
      label: w('Parameter halaman', 'Parameter of the page'),
      example: 'page',
      isMore: true,
    },
    {
      name: 'halaman.parameter_ukuran',
      label: w('Parameter isi per halaman', 'Parameter of the page size'),
      example: 'per_page',
      isMore: true,
    },
    { name: 'halaman.ukuran', type: 'number', label: w('Isi per halaman', 'Page size'), example: '100', isMore: true },
    {
      name: 'halaman.berikut',
      label: w('Letak penanda atau tautan dalam jawaban', 'Where the cursor or link stands in the answer'),
      example: 'meta.next',
      isMore: true,
    },
    {
      name: 'baris',
      label: w('Letak rekaman dalam jawaban JSON', 'Where the records stand in the JSON answer'),
      example: 'data.items',
      isMore: true,
    },
    {
      name: 'sejak.parameter',
      label: w('Parameter “berubah sejak”', 'Parameter “changed since”'),
      hint: w('Agar hanya yang baru yang diminta.', 'So that only what is new is asked for.'),
      example: 'updated_after',
      isMore: true,
    },
    {
      name: 'sejak.bentuk',
      label: w('Bentuk waktunya', 'How that time is written'),
      options: [
        ['', w('ISO (2026-11-20T08:00:00Z)', 'ISO (2026-11-20T08:00:00Z)')],
        ['tanggal', w('tanggal (2026-11-20)', 'date (2026-11-20)')],
        ['detik', w('detik Unix', 'Unix seconds')],
      ],
      isMore: true,
    },
    {
      name: 'metode',
      label: w('Metode', 'Method'),
      options: [
        ['', w('GET', 'GET')],
        ['POST', w('POST', 'POST')],
      ],
      isMore: true,
    },
    {
      name: 'parameter',
      type: 'pairs',
      label: w('Parameter lain', 'Other parameters'),
      hint: w('Satu per baris: nama=nilai', 'One a line: name=value'),
      isMore: true,
    },
    {
      name: 'kepala',
      type: 'pairs',
      label: w('Kepala lain', 'Other headers'),
      hint: w('Satu per baris: nama=nilai', 'One a line: name=value'),
      isMore: true,
    },
    inside,
  ],
  open311: [
    {
      name: 'alamat',
      label: w('Alamat server GeoReport v2', 'Address of the GeoReport v2 server'),
      example: 'https://api.kota.go.id/open311/v2',
      isNeeded: true,
    },
    { name: 'yurisdiksi', label: w('Yurisdiksi (jurisdiction_id)', 'Jurisdiction (jurisdiction_id)') },
    { name: 'sandi', type: 'secret', label: w('Kunci API, bila perlu', 'API key, if needed') },
    inside,
  ],
  basis_data: [
    {
      name: 'mesin',
      label: w('Basis data', 'Database'),
      options: [
        ['mysql', w('MySQL atau MariaDB', 'MySQL or MariaDB')],
        ['postgresql', w('PostgreSQL', 'PostgreSQL')],
      ],
      isNeeded: true,
    },
    machine('10.20.1.5'),
    { name: 'basis', label: w('Nama basis data', 'Name of the database'), isNeeded: true },
    {
      name: 'tabel',
      label: w('Tabel atau view', 'Table or view'),
      hint: w('Sebaiknya view yang hanya memuat kolom yang perlu.', 'Best a view with the needed columns only.'),
      isNeeded: true,
    },
    user,
    {
      name: 'sandi',
      type: 'secret',
      label: w('Sandi', 'Password'),
      hint: w('Pakai pengguna yang hanya boleh membaca.', 'Use a user who may only read.'),
    },
    {
      name: 'penanda',
      label: w('Kolom penanda', 'Watermark column'),
      hint: w(
        'Waktu atau nomor yang naik pada setiap perubahan. Kosong: seluruh tabel dibaca setiap kali.',
        'A time or number that grows with every change. Empty: the whole table each time.',
      ),
      example: 'updated_at',
    },
    { name: 'kunci', label: w('Kolom kunci', 'Key column'), example: 'id' },
    { name: 'skema', label: w('Skema (PostgreSQL)', 'Schema (PostgreSQL)'), example: 'public', isMore: true },
    port('3306 (MySQL), 5432 (PostgreSQL)'),
  ],
  surel: [
    machine('mail.kota.go.id'),
    { ...user, example: 'pengaduan@kota.go.id' },
    {
      name: 'sandi',
      type: 'secret',
      label: w('Sandi', 'Password'),
      hint: w('Hanya kepala surat yang dibaca; isinya tetap di server.', 'Only headers are read; bodies stay there.'),
    },
    { name: 'kotak_masuk', label: w('Kotak masuk', 'Inbox'), preset: 'INBOX', isNeeded: true },
    {
      name: 'kotak_keluar',
      label: w('Kotak terkirim', 'Sent box'),
      hint: w('Agar balasan ikut terhitung.', 'So that replies count.'),
      example: 'Sent',
    },
    {
      name: 'tls',
      label: w('Pengamanan', 'Security'),
      options: [
        ['', w('TLS langsung (993)', 'TLS (993)')],
        ['starttls', w('STARTTLS (143)', 'STARTTLS (143)')],
        ['tidak', w('tanpa TLS', 'none')],
      ],
      isMore: true,
    },
    port('993, atau 143 tanpa TLS langsung'),
  ],
  berkas: [
    {
      name: 'folder',
      label: w('Folder pada server Ruang Kendali', 'Folder on the server of Ruang Kendali'),
      example: '/srv/ekspor/antrian',
      isNeeded: true,
    },
    {
      name: 'pola',
      label: w('Nama berkas', 'File names'),
      hint: w('* berarti apa saja. Kosong: semua berkas.', '* stands for anything. Empty: every file.'),
      example: 'aduan-*.csv',
    },
  ],
  log_akses: [
    {
      name: 'berkas',
      label: w('Berkas log', 'Log file'),
      hint: w(
        'Alamat pada server Ruang Kendali. Hasil rotasi di sampingnya ikut dibaca.',
        'Path on the server of Ruang Kendali. Rotated files beside it are read too.',
      ),
      example: '/var/log/nginx/access.log',
      isNeeded: true,
    },
    {
      name: 'situs',
      label: w('Situs', 'Site'),
      hint: w('Untuk baris yang tidak menyebut situsnya.', 'For lines that do not name their site.'),
      example: 'portal.kota.go.id',
      isNeeded: true,
      isOfSource: true,
    },
  ],
  dorong: [
    {
      name: 'paling_besar_kb',
      type: 'number',
      label: w('Kiriman terbesar (KB)', 'Largest delivery (KB)'),
      preset: '1024',
      isMore: true,
    },
  ],
};

const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const at = line.search(/[=:]/);
        return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );

/** A word before a token is parted from it by a blank, which nobody sees in an input. */
const prefixOf = (given: string): string => (/^\s*[A-Za-z]+\s*$/.test(given) ? `${given.trim()} ` : given);

/** What was typed, as the `sambungan` of the profile; what is empty keeps its default. The secret stays out of it. */
export function connectionFromForm(kind: Connectable, form: FormData): Record<string, unknown> {
  const connection: Record<string, unknown> = {};
  for (const { name, type, isOfSource } of CONNECTION_FIELDS[kind]) {
    const given = String(form.get(name) ?? '');
    const text = name === 'rahasia.awalan' ? prefixOf(given) : given.trim();
    if (type === 'secret' || isOfSource || text === '' || name.startsWith('kotak_')) continue;
    if (type === 'check') put(name, true);
    else if (type === 'pairs') put(name, pairsOf(text));
    else put(name, type === 'number' && /^\d+$/.test(text) ? Number(text) : text);
  }
  // Details of something that was not chosen: a prefix without a token, a page parameter without pages.
  for (const [group, chosen] of [
    ['rahasia', 'letak'],
    ['halaman', 'cara'],
    ['sejak', 'parameter'],
  ] as const) {
    const part = connection[group] as Record<string, unknown> | undefined;
    if (part && !(chosen in part)) delete connection[group];
  }
  if (kind === 'surel') {
    connection.kotak = (['masuk', 'keluar'] as const).flatMap((arah) => {
      const nama = String(form.get(`kotak_${arah}`) ?? '').trim();
      return nama ? [{ nama, arah }] : [];
    });
  }
  return connection;

  function put(name: string, value: unknown): void {
    const [group, inner] = name.split('.') as [string, string?];
    if (!inner) connection[group] = value;
    else connection[group] = { ...(connection[group] as object | undefined), [inner]: value };
  }
}

/** The other way: what stands in the inputs when a connection is changed. */
export function formOfConnection(connection: Record<string, unknown>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(connection)) {
    if (name === 'kotak') {
      for (const { nama, arah } of value as { nama: string; arah: string }[]) shown[`kotak_${arah}`] = nama;
    } else if (name === 'parameter' || name === 'kepala') {
      shown[name] = Object.entries(value as object)
        .map(([key, text]) => `${key}=${text}`)
        .join('\n');
    } else if (value !== null && typeof value === 'object') {
      for (const [inner, text] of Object.entries(value)) shown[`${name}.${inner}`] = String(text);
    } else shown[name] = String(value);
  }
  return shown;
}

/** The input that a problem of the connection is about. */
export function fieldOfPath(kind: Connectable, path: readonly (string | number)[]): string {
  const name = path.join('.');
  if (name.startsWith('kotak')) return 'kotak_masuk';
  const names = CONNECTION_FIELDS[kind].map((field) => field.name);
  return names.find((field) => field === name) ?? names.find((field) => field === String(path[0])) ?? '';
}
