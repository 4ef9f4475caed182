import { parseCityProfile } from '../../clickhouse/city/load';
import { insertFacts } from '../../clickhouse/metrics/test-city';

export type Row = Record<string, unknown>;
const TABLES = [
  'web_hits',
  'site_observations',
  'interactions',
  'complaints',
  'participation',
  'survey_answers',
  'service_events',
] as const;
/** The evidence of one office, by table. */
export type Evidence = Record<(typeof TABLES)[number], Row[]>;

const two = (n: number) => String(n).padStart(2, '0');
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const PORTAL = 'portal.kota.example';
/** The office that other offices' cases run through. */
export const PARTNER = 'mitra';
const hostOf = (office: string) => `${office}.kota.example`;
export const servicesOf = (office: string) => ['a', 'b', 'c'].map((letter) => `${office}-${letter}`);

interface Case {
  id: string;
  service: string;
  submitted?: string;
  /** Null: never. */
  decided?: string | null;
  channel?: string;
  more?: Row;
}

/** Submission, work with a payment, decision. An application of Thursday 13 August is due on Wednesday the 19th. */
export function caseOf({
  id,
  service,
  submitted = '2026-08-13',
  decided = '2026-08-18',
  channel = 'daring',
  more = {},
}: Case) {
  const common = { case_id: id, service, wilayah: '71.71.01', channel, origin: 'pemohon', ...more };
  return [
    {
      ...common,
      step: 'diajukan',
      time: `${submitted} 02:00:00`,
      identity: 'nik',
      shared_refs: ['dukcapil', 'bapenda'],
    },
    { ...common, step: 'diproses', time: `${submitted} 03:00:00`, amount: channel === 'daring' ? 25_000 : null },
    ...(decided === null ? [] : [{ ...common, step: 'selesai', time: `${decided} 02:00:00` }]),
  ];
}

/** Sixty applications over three services, twenty of them linked to a case of the partner, one opened before it was asked for. */
export const sixtyCases = (office: string, change: (i: number) => Partial<Case> = () => ({})): Row[] =>
  range(60).flatMap((i) => {
    const more = { ...(i < 20 ? { linked_case: `M${i}` } : {}), ...(i === 0 ? { origin: 'proaktif' } : {}) };
    const { more: changed, ...rest } = change(i);
    return caseOf({ id: `K${i}`, service: servicesOf(office)[i % 3]!, ...rest, more: { ...more, ...changed } });
  });

interface Talk {
  id: string;
  channel: string;
  asked: string;
  /** Null: never. */
  replied: string | null;
}
export const talkOf = ({ id, channel, asked, replied }: Talk): Row[] => [
  { thread_id: id, channel, direction: 'masuk', time: `${asked} 02:00:00` },
  ...(replied ? [{ thread_id: id, channel, direction: 'keluar', time: `${replied} 05:00:00` }] : []),
];

/** 15 mails of 3 August and 25 chats over the month, all answered within a day. */
export const talks = (mail = 15, chats = 25): Row[] => [
  ...range(mail).flatMap((i) => talkOf({ id: `S${i}`, channel: 'surel', asked: '2026-08-03', replied: '2026-08-04' })),
  ...range(chats).flatMap((i) => {
    const day = `2026-08-${two(3 + (i % 25))}`;
    return talkOf({ id: `O${i}`, channel: 'obrolan', asked: day, replied: day });
  }),
];

/** A complaint with its limit of five working days: received, and settled by its reporter when that was told. */
export const complaintOf = (id: string, received: string, settled: string | null): Row[] => [
  { tracking_id: id, time: `${received} 02:00:00`, observed_at: `${received} 02:00:00`, wilayah: '71.71.01' },
  ...(settled
    ? [
        {
          tracking_id: id,
          time: `${received} 02:00:00`,
          observed_at: `${settled} 02:00:00`,
          wilayah: '71.71.01',
          status: 'selesai',
          closed_by: 'pelapor',
        },
      ]
    : []),
];

const FEATURES = [
  ...['profil', 'tugas_fungsi', 'kontak', 'daftar_layanan', 'ppid', 'responsif', 'pencarian', 'peta_situs'],
  ...['standar_pelayanan', 'lacak_berkas', 'data_diri'],
];

/** The evidence of an office that meets every probe in August 2026. */
export function goodEvidence(office: string): Evidence {
  const site = hostOf(office);
  return {
    web_hits: [
      ...range(124).map((i) => ({ site, time: `2026-08-${two(1 + (i % 31))} 03:00:00`, visitor: i, path: '/profil' })),
      ...range(25).map((i) => ({
        site,
        time: '2026-08-12 04:00:00',
        visitor: 500 + i,
        kind: 'unduhan',
        path: '/formulir.pdf',
      })),
      ...range(8).map((i) => ({ site, time: '2026-08-14 04:00:00', visitor: i, path: '/lacak' })),
      ...servicesOf(office).map((service) => ({
        site,
        time: '2026-08-15 04:00:00',
        visitor: 1,
        path: `/ajukan/${service}`,
        referrer_host: PORTAL,
      })),
    ],
    site_observations: range(16).map((i) => {
      const time = `2026-08-${two(1 + 2 * i)} 01:00:00`;
      return { site, time, features: FEATURES, newest_content: time.slice(0, 10), page: `/${i}` };
    }),
    interactions: talks(),
    complaints: [
      ...range(6).flatMap((i) => complaintOf(`L${i}`, '2026-08-10', '2026-08-12')),
      ...complaintOf('L9', '2026-08-30', null),
    ],
    participation: [{ time: '2026-08-05 02:00:00', outcome: 'https://kota.example/hasil' }],
    survey_answers: range(100).map(() => ({ time: '2026-08-20 02:00:00', service: servicesOf(office)[0] })),
    service_events: sixtyCases(office),
  };
}

/** Stores evidence as that of offices with sources of their own; the same evidence has the same keys in any order. */
export async function storeEvidence(
  offices: ReadonlyMap<string, Evidence>,
  order: 'as-it-is' | 'reversed' = 'as-it-is',
) {
  for (const table of TABLES) {
    const rows = [...offices].flatMap(([office, evidence], place) =>
      evidence[table].map((row, i) => ({
        skpd: office,
        source_id: `${table}-${office}`,
        record_key: String(1 + place * 1_000_000 + i),
        ...row,
      })),
    );
    if (rows.length > 0) await insertFacts(table, order === 'reversed' ? rows.reverse() : rows);
  }
}

/** What the catalogue and the profile say of an office. */
export interface Office {
  code: string;
  /** Changes to each of its three services; null: it has none. */
  services?: ((i: number) => Row) | null;
  notApplicable?: Record<string, string>;
}

export function sampleCity(offices: readonly Office[]) {
  const weekdays = ['senin', 'selasa', 'rabu', 'kamis', 'jumat'];
  return parseCityProfile(
    JSON.stringify({
      kode: '71.71',
      nama: 'Kota Uji',
      jenis: 'kota',
      zona_waktu: 'Asia/Jakarta',
      penduduk: { jumlah_jiwa: 50_000, sumber: 'uji', tahun: 2025 },
      data_contoh: true,
      portal: PORTAL,
      kecamatan: [{ kode: '71.71.01', nama: 'Satu', penduduk_jiwa: 50_000, lat: 1.4, lng: 124.8 }],
      skpd: offices.map(({ code, notApplicable = {} }) => ({
        kode: code,
        nama: `Dinas ${code}`,
        singkatan: code,
        rumpun: 'uji',
        hosts: [hostOf(code)],
        tidak_berlaku: notApplicable,
      })),
      layanan: offices.flatMap(({ code, services = () => ({}) }) =>
        services === null
          ? []
          : servicesOf(code).map((kode, i) => ({
              kode,
              nama: kode,
              skpd: code,
              sasaran: 'G2C',
              kanal: ['daring', 'loket'],
              sla: { nilai: 3, satuan: 'hari_kerja' },
              ...Object.fromEntries(['jangka_waktu', 'biaya', 'produk', 'pengaduan'].map((part) => [part, 'ada'])),
              persyaratan: ['ada'],
              prosedur: ['ada'],
              ...services(i),
            })),
      ),
      kalender: [
        {
          id: 'dinas',
          nama: 'Lima hari',
          hari_kerja: weekdays,
          buka: '08:00',
          tutup: '16:00',
          libur: [{ tanggal: '2026-08-17', nama: 'Kemerdekaan', jenis: 'libur_nasional', dasar: 'SKB' }],
        },
      ],
      aturan_aduan: [
        ['verifikasi', 3],
        ['permintaan_informasi', 5],
        ['pengaduan_tidak_berkadar_pengawasan', 14],
        ['pengaduan_berkadar_pengawasan', 60],
        ['aspirasi', 14],
      ].map(([kode, nilai]) => ({ kode, nilai, satuan: 'hari_kerja', dasar: 'uji' })),
      kop_surat: { pemerintah: 'KOTA UJI', unit: 'X', alamat: 'X', tempat: 'Uji', jabatan_penandatangan: 'Kepala' },
    }),
  );
}

/** What the city needs beside the offices that are judged: few readers elsewhere, the partner's cases, the portal's links. */
export function surroundings(offices: readonly string[]): { offices: Office[]; evidence: Map<string, Evidence> } {
  const none = (): Evidence => Object.fromEntries(TABLES.map((table) => [table, [] as Row[]])) as Evidence;
  const evidence = new Map<string, Evidence>();
  const quiet = range(offices.length).map((i) => `sepi-${i + 1}`);
  for (const office of quiet) {
    const hits = range(10).map((i) => ({ site: hostOf(office), time: '2026-08-10 03:00:00', visitor: i }));
    evidence.set(office, { ...none(), web_hits: hits });
  }
  const partnerCases = range(20).map((i) => ({
    case_id: `M${i}`,
    service: 'rekom',
    step: 'diproses',
    time: '2026-08-14 02:00:00',
  }));
  evidence.set(PARTNER, { ...none(), service_events: partnerCases });
  const proofs = Object.fromEntries(
    offices.flatMap((office) =>
      servicesOf(office).map((s) => [`layanan:${s}`, `https://${hostOf(office)}/ajukan/${s}/`]),
    ),
  );
  evidence.set('kominfo', {
    ...none(),
    site_observations: [{ site: PORTAL, time: '2026-08-30 01:00:00', features: Object.keys(proofs), proofs }],
  });
  return { offices: [...quiet, PARTNER, 'kominfo'].map((code) => ({ code, services: null })), evidence };
}
