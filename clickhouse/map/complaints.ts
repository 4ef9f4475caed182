import { z } from 'zod';
import { filteredComplaints } from '../metrics/families/aduan/detail';
import { parameters, period } from '../metrics/narrow';
import { receivedComplaints } from '../metrics/sql/complaints';
import type { MetricInput } from '../metrics/types';
import { defineQuery } from '../warehouse/define-query';
import { remembered } from '../warehouse/remember';
import { type Box, columnSql, middleOf, rowSql, type Square, squaresAcross, squaresOf } from './grid';

/**
 * Complaints received in a period on the map. Points never leave the engine one by one: what is shipped are squares of the grid with
 * how many lie in them and the middle of those, rounded to a thousandth of a degree (some 110 m), so that one complaint alone
 * does not tell a front door.
 */

const received = filteredComplaints(receivedComplaints);
/** More squares than this are not shipped. */
const MOST_SQUARES = 20_000;

export interface Cluster {
  square: Square;
  lng: number;
  lat: number;
  n: number;
  /** Of those, open at the end of the period. */
  open: number;
}

const squares = { across: z.number(), x1: z.number(), y1: z.number(), x2: z.number(), y2: z.number() };
const inSquares = `x BETWEEN {x1:UInt32} AND {x2:UInt32} AND y BETWEEN {y1:UInt32} AND {y2:UInt32}`;

const clustersQuery = remembered(
  ['complaints'],
  defineQuery({
    name: 'map_clusters',
    sql: `SELECT ${columnSql} AS x, ${rowSql} AS y, count() AS n, countIf(NOT closed) AS open,
        round(avg(assumeNotNull(longitude)), 3) AS lng, round(avg(assumeNotNull(latitude)), 3) AS lat
      FROM (${received}) WHERE has_point GROUP BY x, y HAVING ${inSquares} ORDER BY n DESC, x, y LIMIT ${MOST_SQUARES}`,
    params: period.extend(squares),
    row: z.object({
      x: z.number(),
      y: z.number(),
      n: z.number(),
      open: z.number(),
      lng: z.number(),
      lat: z.number(),
    }),
  }),
);

/** Complaints of a period by squares of a grid, the fullest first, within a box or everywhere. */
export async function complaintClusters(input: MetricInput, zoom: number, box: Box | null = null): Promise<Cluster[]> {
  const rows = await clustersQuery({ ...parameters(input), across: squaresAcross(zoom), ...squaresOf(box, zoom) });
  return rows.map(({ x, y, ...rest }) => ({ square: { zoom, x, y }, ...rest }));
}

/** What of the complaints of a period a map can show. */
export interface MapTotals {
  total: number;
  /** With a point: in a cluster. */
  withPoint: number;
  /** Without a kecamatan, and of those with one outside the city. */
  withoutPlace: number;
  outside: number;
  /** The source told no kecamatan, the point told it by the borders in force. */
  assigned: number;
  /** The source names one kecamatan, the point lies in another. */
  differing: number;
}

const totalsQuery = remembered(
  ['complaints'],
  defineQuery({
    name: 'map_totals',
    sql: `SELECT count() AS total, countIf(has_point) AS withPoint, countIf(kecamatan = '') AS withoutPlace,
        countIf(kecamatan = 'luar') AS outside, countIf(point_kecamatan != '' AND length(wilayah) < 8 AND wilayah != 'luar') AS assigned,
        countIf(point_kecamatan != '' AND kecamatan != point_kecamatan) AS differing FROM (${received})`,
    params: period,
    row: z.object({
      total: z.number(),
      withPoint: z.number(),
      withoutPlace: z.number(),
      outside: z.number(),
      assigned: z.number(),
      differing: z.number(),
    }),
  }),
);

export const mapTotals = async (input: MetricInput): Promise<MapTotals> => (await totalsQuery(parameters(input)))[0]!;

/** A month as it is played: places by number, and of each local day how many at which place. */
export interface MapDays {
  places: [lng: number, lat: number][];
  days: { start: Date; total: number; at: [place: number, n: number][] }[];
}

/** Squares of about 600 m: few enough to be sent, fine enough to be seen moving. */
const DAYS_ZOOM = 14;
/** The longest stretch that is played, its last days. */
const MOST_DAYS = 31;
const DAY_MS = 86_400_000;

const daysQuery = remembered(
  ['complaints'],
  defineQuery({
    name: 'map_days',
    sql: `SELECT toUnixTimestamp(toDateTime(toDate(received_at, {timezone:String}), {timezone:String})) AS start, has_point,
        if(has_point, ${columnSql}, 0) AS x, if(has_point, ${rowSql}, 0) AS y, count() AS n
      FROM (${received}) GROUP BY start, has_point, x, y ORDER BY start, n DESC, x, y`,
    params: period.extend({ across: squares.across }),
    row: z.object({ start: z.number(), has_point: z.boolean(), x: z.number(), y: z.number(), n: z.number() }),
  }),
);

/** The days of a period, the last thirty-one of a longer one. Days without complaints stand among them. */
export async function complaintDays(input: MetricInput): Promise<MapDays> {
  const from = new Date(Math.max(input.from.getTime(), input.to.getTime() - MOST_DAYS * DAY_MS));
  const rows = await daysQuery({ ...parameters({ ...input, from }), across: squaresAcross(DAYS_ZOOM) });
  const places = new Map<string, number>();
  const days = new Map<number, MapDays['days'][number]>();
  for (const { start, has_point, x, y, n } of rows) {
    const day = days.get(start) ?? { start: new Date(start * 1000), total: 0, at: [] };
    days.set(start, day);
    day.total += n;
    if (!has_point) continue;
    const key = `${x}.${y}`;
    if (!places.has(key)) places.set(key, places.size);
    day.at.push([places.get(key)!, n]);
  }
  const found = [...days.values()];
  const whole: MapDays['days'] = [];
  if (found.length > 0)
    for (
      let at = found[0]!.start.getTime(), i = 0;
      at < input.to.getTime() && whole.length < MOST_DAYS + 1;
      at += DAY_MS
    ) {
      const isTold = found[i] && Math.abs(found[i]!.start.getTime() - at) < DAY_MS / 2;
      whole.push(isTold ? found[i++]! : { start: new Date(at), total: 0, at: [] });
    }
  return {
    places: [...places.keys()].map((key) => {
      const [x, y] = key.split('.').map(Number) as [number, number];
      const { lng, lat } = middleOf({ zoom: DAYS_ZOOM, x, y });
      return [Number(lng.toFixed(4)), Number(lat.toFixed(4))];
    }),
    days: whole,
  };
}

/** A complaint of a cluster. Titles are stored masked; a secret one has none. */
export interface PlacedComplaint {
  source: string;
  number: string;
  received: Date;
  category: string;
  title: string;
  state: string;
  skpd: string;
  kecamatan: string;
  secret: boolean;
}

export type Picked = { kind: 'petak'; square: Square } | { kind: 'h3'; cell: string };

const pickedRows = `SELECT * FROM (${received}) WHERE has_point AND if({cell:String} = '',
    ${columnSql} = {x1:UInt32} AND ${rowSql} = {y1:UInt32},
    h3ToString(geoToH3(assumeNotNull(latitude), assumeNotNull(longitude), {resolution:UInt8})) = {cell:String})`;
const picked = period.extend({
  across: squares.across,
  x1: squares.x1,
  y1: squares.y1,
  cell: z.string(),
  resolution: z.number(),
});

const pickedQuery = defineQuery({
  name: 'map_picked',
  sql: `SELECT toString(source_id) AS source, tracking_id AS number, toUnixTimestamp(received_at) AS received, category, if(secret, '', title) AS title, state, skpd,
      kecamatan, secret FROM (${pickedRows}) ORDER BY received_at DESC, source_id, tracking_id LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
  params: picked.extend({ limit: z.number(), offset: z.number() }),
  row: z.object({
    source: z.string(),
    number: z.string(),
    received: z.number().transform((seconds) => new Date(seconds * 1000)),
    category: z.string(),
    title: z.string(),
    state: z.string(),
    skpd: z.string(),
    kecamatan: z.string(),
    secret: z.boolean(),
  }),
});
const pickedCount = defineQuery({
  name: 'map_picked_count',
  sql: `SELECT count() AS n FROM (${pickedRows})`,
  params: picked,
  row: z.object({ n: z.number() }),
});

/** Resolution of the H3 cells: hexagons of 0.7 km² with edges of about 530 m. */
export const H3_RESOLUTION = 8;
export const PICKED_PER_PAGE = 50;

/** The complaints of one square or one H3 cell, the newest first. */
export async function pickedComplaints(
  input: MetricInput,
  what: Picked,
  page: number,
): Promise<{ total: number; rows: PlacedComplaint[] }> {
  const { zoom, x, y } = what.kind === 'petak' ? what.square : { zoom: DAYS_ZOOM, x: 0, y: 0 };
  const asked = {
    ...parameters(input),
    across: squaresAcross(zoom),
    x1: x,
    y1: y,
    cell: what.kind === 'h3' ? what.cell : '',
    resolution: H3_RESOLUTION,
  };
  const [rows, counted] = await Promise.all([
    pickedQuery({ ...asked, limit: PICKED_PER_PAGE, offset: (page - 1) * PICKED_PER_PAGE }),
    pickedCount(asked),
  ]);
  return { total: counted[0]!.n, rows };
}
