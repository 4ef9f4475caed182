import type { Asked } from './asked';
import {
  definitionOf,
  type Expected,
  expected,
  expectedParts,
  expectedSeries,
  expectedSplit,
  expectedSums,
} from './expected';
import { type Mark, marksOf } from './marks';
import type { Part } from './page';
import { decimalsOf, printed, printedChange, printedFigure, printedValue } from './print';
import type { City } from './recount/city';
import type { Ask } from './recount/recount';
import type { Report } from './report';
import { OF_PEOPLE, shownOf, shownReason, shownRun, shownSplit } from './withheld';

/** Every number that a page names as a figure: the tiles with their side figures, the splits, and the runs. */
export function checkMarks(report: Report, its: Asked, runOf?: Ask): void {
  const { city } = report;
  const { ask, previous } = its;
  const marks = marksOf(report.page);
  for (const mark of marks.filter((one) => !one.pilah)) {
    const { id, part } = mark;
    const { unit } = definitionOf(id);
    const what = `${id}${mark.bagian ? ` ${mark.bagian}` : ''}`;
    if (mark.bagian === undefined) {
      const truth = shownOf(city, id, ask, its);
      report.figures.set(id, truth.value !== null);
      report.number(what, mark.value, truth.value);
      if (mark.n === null) checkTile(report, mark, truth);
      else checkDictionary(report, mark, truth, its);
      checkReason(report, id, part.around('.metric-tile'), ask, its);
    } else if (mark.bagian === 'sebelumnya') {
      const before = shownOf(city, id, previous, its).value;
      report.number(what, mark.value, before);
      report.says(what, part, printedValue(before, unit));
      const change = part.around('.metric-context')?.first('b');
      report.prints(`${id} change`, change, printedChange(shownOf(city, id, ask, its).value!, before!, unit));
    } else if (mark.bagian === 'target') {
      const rule = city.rules.find(({ kind, key }) => kind === 'target' && key === id);
      report.number(what, mark.value, rule?.value ?? null);
      report.says(what, part, printedValue(rule?.value ?? null, unit));
    } else if (mark.bagian === 'seri') {
      checkRun(report, mark, shownRun(city, id, runOf ?? ask, its));
      checkReason(report, id, part, runOf ?? ask, its);
    } else {
      const truth = expectedParts(city, id, ask)[mark.bagian] ?? null;
      report.number(what, mark.value, truth);
      report.prints(what, part, printed(truth, 1));
      // The words beside it.
      part.around('li')?.claim();
    }
  }
  // A split without members says why beneath its name.
  for (const card of report.page.all('section.breakdown:not(:has(table))')) {
    const href = card.first('.metric-links a')?.attribute('href') ?? '';
    checkReason(report, /metrik=(\w+)/.exec(href)?.[1] ?? '', card, ask, its);
  }
  for (const key of new Set(marks.filter((one) => one.pilah).map((one) => `${one.id}/${one.pilah}`)))
    checkSplit(
      report,
      key,
      marks.filter((one) => `${one.id}/${one.pilah}` === key),
      its,
    );
}

/** A tile: its number, what the line says to who cannot see it, and why it is unknown. */
function checkTile(report: Report, { id, part }: Mark, { value }: Expected): void {
  const { unit, name } = definitionOf(id);
  report.text(id, part.lead, printedFigure(value, unit, true));
  part.claim();
  const tile = part.around('.metric-tile');
  const line = tile?.first('svg.spark');
  report.speaks(`${id} line`, line, name.id, printedValue(value, unit));
  line?.claim();
}

/** Why a figure is unknown, where it stands: in its tile, in place of its split, or beneath its run. */
function checkReason(report: Report, id: string, card: Part | undefined, ask: Ask, its: Asked): void {
  for (const reason of card?.all('.metric-reason, .breakdown-none') ?? [])
    if (/\d/.test(reason.text)) report.prints(`${id} reason`, reason, shownReason(report.city, id, ask, its));
}

function checkDictionary(report: Report, { id, n: shown, part }: Mark, { value, n }: Expected, its: Asked): void {
  const { unit, counts } = definitionOf(id);
  const unknownN = ['aduan_terbuka', 'aduan_lewat_batas', 'permohonan_terbuka', 'ekios_aktif'];
  const truth = unknownN.includes(id) ? shown : n;
  report.number(`${id} n`, shown, truth);
  report.says(id, part, printedValue(value, unit));
  const entry = part.around('.dictionary-entry');
  const note = entry?.first('.dictionary-side .note');
  if (value !== null) report.text(`${id} n`, note?.text.split(` ${counts}`)[0] ?? '', printed(truth, 0));
  note?.claim();
  checkReason(report, id, entry, its.ask, its);
}

/** The table of a chart, its columns of numbers printed, and what its drawing says to who cannot see it. */
export function checkChart(report: Report, what: string, card: Part | undefined, points: string[][], spoken: string[]) {
  const rows = card?.rows('.twin tbody > tr') ?? [];
  report.number(`${what}, points`, rows.length, points.length);
  for (const [i, [label, ...shown]] of rows.entries()) {
    label?.claim();
    for (const [c, cell] of shown.entries()) report.prints(`${what} ${i + 1}.${c + 1}`, cell, points[i]?.[c] ?? '');
  }
  const drawing = card?.first('.chart-drawing');
  const title = card?.first('figcaption')?.text ?? '';
  report.speaks(`${what} drawing`, drawing, title, ...spoken);
  drawing?.claim();
}

function checkRun(report: Report, { id, part }: Mark, run: (number | null)[]): void {
  const decimals = decimalsOf(definitionOf(id).unit);
  const known = run.filter((value) => value !== null);
  const ends = [known[0], known.at(-1)].map((value) => printed(value ?? null, decimals));
  checkChart(
    report,
    `${id} run`,
    part,
    run.map((value) => [printed(value, decimals)]),
    [definitionOf(id).name.id, printed(run.length, 0), ...ends],
  );
}

function checkSplit(report: Report, key: string, marks: Mark[], its: Asked): void {
  const { city } = report;
  const [id, dimension] = key.split('/') as [string, string];
  const { unit, minimumN } = definitionOf(id);
  const members = shownSplit(city, id, dimension, its);
  const check = (what: string, mark: Mark, truth: Expected | undefined) => {
    report.number(`${key} ${what}`, mark.value, truth?.value);
    report.number(`${key} ${what} n`, mark.n, truth?.n);
    if (mark.value !== null)
      report.prints(`${key} ${what}`, mark.part, printedFigure(truth?.value ?? null, unit, false));
    else if (mark.part.text !== '—')
      report.says(`${key} ${what}`, mark.part, its.withholdsFew ? '5' : printed(minimumN, 0));
    for (const cases of mark.part.after('td.num'))
      report.prints(`${key} ${what} cases`, cases, printed(truth?.n ?? 0, 0));
  };
  const listed = marks.filter((mark) => mark.anggota !== undefined);
  for (const mark of listed) {
    check(`"${mark.anggota}"`, mark, members.get(mark.anggota!));
    // Which member it is, its mark told.
    mark.part.around('tr')?.first('th')?.claim();
  }
  const card = marks[0]!.part.around('section');
  const all = Math.min(members.size, 200);
  const more = card?.first('.breakdown-foot button');
  if (more) report.says(`${key} members`, more, printed(all, 0));
  else report.number(`${key} members`, listed.length, all);
  const { whole: truth, hidden } = shownSums(city, id, its);
  const whole = marks.find((mark) => mark.bagian === 'jumlah');
  if (whole) check('sum', whole, hidden ? { value: null, n: 0 } : truth);
  const rest = marks.find((mark) => mark.bagian === 'sisa');
  const listedN = [...expectedSplit(city, id, dimension, its.ask).values()]
    .sort((a, b) => b.n - a.n)
    .slice(0, 200)
    .reduce((sum, { n }) => sum + n, 0);
  if (!rest) return;
  report.number(`${key} remainder n`, rest.n, truth.n - listedN);
  report.says(
    `${key} remainder`,
    rest.part.around('tr'),
    members.size > 200 ? '200' : '',
    rest.value === null ? '' : printed(truth.n - listedN, 0),
    ...(rest.part.after('td.num').length > 0 ? [printed(truth.n - listedN, 0)] : []),
  );
}

function shownSums(city: City, id: string, { ask, withholdsFew }: Asked) {
  const whole = expectedSums(city, id, ask);
  return { whole, hidden: Boolean(withholdsFew) && whole.n > 0 && whole.n < 5 && !OF_PEOPLE.includes(id) };
}

/** The tiles of the overview, which are printed in an own way, with their runs; `askOf` tells the period of each. */
export function checkOverview(report: Report, askOf: (id: string) => Ask): void {
  for (const tile of report.page.all('section.tile')) {
    const id = tile.attribute('aria-labelledby')!.replace('ubin-', '');
    const ask = askOf(id);
    const { value } = expected(report.city, id, ask);
    const figure = tile.first('.figure');
    report.text(`tile ${id}`, figure?.lead ?? '', printed(value, id === 'ikm' ? 2 : 0));
    const run = tile.rows('.twin tbody > tr');
    const points = expectedSeries(report.city, id, ask).map((point) => printed(point, 1));
    report.number(`tile ${id} run, points`, run.length, points.length);
    for (const [i, [day, point]] of run.entries()) {
      report.prints(`tile ${id} run ${i + 1}`, point, points[i] ?? '');
      day?.claim();
    }
  }
}
