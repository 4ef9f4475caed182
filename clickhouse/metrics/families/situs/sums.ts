import { cutPeriod, type DaySums, type DayTable, inPieces, keepDays } from '../../../derived/web-days';
import { type Scope, webSumsOf, webSumsOfDays, webTables } from '../../../derived/web-sums';
import type { Counted, SplitSums, SummedSource, SumsAsked } from '../../definition';
import type { MetricInput } from '../../types';
import { OF_PLACE } from './hits';

type Asked = Pick<MetricInput, 'from' | 'to' | 'timezone' | 'skpd'> & { filters?: { situs?: string }; situs?: string };

/** What a list of the websites page is asked. */
export interface Question {
  from: Date;
  to: Date;
  timezone: string;
  /** '' or absent: all of them. */
  skpd?: string;
  situs?: string;
}

/** Brings the sums of websites up to date and cuts a period by them; `byDays` where its days are told one by one. */
export async function sumsAsked(input: Asked, byDays: boolean): Promise<SumsAsked> {
  const kept = await keepDays(webSumsOfDays, input.timezone);
  return {
    pieces: cutPeriod(input, kept, byDays),
    from: input.from,
    skpd: Boolean(input.skpd),
    situs: Boolean(input.filters?.situs ?? input.situs),
  };
}

/** Of a session over midnight between two pieces the day before counted too much, but for the first piece. */
const settledColumn = (column: string, isFirst: string) =>
  ({
    singles: `toInt64(singles) - if(${isFirst}, 0, joined_singles) AS singles`,
    exits: `toInt64(exits) - if(${isFirst}, 0, joined_exits) AS exits`,
    carried: `if(${isFirst}, carried, 0) AS carried`,
  })[column] ?? column;

/** The rows of sums that make up a period: those that are stored, and those of its edges, worked out from the hits. */
export function sumRows(
  sums: DaySums,
  table: DayTable,
  columns: readonly string[],
  where: string,
  { pieces, from }: Pick<SumsAsked, 'pieces' | 'from'>,
): string {
  const rows = (isFirst: string, source: string) =>
    `SELECT toDateTime(start, {timezone:String}) AS moment, ${columns.map((column) => settledColumn(column, isFirst)).join(', ')}
      FROM ${source} AND ${where} AND ${OF_PLACE}`;
  const stored = `${table.name} WHERE ${inPieces(sums, pieces)}`;
  const edges = pieces.edges.map((edge) => {
    const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
    const hits = { from: seconds(edge.from), to: seconds(edge.to), place: OF_PLACE };
    return rows(String(edge.from.getTime() === from.getTime()), `(${table.days(hits)}) WHERE true`);
  });
  return [rows(`start = toDate('${pieces.first || '1970-01-01'}')`, stored), ...edges].join('\nUNION ALL ');
}

const { web_sums, web_hours, web_splits } = webTables;
const FIGURES = web_sums.columns.filter((column) => !column.startsWith('joined_') && column !== 'scope');

/** Sums of a scope. */
export const sumsOf = (scope: Scope, columns: readonly string[], asked: SumsAsked) =>
  sumRows(webSumsOfDays, webSumsOf(scope, columns), columns, `scope = '${scope}'`, asked);

/** Sums of the one place that is asked for, with what is counted once though it was seen in two places. */
const whole = (asked: SumsAsked) =>
  sumsOf(asked.skpd ? (asked.situs ? 'skpd_situs' : 'skpd') : asked.situs ? 'situs' : 'kota', FIGURES, asked);

/** The same with the times of answers, which narrower places have only as sites of offices. */
const wholeWithTimes = (asked: SumsAsked) =>
  asked.skpd || asked.situs ? sumsOf('skpd_situs', FIGURES, asked) : whole(asked);

const places = (asked: SumsAsked, scope: Scope) =>
  `SELECT *, skpd AS d_skpd, site AS d_situs FROM (${sumsOf(scope, FIGURES, asked)})`;
const bySkpd = (asked: SumsAsked) => places(asked, asked.situs ? 'skpd_situs' : 'skpd');
const bySitus = (asked: SumsAsked) => places(asked, asked.skpd ? 'skpd_situs' : 'situs');
const bySkpdAndSitus = (asked: SumsAsked) => places(asked, 'skpd_situs');

const byClock = (asked: SumsAsked) => {
  const columns = web_hours.columns.filter((column) => !column.startsWith('joined_'));
  return `SELECT *, toString(hour) AS d_jam, toString(weekday) AS d_hari FROM (${sumRows(webSumsOfDays, web_hours, columns, 'true', asked)})`;
};

/** One row serves all splits: of each the members of the others have none. */
const byMember = (asked: SumsAsked) =>
  `SELECT *, member AS d_agen, member AS d_aturan, member AS d_perujuk, member AS d_keadaan
    FROM (${sumRows(webSumsOfDays, web_splits, ['by AS split', 'member', 'n', 'bot'], 'true', asked)})`;

/** Which tables a figure's splits are read from. */
interface Ways {
  value: string;
  n: string;
  /** Splits of `byMember`, with the figure in sums of `n` and `bot`. */
  members?: readonly ('agen' | 'aturan' | 'perujuk' | 'keadaan')[];
  memberValue?: (by: string) => string;
  clock?: boolean;
  skpd?: boolean;
  withTimes?: boolean;
  parts?: Record<string, string>;
  readParts?: SummedSource['readParts'];
  more?: readonly SplitSums[];
}

/** How a figure of websites is read from sums. */
export function fromSums({ value, n, parts = {}, readParts, ...ways }: Ways): SummedSource {
  const own: Counted = { rows: ways.withTimes ? wholeWithTimes : whole, value, n };
  const memberN = (by: string) => `sumIf(n, split = '${by}')`;
  const splits: SplitSums[] = [
    ...(ways.skpd === false
      ? []
      : [{ by: ['skpd'] as const, rows: ways.withTimes ? bySkpdAndSitus : bySkpd, value, n }]),
    { by: ['situs'], rows: ways.withTimes ? bySkpdAndSitus : bySitus, value, n },
    ...(ways.clock === false ? [] : [{ by: ['jam', 'hari'] as const, rows: byClock, value, n }]),
    ...(ways.members ?? []).map((by) => ({
      by: [by] as const,
      rows: byMember,
      value: ways.memberValue?.(by) ?? `toFloat64(${memberN(by)})`,
      n: memberN(by),
    })),
    ...(ways.more ?? []),
  ];
  return { asked: sumsAsked, whole: own, parts, readParts, splits };
}
