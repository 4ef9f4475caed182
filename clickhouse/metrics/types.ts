import type { FactTable } from '../warehouse/fact-tables';
import type { Filters } from './dimensions';

export type { FactTable };

export type MetricUnit =
  | 'aduan'
  | 'persen'
  | 'menit'
  | 'jam'
  | 'hari_kerja'
  | 'skor'
  | 'per_10_rb'
  | 'kunjungan'
  | 'kios'
  | 'nomor'
  | 'permohonan'
  | 'orang'
  | 'pengunjung'
  | 'sesi'
  | 'kali'
  | 'hari'
  | 'usulan'
  | 'tindakan'
  | 'responden'
  | 'rupiah'
  | 'milidetik';

/** What a reading is asked for. Periods are half-open: `from <= t < to`, in UTC; days and months are cut in `timezone`. */
export interface MetricInput {
  from: Date;
  to: Date;
  previous?: { from: Date; to: Date };
  /** Code of one SKPD; absent = the whole city. */
  skpd?: string;
  /** Absent members are not filtered by. */
  filters?: Filters;
  /** IANA zone of the city, such as Asia/Jakarta. */
  timezone: string;
  now: Date;
}

export interface MetricValue {
  value: number | null;
  /** Cases, sheets, acts or requests that the value rests on. */
  n: number;
  /** Indonesian, why the value is null; '' when it is not. */
  reason: string;
  /** Newest evidence of the metric's sources up to the end of the period. */
  watermark: Date | null;
  /** Ids of the sources that feed it. */
  source: string[];
}

export type MetricStatus = 'baik' | 'waspada' | 'buruk' | 'netral' | 'tidak_diketahui';

/** Quality letter of an IKM (Permen PANRB 14/2017). */
export type Mutu = 'A' | 'B' | 'C' | 'D';

export interface SeriesPoint {
  /** First instant of the local day or month. */
  start: Date;
  value: number | null;
  n: number;
}

export interface MetricReading extends MetricValue {
  id: string;
  previous: MetricValue | null;
  /** At most 60 points: days of the period, or months when it is longer than 60 days. */
  series: SeriesPoint[];
  target: number | null;
  status: MetricStatus;
  /** Named side figures for the context line. */
  parts?: Record<string, number | null>;
  /** Only of `ikm`. */
  mutu?: Mutu | null;
}

export interface MetricDefinition {
  id: string;
  name: { id: string; en: string };
  formula: { id: string; en: string };
  unit: MetricUnit;
  direction: 'naik_baik' | 'turun_baik' | 'netral';
  /** Below this n the value is unknown. */
  minimumN: number;
  /** What n counts, in Indonesian, for the reason "baru 3 dari minimal 30 kasus". */
  counts: string;
  /** The fact tables it is computed from. */
  sources: FactTable[];
  /** The side figures in `parts`. */
  parts: Record<string, { id: string; en: string }>;
}
