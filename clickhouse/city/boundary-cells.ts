import { createHash } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { DATABASE } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import type { KecamatanShapes } from './boundaries';
import { CELL, COLUMNS, MICRO, SOUTH, WEST } from './boundary-sql';

interface Edge {
  owner: string;
  /** The lower end first. */
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

interface BoundaryCell {
  cell: number;
  kode: string;
  owners: string[];
  x1: number[];
  y1: number[];
  x2: number[];
  y2: number[];
}

const micro = (degrees: number) => Math.round(degrees * MICRO);
const cellOf = (column: number, row: number) => (row + SOUTH) * COLUMNS + column + WEST;

function edgesOf({ features }: KecamatanShapes): Edge[] {
  return features.features.flatMap(({ id: owner, geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat().flatMap((ring) =>
      ring.slice(1).flatMap((to, i) => {
        const [a, b] = [ring[i]!.map(micro), to.map(micro)] as [[number, number], [number, number]];
        const [low, high] = a[1] <= b[1] ? [a, b] : [b, a];
        if (low[0] === high[0] && low[1] === high[1]) return [];
        return [{ owner, x1: low[0], y1: low[1], x2: high[0], y2: high[1] }];
      }),
    ),
  );
}

/** Above zero where the point lies west of an edge that goes up, zero on its line. */
const westOf = (e: Edge, x: number, y: number) => (e.x2 - e.x1) * (y - e.y1) - (x - e.x1) * (e.y2 - e.y1);

/** Whether an edge comes into a cell; now and then true of one that only passes by. */
function touches(e: Edge, column: number, row: number): boolean {
  const [left, bottom] = [column * CELL, row * CELL];
  const [right, top] = [left + CELL - 1, bottom + CELL - 1];
  if (Math.max(e.x1, e.x2) < left || Math.min(e.x1, e.x2) > right || e.y2 < bottom || e.y1 > top) return false;
  const sides = [westOf(e, left, bottom), westOf(e, right, bottom), westOf(e, left, top), westOf(e, right, top)];
  return !(sides.every((side) => side > 0) || sides.every((side) => side < 0));
}

/** The lowest code that holds a point which stands on no border. */
function holderOf(edges: readonly Edge[], x: number, y: number): string {
  const crossed = new Map<string, number>();
  for (const e of edges)
    if (e.y1 <= y && y < e.y2 && westOf(e, x, y) > 0) crossed.set(e.owner, (crossed.get(e.owner) ?? 0) + 1);
  return [...crossed]
    .filter(([, times]) => times % 2 === 1)
    .reduce((low, [k]) => (low === '' || k < low ? k : low), '');
}

/** The cells of some shapes; those that are not here lie outside of all. */
function boundaryCells(shapes: KecamatanShapes): BoundaryCell[] {
  const rows = new Map<number, Edge[]>();
  for (const edge of edgesOf(shapes).sort((a, b) => (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0)))
    for (let row = Math.floor(edge.y1 / CELL); row <= Math.floor(edge.y2 / CELL); row++)
      rows.set(row, [...(rows.get(row) ?? []), edge]);
  return [...rows].flatMap(([row, edges]) => cellsOfRow(row, edges));
}

function cellsOfRow(row: number, edges: Edge[]): BoundaryCell[] {
  const touched = new Set<number>();
  for (const e of edges)
    for (
      let column = Math.floor(Math.min(e.x1, e.x2) / CELL);
      column <= Math.floor(Math.max(e.x1, e.x2) / CELL);
      column++
    )
      if (!touched.has(column) && touches(e, column, row)) touched.add(column);
  const cells: BoundaryCell[] = [];
  const columns = [...touched].sort((a, b) => a - b);
  for (const [i, column] of columns.entries()) {
    const near = edges.filter((e) => Math.max(e.x1, e.x2) >= column * CELL);
    cells.push({
      cell: cellOf(column, row),
      kode: '',
      owners: near.map((e) => e.owner),
      x1: near.map((e) => e.x1),
      y1: near.map((e) => e.y1),
      x2: near.map((e) => e.x2),
      y2: near.map((e) => e.y2),
    });
    // All cells up to the next that is touched have one holder.
    const next = columns[i + 1] ?? column;
    const kode = next > column + 1 ? holderOf(edges, (column + 1) * CELL, row * CELL) : '';
    if (kode)
      for (let between = column + 1; between < next; between++)
        cells.push({ cell: cellOf(between, row), kode, owners: [], x1: [], y1: [], x2: [], y2: [] });
  }
  return cells;
}

/** Number of a set of borders, the same for the same shapes. */
export const boundariesNumber = (shapes: KecamatanShapes): bigint =>
  createHash('sha256').update(JSON.stringify(shapes.features)).update(`sel ${CELL}`).digest().readBigUInt64BE() >> 1n;

const storedCells = defineQuery({
  name: 'city-boundaries-stored',
  sql: `SELECT count() AS cells FROM city_boundaries WHERE boundaries = {boundaries:UInt64}`,
  params: z.object({ boundaries: z.string() }),
  row: z.object({ cells: z.number() }),
});

/** Keeps the cells of some shapes, once. They arrive in one piece or not at all. */
export async function keepBoundaryCells(shapes: KecamatanShapes, client: ClickHouseClient): Promise<void> {
  const boundaries = String(boundariesNumber(shapes));
  const [stored] = await storedCells({ boundaries }, client);
  if (stored!.cells > 0) return;
  await client.insert({
    table: `${DATABASE}.city_boundaries`,
    values: boundaryCells(shapes).map((cell) => ({ boundaries, ...cell })),
    format: 'JSONEachRow',
    clickhouse_settings: {
      distributed_foreground_insert: 1,
      insert_deduplicate: 0,
      max_insert_block_size: '10000000',
      min_insert_block_size_bytes: '0',
      input_format_parallel_parsing: 0,
      log_comment: 'city-apply-city_boundaries',
    },
  });
}
