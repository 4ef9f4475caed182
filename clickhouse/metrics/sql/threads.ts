import { dueMoment } from '../../calendar/sql';
import { ofOffice } from './city';

/** A message must have its first reply within this many working days before it counts as due. */
export const REPLY_DUE_WORKING_DAYS = 5;
const LOOKBACK_DAYS = 60;

/**
 * Conversations that a citizen opened, one row each: `skpd, channel, thread_id, asked_at, replied_at, due_at`.
 * Messages without a thread cannot be matched with their reply and are left out.
 */
export const threads = `SELECT t.*, ifNull(${dueMoment('t.skpd', 't.asked_at', `${REPLY_DUE_WORKING_DAYS}`, `'hari_kerja'`)}, toDateTime(0, 'UTC')) AS due_at
  FROM (
    SELECT skpd, channel, thread_id,
      min(time) AS opened_at,
      minIf(time, direction = 'masuk') AS asked_at,
      arrayFirst(x -> x >= asked_at, arraySort(groupArrayIf(time, direction = 'keluar'))) AS first_reply,
      if(first_reply > toDateTime(0, 'UTC'), toNullable(first_reply), NULL) AS replied_at
    FROM interactions
    WHERE time >= {from:DateTime('UTC')} - INTERVAL ${LOOKBACK_DAYS} DAY AND time < {to:DateTime('UTC')}
      AND thread_id != '' AND ${ofOffice()}
    GROUP BY skpd, channel, thread_id
    HAVING countIf(direction = 'masuk') > 0 AND opened_at = asked_at
  ) AS t`;

/** Conversations whose reply fell due in the period. */
export const dueThreads = `SELECT *, replied_at IS NOT NULL AS answered FROM (${threads})
  WHERE due_at >= {from:DateTime('UTC')} AND due_at < {to:DateTime('UTC')}`;
