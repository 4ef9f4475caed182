/** The four stages of e-government of the source texts; 0 = none reached. */
export type Tahap = 1 | 2 | 3 | 4;
export type Reached = 0 | Tahap;

/** terpenuhi met, belum not met, bukti_kurang unknown, tidak_berlaku and dikecualikan left out, galat probe failed. */
export const OUTCOMES = ['terpenuhi', 'belum', 'bukti_kurang', 'tidak_berlaku', 'dikecualikan', 'galat'] as const;
export type Outcome = (typeof OUTCOMES)[number];

type Effort = 'ringan' | 'sedang' | 'berat';

/** Order of the instrument. */
export const PROBE_IDS = [
  'situs-hidup',
  'situs-mutakhir',
  'informasi-wajib',
  'standar-pelayanan',
  'dibaca-warga',
  'situs-aman',
  'ramah-gawai',
  'unduhan-dokumen',
  'kanal-dua-arah',
  'pesan-dibalas',
  'waktu-balas',
  'aduan-tuntas',
  'obrolan-langsung',
  'konsultasi-publik',
  'skm-terlaksana',
  'layanan-daring',
  'pemakaian-daring',
  'tuntas-daring',
  'hasil-terkirim',
  'tepat-waktu',
  'lacak-berkas',
  'bayar-daring',
  'tanpa-bolak-balik',
  'identitas-tunggal',
  'data-bersama',
  'lintas-skpd',
  'kode-referensi',
  'satu-pintu',
  'data-diri',
  'sebelum-diminta',
] as const;
export type ProbeId = (typeof PROBE_IDS)[number];

export type Unit =
  | 'persen'
  | 'hari'
  | 'hari_kerja'
  | 'unsur'
  | 'per_10_rb'
  | 'kanal'
  | 'proses'
  | 'pengunjung'
  | 'per_hari_kerja'
  | 'dokumen'
  | 'layanan';

export interface Bilingual {
  id: string;
  en: string;
}

/** A probe's declared part: everything but its SQL. */
export interface ProbeInfo {
  id: ProbeId;
  tahap: Tahap;
  mandatory: boolean;
  question: Bilingual;
  /** Source text, LOSI indicator or law that asks it. */
  origin: string;
  /** Effort to flip it. */
  effort: Effort;
  /** What to do, in two sentences. */
  remedy: Bilingual;
  unit: Unit;
  threshold: number;
  minimumN: number;
  higherIsBetter: boolean;
}

/** One probe of one SKPD in one period. */
export interface ProbeResult {
  probe: ProbeId;
  tahap: Tahap;
  mandatory: boolean;
  outcome: Outcome;
  value: number | null;
  threshold: number;
  n: number;
  /** Indonesian, what was seen or why nothing could be said. */
  detail: string;
}

/** What the probes of one SKPD amount to. */
export interface StageResult {
  reached: Reached;
  possible: Reached;
  /** 0..1: share of the next stage's known probes that are met; null when none is known or stage 4 is reached. */
  progress: number | null;
  /** Probes of the next stage whose outcome is unknown. */
  progressUnknown: number;
  /** 0..1: share of applicable probes with a known outcome. */
  coverage: number;
  /** coverage < 0.5: shown grey. */
  provisional: boolean;
}
