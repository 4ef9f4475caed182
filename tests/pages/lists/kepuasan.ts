import { expected } from '../expected';
import type { Part } from '../page';
import { percent, printed } from '../print';
import { type City, groupBy, localMonth } from '../recount/city';
import { type AnswerSheet, meanOf, sheets, smallestSample, UNSUR, users } from '../recount/kepuasan';
import type { Ask } from '../recount/recount';
import type { Report } from '../report';
import { withheld } from '../withheld';

/*
 * What the page of satisfaction lists besides figures and their splits.
 */

const NAMES = [
  'Persyaratan',
  'Sistem, mekanisme, dan prosedur',
  'Waktu penyelesaian',
  'Biaya/tarif',
  'Produk spesifikasi jenis pelayanan',
  'Kompetensi pelaksana',
  'Perilaku pelaksana',
  'Penanganan pengaduan, saran, dan masukan',
  'Sarana dan prasarana',
];

const askedSheets = (city: City, ask: Ask) =>
  sheets(city, ask).filter(({ dims }) =>
    Object.entries(ask.filters).every(([name, wanted]) => dims[name] === undefined || dims[name] === wanted),
  );

/** Everything on the page of satisfaction that is no figure of the registry and no split of one. */
export function checkSatisfaction(report: Report, ask: Ask): void {
  const { city } = report;
  const { value, n } = expected(city, 'ikm', ask);
  const lead = report.page.first('.page-head .lead');
  if (value !== null) report.says('lead', lead, printed(value, 2), printed(n, 0));
  const people = users(city, ask);
  const sample = report.page.first('[aria-labelledby=judul-sampel]');
  const least = people === 0 ? [] : [printed(smallestSample(people), 0)];
  report.says('sample', sample?.first('.metric-figure'), printed(n, 0), ...least);
  // The regulation, and how many used the services.
  const why = people === 0 ? [] : ['14/2017', printed(people, 0)];
  report.says('sample, users', sample?.first('.survey-why'), ...why);
  const units = checkUnits(report, ask);
  checkPlan(report, ask, units);
  checkProfile(report, ask);
}

interface Unit {
  name: string;
  /** Means of the nine unsur; null where fewer than five sheets answer. */
  means: (number | null)[];
}

/** Services where an office or a service is asked for, else offices, the most sheets first. */
function checkUnits(report: Report, ask: Ask): Unit[] {
  const { city } = report;
  const isService = ask.skpd !== '' || ask.filters.layanan !== undefined;
  const keyOf = ({ dims }: AnswerSheet) => (isService ? `${dims.skpd} ${dims.layanan}` : dims.skpd!);
  const truth = [...groupBy(askedSheets(city, ask), keyOf)]
    .map(([key, own]) => ({ key, own }))
    .sort((a, b) => b.own.length - a.own.length || (a.key < b.key ? -1 : 1));
  const rows = report.page.all('table.survey-units tbody > tr');
  report.number('units', rows.length, truth.length);
  return truth.map(({ key, own }, i) => {
    const [office, service = ''] = key.split(' ') as [string, string | undefined];
    const code = isService ? service : office;
    const name = city.names.get(code) || code;
    const [title, index, mutu, index011, answers, , lowest] = rows[i]?.all('th, td') ?? [];
    const means = UNSUR.map((_, u) => meanOf(own, u));
    const known = own.length >= 5 && means.every((mean) => mean !== null);
    const total = means.reduce((sum: number, mean) => sum + (mean ?? 0), 0) * 25;
    const rounded = (of: number) => Math.round(of * 100 + 1e-9) / 100;
    const people = users(city, {
      ...ask,
      skpd: office,
      filters: isService ? { ...ask.filters, layanan: service } : ask.filters,
    });
    const shown = means.map((mean, u) => (own.filter((sheet) => sheet.answers[u] !== null).length < 5 ? null : mean));
    const told = (value: number) => (known ? printed(rounded(value), 2) : null);
    if (name !== '') report.prints(`unit ${key} name`, title, name);
    report.prints(`unit ${key} index`, index, told(total / 9) ?? 'kurang dari 5');
    report.prints(`unit ${key} letter`, mutu, known ? letterOf(rounded(total / 9)) : '—');
    report.prints(`unit ${key} index of 0,11`, index011, told(total * 0.11) ?? '—');
    const least = people === 0 ? '—' : printed(smallestSample(people), 0);
    report.prints(`unit ${key} sheets`, answers, `${printed(own.length, 0)} / ${least}`);
    const order = own.length < 5 ? [] : lowestOf(shown);
    report.prints(`unit ${key} lowest`, lowest, order.length > 0 ? NAMES[order[0]!]! : '—');
    return { name, means: shown };
  });
}

/** Permen PANRB 14/2017. */
const letterOf = (index: number) => (index >= 88.31 ? 'A' : index >= 76.61 ? 'B' : index >= 65 ? 'C' : 'D');

/** The known unsur by their number, the lowest first. */
const lowestOf = (means: (number | null)[]) =>
  [...means.keys()].filter((u) => means[u] !== null).sort((a, b) => means[a]! - means[b]!);

/** The three lowest unsur, one for each quarter after the survey, with the units where they stand lowest. */
function checkPlan(report: Report, ask: Ask, units: Unit[]): void {
  const values = UNSUR.map((unsur) => expected(report.city, `unsur_${unsur}`, ask).value);
  const truth = lowestOf(values).slice(0, 3);
  const rows = report.page.all('table.survey-plan tbody > tr');
  report.number('plan', rows.length, truth.length);
  const quarter = Math.floor(localMonth(ask.to - 1) / 3);
  for (const [i, u] of truth.entries()) {
    const [what, mean, , when, owner] = rows[i]?.all('th, td') ?? [];
    report.prints(`plan ${i + 1}`, what, `${i + 1}. ${NAMES[u]}`);
    report.prints(`plan ${i + 1} mean`, mean, printed(values[u]!, 2));
    report.says(`plan ${i + 1} when`, when, String(Math.floor((quarter + 1 + i) / 4)));
    report.text(
      `plan ${i + 1} quarter`,
      / (I{1,3}|IV) /.exec(` ${when?.text} `)?.[1] ?? '',
      ['I', 'II', 'III', 'IV'][(quarter + 1 + i) % 4]!,
    );
    const own = units.filter(({ means }) => means[u] !== null).sort((a, b) => a.means[u]! - b.means[u]!);
    const names = own.slice(0, 3).map(({ name, means }) => `${name} (${printed(means[u]!, 2)})`);
    report.prints(`plan ${i + 1} owners`, owner, names.join(', '));
  }
}

/** Who answered; groups of fewer than five are withheld, and never one alone. */
function checkProfile(report: Report, ask: Ask): void {
  const all = askedSheets(report.city, ask);
  const words: Record<string, string> = { '': 'tidak tercatat' };
  for (const group of ['jenis_kelamin', 'usia', 'pendidikan', 'pekerjaan', 'layanan']) {
    const members = [...groupBy(all, ({ dims }) => dims[group]!)]
      .map(([member, own]) => ({ member, n: own.length }))
      .sort((a, b) => b.n - a.n || (a.member < b.member ? -1 : 1));
    const hidden = withheld(members.map(({ n }) => n));
    const truth = new Map(
      members.map(({ member, n }, i) => [
        words[member] ?? report.city.names.get(member) ?? member.replaceAll('_', ' '),
        hidden[i] ? null : n,
      ]),
    );
    const section = report.page.first(`section[aria-labelledby=judul-${group}]`);
    const rows = section?.rows() ?? [];
    report.number(`${group}, groups`, rows.length, Math.min(9, members.length));
    for (const [name, , shown] of rows) {
      const n = truth.get(name!.text);
      name!.claim();
      checkShare(report, `${group} ${name!.text}`, shown, n, all.length);
    }
    const more = section?.first('.survey-more');
    report.says(`${group}, more`, more, members.length > 9 ? printed(members.length - 9, 0) : '');
  }
}

function checkShare(
  report: Report,
  what: string,
  part: Part | undefined,
  n: number | null | undefined,
  all: number,
): void {
  if (n === undefined) report.text(what, part?.text ?? '', 'no such group');
  else if (n !== null) report.says(what, part, printed(n, 0), percent((100 * n) / all, ' ', 0));
  else report.number(`${what}, withheld`, Number(/\d{2}|%/.test(part?.text ?? '')), 0);
  part?.claim();
}
