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
