import type { ProbeId, Tahap } from './types';

/** `threshold` is in the probe's unit, `minimumN` in cases (messages, applications, days, pages: its detail names them). */
export interface Threshold {
  threshold: number;
  /** Below it nothing is said. */
  minimumN: number;
}

/** What differs from a set of thresholds: the rest is as it was. */
export type ThresholdChanges = Partial<Record<ProbeId, Partial<Threshold>>>;

/** Every number that the instrument judges by, in one place. A city may tighten them; what is loosened is shown on the board. */
export const THRESHOLDS: Readonly<Record<ProbeId, Threshold>> = {
  // Tahap 1
  'situs-hidup': { threshold: 95, minimumN: 10 }, // % of days with people, or of scans that were answered; n = days or scans
  'situs-mutakhir': { threshold: 30, minimumN: 4 }, // days of age at the month's median; n = days looked at
  'informasi-wajib': { threshold: 4, minimumN: 1 }, // of 5 kinds of information; n = pages looked at
  'standar-pelayanan': { threshold: 80, minimumN: 1 }, // % of services; n = services
  'dibaca-warga': { threshold: 0, minimumN: 1 }, // visitors per 10,000 residents; replaced by the city's lower quartile
  'situs-aman': { threshold: 100, minimumN: 1 }, // % of looks with a valid certificate
  'ramah-gawai': { threshold: 2, minimumN: 1 }, // of 3 features; n = pages looked at
  'unduhan-dokumen': { threshold: 1, minimumN: 100 }, // documents; n = pages that people saw
  // Tahap 2
  'kanal-dua-arah': { threshold: 1, minimumN: 1 }, // channels; n = messages in
  'pesan-dibalas': { threshold: 80, minimumN: 10 }, // % of conversations due
  'waktu-balas': { threshold: 3, minimumN: 10 }, // working days, survival median; n = conversations opened
  'aduan-tuntas': { threshold: 80, minimumN: 5 }, // % of complaints due
  'obrolan-langsung': { threshold: 1, minimumN: 5 }, // conversations a working day; n = working days
  'konsultasi-publik': { threshold: 1, minimumN: 1 }, // processes with an outcome in 12 months; n = processes
  'skm-terlaksana': { threshold: 100, minimumN: 1 }, // % of the Krejcie-Morgan sample; n = sheets
  // Tahap 3
  'layanan-daring': { threshold: 50, minimumN: 1 }, // % of services; n = services
  'pemakaian-daring': { threshold: 50, minimumN: 30 }, // % of applications
  'tuntas-daring': { threshold: 70, minimumN: 30 }, // % of online applications due
  'hasil-terkirim': { threshold: 50, minimumN: 20 }, // % of completed online applications
  'tepat-waktu': { threshold: 80, minimumN: 20 }, // % of applications due
  'lacak-berkas': { threshold: 10, minimumN: 30 }, // % of online applicants; n = online applicants
  'bayar-daring': { threshold: 50, minimumN: 10 }, // % of the rupiah paid; n = payments
  'tanpa-bolak-balik': { threshold: 15, minimumN: 30 }, // % of applications, at most
  // Tahap 4
  'identitas-tunggal': { threshold: 80, minimumN: 30 }, // % of online applications whose identity is told
  'data-bersama': { threshold: 50, minimumN: 30 }, // % of online applications
  'lintas-skpd': { threshold: 10, minimumN: 20 }, // % of cases
  'kode-referensi': { threshold: 95, minimumN: 30 }, // % of codes
  'satu-pintu': { threshold: 50, minimumN: 1 }, // % of online services
  'data-diri': { threshold: 1, minimumN: 1 }, // features found; n = pages looked at
  'sebelum-diminta': { threshold: 1, minimumN: 20 }, // services; n = applications whose origin is told
};

/** Probes whose threshold is read from the city's own figures each month, so that nobody sets it. */
export const FOLLOWS_THE_CITY: ReadonlySet<ProbeId> = new Set(['dibaca-warga']);

/** Probes whose value and threshold are a share, in per cent. */
export const PERCENT_PROBES: ReadonlySet<ProbeId> = new Set<ProbeId>([
  'situs-hidup',
  'standar-pelayanan',
  'situs-aman',
  'pesan-dibalas',
  'aduan-tuntas',
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
]);

/** Numbers inside probes that are not their main threshold. */
export const LIMITS = {
  /** situs-hidup: largest share of server errors, in per cent. */
  serverErrorPercent: 1,
  /** kanal-dua-arah: messages in a month that make a channel alive. */
  inboundPerChannel: 5,
  /** unduhan-dokumen: visitors that make a document used. */
  visitorsPerDocument: 20,
  /** data-bersama: owners of shared data. */
  dataOwners: 2,
  /** tanpa-bolak-balik: a case returned more often than this went back and forth. */
  returns: 1,
};

/** Evidence whose source fell silent longer than this before the end of the period is stale, in days. */
export const STALE_AFTER_DAYS = 14;
/** The same for probes that look at twelve months: surveys and consultations come a few times a year. */
export const STALE_AFTER_DAYS_YEARLY = 366;

/** Below this share of probes with a known outcome a stage is provisional. */
export const ENOUGH_COVERAGE = 0.5;

/** Share of the SKPD with enough evidence that makes a stage the city's. */
export const CITY_SHARE = 0.5;

/** Weight of a probe in the progress towards the next stage. */
export const PROGRESS_WEIGHT = { mandatory: 2, supporting: 1 };

export const STAGES: readonly Tahap[] = [1, 2, 3, 4];
