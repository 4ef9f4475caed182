import { Readable } from 'node:stream';
import { z } from 'zod';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { opened, sealed } from './sealed';

const PURPOSE = 'kiriman';
/** An insert that takes longer is given up, so that nothing shows up in the table much later than its time says. */
export const SLOWEST_INSERT_MS = 20_000;

/**
 * Keeps what a system sent, encrypted; it is in the table when this returns. The time of arrival is a place in a stream, not a
 * fact of the city: it follows the real clock even where the product's own stands still.
 */
export async function keepDelivery(sourceId: string, deliveryId: string, body: Buffer): Promise<void> {
  const { stream } = await warehouse().exec({
    query: `INSERT INTO ${DATABASE}.pushed_records (source_id, received_at, delivery_id, iv, text_encrypted)
      SELECT {source:String}, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {delivery:String},
        toFixedString(base64Decode(iv), 12), base64Decode(text)
      FROM input('iv String, text String') FORMAT JSONEachRow`,
    values: Readable.from([JSON.stringify(sealed(PURPOSE, body))]),
    query_params: { source: sourceId, at: Date.now(), delivery: deliveryId },
    abort_signal: AbortSignal.timeout(SLOWEST_INSERT_MS),
    clickhouse_settings: { log_comment: 'keep-delivery' },
  });
  for await (const _ of stream) {
    // the answer is empty; reading it to the end is the acknowledgement
  }
}

const place = { received_at: z.string(), delivery_id: z.string() };

/** The deliveries of a span of time, oldest first: where they lie, not what they hold. */
export const deliveriesBetween = defineQuery({
  name: 'deliveries-between',
  sql: `SELECT toString(p.received_at) AS received_at, delivery_id, length(text_encrypted) AS bytes
    FROM ruang_kendali.pushed_records AS p
    WHERE source_id = {source:String} AND p.received_at >= {from:DateTime64(6, 'UTC')} AND p.received_at < {to:DateTime64(6, 'UTC')}
    ORDER BY p.received_at, delivery_id LIMIT {limit:UInt32}`,
  params: z.object({ source: z.string(), from: z.date(), to: z.date(), limit: z.number() }),
  row: z.object({ ...place, bytes: z.number() }),
});

export interface DeliveryPlace {
  received_at: string;
  delivery_id: string;
}

const sealedDeliveries = defineQuery({
  name: 'sealed-deliveries',
  sql: `SELECT toString(p.received_at) AS received_at, delivery_id, base64Encode(p.iv) AS iv, base64Encode(text_encrypted) AS text
    FROM ruang_kendali.pushed_records AS p
    WHERE source_id = {source:String}
      AND (p.received_at, delivery_id) >= ({firstAt:DateTime64(6, 'UTC')}, {firstId:String})
      AND (p.received_at, delivery_id) <= ({lastAt:DateTime64(6, 'UTC')}, {lastId:String})
    ORDER BY p.received_at, delivery_id`,
  params: z.object({
    source: z.string(),
    firstAt: z.string(),
    firstId: z.string(),
    lastAt: z.string(),
    lastId: z.string(),
  }),
  row: z.object({ ...place, iv: z.string(), text: z.string() }),
});

/** What the deliveries from one place to another held, in their order. */
export async function readDeliveries(
  sourceId: string,
  first: DeliveryPlace,
  last: DeliveryPlace,
): Promise<(DeliveryPlace & { body: Buffer })[]> {
  const rows = await sealedDeliveries({
    source: sourceId,
    firstAt: first.received_at,
    firstId: first.delivery_id,
    lastAt: last.received_at,
    lastId: last.delivery_id,
  });
  return rows.map(({ received_at, delivery_id, ...text }) => ({
    received_at,
    delivery_id,
    body: opened(PURPOSE, text),
  }));
}
