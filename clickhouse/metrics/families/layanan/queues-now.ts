import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { remembered } from '../../../warehouse/remember';
import { parameters, period } from '../../narrow';
import { newestProfile } from '../../sql/city';
import type { MetricInput } from '../../types';
import { tickets } from './tunggu-loket';

/** A queue in which nobody drew a number and none was called for so long is closed: its numbers are left, not waiting. */
const QUIET_MINUTES = 60;
/** Counters count as open when they called within this time. */
const OPEN_MINUTES = 60;

const TO = `toDateTime({to:DateTime('UTC')}, 'UTC')`;

const query = remembered(
  ['service_events'],
  defineQuery({
    name: 'queues_now',
    sql: `SELECT q.office AS skpd, if(o.short_name = '', q.office, o.short_name) AS name, drawn, waiting, longest, counters
    FROM (
      SELECT toString(skpd) AS office, count() AS drawn,
        greatest(max(drawn_at), ifNull(max(called_at), max(drawn_at))) >= ${TO} - INTERVAL ${QUIET_MINUTES} MINUTE AS is_open,
        if(is_open, countIf(called_at IS NULL AND NOT missed), 0) AS waiting,
        if(waiting = 0, NULL, toNullable(dateDiff('second', minIf(drawn_at, called_at IS NULL AND NOT missed), ${TO}) / 60)) AS longest,
        if(countIf(counter != '') > 0,
          toNullable(toFloat64(uniqExactIf((unit, counter), counter != '' AND called_at >= ${TO} - INTERVAL ${OPEN_MINUTES} MINUTE))), NULL) AS counters
      FROM (${tickets}) GROUP BY office
    ) AS q
    LEFT JOIN (SELECT toString(skpd) AS office, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.office = q.office
    ORDER BY waiting DESC, drawn DESC, skpd`,
    params: period,
    row: z.object({
      skpd: z.string(),
      name: z.string(),
      drawn: z.number(),
      waiting: z.number(),
      longest: z.number().nullable(),
      counters: z.number().nullable(),
    }),
  }),
);

/** The queue of one office at the end of the period. */
export interface QueueNow {
  skpd: string;
  name: string;
  /** Numbers drawn in the period. */
  drawn: number;
  /** Drawn and neither called nor missed, while the queue moves. */
  waiting: number;
  /** Minutes that the first of them has waited; null = nobody waits. */
  longest: number | null;
  /** Counters that called within the last hour; null where the source names none. */
  counters: number | null;
}

/** The queues of a day that still runs, by office, the longest first. Offices where nobody drew a number have no row. */
export const queuesNow = (input: MetricInput): Promise<QueueNow[]> => query(parameters(input));
