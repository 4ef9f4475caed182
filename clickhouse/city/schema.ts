import { z } from 'zod';
import { AlarmSection, alarmProblems } from '../alarms/profile';
import { FOLLOWS_THE_CITY, PERCENT_PROBES } from '../maturity/thresholds';
import { PROBE_IDS, type ProbeId } from '../maturity/types';
import { METRIC_IDS } from '../metrics/registry';
import { FACT_TABLES } from '../warehouse/fact-tables';
import { connectionProblems, SOURCE_KINDS } from './connections';
import { closed, text } from './parts';
import { quoted, suggestion, writeOneOf } from './wording';

/**
 * The city profile: the one YAML file that describes a city. Keys are Indonesian because its authors are.
 * Every message below continues the place it is about ("layanan[3].skpd ..."), says what is wrong and what to write.
 */

/** How a service can be reached, as the facts tell it. */
const SERVICE_CHANNELS = ['daring', 'loket', 'kios', 'telepon'] as const;
/** The published part of a service standard (UU 25/2009, Permen PANRB 15/2014), under SIPPN's field names. */
export const SERVICE_COMPONENTS = ['persyaratan', 'prosedur', 'jangka_waktu', 'biaya', 'produk', 'pengaduan'] as const;
const DURATION_UNITS = ['hari_kerja', 'hari_kalender', 'jam', 'jam_kerja'] as const;
/** SP4N-LAPOR! classifications that have a limit of their own. */
const COMPLAINT_CLASSIFICATIONS = [
  'permintaan_informasi',
  'pengaduan_tidak_berkadar_pengawasan',
  'pengaduan_berkadar_pengawasan',
  'aspirasi',
] as const;
export const WEEKDAYS = ['minggu', 'senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu'] as const;
/** The calendar that an office uses unless it names another. */
const DEFAULT_CALENDAR = 'dinas';

/** Outer bounds of Indonesia in degrees, with a little sea. */
export const INDONESIA = { minLat: -11.5, maxLat: 6.5, minLng: 94.5, maxLng: 141.5 } as const;

const slug = (example: string) =>
  z.string().regex(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/, {
    error: (issue) =>
      `${quoted(issue.input)} bukan kode yang sah. Tulis huruf kecil, angka, "-" atau "_" dan mulai dengan huruf, misalnya: ${example}`,
  });

/** A key of a map whose members the product itself defines. */
const keyOf = (what: string, known: readonly string[]) =>
  z.string().refine((value) => known.includes(value), {
    error: (issue) => `bukan ${what} yang dikenal. ${writeOneOf(String(issue.input), known)}`,
  });

const regionCode = (parts: number, what: string, example: string) =>
  z.string().regex(new RegExp(`^\\d{2}(?:\\.\\d{2}){${Math.min(parts, 3) - 1}}${parts === 4 ? '\\.\\d{4}' : ''}$`), {
    error: (issue) =>
      `${quoted(issue.input)} bukan kode ${what} Kemendagri. Tulis dengan titik dan dalam tanda kutip, misalnya: "${example}"`,
  });

/** Whether an ISO date names a day that exists. */
function isRealDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

const date = z.string().refine(isRealDate, {
  error: (issue) => `${quoted(issue.input)} bukan tanggal yang ada. Tulis tahun-bulan-hari, misalnya: 2026-08-17`,
});

const clock = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  error: (issue) => `${quoted(issue.input)} bukan jam. Tulis jam:menit dua angka dalam tanda kutip, misalnya: "08:00"`,
});

const host = z.string().regex(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, {
  error: (issue) => {
    const bare = String(issue.input)
      .trim()
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, '')
      .replace(/[/:?#].*$/, '');
    const example = /^[a-z0-9.-]+\.[a-z]{2,}$/.test(bare) ? bare : 'disdukcapil.kota.go.id';
    return `${quoted(issue.input)} bukan nama host. Tulis nama host saja, huruf kecil, tanpa https:// dan tanpa garis miring, misalnya: ${example}`;
  },
});

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

const timeZone = z.string().refine(isTimeZone, {
  error: (issue) =>
    `${quoted(issue.input)} bukan zona waktu. Tulis Asia/Jakarta (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT) atau UTC.`,
});

const CRON_FIELDS = [
  ['menit', 0, 59],
  ['jam', 0, 23],
  ['tanggal', 1, 31],
  ['bulan', 1, 12],
  ['hari (0 = Minggu)', 0, 7],
] as const;

/** What is wrong with a five-field cron schedule, or undefined when it can run. */
function cronProblem(value: string): string | undefined {
  const example = 'misalnya: "15 * * * *" (tiap jam pada menit 15) atau "0 2 * * *" (tiap hari pukul 02.00)';
  const fields = value.trim().split(/\s+/);
  if (fields.length !== CRON_FIELDS.length)
    return `${quoted(value)} bukan jadwal: ada ${fields.length} bagian, seharusnya 5 (menit jam tanggal bulan hari), ${example}`;
  for (const [i, [name, min, max]] of CRON_FIELDS.entries()) {
    for (const part of fields[i]!.split(',')) {
      const m = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
      const [low, high, step] = [m?.[1], m?.[2], m?.[3]].map((n) => (n === undefined ? undefined : Number(n)));
      const inRange = (n: number | undefined) => n === undefined || (n >= min && n <= max);
      if (!m || !inRange(low) || !inRange(high) || step === 0 || (high !== undefined && high < low!))
        return `${quoted(value)} bukan jadwal: bagian ${name} ${quoted(part)} harus angka ${min}-${max} atau *, ${example}`;
    }
  }
  return undefined;
}

const cron = z.string().refine((value) => cronProblem(value) === undefined, {
  error: (issue) => cronProblem(String(issue.input)),
});

const latitude = z.number().min(INDONESIA.minLat).max(INDONESIA.maxLat);
const longitude = z.number().min(INDONESIA.minLng).max(INDONESIA.maxLng);

/** Where something stands; `ilustratif`: put there for show, and the map says so. */
const lokasi = closed({ lat: latitude, lng: longitude, ilustratif: z.boolean().default(false) });

const duration = closed({
  nilai: z.number().positive(),
  satuan: z.enum(DURATION_UNITS),
});

const Kelurahan = closed({ kode: regionCode(4, 'kelurahan', '36.71.01.1001'), nama: text });

const Kecamatan = closed({
  kode: regionCode(3, 'kecamatan', '36.71.01'),
  nama: text,
  /** Residents; null when not known. */
  penduduk_jiwa: z.number().int().positive().nullable().default(null),
  /** Centroid in degrees (WGS 84). */
  lat: latitude,
  lng: longitude,
  kelurahan: z.array(Kelurahan).default([]),
});

const Skpd = closed({
  kode: slug('disdukcapil'),
  nama: text,
  singkatan: text,
  /** Cluster of work: offices are compared within it. */
  rumpun: slug('kesehatan'),
  hosts: z.array(host).default([]),
  alamat: text.nullable().default(null),
  lokasi: lokasi.nullable().default(null),
  /** Other spellings of the name found in exports. */
  aliases: z.array(text).default([]),
  /** Calendar of the office's working days. */
  kalender: slug('dinas').default(DEFAULT_CALENDAR),
  /** The region an office serves when it is not the whole city (a kecamatan office). */
  wilayah: regionCode(3, 'kecamatan', '36.71.01').nullable().default(null),
  /** Probe id -> why it cannot apply to this office. */
  tidak_berlaku: z
    .record(
      keyOf('ukuran', PROBE_IDS),
      z.string().refine((value) => value.trim().length >= 10, {
        error:
          'butuh alasan. Tulis satu kalimat mengapa ukuran ini tidak berlaku bagi SKPD tersebut, misalnya: "Semua layanan tanpa tarif."',
      }),
    )
    .default({}),
});

const Layanan = closed({
  kode: slug('akta-kelahiran'),
  nama: text,
  skpd: slug('disdukcapil'),
  /** G2C citizens, G2B business, G2G government. */
  sasaran: z.enum(['G2C', 'G2B', 'G2G']),
  kanal: z.array(z.enum(SERVICE_CHANNELS)).min(1),
  persyaratan: z.array(text).default([]),
  prosedur: z.array(text).default([]),
  jangka_waktu: text.nullable().default(null),
  biaya: text.nullable().default(null),
  produk: text.nullable().default(null),
  pengaduan: text.nullable().default(null),
  /** The promise that timeliness is measured against; null when the office has promised nothing. */
  sla: duration.nullable().default(null),
  /** Fee of one case in rupiah; 0 = free, null = depends on the case or not known. */
  tarif_rp: z.number().nonnegative().nullable().default(null),
});

const Libur = closed({
  tanggal: date,
  nama: text,
  jenis: z.enum(['libur_nasional', 'cuti_bersama', 'libur_daerah']),
  /** The decision it rests on, such as the number of the SKB 3 Menteri. */
  dasar: text,
});

/** When an office is open on a day; the break is not working time. */
const jamBuka = {
  buka: clock,
  tutup: clock,
  istirahat: closed({ mulai: clock, selesai: clock }).nullable().default(null),
};

/** The same for a week: weekdays that differ stand under `jam_hari`. */
const jamPekan = {
  ...jamBuka,
  jam_hari: z.record(keyOf('hari', WEEKDAYS), closed(jamBuka)).default({}),
};

const Kalender = closed({
  id: slug('dinas'),
  nama: text,
  hari_kerja: z.array(z.enum(WEEKDAYS)).min(1),
  ...jamPekan,
  /** Hours in Ramadan (its dates stand in `ramadan` of the city); null = as always. */
  jam_ramadan: closed(jamPekan).nullable().default(null),
  /** A calendar whose counters are ordered to stay open on cuti bersama. */
  buka_saat_cuti_bersama: z.boolean().default(false),
  /** Holidays that the product ships: `nasional` = libur nasional and cuti bersama of the SKB 3 Menteri. */
  libur_bawaan: z.enum(['nasional']).nullable().default(null),
  /** The city's own days, besides those. */
  libur: z.array(Libur).default([]),
});

const AturanAduan = closed({
  /** A classification, `verifikasi`, or a local rule of the city. */
  kode: slug('pengaduan_berkadar_pengawasan'),
  nilai: z.number().positive(),
  satuan: z.enum(DURATION_UNITS),
  dasar: text,
});

/** Saturday night, when few read the sites. */
const SCAN_SCHEDULE = '0 22 * * 6';

const Sumber = closed({
  id: slug('aduan-lapor'),
  nama: text,
  jenis: z.enum(SOURCE_KINDS),
  /** Which mapping says what its fields mean. */
  pemetaan: slug('sp4n-lapor'),
  skpd: slug('diskominfo'),
  /** The site that an access log is about when its lines do not name one. */
  situs: host.nullable().default(null),
  /** Zone of times that the source writes without one. */
  zona_waktu: timeZone.nullable().default(null),
  /** Five-field cron in the city's time zone; null = only by hand or by push. Not told: null, of a scan of sites weekly. */
  jadwal: cron.nullable().optional(),
  /** How to reach it (clickhouse/city/connections.ts); null = files are given by hand. */
  sambungan: z.record(z.string(), z.unknown()).nullable().default(null),
  /** Older than this and what it feeds turns grey; null = no expectation. */
  harap_tiap_menit: z.number().int().positive().nullable().default(null),
  memberi_makan: z.array(z.enum(FACT_TABLES)).min(1),
}).transform((source) => {
  const usual = source.jenis === 'pindai' && source.sambungan !== null ? SCAN_SCHEDULE : null;
  return { ...source, jadwal: source.jadwal === undefined ? usual : source.jadwal };
});

/** A path of a site with stars: `*` anything within one part, `**` anything at all. Neither blanks nor a query. */
const pathPattern = z.string().regex(/^\/[A-Za-z0-9/._~%@:+*-]{0,200}$/, {
  error: (issue) =>
    `${quoted(issue.input)} bukan pola alamat. Mulai dengan garis miring, tanpa spasi dan tanpa tanda tanya; * menggantikan satu bagian alamat dan ** apa saja, misalnya: /layanan/*/ajukan`,
});

/** A transaction as the log of a site shows it: what is opened first, sent, and shown at the end. */
const CorongSitus = closed({
  kode: slug('permohonan-izin'),
  nama: text,
  /** The site it runs on; null = any. */
  situs: host.nullable().default(null),
  /** In order, two to six. A request whose path fits several steps is the latest of them. */
  langkah: z
    .array(closed({ nama: text, pola: pathPattern, metode: z.enum(['GET', 'POST']).nullable().default(null) }))
    .min(2)
    .max(6),
});

/** Where people are served besides the offices themselves. */
const TitikLayanan = closed({
  nama: text,
  jenis: z.enum(['kios', 'loket']),
  skpd: slug('disdukcapil'),
  lokasi,
});

/** A background for the map, either from the data folder or from an address that browsers then ask. */
const PetaDasar = closed({
  /** Name of a file in the folder `peta` of the data folder. */
  pmtiles: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.pmtiles$/, {
      error: (issue) =>
        `${quoted(issue.input)} bukan nama berkas PMTiles. Letakkan berkas pada folder peta di dalam folder data, lalu tulis namanya saja, misalnya: kota.pmtiles`,
    })
    .nullable()
    .default(null),
  /** Address of tiles with {z}, {x} and {y}; the content policy allows its origin, and no other. */
  ubin: z
    .string()
    .refine((value) => isTileAddress(value), {
      error: (issue) =>
        `${quoted(issue.input)} bukan alamat ubin. Tulis alamat https dengan {z}, {x} dan {y}, misalnya: https://peta.kota.go.id/{z}/{x}/{y}.png`,
    })
    .nullable()
    .default(null),
  /** Who made it, shown on the map. */
  atribusi: text,
}).refine(({ pmtiles, ubin }) => (pmtiles === null) !== (ubin === null), {
  error: 'butuh satu dari pmtiles dan ubin. Tulis salah satunya, atau hapus peta_dasar.',
});

/** Whether an address is one of tiles: https, no user, a place for zoom, column and row. */
function isTileAddress(value: string): boolean {
  if (!['{z}', '{x}', '{y}'].every((part) => value.includes(part)) || /[\s'";,<>]/.test(value)) return false;
  try {
    const { protocol, username, host } = new URL(value.replaceAll(/[{}]/g, ''));
    return protocol === 'https:' && username === '' && host !== '';
  } catch {
    return false;
  }
}

/** `nilai` in the unit of the probe, `minimal_bukti` in its cases; what is left out stays the instrument's. */
const AmbangKematangan = closed({
  nilai: z.number().nonnegative().optional(),
  minimal_bukti: z.number().int().positive().optional(),
}).refine(({ nilai, minimal_bukti }) => nilai !== undefined || minimal_bukti !== undefined, {
  error: 'kosong. Tulis nilai, minimal_bukti, atau keduanya, misalnya: { nilai: 90 }',
});

const Profile = closed({
  kode: regionCode(2, 'kabupaten/kota', '36.71'),
  nama: text,
  jenis: z.enum(['kota', 'kabupaten']),
  zona_waktu: z.enum(['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura']),
  penduduk: closed({
    jumlah_jiwa: z.number().int().positive(),
    sumber: text,
    tahun: z.number().int().min(2000).max(2100),
  }),
  /** True when figures are generated: every page then says "data contoh". */
  data_contoh: z.boolean(),
  /** GeoJSON of the kecamatan, absolute or relative to the profile's folder; without it shapes are illustrative. */
  batas: text.nullable().default(null),
  /** Background of the map; null = none, and no browser asks anything outside. */
  peta_dasar: PetaDasar.nullable().default(null),
  kecamatan: z.array(Kecamatan).min(1),
  skpd: z.array(Skpd).min(1),
  /** Host of the one-stop portal of services; null = the city has none. */
  portal: host.nullable().default(null),
  layanan: z.array(Layanan).default([]),
  titik_layanan: z.array(TitikLayanan).default([]),
  kalender: z.array(Kalender).min(1),
  /** First and last day of fasting, in which calendars with `jam_ramadan` have shorter hours. */
  ramadan: z.array(closed({ mulai: date, selesai: date })).default([]),
  aturan_aduan: z.array(AturanAduan),
  /**
   * Probe id -> numbers of the maturity instrument that this city judges otherwise by. Both results are kept side by side, and
   * what is looser than the instrument is marked on the board.
   */
  ambang_kematangan: z.record(keyOf('ukuran', PROBE_IDS), AmbangKematangan).default({}),
  /** Metric id -> target in the metric's unit. */
  target: z.record(keyOf('metrik', METRIC_IDS), z.number()).default({}),
  /** What is watched, by which limits, and who is told (clickhouse/alarms/profile.ts). */
  alarm: AlarmSection.prefault({}),
  sumber: z.array(Sumber).default([]),
  /** Transactions on sites, told by the paths of their steps. */
  corong_situs: z.array(CorongSitus).default([]),
  /** Mappings of this city's own, beside those shipped; checked whole where they are applied (ingest/mappings). */
  pemetaan: z.array(z.looseObject({ id: slug('antrian-rsud') })).default([]),
  /** Where keepers of sites can write to about the scan of their site, told with every question it asks. */
  kontak_pemindai: z
    .string()
    .regex(/^(?:[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|https:\/\/[\x21-\x7e]{4,150})$/, {
      error: (issue) =>
        `${quoted(issue.input)} bukan surel atau alamat https. Tulis alamat tempat pengelola situs dapat bertanya tentang pemindaian situsnya, misalnya: diskominfo@kota.go.id`,
    })
    .nullable()
    .default(null),
  kop_surat: closed({
    pemerintah: text,
    unit: text,
    alamat: text,
    telepon: text.nullable().default(null),
    surel: text.nullable().default(null),
    laman: host.nullable().default(null),
    /** Place and office under which a report is signed. */
    tempat: text,
    jabatan_penandatangan: text,
  }),
});

export type CityProfile = z.output<typeof Profile>;
export type CitySkpd = CityProfile['skpd'][number];
export type CityService = CityProfile['layanan'][number];
export type CityKecamatan = CityProfile['kecamatan'][number];
export type CityCalendar = CityProfile['kalender'][number];
export type Holiday = CityCalendar['libur'][number];
export type OpeningHours = Pick<CityCalendar, 'buka' | 'tutup' | 'istirahat'>;
export type CitySource = CityProfile['sumber'][number];

/** One spelling for comparing names: case, accents of punctuation and runs of blanks do not matter. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

type Report = (path: (string | number)[], message: string) => void;

function checkUnique(
  report: Report,
  seenAt: Map<string, string>,
  value: string,
  path: (string | number)[],
  owner: string,
) {
  const before = seenAt.get(value);
  if (before !== undefined)
    report(path, `${quoted(value)} dipakai dua kali (juga pada ${before}). Tulis kode lain, atau hapus salah satunya.`);
  else seenAt.set(value, owner);
}

function checkRegions(city: CityProfile, report: Report) {
  const codes = new Map<string, string>();
  for (const [i, kecamatan] of city.kecamatan.entries()) {
    const at = ['kecamatan', i, 'kode'];
    checkUnique(report, codes, kecamatan.kode, at, kecamatan.nama);
    if (!kecamatan.kode.startsWith(`${city.kode}.`))
      report(at, `"${kecamatan.kode}" bukan kecamatan dari ${city.kode}. Tulis kode yang berawal "${city.kode}."`);
    for (const [j, kelurahan] of kecamatan.kelurahan.entries()) {
      const below = ['kecamatan', i, 'kelurahan', j, 'kode'];
      checkUnique(report, codes, kelurahan.kode, below, kelurahan.nama);
      if (!kelurahan.kode.startsWith(`${kecamatan.kode}.`))
        report(
          below,
          `"${kelurahan.kode}" bukan kelurahan dari ${kecamatan.nama}. Tulis kode yang berawal "${kecamatan.kode}."`,
        );
    }
  }
}

function checkOffices(city: CityProfile, report: Report) {
  const [codes, hosts, names] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  const calendars = city.kalender.map((k) => k.id);
  const kecamatan = city.kecamatan.map((k) => k.kode);
  for (const [i, skpd] of city.skpd.entries()) {
    checkUnique(report, codes, skpd.kode, ['skpd', i, 'kode'], skpd.nama);
    for (const [j, name] of skpd.hosts.entries()) checkUnique(report, hosts, name, ['skpd', i, 'hosts', j], skpd.kode);
    const spellings: [string, (string | number)[]][] = [
      [skpd.nama, ['skpd', i, 'nama']],
      [skpd.singkatan, ['skpd', i, 'singkatan']],
      [skpd.kode, ['skpd', i, 'kode']],
      ...skpd.aliases.map((alias, j): [string, (string | number)[]] => [alias, ['skpd', i, 'aliases', j]]),
    ];
    for (const [spelling, path] of spellings) {
      const owner = names.get(foldName(spelling));
      if (owner !== undefined && owner !== skpd.kode)
        report(
          path,
          `${quoted(spelling)} sudah menjadi nama SKPD ${owner}. Satu ejaan hanya boleh menunjuk satu SKPD; hapus salah satunya.`,
        );
      names.set(foldName(spelling), skpd.kode);
    }
    if (skpd.kalender !== DEFAULT_CALENDAR && !calendars.includes(skpd.kalender))
      report(
        ['skpd', i, 'kalender'],
        `${quoted(skpd.kalender)} tidak ada di daftar kalender. ${writeOneOf(skpd.kalender, calendars)}`,
      );
    if (skpd.wilayah && !kecamatan.includes(skpd.wilayah))
      report(
        ['skpd', i, 'wilayah'],
        `${quoted(skpd.wilayah)} tidak ada di daftar kecamatan. ${writeOneOf(skpd.wilayah, kecamatan)}`,
      );
  }
}

function checkServicesAndSources(city: CityProfile, report: Report) {
  const offices = city.skpd.map((s) => s.kode);
  const office = (code: string, path: (string | number)[]) => {
    if (!offices.includes(code)) report(path, `${quoted(code)} tidak ada di daftar skpd. ${writeOneOf(code, offices)}`);
  };
  const [services, sources] = [new Map<string, string>(), new Map<string, string>()];
  for (const [i, layanan] of city.layanan.entries()) {
    checkUnique(report, services, layanan.kode, ['layanan', i, 'kode'], layanan.nama);
    office(layanan.skpd, ['layanan', i, 'skpd']);
  }
  for (const [i, titik] of city.titik_layanan.entries()) office(titik.skpd, ['titik_layanan', i, 'skpd']);
  for (const [i, sumber] of city.sumber.entries()) {
    checkUnique(report, sources, sumber.id, ['sumber', i, 'id'], sumber.nama);
    office(sumber.skpd, ['sumber', i, 'skpd']);
    for (const { path, message } of connectionProblems(sumber.jenis, sumber.sambungan))
      report(['sumber', i, 'sambungan', ...path], message);
    if (sumber.jenis === 'pindai' && sumber.sambungan !== null) checkScan(city, i, sumber.sambungan, report);
    if (sumber.jenis === 'log_akses' && !sumber.situs)
      report(
        ['sumber', i],
        'berjenis log_akses tetapi tanpa situs. Tambahkan baris situs berisi nama host bawaan, misalnya: situs: www.kota.go.id',
      );
  }
}

/** A scan tells who it is, and looks at sites of offices only. */
function checkScan(city: CityProfile, i: number, connection: Record<string, unknown>, report: Report) {
  if (!scanContact(city))
    report(
      ['sumber', i],
      'memindai situs, tetapi profil ini tanpa alamat yang dapat dihubungi. Tambahkan baris kontak_pemindai pada profil, misalnya: kontak_pemindai: diskominfo@kota.go.id',
    );
  const hosts = city.skpd.flatMap((s) => s.hosts);
  const wanted = Array.isArray(connection.situs) ? connection.situs : [];
  for (const [j, site] of wanted.entries())
    if (!hosts.includes(site))
      report(
        ['sumber', i, 'sambungan', 'situs', j],
        `${quoted(site)} bukan host SKPD mana pun. ${writeOneOf(String(site), hosts)}`,
      );
}

/** Where keepers of sites can ask about the scan; undefined: the profile names nothing. */
export function scanContact({ kontak_pemindai, kop_surat }: CityProfile): string | undefined {
  return kontak_pemindai ?? kop_surat.surel ?? (kop_surat.laman ? `https://${kop_surat.laman}` : undefined);
}

/** Minutes since midnight of a clock such as 07:30. */
export function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** What the look-up of a working day has room for (clickhouse/calendar/sql.ts). */
const LONGEST_BREAK_MINUTES = 8 * 60;

function checkHours({ buka, tutup, istirahat }: OpeningHours, path: (string | number)[], report: Report) {
  if (tutup <= buka)
    report([...path, 'tutup'], `"${tutup}" tidak sesudah buka ("${buka}"). Tulis jam tutup yang lebih akhir.`);
  if (!istirahat) return;
  if (istirahat.selesai <= istirahat.mulai)
    report(
      [...path, 'istirahat', 'selesai'],
      `"${istirahat.selesai}" tidak sesudah mulai ("${istirahat.mulai}"). Tulis jam selesai yang lebih akhir.`,
    );
  else if (minuteOf(istirahat.selesai) - minuteOf(istirahat.mulai) > LONGEST_BREAK_MINUTES)
    report(
      [...path, 'istirahat'],
      `${istirahat.mulai} sampai ${istirahat.selesai} lebih dari ${LONGEST_BREAK_MINUTES / 60} jam. Tulis istirahat yang lebih pendek.`,
    );
  else if (istirahat.mulai <= buka || istirahat.selesai >= tutup)
    report(
      [...path, 'istirahat'],
      `${istirahat.mulai} sampai ${istirahat.selesai} tidak berada di antara buka ("${buka}") dan tutup ("${tutup}"). Perbaiki jamnya, atau hapus istirahat.`,
    );
}

function checkWeek(calendar: CityCalendar, path: (string | number)[], report: Report) {
  const weeks: [NonNullable<CityCalendar['jam_ramadan']>, (string | number)[]][] = [[calendar, path]];
  if (calendar.jam_ramadan) weeks.push([calendar.jam_ramadan, [...path, 'jam_ramadan']]);
  for (const [week, at] of weeks) {
    checkHours(week, at, report);
    for (const [day, hours] of Object.entries(week.jam_hari)) {
      checkHours(hours, [...at, 'jam_hari', day], report);
      if (!calendar.hari_kerja.some((working) => working === day))
        report(
          [...at, 'jam_hari', day],
          `bukan hari kerja kalender ini. Tambahkan ${day} pada hari_kerja, atau hapus jamnya.`,
        );
    }
  }
}

function checkCalendars(city: CityProfile, report: Report) {
  const ids = new Map<string, string>();
  for (const [i, calendar] of city.kalender.entries()) {
    checkUnique(report, ids, calendar.id, ['kalender', i, 'id'], calendar.nama);
    checkWeek(calendar, ['kalender', i], report);
    const days = new Map<string, string>();
    for (const [j, libur] of calendar.libur.entries()) {
      const before = days.get(libur.tanggal);
      if (before !== undefined)
        report(
          ['kalender', i, 'libur', j, 'tanggal'],
          `${libur.tanggal} sudah tercatat sebagai "${before}". Gabungkan kedua nama dalam satu baris libur.`,
        );
      days.set(libur.tanggal, libur.nama);
    }
  }
  if (!ids.has(DEFAULT_CALENDAR))
    report(
      ['kalender'],
      `tidak memuat kalender "${DEFAULT_CALENDAR}". Tambahkan kalender dengan id: ${DEFAULT_CALENDAR} (kalender bawaan setiap SKPD).`,
    );
  for (const [i, range] of city.ramadan.entries())
    if (range.selesai < range.mulai)
      report(['ramadan', i, 'selesai'], `${range.selesai} mendahului mulai (${range.mulai}). Tukar kedua tanggal.`);
}

function checkMaturityThresholds(city: CityProfile, report: Report) {
  for (const [probe, { nilai }] of Object.entries(city.ambang_kematangan)) {
    const id = probe as ProbeId;
    if (nilai !== undefined && FOLLOWS_THE_CITY.has(id))
      report(
        ['ambang_kematangan', probe, 'nilai'],
        'tidak dapat ditetapkan: ambangnya mengikuti kuartil bawah kota tiap bulan. Hapus baris nilai.',
      );
    else if (nilai !== undefined && nilai > 100 && PERCENT_PROBES.has(id))
      report(['ambang_kematangan', probe, 'nilai'], `${nilai} lebih dari 100 persen. Tulis 0 sampai 100.`);
  }
}

function checkComplaintRules(city: CityProfile, report: Report) {
  const codes = new Map<string, string>();
  for (const [i, rule] of city.aturan_aduan.entries())
    checkUnique(report, codes, rule.kode, ['aturan_aduan', i, 'kode'], rule.dasar);
  for (const needed of ['verifikasi', ...COMPLAINT_CLASSIFICATIONS]) {
    if (codes.has(needed)) continue;
    const near = suggestion(needed, [...codes.keys()]);
    report(
      ['aturan_aduan'],
      `tidak memuat batas waktu untuk "${needed}". Tambahkan: { kode: ${needed}, nilai: ..., satuan: hari_kerja, dasar: ... }${near ? ` (mungkin salah eja: ${near})` : ''}`,
    );
  }
}

/** The whole profile with everything that one part says about another. */
export const CityProfileSchema = Profile.superRefine((city, context) => {
  const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message });
  const funnels = new Map<string, string>();
  for (const [i, funnel] of city.corong_situs.entries())
    checkUnique(report, funnels, funnel.kode, ['corong_situs', i, 'kode'], funnel.nama);
  checkRegions(city, report);
  checkOffices(city, report);
  checkServicesAndSources(city, report);
  checkCalendars(city, report);
  checkComplaintRules(city, report);
  checkMaturityThresholds(city, report);
  const offices = city.skpd.map(({ kode }) => kode);
  for (const { path, message } of alarmProblems(city.alarm, { skpd: offices, targets: city.target }))
    report(['alarm', ...path], message);
});
