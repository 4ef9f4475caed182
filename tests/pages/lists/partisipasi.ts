import { expected, expectedParts } from '../expected';
import { percent, printed } from '../print';
import { groupBy, kecamatanOf } from '../recount/city';
import { type CitizenAct, citizenActs, meaningOf, type Proposal, proposalsOf, residents } from '../recount/partisipasi';
import { type Ask, inPeriod } from '../recount/recount';
import type { Report } from '../report';
import { shownOf, withheld } from '../withheld';

/*
 * What the page of participation lists besides figures and their splits. Counts of fewer than five are withheld column by column.
 */

const FEW = 'kurang dari 5';
const byFilters = <C extends { dims: Record<string, string> }>(all: C[], { filters }: Ask) =>
  all.filter(({ dims }) =>
    Object.entries(filters).every(([name, wanted]) => dims[name] === undefined || dims[name] === wanted),
  );
const people = (acts: readonly CitizenAct[]) =>
  new Set(acts.filter((one) => one.participant !== '0').map((one) => one.participant)).size;

/** A column as it may be shown: null = not recorded. */
function column(counts: (number | null)[]): string[] {
  const hidden = withheld(counts);
  return counts.map((n, i) => (hidden[i] ? FEW : n === null ? 'tidak dicatat' : printed(n, 0)));
}

/** Everything on the page of participation that is no figure of the registry and no split of one. */
export function checkParticipation(report: Report, ask: Ask): void {
  const { city } = report;
  const its = { ask, previous: ask, withholdsFew: true };
  const acts = byFilters(citizenActs(city, ask), ask);
  const proposals = byFilters(proposalsOf(city, ask), ask);
  const shown = shownOf(city, 'tindakan_partisipasi', ask, its).value;
  const who = shownOf(city, 'peserta_partisipasi', ask, its).value;
  const reached =
    expected(city, 'kelurahan_terjangkau', ask).value === null
      ? undefined
      : expectedParts(city, 'kelurahan_terjangkau', ask);
  const lead = report.page.first('.page-head .lead');
  if (shown !== null)
    report.says(
      'lead',
      lead,
      who === null ? '' : printed(who, 0),
      printed(shown, 0),
      reached ? `${printed(reached.terjangkau!, 0)} ${printed(reached.seluruhnya!, 0)}` : '',
    );
  checkLevels(report, acts);
  checkProcesses(report, ask, acts, proposals);
  checkStages(report, ask, proposals);
  checkAreas(report, ask, acts);
  checkActs(report, acts);
}

function checkLevels(report: Report, acts: CitizenAct[]): void {
  const levels = [...groupBy(acts, ({ dims }) => dims.tingkat!)].map(([level, own]) => ({ level, n: own.length }));
  const counts = column(levels.map(({ n }) => n));
  for (const item of report.page.all('.citizen-levels > li')) {
    const level = item.first('.note')!.text;
    const at = levels.findIndex((one) => one.level === level);
    const n = levels[at]?.n ?? 0;
    const text = counts[at] ?? '0';
    report.prints(`level ${level}`, item.first('b'), acts.length === 0 ? '—' : text);
    const processes = new Set(acts.filter(({ dims }) => dims.tingkat === level).map(({ dims }) => dims.proses)).size;
    const share = text === FEW ? '' : percent((100 * n) / Math.max(1, acts.length), ' ', 0);
    const foot = item.all('span').at(-1);
    if (acts.length > 0) report.says(`level ${level} share`, foot, share, printed(processes, 0));
  }
}

function checkProcesses(report: Report, ask: Ask, acts: CitizenAct[], proposals: Proposal[]): void {
  const made = groupBy(proposals, ({ dims }) => dims.proses!);
  const sum = (own: Proposal[], of: (one: Proposal) => boolean | null) => {
    const told = own.map(of).filter((is) => is !== null);
    return told.length === 0 ? null : told.filter(Boolean).length;
  };
  const processes = [...groupBy(acts, ({ dims }) => dims.proses!)].map(([process, own]) => {
    const handed = made.get(process) ?? [];
    return {
      process,
      acts: own.length,
      people: people(own),
      proposals: handed.length,
      answered: sum(handed, (one) => one.answered),
      adopted: sum(handed, (one) => one.adopted),
    };
  });
  const columns = (['acts', 'people', 'proposals', 'answered', 'adopted'] as const).map((key) =>
    column(processes.map((one) => one[key])),
  );
  const rows = report.page.all('section[aria-labelledby=judul-proses] tbody > tr');
  report.number('processes', rows.length, Math.min(200, processes.length));
  for (const row of rows) {
    const [name, , , ...cells] = row.all('th, td');
    const at = processes.findIndex(({ process }) => process === name!.text);
    name!.claim();
    for (const [c, cell] of cells.slice(0, 5).entries()) {
      const none = c > 1 && processes[at]?.proposals === 0;
      const unknown = c === 1 && processes[at]?.people === 0;
      const text = none ? '' : unknown ? 'tanpa identitas' : (columns[c]?.[at] ?? 'no such process');
      report.prints(`process ${name!.text} column ${c + 1}`, cell, text);
    }
    const isTold = report.city.acts.some(
      (a) =>
        inPeriod(a.t, ask) &&
        a.process === name!.text &&
        meaningOf(a) === 'hasil' &&
        a.outcome !== '' &&
        (ask.skpd === '' || a.skpd === ask.skpd),
    );
    report.text(`process ${name!.text} result`, cells[5]?.text ?? '', isTold ? 'diumumkan' : 'belum diumumkan');
  }
}

const STAGES: [word: string, title: string][] = [
  ['kelurahan', 'Prioritas kelurahan'],
  ['kecamatan', 'Prioritas kecamatan'],
  ['perangkat', 'Forum perangkat daerah'],
  ['rkpd', 'Masuk RKPD'],
  ['terima', 'Diterima dalam anggaran'],
];

/** How far the proposals of each process came. A stage that its source never tells is not counted. */
function checkStages(report: Report, ask: Ask, proposals: Proposal[]): void {
  const ways = [...groupBy(proposals, ({ dims }) => dims.proses!)]
    .map(([process, own]) => {
      const told = (stage: string) =>
        report.city.acts.some((a) => inPeriod(a.t, ask) && a.process === process && stageOf(a.act) === stage);
      const known = (stage: string, n: number) => (told(stage) ? n : null);
      const steps: [title: string, n: number | null][] = [
        ['Diusulkan warga', own.length],
        ...STAGES.map(([stage, title], i): [string, number | null] => [
          title,
          known(stage, own.filter((one) => furthest(one) > i).length),
        ]),
        ['Keputusan bertaut', known('terima', own.filter((one) => one.linked).length)],
        ['', own.filter((one) => one.refused && !one.accepted).length],
        ['', own.filter((one) => one.archived && !one.accepted && !one.refused).length],
      ];
      return { process, steps };
    })
    .sort((a, b) => b.steps[0]![1]! - a.steps[0]![1]! || (a.process < b.process ? -1 : 1));
  const counts = column(ways.flatMap(({ steps }) => steps.map(([, n]) => n)));
  const cards = report.page.all('.citizen-ways > section');
  report.number('ways', cards.length, Math.min(50, ways.length));
  for (const [i, { process, steps }] of ways.entries()) {
    const own = counts.slice(i * 9, i * 9 + 9);
    const rows = cards[i]?.rows() ?? [];
    cards[i]?.first('h3')?.claim();
    for (const [s, [title, n]] of steps.slice(0, 7).entries()) {
      report.text(`${process} stage ${s + 1}`, rows[s]?.[0]?.text ?? '', title);
      const share =
        n === null || own[0] === FEW || own[s] === FEW ? '' : percent((100 * n) / steps[0]![1]!, '\u00a0', 0);
      report.prints(`${process}, ${title}`, rows[s]?.[2], `${own[s]} ${share}`.trim());
    }
    report.prints(`${process} others`, cards[i]?.first('p.note'), `Ditolak ${own[7]}, diarsipkan ${own[8]}.`);
  }
}

const STAGE_WORDS: Record<string, string[]> = {
  kelurahan: ['prioritas kelurahan', 'musrenbang kelurahan'],
  kecamatan: ['prioritas kecamatan', 'musrenbang kecamatan'],
  perangkat: ['forum perangkat daerah', 'forum opd', 'forum skpd'],
  rkpd: ['rkpd', 'masuk rkpd', 'musrenbang kota'],
  terima: ['diakomodasi', 'diterima', 'disetujui', 'apbd', 'masuk apbd'],
};
const stageOf = (act: string) =>
  Object.keys(STAGE_WORDS).find((stage) => STAGE_WORDS[stage]!.includes(act.toLowerCase().replaceAll('_', ' ')));
/** 0 = proposed only, 5 = taken into the budget. */
const furthest = ({ acts }: Proposal) =>
  Math.max(...acts.map(({ act }) => STAGES.findIndex(([stage]) => stage === stageOf(act)) + 1));

/** Who was reached in each kecamatan, and how many of its kelurahan. */
function checkAreas(report: Report, ask: Ask, acts: CitizenAct[]): void {
  const { city } = report;
  const codes = [...city.residents.keys()].filter((code) => !ask.filters.kecamatan || code === ask.filters.kecamatan);
  const section = report.page.first('section[aria-labelledby=judul-wilayah]');
  if (!acts.some(({ dims }) => codes.includes(dims.kecamatan!))) {
    report.says('areas, none', section?.first('.lead'), acts.length === 0 ? '' : printed(acts.length, 0));
    return;
  }
  const of = (isSo: (act: CitizenAct) => boolean) => acts.filter(isSo).length;
  const none = of(({ dims }) => dims.kecamatan === '');
  const outside = of(({ dims }) => dims.kecamatan === 'luar');
  const only = of(({ dims }) => !['', 'luar'].includes(dims.kecamatan!) && dims.kelurahan === '');
  const foreign = of(({ dims }) => !['', 'luar', ...city.residents.keys()].includes(dims.kecamatan!));
  const inAreas = [...city.residents.keys()].map((code) => of(({ dims }) => dims.kecamatan === code));
  const [shownNone, shownOutside, shownForeign] = column([...inAreas, none, outside, foreign]).slice(-3);
  const shownOnly = column([only])[0];
  report.says(
    'acts without an area',
    section?.first('.citizen-note'),
    ...[shownNone, shownOutside, shownOnly, foreign > 0 ? shownForeign : ''].map((text) => text ?? ''),
  );
  const rows = section?.rows() ?? [];
  report.number('areas', rows.length, codes.length);
  const own = codes.sort().map((code) => acts.filter(({ dims }) => dims.kecamatan === code));
  const shown = column(own.map(people));
  for (const [i, code] of codes.entries()) {
    const [name, who, rate, , reached, unreached] = rows[i] ?? [];
    report.text(`area ${code}`, name?.text ?? '', city.names.get(code)!);
    report.prints(`area ${code} people`, who, shown[i]!);
    const residentsHere = residents(city, { ...ask, filters: { kecamatan: code } });
    const per10k = residentsHere === null ? null : (10_000 * people(own[i]!)) / residentsHere;
    report.prints(`area ${code} rate`, rate, printed(shown[i] === FEW ? null : per10k, 1));
    const kelurahan = city.kelurahan.filter((one) => kecamatanOf(one) === code);
    const missing = kelurahan.filter((one) => !acts.some((act) => act.kelurahan === one));
    report.prints(
      `area ${code} reached`,
      reached,
      `${printed(kelurahan.length - missing.length, 0)} dari ${printed(kelurahan.length, 0)}`,
    );
    const names = missing.map((one) => city.names.get(one)!).sort();
    const told = kelurahan.length === 0 ? 'kelurahan tidak ada pada profil' : names.join(', ') || 'semua terjangkau';
    report.prints(`area ${code} unreached`, unreached, told);
  }
}

const ACT_WORDS: Record<string, string> = {
  suara: 'memberi suara',
  baca: 'membaca',
  tanggapan: 'menanggapi',
  dukung: 'mendukung',
  usul: 'mengusulkan',
  unduh: 'mengunduh',
  komentar: 'berkomentar',
  hadir: 'menghadiri',
};

function checkActs(report: Report, acts: CitizenAct[]): void {
  const truth = [...groupBy(acts, ({ act }) => act)]
    .map(([act, own]) => ({ act, n: own.length }))
    .sort((a, b) => b.n - a.n || (a.act < b.act ? -1 : 1))
    .slice(0, 30);
  const counts = column(truth.map(({ n }) => n));
  const rows = report.page.first('section[aria-labelledby=judul-tindakan]')?.rows() ?? [];
  report.number('acts', rows.length, truth.length);
  for (const [i, { act }] of truth.entries()) {
    report.prints(`act ${i + 1}`, rows[i]?.[0], ACT_WORDS[act] ?? act.replaceAll('_', ' '));
    report.prints(`act ${act}`, rows[i]?.[2], counts[i]!);
  }
}
