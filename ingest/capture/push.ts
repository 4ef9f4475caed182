import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type DeliveryPlace,
  deliveriesBetween,
  readDeliveries,
  SLOWEST_INSERT_MS,
} from '../../clickhouse/sources/pushed';
import { listPieces } from '../files/json-records';
import { LONGEST_RECORD } from '../files/record';
import type { RecordLayout } from '../files/record-layout';
import { layoutOf } from '../mappings/mapping';
import { BYTES_PER_PULL, type Capture } from './capture';
import { RecordParts } from './record-parts';

/** A delivery may be seen only so long after the time it carries: its insert takes time, and clocks of web servers differ. */
const LOOK_BACK_MS = SLOWEST_INSERT_MS + 40_000;
/** So many deliveries of that time are remembered as read. Of a busier source some are read twice, and stored once. */
const REMEMBERED = 500;
const PLACES_AT_ONCE = 2_000;
const BYTES_AT_ONCE = 8 << 20;

const Cursor = z.object({ from: z.string(), read: z.array(z.string()) });

/** Takes what systems have sent by themselves since the last pull out of the table in which the web put it. */
export const push: Capture<'dorong'> = async (pull) => {
  const begun = Date.now();
  const cursor = Cursor.safeParse(pull.cursor).data;
  const read = new Set(cursor?.read);
  const to = pull.range?.to ?? new Date(begun + LOOK_BACK_MS);
  let from = pull.range?.from ?? new Date(cursor?.from ?? 0);
  const horizon = begun - LOOK_BACK_MS;
  const recent: string[] = [];
  const layout = pull.mapping ? layoutOf(pull.mapping) : { columns: [] };
  const parts = new RecordParts(pull.spool, layout);
  let more = false;

  for (;;) {
    const places = await deliveriesBetween({ source: pull.source.id, from, to, limit: PLACES_AT_ONCE });
    const fresh = places.filter((place) => !read.has(printOf(place)));
    for (const group of groups(fresh)) {
      for (const delivery of await readDeliveries(pull.source.id, group[0]!, group.at(-1)!)) {
        const print = printOf(delivery);
        if (read.has(print)) continue;
        read.add(print);
        for await (const texts of recordsOf(delivery.body.toString('utf8'), layout)) await parts.add(texts, 'kiriman');
      }
      pull.signal.throwIfAborted();
    }
    for (const place of places) if (timeOf(place) >= horizon) recent.push(printOf(place));
    if (places.length === 0) break;
    const last = timeOf(places.at(-1)!);
    if (last === from.getTime() && places.length === PLACES_AT_ONCE)
      throw new Error('too many deliveries at one moment');
    from = new Date(last);
    more = pull.spool.bytes() >= BYTES_PER_PULL;
    if (more || places.length < PLACES_AT_ONCE) break;
  }
  await parts.end();
  const next = more ? Math.min(from.getTime(), horizon) : horizon;
  return {
    cursor: { from: new Date(next).toISOString(), read: [...new Set(recent)].slice(-REMEMBERED) },
    more,
    note: '',
  };
};

const timeOf = (place: DeliveryPlace) => Date.parse(`${place.received_at.replace(' ', 'T')}Z`);

const printOf = ({ received_at, delivery_id }: DeliveryPlace) =>
  createHash('sha256').update(`${received_at} ${delivery_id}`).digest('base64url').slice(0, 11);

/** Deliveries that may be held in memory together. */
function groups<T extends { bytes: number }>(places: T[]): T[][] {
  const all: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const place of places) {
    if (bytes + place.bytes > BYTES_AT_ONCE) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)!.push(place);
    bytes += place.bytes;
  }
  return all;
}

/** The texts of a delivery's records: a list, a document that holds the mapping's list, one object, or one object a line. */
async function* recordsOf(body: string, layout: RecordLayout): AsyncGenerator<string[]> {
  const text = body.trim();
  const isList = text.startsWith('[');
  if (isList || isDocument(text, layout.rows)) {
    for await (const texts of listPieces(once(text), 'kiriman', isList ? { columns: [] } : layout))
      yield texts.map(bearable);
  } else yield isJson(text) ? [bearable(text)] : text.split('\n').filter((line) => line.trim() !== '');
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isDocument(text: string, rows: string | undefined): boolean {
  if (!rows || !isJson(text)) return false;
  let value: unknown = JSON.parse(text);
  for (const step of rows.split('.')) value = (value as Record<string, unknown> | null)?.[step];
  return Array.isArray(value);
}

/** Blanks for the eye can make a record longer than any reader takes; one that is too long without them is left to be rejected. */
function bearable(text: string): string {
  if (text.length <= LONGEST_RECORD / 2) return text;
  const tight = JSON.stringify(JSON.parse(text));
  return tight.length < LONGEST_RECORD ? tight : JSON.stringify(tight.slice(0, 1_000));
}
