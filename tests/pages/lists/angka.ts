import type { Asked } from '../asked';
import { definitionOf, type Expected, expected, membersOf } from '../expected';
import { decimalsOf, printed, printedFigure, printedValue } from '../print';
import type { Report } from '../report';

/*
 * The pages behind a figure: why it changed, and its rows.
 */

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
/** A number with its sign, unless it is printed as nothing. */
const signed = (value: number, size: string) => (/[1-9]/.test(size) ? `${value > 0 ? '+' : '−'}${size}` : size);

/** What each member of each dimension contributes to the difference of a count, or of a share of cases. */
export function checkWhy(report: Report, id: string, { ask, previous }: Asked): void {
  const { city, page } = report;
  const { unit } = definitionOf(id);
  const isShare = unit === 'persen';
  const [now, before] = [expected(city, id, ask), expected(city, id, previous)];
  const difference = now.value! - before.value!;
  const size = (value: number) =>
    isShare ? `${printed(Math.abs(value), 1)} poin` : printedFigure(Math.abs(value), unit, false);
  const lead = page.first('.page-head .lead');
  const isSame = Math.abs(difference) < 10 ** -decimalsOf(unit) / 2;
  report.says(
    'lead',
    lead,
    isSame ? '' : size(difference),
    printedValue(before.value, unit),
    printedValue(now.value, unit),
  );
  const tables = page.all('section.breakdown');
  report.number('some dimension', Number(tables.length > 0), 1);
  for (const table of tables) {
    const links = table.all('tbody th a').map((link) => new URLSearchParams(link.attribute('href')?.split('?')[1]));
    const dimension = links[0]!.get('dimensi')!;
    const [is, was] = [membersOf(city, id, dimension, ask), membersOf(city, id, dimension, previous)];
    const parts = new Map(
      [...new Set([...is.keys(), ...was.keys()])].map((member) => [
        member,
        contributionOf(isShare, { is: is.get(member), was: was.get(member) }, { now, before }),
      ]),
    );
    const listed = links.map((link) => link.get('anggota')!);
    const least = Math.min(...listed.map((member) => Math.abs(parts.get(member)?.all ?? 0)));
    const others = [...parts].filter(([member]) => !listed.includes(member));
    report.number(`${dimension}, listed`, listed.length, Math.min(8, parts.size));
    for (const [member, { all }] of others)
      report.number(
        `${dimension}, "${member}" contributes no more than those listed`,
        Number(Math.abs(all) <= least + 1e-9),
        1,
      );
    const rows = table.rows();
    for (const [i, member] of listed.entries()) {
      const [name, from, to, , contribution] = rows[i]!;
      const { all, rate, mix } = parts.get(member) ?? { all: Number.NaN, rate: 0, mix: 0 };
      const figure = (side: Expected | undefined) => printedFigure(side?.value ?? null, unit, false);
      name!.claim();
      report.prints(`${dimension} "${member}" before`, from, figure(was.get(member)));
      report.prints(`${dimension} "${member}" after`, to, figure(is.get(member)));
      report.prints(`${dimension} "${member}" contributes`, contribution?.first('b'), signed(all, size(all)));
      const bare = (value: number) => signed(value, printed(Math.abs(value), Math.max(1, decimalsOf(unit))));
      for (const [part, text] of [
        [contribution?.all('small > span')[0], `${bare(rate)} nilainya sendiri`],
        [contribution?.all('small > span')[1], `${bare(mix)} pergeseran kasus`],
      ] as const)
        if (part) report.prints(`${dimension} "${member}" parts`, part, text);
    }
    const rest = difference - sum(listed.map((member) => parts.get(member)?.all ?? 0));
    const [remainder, whole] = table.rows('tfoot > tr');
    report.says(`${dimension}, others`, remainder?.[0], others.length > 0 ? printed(others.length, 0) : '');
    report.prints(`${dimension}, remainder`, remainder?.at(-1), signed(rest, size(rest)));
    report.prints(`${dimension}, difference`, whole?.at(-1), signed(difference, size(difference)));
  }
}

/**
 * Counts: how its own value moved. Shares: its mean part of the cases times the change of its value, and the change of its part
 * times how far its mean value lies from the mean of the whole.
 */
function contributionOf(
  isShare: boolean,
  { is, was }: { is?: Expected; was?: Expected },
  { now, before }: { now: Expected; before: Expected },
) {
  if (!isShare) return { all: (is?.value ?? 0) - (was?.value ?? 0), rate: 0, mix: 0 };
  const [partNow, partBefore] = [(is?.n ?? 0) / now.n, (was?.n ?? 0) / before.n];
  const valueNow = is?.value ?? was?.value ?? 0;
  const valueBefore = was?.value ?? is?.value ?? 0;
  const rate = ((partNow + partBefore) / 2) * (valueNow - valueBefore);
  const mix = (partNow - partBefore) * ((valueNow + valueBefore) / 2 - (now.value! + before.value!) / 2);
  return { all: rate + mix, rate, mix };
}

/** How many rows a count has, and over how many pages they go. */
export function checkRows(report: Report, id: string, { ask }: Asked, period: string): void {
  const { n } = expected(report.city, id, ask);
  report.says('lead', report.page.first('.page-head .lead'), printed(n, 0), period);
  const shown = report.page.all('.rows-table tbody > tr').length;
  const pages = Math.ceil(n / Math.max(1, shown));
  report.says('pages', report.page.first('.rows-pager .note'), pages > 1 ? `1 ${printed(pages, 0)}` : '');
}
