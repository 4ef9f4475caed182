import {
  definitionOf,
  type Expected,
  expected,
  expectedParts,
  expectedSeries,
  expectedSplit,
  expectedSums,
} from './expected';
import { cells, elements, type Mark, marksOf, textOf } from './marks';
import { decimalsOf, printed, printedFigure } from './print';
import { type City, DAY_SECONDS, localDay, localMonth, startOfDay, startOfMonth } from './recount/city';
import type { Ask } from './recount/recount';

/** What a page was asked for, with the period before it. */
export interface Asked {
  ask: Ask;
  previous: Ask;
  /** The page withholds figures of people behind which there are fewer than five. */
  withholdsFew?: boolean;
}

const OF_PEOPLE = ['peserta_partisipasi', 'peserta_per_10rb', 'tindakan_per_peserta'];
const isFew = (people: number | null | undefined) => typeof people === 'number' && people > 0 && people < 5;

/** What a page may tell of a figure. */
function shownOf(city: City, id: string, ask: Ask, { withholdsFew }: Asked): Expected {
  const truth = expected(city, id, ask);
  const isHidden = withholdsFew && OF_PEOPLE.includes(id) && isFew(expected(city, 'peserta_partisipasi', ask).value);
  return isHidden ? { ...truth, value: null } : truth;
}
function shownRun(city: City, id: string, ask: Ask, { withholdsFew }: Asked): (number | null)[] {
  const run = expectedSeries(city, id, ask);
  if (!withholdsFew || !OF_PEOPLE.includes(id)) return run;
  const people = expectedSeries(city, 'peserta_partisipasi', ask);
  return run.map((value, i) => (isFew(people[i]) ? null : value));
}

/** The period of an address such as `periode=30h&skpd=disdukcapil`, worked out once more. */
export function asked(search: string, standard: string, now: number): Asked {
  const params = new URLSearchParams(search);
  const { periode = standard, skpd = '', ...filters } = Object.fromEntries(params);
  const today = localDay(now);
  const month = localMonth(now);
  const end = Math.floor(now / 60) * 60;
  const of = (from: number, to: number): Ask => ({ from, to, now, skpd, filters });
  if (/^\d+h$/.test(periode)) {
    const days = Number.parseInt(periode, 10);
    const from = startOfDay(today - days + 1);
    return { ask: of(from, end), previous: of(startOfDay(today - 2 * days + 1), end - days * DAY_SECONDS) };
  }
  const back = (first: number, months: number) =>
    of(
      startOfMonth(first),
      Math.min(startOfMonth(month - months) + end - startOfMonth(month), startOfMonth(month - months + 1)),
    );
  if (periode === '12b') return { ask: of(startOfMonth(month - 11), end), previous: back(month - 23, 12) };
  if (periode === 'bulan-ini') return { ask: of(startOfMonth(month), end), previous: back(month - 1, 1) };
  const [year, monthOfYear] = periode.split('-').map(Number) as [number, number];
  const picked = year * 12 + monthOfYear - 1;
  return {
    ask: of(startOfMonth(picked), startOfMonth(picked + 1)),
    previous: of(startOfMonth(picked - 1), startOfMonth(picked)),
  };
}

const isSame = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
const told = (value: unknown) => (value === null || value === undefined ? 'unknown' : String(value));

/** How many numbers were held against the recount, and those that differ. */
export class Report {
  numbers = 0;
  /** Figures of the registry that stand there, and whether their value is known. */
  readonly figures = new Map<string, boolean>();
  readonly differences: string[] = [];

  constructor(
    readonly city: City,
    readonly path: string,
  ) {}

  number(what: string, page: number | null, recount: number | null | undefined): void {
    this.numbers += 1;
    if (recount === undefined || !isSame(page, recount))
      this.differences.push(`${this.path} ${what}: page ${told(page)}, recount ${told(recount)}`);
  }
  text(what: string, page: string, recount: string): void {
    this.numbers += 1;
    if (page !== recount) this.differences.push(`${this.path} ${what}: prints "${page}", recount prints "${recount}"`);
  }
}

/** Every number that a page names as a figure: the tiles with their side figures, the splits, and the runs. */
export function checkMarks(report: Report, html: string, its: Asked, runOf?: Ask): void {
  const { city } = report;
  const { ask, previous } = its;
  const marks = marksOf(html);
  for (const mark of marks.filter((one) => !one.pilah)) {
    const { unit } = definitionOf(mark.id);
    const what = `${mark.id}${mark.bagian ? ` ${mark.bagian}` : ''}`;
    if (mark.bagian === undefined) {
      const { value, n } = shownOf(city, mark.id, ask, its);
      report.figures.set(mark.id, value !== null);
      report.number(what, mark.value, value);
      if (mark.n === null) report.text(what, mark.lead, printedFigure(mark.value, unit, true));
      else checkDictionary(report, mark, n);
    } else if (mark.bagian === 'sebelumnya') {
      report.number(what, mark.value, shownOf(city, mark.id, previous, its).value);
      report.text(
        what,
        /dari (\S+)/.exec(mark.text.replaceAll('\u00a0', ' '))?.[1] ?? '',
        printedFigure(mark.value, unit, false),
      );
    } else if (mark.bagian === 'target') {
      const rule = city.rules.find(({ kind, key }) => kind === 'target' && key === mark.id);
      report.number(what, mark.value, rule?.value ?? null);
    } else if (mark.bagian === 'seri') checkRun(report, mark, shownRun(city, mark.id, runOf ?? ask, its));
    else {
      report.number(what, mark.value, expectedParts(city, mark.id, ask)[mark.bagian]);
      report.text(what, mark.text, printed(mark.value, 1));
    }
  }
  for (const key of new Set(marks.filter((one) => one.pilah).map((one) => `${one.id}/${one.pilah}`)))
    checkSplit(
      report,
      key,
      marks.filter((one) => `${one.id}/${one.pilah}` === key),
      ask,
    );
}

function checkDictionary(report: Report, mark: Mark, n: number): void {
  const unknownN = ['aduan_terbuka', 'aduan_lewat_batas', 'permohonan_terbuka', 'ekios_aktif'];
  if (!unknownN.includes(mark.id)) report.number(`${mark.id} n`, mark.n, n);
  report.text(mark.id, mark.text.split('\u00a0')[0]!, printedFigure(mark.value, definitionOf(mark.id).unit, false));
}

function checkRun(report: Report, { id, html }: Mark, run: (number | null)[]): void {
  const shown = cells(html).map(([, value]) => value ?? '');
  const points = run.map((value) => printed(value, decimalsOf(definitionOf(id).unit)));
  report.number(`${id} run, points`, shown.length, points.length);
  for (const [i, value] of shown.entries()) report.text(`${id} run ${i + 1}`, value, points[i] ?? '');
}

function checkSplit(report: Report, key: string, marks: Mark[], ask: Ask): void {
  const { city } = report;
  const [id, dimension] = key.split('/') as [string, string];
  const { unit } = definitionOf(id);
  const members = expectedSplit(city, id, dimension, ask);
  const check = (what: string, mark: Mark, truth: Expected | undefined) => {
    report.number(`${key} ${what}`, mark.value, truth?.value);
    report.number(`${key} ${what} n`, mark.n, truth?.n);
    if (mark.value !== null) report.text(`${key} ${what}`, mark.text, printedFigure(mark.value, unit, false));
  };
  const listed = marks.filter((mark) => mark.anggota !== undefined);
  for (const mark of listed) check(`"${mark.anggota}"`, mark, members.get(mark.anggota!));
  // Up to eight members are never folded away.
  if (listed.length < 8) report.number(`${key} members`, listed.length, members.size);
  const whole = marks.find((mark) => mark.bagian === 'jumlah');
  if (whole) check('sum', whole, expectedSums(city, id, ask));
  const rest = marks.find((mark) => mark.bagian === 'sisa');
  const left = expectedSums(city, id, ask).n - [...members.values()].slice(0, 200).reduce((sum, { n }) => sum + n, 0);
  if (rest && members.size <= 200) report.number(`${key} remainder n`, rest.n, left);
}

/** The tiles of the overview, which are printed in an own way, with their runs; `askOf` tells the period of each. */
export function checkOverview(report: Report, html: string, askOf: (id: string) => Ask): void {
  for (const tile of elements(html, /^<section class="tile[ "]/)) {
    const id = tile.attributes['aria-labelledby']!.replace('ubin-', '');
    const ask = askOf(id);
    const { value } = expected(report.city, id, ask);
    const [figure] = elements(tile.inner, /^<p class="figure"/);
    report.text(`tile ${id}`, textOf(figure!.inner.split('<')[0]!), printed(value, id === 'ikm' ? 2 : 0));
    const run = cells(tile.inner).map(([, point]) => point ?? '');
    const points = expectedSeries(report.city, id, ask).map((point) => printed(point, 1));
    report.number(`tile ${id} run, points`, run.length, points.length);
    for (const [i, point] of run.entries()) report.text(`tile ${id} run ${i + 1}`, point, points[i] ?? '');
  }
}
