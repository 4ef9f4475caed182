import { metricSource } from '../metrics/registry';
import { limitValue } from './profile';
import type { AlarmScope, Rule } from './rule';
import { inSentence, type Lang, wholeNumber, written } from './sentence';

const scopes: Record<AlarmScope, Record<Lang, string>> = {
  kota: { id: 'sekota', en: 'of the city' },
  skpd: { id: 'tiap SKPD', en: 'of each office' },
  kecamatan: { id: 'tiap kecamatan', en: 'of each kecamatan' },
};

const period = (days: number): Record<Lang, string> =>
  days === 1 ? { id: 'hari ini', en: 'today' } : { id: `dalam ${days} hari`, en: `in ${days} days` };

/** What a rule does, in one or two plain sentences. */
export function ruleWords(rule: Rule, targets: Readonly<Record<string, number>>): Record<Lang, string> {
  const [id, en] = (['id', 'en'] as const).map((lang) =>
    [say(rule, targets, lang), again(rule.hold, lang)].filter(Boolean).join(' '),
  );
  return { id: id!, en: en! };
}

const again = (hold: number, lang: Lang) =>
  hold === 1 ? '' : lang === 'id' ? `Perlu ${hold} pemeriksaan berturut-turut.` : `It takes ${hold} looks in a row.`;

function say(rule: Rule, targets: Readonly<Record<string, number>>, lang: Lang): string {
  const isId = lang === 'id';
  switch (rule.kind) {
    case 'sumber_sunyi':
      return isId
        ? 'Naik bila sumber diam lebih dari satu setengah kali waktu yang diharapkan, paling cepat sesudah 36 jam; reda begitu ada data baru.'
        : 'Raised when a source is silent for one and a half times the time expected, at the earliest after 36 hours; cleared by new data.';
    case 'sumber_gagal':
      return isId
        ? 'Naik bila proses terakhir sebuah sumber gagal; reda begitu satu proses berhasil.'
        : 'Raised when the last run of a source failed; cleared by a run that goes well.';
    case 'lonjakan':
      return isId
        ? 'Naik bila aduan satu kategori di satu kecamatan selama 7 hari jauh di atas delapan minggu sebelumnya dan minggu yang sama setahun lalu.'
        : 'Raised when complaints of one category in one kecamatan over 7 days are far above the eight weeks before and the same week a year ago.';
    case 'janji': {
      const what = isId ? rule.of : rule.of === 'aduan' ? 'complaints' : 'applications';
      return isId
        ? `Naik bila sedikitnya ${wholeNumber(rule.raise, lang)} ${what} sebuah SKPD habis janjinya dalam ${wholeNumber(rule.workingHours, lang)} jam kerja; reda pada ${wholeNumber(rule.clear, lang)} atau kurang.`
        : `Raised when at least ${wholeNumber(rule.raise, lang)} ${what} of an office reach the end of their promise within ${wholeNumber(rule.workingHours, lang)} working hours; cleared at ${wholeNumber(rule.clear, lang)} or fewer.`;
    }
    case 'musim': {
      const { name } = metricSource(rule.metric).definition;
      const above = rule.worse === 'di_atas';
      return isId
        ? `Naik bila ${inSentence(name.id)} ${scopes[rule.scope].id} ${rule.days === 1 ? 'dalam 24 jam' : period(rule.days).id} ${wholeNumber(rule.raise, lang)} simpangan ${above ? 'di atas' : 'di bawah'} hari dan jam yang sama pada delapan minggu sebelumnya; reda pada ${wholeNumber(rule.clear, lang)}. Di bawah ${wholeNumber(rule.minimumN, lang)} kasus tidak dinilai.`
        : `Raised when ${inSentence(name.en)} ${scopes[rule.scope].en} ${rule.days === 1 ? 'in 24 hours' : period(rule.days).en} lies ${wholeNumber(rule.raise, lang)} deviations ${above ? 'above' : 'below'} the same days and hours of the eight weeks before; cleared at ${wholeNumber(rule.clear, lang)}. Fewer than ${wholeNumber(rule.minimumN, lang)} cases are not judged.`;
    }
    case 'ambang': {
      const { name, unit } = metricSource(rule.metric).definition;
      const limitOf = (limit: typeof rule.raise) => {
        const value = limitValue(limit, targets[rule.metric], rule.worse);
        return value === null ? '—' : written(value, unit, lang);
      };
      const above = rule.worse === 'di_atas';
      return isId
        ? `Naik bila ${inSentence(name.id)} ${scopes[rule.scope].id} ${period(rule.days).id} ${above ? 'di atas' : 'di bawah'} ${limitOf(rule.raise)}; reda pada ${limitOf(rule.clear)} atau lebih ${above ? 'rendah' : 'tinggi'}.`
        : `Raised when ${inSentence(name.en)} ${scopes[rule.scope].en} ${period(rule.days).en} is ${above ? 'above' : 'below'} ${limitOf(rule.raise)}; cleared at ${limitOf(rule.clear)} or ${above ? 'lower' : 'higher'}.`;
    }
  }
}
