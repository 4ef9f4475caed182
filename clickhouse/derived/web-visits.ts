import { HUMAN_PAGE, SESSION_GAP_SECONDS } from '../metrics/families/situs/hits';
import type { Facts } from './web-days';

/** Which hits a statement reads. */
export const hitsOf = ({ from, to, days = 'true', place = 'true' }: Facts) =>
  `web_hits WHERE time >= toDateTime(${from}, 'UTC') AND time < toDateTime(${to}, 'UTC') AND ${days} AND ${place}`;

/** The local day of a hit. */
export const DAY = `toDate(time, {timezone:String})`;

/** A page tells how a session goes on when it and the one before it are known. */
const LOOK_BACK_SECONDS = 2 * SESSION_GAP_SECONDS;

/**
 * Pages that people saw, one row each, with what they are in their session: `begins`, `ends` (within the local day), `carried` (its
 * session began before the day, or before all that is read). A session that goes on over midnight, which it does where the log
 * is of another zone, has one row more, `joins`, with the page before midnight: what ended there did not end after all,
 * and was `alone` when it had seen no other page.
 */
export function visitsOf({ from, to, days = 'true', place = 'true' }: Facts): string {
  return `SELECT start, skpd, site, at, joins, if(joins, path_before, path) AS path,
      NOT joins AND starts AS begins, NOT joins AND stops AS ends, NOT joins AND starts AND stops AS single,
      NOT joins AND NOT starts AND session_began < greatest(toUnixTimestamp(toDateTime(start, {timezone:String})), ${from}) AS carried,
      joins AND before - before_that > ${SESSION_GAP_SECONDS} AS alone
    FROM (
      SELECT *, max(if(starts, at, 0)) OVER (PARTITION BY skpd, site, visitor ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session_began
      FROM (
        SELECT time, skpd, site, visitor, path, toUnixTimestamp(time) AS at, ${DAY} AS start,
          lagInFrame(at) OVER visit AS before, lagInFrame(at, 2) OVER visit AS before_that, lagInFrame(path) OVER visit AS path_before,
          leadInFrame(at) OVER visit AS next,
          at - before > ${SESSION_GAP_SECONDS} AS starts,
          next = 0 OR next - at > ${SESSION_GAP_SECONDS} OR toDate(toDateTime(next, 'UTC'), {timezone:String}) != start AS stops
        FROM web_hits
        WHERE time >= toDateTime(${Math.max(0, from - LOOK_BACK_SECONDS)}, 'UTC') AND time < toDateTime(${to}, 'UTC') AND ${place} AND ${HUMAN_PAGE}
        WINDOW visit AS (PARTITION BY skpd, site, visitor ORDER BY toUnixTimestamp(time) ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING)
      )
    ) ARRAY JOIN if(NOT starts AND toDate(toDateTime(before, 'UTC'), {timezone:String}) != start, [false, true], [false]) AS joins
    WHERE at >= ${from} AND ${days}`;
}
