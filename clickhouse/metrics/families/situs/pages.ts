import { z } from 'zod';
import { webSumsOfDays, webTables } from '../../../derived/web-sums';
import { defineQuery } from '../../../warehouse/define-query';
import { factsIn, named, remember } from '../../../warehouse/remember';
import type { SplitSums, SumsAsked } from '../../definition';
import { parameters, period } from '../../narrow';
import type { MetricInput } from '../../types';
import { sumRows, sumsAsked } from './sums';

/*
 * Pages are many more than any list shows: they are summed by a number of theirs, and only the most told of each list go by name.
 */

/** What pages are listed by, and how many cases stand behind. */
const MEASURES = ['pages', 'downloads', 'failed', 'timed', 'entries', 'exits', 'asked'] as const;
type Measure = (typeof MEASURES)[number];
const COLUMNS = ['pages', 'downloads', 'asked', 'failed', 'timed', 'entries', 'exits', 'singles'] as const;

/** Those that the page on websites shows are found at once. */
const USUAL: readonly Measure[] = ['pages', 'downloads', 'failed', 'timed', 'entries', 'exits'];

interface Page extends Record<(typeof COLUMNS)[number], number> {
  page: string;
  site: string;
  path: string;
}

interface Lists {
  /** Of each measure the pages with most of it. */
  most: Map<Measure, Page[]>;
  /** Different documents that were fetched. */
  documents: number;
}

const rowsOf = (asked: SumsAsked, columns: readonly string[], where = 'true') =>
  sumRows(webSumsOfDays, webTables.web_pages, ['page', 'site', 'path', ...columns], where, asked);

const STORED = ['pages', 'downloads', 'asked', 'failed', 'length(ms) AS timed', 'entries', 'exits', 'singles'];

function listsSql(asked: SumsAsked, measures: readonly Measure[], most: number): string {
  const top = (measure: Measure) => {
    const place = COLUMNS.indexOf(measure) + 4;
    // The least that a page of the list has; only pages with as much are put in order.
    const name = measure === 'entries' || measure === 'exits' ? '(page.2, page.3)' : 'concat(page.2, page.3)';
    return `arrayPartialReverseSort(${most}, a_${measure})[least(${most}, length(a_${measure}))] AS l_${measure},
      arraySlice(arraySort(page -> (-page.${place}, ${name}),
        arrayFilter((page, n) -> n > 0 AND n >= l_${measure}, all_pages, a_${measure})), 1, ${most}) AS m_${measure}`;
  };
  return `SELECT documents, [${measures.map((measure) => `m_${measure}`).join(', ')}] AS lists FROM (
    SELECT documents, ${measures.map(top).join(', ')}
    FROM (
      SELECT countIf(t_downloads > 0) AS documents,
        groupArray((toString(page), toString(t_site), t_path, ${COLUMNS.map((column) => `toInt64(t_${column})`).join(', ')})) AS all_pages,
        ${measures.map((measure) => `groupArray(t_${measure}) AS a_${measure}`).join(', ')}
      FROM (
        SELECT page, any(site) AS t_site, any(path) AS t_path, ${COLUMNS.map((column) => `sum(${column}) AS t_${column}`).join(', ')}
        FROM (${rowsOf(asked, STORED)}) GROUP BY page
      )
    )
  )`;
}

/** One more than a list has: it tells that there are more. */
const MOST = 201;

type Asked = Parameters<typeof sumsAsked>[0];
const bound = (input: Asked) =>
  parameters({ ...input, now: input.to, filters: { situs: input.filters?.situs ?? input.situs } } as MetricInput);

/** The pages with most of each measure. Whoever asks for the same period asks once. */
export async function readPages(input: Asked, measure: Measure): Promise<Lists> {
  const asked = await sumsAsked(input, false);
  const measures = USUAL.includes(measure) ? USUAL : [measure];
  const sql = listsSql(asked, measures, MOST);
  const params = bound(input);
  const query = defineQuery({
    name: 'situs_halaman',
    sql,
    params: period,
    row: z.object({
      documents: z.number(),
      lists: z.array(z.array(z.array(z.union([z.string(), z.number()])))),
    }),
  });
  const [row] = await remember(factsIn(sql), [sql, named(sql, params)], () => query(params));
  const pageOf = ([page, site, path, ...numbers]: readonly (string | number)[]) =>
    ({ page, site, path, ...Object.fromEntries(COLUMNS.map((column, i) => [column, numbers[i]])) }) as unknown as Page;
  return {
    most: new Map(measures.map((one, i) => [one, (row?.lists[i] ?? []).map(pageOf)])),
    documents: row?.documents ?? 0,
  };
}

const nameOf = ({ site, path }: Page) => `${site}${path}`;

/** A split by pages of something that adds up, such as their downloads, or of a share of it. */
export const byPage = (measure: Measure, valued: (page: Page) => number = (page) => page[measure]): SplitSums => ({
  by: ['halaman'],
  read: async (input) => {
    const { most } = await readPages(input, measure);
    return most.get(measure)!.map((page) => ({ member: nameOf(page), value: valued(page), n: page[measure] }));
  },
});

const timesRow = z.object({ page: z.string(), value: z.number().nullable() });

/** A split by pages of a quantile of the times of their answers: only of the pages that are listed are they put in order. */
export const timesByPage = (quantile: string): SplitSums => ({
  by: ['halaman'],
  read: async (input) => {
    const pages = (await readPages(input, 'timed')).most.get('timed')!;
    if (pages.length === 0) return [];
    const among = `page IN (${pages.map(({ page }) => page).join(', ')})`;
    const sql = `SELECT toString(page) AS page, toNullable(toFloat64(quantileExactArray(${quantile})(ms))) AS value
      FROM (${rowsOf(await sumsAsked(input, false), ['ms'], among)}) GROUP BY page`;
    const query = defineQuery({ name: 'situs_lama_halaman', sql, params: period, row: timesRow });
    const params = bound(input);
    const found = new Map(
      (await remember(factsIn(sql), [sql, named(sql, params)], () => query(params))).map(({ page, value }) => [
        page,
        value,
      ]),
    );
    return pages.map((page) => ({ member: nameOf(page), value: found.get(page.page) ?? null, n: page.timed }));
  },
});
