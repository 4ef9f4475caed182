import type { MetricReading, MetricUnit } from '../../clickhouse/metrics';
import type { DimensionId } from '../../clickhouse/metrics/dimensions';
import type { Language } from '../text/define';
import type { Formats } from '../text/format';
import type { MetricsText } from './metrics.text';

/** Decimals of units that are not whole numbers; the regulation states an IKM with two. */
const digits: Partial<Record<MetricUnit, number>> = {
  persen: 1,
  menit: 1,
  jam: 1,
  hari_kerja: 1,
  skor: 2,
  per_10_rb: 1,
  kali: 1,
  hari: 1,
};

/** Units whose large numbers are told short: 1,2 jt. */
const shortened: ReadonlySet<MetricUnit> = new Set(['kunjungan', 'permohonan', 'orang', 'pengunjung', 'sesi']);

export const digitsOf = (unit: MetricUnit): number => digits[unit] ?? 0;

/** The number of a figure without its unit. `isShort` writes 1,2 jt for large counts. */
export function writeNumber(value: number | null, unit: MetricUnit, f: Formats, isShort = false): string {
  if (unit === 'skor') return f.score(value);
  if (unit === 'rupiah') return isShort ? f.rupiahShort(value) : f.rupiah(value);
  return isShort && shortened.has(unit) ? f.short(value) : f.number(value, digitsOf(unit));
}

/** The number of a figure with its unit: `83,4 %`. */
export function writeValue(value: number | null, unit: MetricUnit, t: MetricsText, f: Formats): string {
  const number = writeNumber(value, unit, f);
  return value === null || t[unit] === '' ? number : `${number}\u00a0${t[unit]}`;
}

export interface Change {
  text: string;
  /** Whether it is for the better; unknown where the metric has no good direction. */
  tone: 'good' | 'bad' | 'accent';
}

/** A name within a sentence: small, unless it is written in capitals for good, such as SKPD or e-Kios. */
export const inSentence = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/** How a figure moved against the period before: in points for shares and scores, else in per cent of what it was. */
export function changeOf(
  { value, previous }: Pick<MetricReading, 'value' | 'previous'>,
  { unit, direction }: { unit: MetricUnit; direction: 'naik_baik' | 'turun_baik' | 'netral' },
  t: MetricsText,
  f: Formats,
): Change | null {
  const before = previous?.value ?? null;
  if (value === null || before === null) return null;
  const inPoints = unit === 'persen' || unit === 'skor' || before === 0;
  const difference = value - before;
  const size = inPoints
    ? unit === 'persen' || unit === 'skor'
      ? t.points(f.number(Math.abs(difference), 1))
      : writeNumber(Math.abs(difference), unit, f, true)
    : f.percent(Math.abs(difference / before), 1);
  if (Math.abs(difference) < 10 ** -digitsOf(unit) / 2) return { text: `= ${t.steady}`, tone: 'accent' };
  const isUp = difference > 0;
  const tone = direction === 'netral' ? 'accent' : isUp === (direction === 'naik_baik') ? 'good' : 'bad';
  return { text: `${isUp ? '▲' : '▼'} ${(isUp ? t.up : t.down)(size)}`, tone };
}

const weekdays: Record<Language, string[]> = {
  id: ['', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** Codes that are spelled otherwise than they are spoken. */
const spoken: Partial<Record<DimensionId, Record<Language, Record<string, string>>>> = {
  agen: {
    id: { human: 'manusia', bot: 'robot', unknown: 'tidak diketahui' },
    en: { human: 'human', bot: 'robot', unknown: 'unknown' },
  },
  pengguna: {
    id: { pns: 'PNS', wna: 'WNA', umum: 'umum', bisnis: 'bisnis', pemerintah: 'pemerintah' },
    en: { pns: 'civil servant', wna: 'foreigner', umum: 'public', bisnis: 'business', pemerintah: 'government' },
  },
  kanal: {
    id: {
      ppid: 'PPID',
      kios: 'e-Kios',
      website: 'situs web',
      android: 'aplikasi Android',
      ios: 'aplikasi iOS',
      whatsapp: 'WhatsApp',
      sms: 'SMS',
    },
    en: {
      daring: 'online',
      loket: 'counter',
      kios: 'e-Kios',
      telepon: 'telephone',
      surel: 'e-mail',
      buku_tamu: 'guest book',
      obrolan: 'chat',
      ppid: 'PPID',
      media_sosial: 'social media',
    },
  },
};

/** What a member of a dimension is called. */
export function writeMember(
  dimension: DimensionId,
  { member, name }: { member: string; name: string },
  t: MetricsText,
  lang: Language,
): string {
  if (member === '') return t.notTold;
  if (dimension === 'hari') return weekdays[lang][Number(member)] ?? member;
  if (dimension === 'jam') return `${member.padStart(2, '0')}.00`;
  if ((dimension === 'kecamatan' || dimension === 'kelurahan') && member === 'luar') return t.outside;
  const word = spoken[dimension]?.[lang][member];
  if (word) return word;
  return name === member && /^[a-z_]+$/.test(member) ? member.replaceAll('_', ' ') : name;
}
