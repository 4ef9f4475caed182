/*
 * What an office can declare of itself, with the official weights.
 * - spbe: Permen PANRB 59/2020 and Kepmen PANRB 962/2021: 4 domains, 8 aspects, 47 indicators; evaluated until 2025.
 * - pemdi: Indeks Pemerintah Digital, letter of the minister B/66/PD.02/2025 of 21 April 2025: 9 aspects, 35 indicators; from 2026.
 * - kesiapan: the six things on which smart government depends after Tobing, "Membangun Smart Government Dalam Meningkatkan
 *   Pelayanan Publik" (2018): leadership, regulation, infrastructure, people, budget, will to change. No official weights.
 */
import type { Bilingual } from './types';

export const SCHEMES = ['kesiapan', 'spbe', 'pemdi'] as const;
export type Scheme = (typeof SCHEMES)[number];
/** A scheme whose indicators add up to an index. */
export type IndexScheme = Exclude<Scheme, 'kesiapan'>;

/** First and last year of an index; null = still in force. */
export const INDEX_YEARS: Record<IndexScheme, { first: number; last: number | null }> = {
  spbe: { first: 2020, last: 2025 },
  pemdi: { first: 2026, last: null },
};

export interface Indicator {
  /** Its number in the regulation, or the name of a factor of readiness. */
  code: string;
  name: Bilingual;
  aspect: Bilingual;
  /** Hundredths of a percent of the index; 0 = no part of an index. */
  weight: number;
  /** Words of its levels, the lowest first. */
  levels: readonly Bilingual[];
}

const same = (word: string): Bilingual => ({ id: word, en: word });
const two = (id: string, en: string): Bilingual => ({ id, en });

const READINESS = [
  two('belum ada', 'not there'),
  two('direncanakan', 'planned'),
  two('berjalan sebagian', 'partly in place'),
  two('berjalan dan dievaluasi', 'in place and evaluated'),
];
const PROCESS = ['Rintisan', 'Terkelola', 'Terdefinisi', 'Terpadu dan Terukur', 'Optimum'].map(same);
const SERVICE = ['Informasi', 'Interaksi', 'Transaksi', 'Kolaborasi', 'Optimum'].map(same);
const DIGITAL = ['Rintisan', 'Terkelola', 'Terstandarisasi', 'Terintegrasi', 'Optimum'].map(same);

interface Aspect {
  name: string;
  levels: readonly Bilingual[];
  /** Name and weight in hundredths of a percent. */
  indicators: [name: string, weight: number][];
}

const each = (weight: number, names: string): [string, number][] => names.split(' · ').map((name) => [name, weight]);

const spbe: Aspect[] = [
  {
    name: 'Kebijakan internal tata kelola',
    levels: PROCESS,
    indicators: each(
      130,
      'Arsitektur SPBE · Peta rencana · Manajemen data · Pembangunan aplikasi · Layanan pusat data · Jaringan intra · Sistem penghubung layanan · Manajemen keamanan informasi · Audit TIK · Tim koordinasi SPBE',
    ),
  },
  {
    name: 'Perencanaan strategis',
    levels: PROCESS,
    indicators: each(250, 'Arsitektur · Peta rencana · Keterpaduan rencana dan anggaran · Inovasi proses bisnis'),
  },
  {
    name: 'Teknologi informasi dan komunikasi',
    levels: PROCESS,
    indicators: each(250, 'Pembangunan aplikasi · Pusat data · Jaringan intra · Sistem penghubung'),
  },
  { name: 'Penyelenggara', levels: PROCESS, indicators: each(250, 'Tim koordinasi · Kolaborasi penerapan') },
  {
    name: 'Penerapan manajemen',
    levels: PROCESS,
    indicators: each(
      150,
      'Risiko · Keamanan informasi · Data · Aset TIK · Kompetensi SDM · Pengetahuan · Perubahan · Layanan SPBE',
    ),
  },
  { name: 'Audit TIK', levels: PROCESS, indicators: each(150, 'Infrastruktur · Aplikasi · Keamanan') },
  {
    name: 'Layanan administrasi pemerintahan',
    levels: SERVICE,
    indicators: each(
      275,
      'Perencanaan · Penganggaran · Keuangan · Pengadaan barang/jasa · Kepegawaian · Kearsipan dinamis · Pengelolaan BMN/BMD · Pengawasan internal · Akuntabilitas kinerja organisasi · Kinerja pegawai',
    ),
  },
  {
    name: 'Layanan publik',
    levels: SERVICE,
    indicators: each(
      300,
      'Pengaduan · Data terbuka · JDIH · Layanan publik sektor 1 · Layanan publik sektor 2 · Layanan publik sektor 3',
    ),
  },
];

const pemdi: Aspect[] = [
  {
    name: 'Strategi dan rencana',
    levels: DIGITAL,
    indicators: each(
      100,
      'Strategi transformasi digital · Inovasi proses bisnis tematik · Arsitektur · Peta rencana · Keterpaduan rencana dan anggaran',
    ),
  },
  {
    name: 'Tata kelola dan manajemen',
    levels: DIGITAL,
    indicators: [
      ...each(100, 'Koordinasi internal · Kolaborasi · Risiko dan keberlangsungan'),
      ...each(200, 'Manajemen layanan'),
    ],
  },
  {
    name: 'Teknologi digital',
    levels: DIGITAL,
    indicators: each(500, 'Aplikasi · Pusat data nasional/komputasi awan · Jaringan · Teknologi baru'),
  },
  { name: 'Audit', levels: DIGITAL, indicators: each(200, 'Aplikasi · Infrastruktur · Keamanan') },
  {
    name: 'Keamanan siber',
    levels: DIGITAL,
    indicators: [
      ...each(400, 'Manajemen keamanan'),
      ...each(200, 'Kriptografi'),
      ...each(300, 'Penanganan insiden (CSIRT)'),
    ],
  },
  {
    name: 'Kapabilitas dan budaya',
    levels: DIGITAL,
    indicators: [...each(300, 'SDM'), ...each(400, 'Kepemimpinan'), ...each(300, 'Budaya')],
  },
  {
    name: 'Data',
    levels: DIGITAL,
    indicators: [
      ...each(200, 'Manajemen data'),
      ...each(300, 'Pemanfaatan data'),
      ...each(200, 'Teknologi data'),
      ...each(300, 'Pelindungan data pribadi'),
    ],
  },
  {
    name: 'Keterpaduan layanan',
    levels: DIGITAL,
    indicators: [
      ...each(200, 'Penghubung layanan'),
      ...each(300, 'Layanan administrasi pemerintahan'),
      ...each(200, 'Portal nasional administrasi'),
      ...each(300, 'Layanan publik'),
      ...each(200, 'Portal nasional layanan publik'),
      ...each(300, 'Identitas digital'),
    ],
  },
  {
    name: 'Kepuasan pengguna',
    levels: DIGITAL,
    indicators: [...each(1_000, 'Kepuasan'), ...each(500, 'Kualitas (SLA)'), ...each(500, 'Pemanfaatan')],
  },
];

const numbered = (aspects: Aspect[]): Indicator[] =>
  aspects
    .flatMap(({ name, levels, indicators }) =>
      indicators.map(([indicator, weight]) => ({ name: same(indicator), aspect: same(name), weight, levels })),
    )
    .map((indicator, i) => ({ code: String(i + 1), ...indicator }));

const FACTORS = two('Faktor keberhasilan', 'Factors of success');
const factor = (code: string, id: string, en: string): Indicator => ({
  code,
  name: { id, en },
  aspect: FACTORS,
  weight: 0,
  levels: READINESS,
});

/** The indicators of each scheme, in the order of their numbers. */
export const INDICATORS: Record<Scheme, readonly Indicator[]> = {
  kesiapan: [
    factor('kepemimpinan', 'Kepemimpinan: terbuka dan memimpin perubahan', 'Leadership: open, and leading the change'),
    factor(
      'regulasi',
      'Regulasi: aturan dan prosedur layanan elektronik',
      'Regulation: rules and procedures of e-services',
    ),
    factor(
      'infrastruktur',
      'Infrastruktur: jaringan, pusat data, perangkat',
      'Infrastructure: network, data centre, devices',
    ),
    factor('sdm', 'SDM: mampu menjalankan layanan elektronik', 'People: able to run e-services'),
    factor('anggaran', 'Anggaran: tetap bagi layanan elektronik', 'Budget: steady for e-services'),
    factor('kemauan', 'Kemauan berubah: pegawai dan prosesnya', 'Will to change: staff and processes'),
  ],
  spbe: numbered(spbe),
  pemdi: numbered(pemdi),
};

/** Bands of an index, the highest first: from which value on. */
export const BANDS = [
  { from: 4.2, name: 'Memuaskan' },
  { from: 3.5, name: 'Sangat Baik' },
  { from: 2.6, name: 'Baik' },
  { from: 1.8, name: 'Cukup' },
  { from: 0, name: 'Kurang' },
] as const;
