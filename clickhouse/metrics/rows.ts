import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import { memberNames } from './breakdown';
import type { DetailColumn } from './definition';
import { DIMENSIONS, type DimensionId } from './dimensions';
import { narrowed, parameters, period, unfiltered } from './narrow';
import { type MetricId, metricSource } from './registry';
import type { MetricInput } from './types';

/** A column of rows: a dimension of the metric or one of its details; `moment` is the first. */
export interface RowColumn {
  key: string;
  label: { id: string; en: string };
  kind: DetailColumn['kind'];
  /** Set where members have names and words of their own. */
  dimension?: DimensionId;
}

/** Moments are seconds since 1970. */
export type Cell = string | number | null;

export interface RowsPage {
  columns: RowColumn[];
  rows: Cell[][];
  /** Of the metric in the period and within the filters, all pages. */
  total: number;
  /** Indonesian, why there are no rows to open; '' when there are. */
  reason: string;
}

/** Of the rows only those of one member of a dimension. */
export interface OnlyMember {
  dimension: DimensionId;
  member: string;
}

export const ROWS_PER_PAGE = 50;

export const hasRows = (id: MetricId): boolean => metricSource(id).rows !== undefined;

/** The columns that rows of a metric have. */
export function rowColumns(id: MetricId): RowColumn[] {
  const { dimensions = [], detail = [] } = metricSource(id);
  const told = new Set<string>(dimensions.map((dimension) => DIMENSIONS[dimension].id));
  return [
    { key: 'moment', label: { id: 'Waktu', en: 'Time' }, kind: 'waktu' },
    ...dimensions.map((dimension) => ({
      key: `d_${dimension}`,
      label: DIMENSIONS[dimension],
      kind: 'teks' as const,
      dimension,
    })),
    // A detail that says what a dimension says already, by its code, would only repeat it.
    ...detail
      .filter(({ label }) => !told.has(label.id))
      .map(({ column, label, kind }) => ({ key: column, label, kind })),
  ];
}

const written: Record<DetailColumn['kind'], (column: string) => string> = {
  teks: (column) => `toNullable(toString(${column}))`,
  waktu: (column) => `toNullable(toUnixTimestamp(${column}))`,
  angka: (column) => `toNullable(toFloat64(${column}))`,
  ya_tidak: (column) => `toNullable(toUInt8(${column}))`,
};

/** SQL of a metric's rows; the member of {anggota} alone when a dimension is given. */
function filteredRows(id: MetricId, dimension: DimensionId | undefined): string {
  const source = metricSource(id);
  const rows = source.opens ? `SELECT * FROM (${narrowed(source)}) WHERE ${source.opens}` : narrowed(source);
  return dimension ? `SELECT * FROM (${rows}) WHERE toString(d_${dimension}) = {anggota:String}` : rows;
}

const params = period.extend({ anggota: z.string(), limit: z.number(), offset: z.number() });

const pageQuery = (id: MetricId, dimension: DimensionId | undefined) => {
  const columns = rowColumns(id);
  const cells = columns.map(({ key, kind }, i) => `${written[kind](key)} AS cell_${i}`);
  return defineQuery({
    name: `metric_${id}_rows`,
    sql: `SELECT ${cells.join(', ')} FROM (${filteredRows(id, dimension)})
      ORDER BY cell_0 DESC${columns
        .slice(1)
        .map((_, i) => `, cell_${i + 1}`)
        .join('')}
      LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
    params,
    row: z.record(z.string(), z.union([z.string(), z.number()]).nullable()),
  });
};

const countQuery = (id: MetricId, dimension: DimensionId | undefined) =>
  defineQuery({
    name: `metric_${id}_row_count`,
    sql: `SELECT count() AS total FROM (${filteredRows(id, dimension)})`,
    params: params.omit({ limit: true, offset: true }),
    row: z.object({ total: z.number() }),
  });

/**
 * The rows behind a figure, newest first, one page of them. Texts are masked as they are stored; keys of persons are never
 * among the columns.
 */
export async function readRows(
  id: MetricId,
  input: MetricInput,
  { page = 1, size = ROWS_PER_PAGE, only }: { page?: number; size?: number; only?: OnlyMember } = {},
): Promise<RowsPage> {
  const source = metricSource(id);
  const columns = hasRows(id) ? rowColumns(id) : [];
  const missing = unfiltered(source, input);
  if (!hasRows(id)) return { columns, rows: [], total: 0, reason: 'Angka ini tidak dibuka menjadi baris.' };
  if (missing) return { columns, rows: [], total: 0, reason: `Angka ini tidak tercatat menurut ${missing}.` };
  if (only && !source.dimensions?.includes(only.dimension)) throw new Error(`${id} has no dimension ${only.dimension}`);
  const asked = { ...parameters(input), anggota: only?.member ?? '' };
  const [rows, counted, names] = await Promise.all([
    pageQuery(id, only?.dimension)({ ...asked, limit: size, offset: (page - 1) * size }),
    countQuery(id, only?.dimension)(asked),
    memberNames(source.dimensions ?? []),
  ]);
  return {
    columns,
    rows: rows.map((row) =>
      columns.map(({ dimension }, i) => {
        const cell = row[`cell_${i}`] ?? null;
        return dimension ? (names.get(`${dimension}/${cell}`) ?? cell) : cell;
      }),
    ),
    total: counted[0]?.total ?? 0,
    reason: '',
  };
}
