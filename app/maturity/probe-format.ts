import type { Unit } from '../../clickhouse/maturity';
import type { Language } from '../text/define';
import type { Formats } from '../text/format';

const units: Record<Language, Partial<Record<Unit, string>>> = {
  id: {
    hari: 'hari',
    hari_kerja: 'hari kerja',
    unsur: 'unsur',
    per_10_rb: 'per 10 rb',
    kanal: 'kanal',
    proses: 'proses',
    pengunjung: 'pengunjung',
    per_hari_kerja: 'per hari kerja',
    dokumen: 'dokumen',
    layanan: 'layanan',
  },
  en: {
    hari: 'days',
    hari_kerja: 'working days',
    unsur: 'elements',
    per_10_rb: 'per 10k',
    kanal: 'channels',
    proses: 'processes',
    pengunjung: 'visitors',
    per_hari_kerja: 'per working day',
    dokumen: 'documents',
    layanan: 'services',
  },
};

/** `74 %`, `1,6 hari kerja`, a dash when unknown. */
export function probeValue(value: number | null, unit: Unit, lang: Language, f: Formats): string {
  if (value === null) return '—';
  if (unit === 'persen') return f.percent(value / 100, value < 10 ? 1 : 0);
  return `${f.number(value)}\u00a0${units[lang][unit] ?? ''}`;
}

/** A threshold as it was set: 92,5 % stays 92,5 %. */
export function limitValue(limit: number, unit: Unit, lang: Language, f: Formats): string {
  return unit === 'persen' ? `${f.number(limit, 2)}\u00a0%` : probeValue(limit, unit, lang, f);
}

/** A number of four digits or more that counts something: not part of a law, a date or a month. */
const COUNT =
  /(?<![\d/.,-])(\d{4,})(?= (?:dari|permohonan|pemohon|kode|pengguna|responden|catatan|berkas|percakapan|pengunjung|halaman|pesan|aduan)\b)/g;

/** The detail of a probe as it is read: codes as words, numbers grouped. */
export const sayProbeDetail = (detail: string, lang: Language): string =>
  detail
    .replace(/(?<=[a-z])_(?=[a-z])/g, ' ')
    .replace(/\bppid\b/g, 'PPID')
    .replace(COUNT, (digits) => Number(digits).toLocaleString(lang === 'id' ? 'id-ID' : 'en-GB'));
