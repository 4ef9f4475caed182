import type { MetricUnit } from '../metrics/types';

type Words = { id: string; en: string };

/** How numbers of a unit are written: decimals, and the word after them. Units not named are counts, whose metric says what of. */
const units: Partial<Record<MetricUnit, { digits: number; word: Words }>> = {
  persen: { digits: 1, word: { id: '\u00a0%', en: '\u00a0%' } },
  menit: { digits: 0, word: { id: '\u00a0menit', en: '\u00a0minutes' } },
  jam: { digits: 1, word: { id: '\u00a0jam', en: '\u00a0hours' } },
  hari: { digits: 1, word: { id: '\u00a0hari', en: '\u00a0days' } },
  hari_kerja: { digits: 1, word: { id: '\u00a0hari kerja', en: '\u00a0working days' } },
  skor: { digits: 2, word: { id: '', en: '' } },
  per_10_rb: { digits: 1, word: { id: ' per 10.000 penduduk', en: ' per 10,000 residents' } },
  kali: { digits: 1, word: { id: '\u00a0kali', en: '\u00a0times' } },
  milidetik: { digits: 0, word: { id: '\u00a0md', en: '\u00a0ms' } },
  rupiah: { digits: 0, word: { id: '\u00a0rupiah', en: '\u00a0rupiah' } },
};

const languages = { id: 'id-ID', en: 'en-GB' } as const;
export type Lang = keyof typeof languages;

/** A value with its unit: 47 menit. */
export function written(value: number, unit: MetricUnit, lang: Lang): string {
  const { digits, word } = units[unit] ?? { digits: 0, word: { id: '', en: '' } };
  return `${new Intl.NumberFormat(languages[lang], { maximumFractionDigits: digits }).format(value)}${word[lang]}`;
}

export const wholeNumber = (value: number, lang: Lang) =>
  new Intl.NumberFormat(languages[lang], { maximumFractionDigits: 1 }).format(value);

const within = (days: number): Words =>
  days === 1 ? { id: 'hari ini', en: 'today' } : { id: `dalam ${days} hari`, en: `in ${days} days` };

/** Lower case, unless it is written in capitals for good, such as e-Kios or IKM. */
export const inSentence = (name: string) => (/^[A-Z][a-z]/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name);

interface Said {
  subject: string;
  metric: { name: Words; unit: MetricUnit };
  days: number;
  value: number;
}

/** "Disdukcapil: waktu tunggu loket 47 menit hari ini, batas 45 menit." */
export function thresholdWords({ subject, metric, days, value, limit }: Said & { limit: number }): {
  textId: string;
  textEn: string;
} {
  const say = (lang: Lang) =>
    `${subject}: ${inSentence(metric.name[lang])} ${written(value, metric.unit, lang)} ${within(days)[lang]}`;
  return {
    textId: `${say('id')}, batas ${written(limit, metric.unit, 'id')}.`,
    textEn: `${say('en')}, limit ${written(limit, metric.unit, 'en')}.`,
  };
}

/** "Kota Tangerang: aduan masuk 48 hari ini, biasanya 20." */
export function seasonWords({ subject, metric, days, value, usual }: Said & { usual: number }): {
  textId: string;
  textEn: string;
} {
  const say = (lang: Lang) => {
    const period = days === 1 ? { id: 'dalam 24 jam', en: 'in 24 hours' } : within(days);
    return `${subject}: ${inSentence(metric.name[lang])} ${written(value, metric.unit, lang)} ${period[lang]}`;
  };
  return {
    textId: `${say('id')}, biasanya ${written(usual, metric.unit, 'id')}.`,
    textEn: `${say('en')}, usually ${written(usual, metric.unit, 'en')}.`,
  };
}
