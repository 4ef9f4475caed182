import { z } from 'zod';
import { CLOSED } from '../../../derived/complaint-states';
import { defineRemembered } from '../../../warehouse/remember';
import { type Period, parameters, period } from '../../narrow';
import { complaintsAsOf } from '../../sql/complaints';
import type { MetricInput } from '../../types';
import { filteredComplaints } from './detail';

/** How the open complaints at the start of a period became those at its end. The parts add up; what does not shows in `sisa`. */
export interface ComplaintFlow {
  awal: number;
  /** Received in the period, and first seen open. */
  masuk: number;
  dibukaKembali: number;
  /** Closings in the period by who closed: pelapor, admin, sistem, tanpa_penutup, diarsipkan, bukan_kewenangan. */
  ditutup: Record<string, number>;
  akhir: number;
  /** akhir - (awal + masuk + dibukaKembali - ditutup); 0 unless the data contradict themselves. */
  sisa: number;
  /** Received in the period and first seen closed: they never stood open here, so they are not in the flow. */
  pertamaTerlihatTertutup: number;
}

/**
 * Changes of each complaint that the period found or made: +1 when it opens (at its receipt if it was first seen open, or its source
 * dates its closing itself), -1 when it closes. Only of complaints that pass the page's filters as they stand at {to}.
 */
const changes = `SELECT received_at,
    closing_known AND (empty(steps) OR steps[1].2 NOT IN ${CLOSED} OR received_at <= steps[1].1) AS opens_here,
    arrayJoin(arrayConcat(
      [if(opens_here, (received_at, toInt8(1), 'masuk'), (received_at, toInt8(0), 'tertutup'))],
      arrayFilter(x -> x.2 != 0, arrayMap((s, is, was) -> (s.1, toInt8(is - was), multiIf(is > was, 'dibuka_kembali',
          s.2 != 'selesai', toString(s.2), s.3 = '', 'tanpa_penutup', toString(s.3))),
        steps, arrayMap(s -> toInt8(s.2 NOT IN ${CLOSED}), steps) AS open, arrayPopBack(arrayPushFront(open, toInt8(opens_here))))))) AS change
  FROM (${filteredComplaints(complaintsAsOf(`k.held_from >= {from:DateTime('UTC')}`))})`;

/** What was open at the start of the period and has not changed until its end. */
const unmoved = filteredComplaints(complaintsAsOf(`k.held_from < {from:DateTime('UTC')} AND NOT k.closed`));

const inPeriod = `change.1 >= {from:DateTime('UTC')} AND change.1 < {to:DateTime('UTC')}`;

const query = defineRemembered({
  name: 'complaint_flow',
  sql: `SELECT (SELECT count() FROM (${unmoved})) AS still, toInt64(still + sumIf(change.2, change.1 < {from:DateTime('UTC')})) AS awal,
      countIf(change.3 = 'masuk' AND ${inPeriod}) AS masuk,
      countIf(change.3 = 'dibuka_kembali' AND ${inPeriod}) AS dibukaKembali,
      CAST(sumMapIf(map(change.3, toUInt64(1)), change.2 < 0 AND ${inPeriod}), 'Map(String, UInt64)') AS ditutup,
      toInt64(still + sumIf(change.2, change.1 < {to:DateTime('UTC')})) AS akhir,
      countIf(change.3 = 'tertutup' AND received_at >= {from:DateTime('UTC')}) AS pertamaTerlihatTertutup
    FROM (${changes})`,
  params: period,
  row: z.object({
    awal: z.number(),
    masuk: z.number(),
    dibukaKembali: z.number(),
    ditutup: z.record(z.string(), z.number()),
    akhir: z.number(),
    pertamaTerlihatTertutup: z.number(),
  }),
});

export async function complaintFlow(input: MetricInput): Promise<ComplaintFlow> {
  const [row] = await query(parameters(input));
  const { awal, masuk, dibukaKembali, ditutup, akhir } = row!;
  const closed = Object.values(ditutup).reduce((sum, n) => sum + n, 0);
  return { ...row!, sisa: akhir - (awal + masuk + dibukaKembali - closed) };
}

export interface Transition {
  from: string;
  to: string;
  /** Who closed, when `to` is a closing. */
  by: string;
  n: number;
  /** Middle of the time that complaints stood in `from` before, in hours. */
  medianHours: number;
  p90Hours: number;
}

/**
 * Changes of state that the period saw, most frequent first. Versions of one complaint in the order they were seen; a
 * version that repeats the state before it is no change. Times are as exact as the source's exports are frequent.
 */
const transitions = defineRemembered({
  name: 'complaint_transitions',
  sql: `SELECT step.1 AS \`from\`, step.2 AS \`to\`, step.3 AS by, count() AS n,
      quantileExactInclusive(0.5)(step.5) AS medianHours, quantileExactInclusive(0.9)(step.5) AS p90Hours
    FROM (
      SELECT arrayJoin(arrayMap((a, b) -> (a.2, b.2, if(b.2 IN ${CLOSED}, b.3, ''), b.1, (toUnixTimestamp(b.1) - toUnixTimestamp(a.1)) / 3600),
          arrayPopBack(steps), arrayPopFront(steps))) AS step
      FROM (${filteredComplaints(complaintsAsOf(`k.held_from >= {from:DateTime('UTC')} AND length(k.steps) > 1`))})
    )
    WHERE step.4 >= {from:DateTime('UTC')}
    GROUP BY \`from\`, \`to\`, by ORDER BY n DESC, \`from\`, \`to\`, by LIMIT 100`,
  params: period,
  row: z.object({
    from: z.string(),
    to: z.string(),
    by: z.string(),
    n: z.number(),
    medianHours: z.number(),
    p90Hours: z.number(),
  }),
});

export const complaintTransitions = (input: MetricInput): Promise<Transition[]> =>
  transitions(parameters(input) satisfies Period);
