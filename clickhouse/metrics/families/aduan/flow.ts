import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { type Period, parameters, period } from '../../narrow';
import { CLOSED, complaintDimensions, complaintsAtEnd, SELF_DATED } from '../../sql/complaints';
import type { MetricInput } from '../../types';

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
 * Changes of each complaint from its versions: +1 when it opens (at its receipt if it was first seen open, or its source dates
 * its closing itself), -1 when it closes.
 * Only complaints that pass the page's filters as they stand at {to}; of versions seen after {to} only a first one counts.
 */
const changes = `SELECT source_id, tracking_id, received_at, first_open,
    arrayJoin(arrayConcat(
      [if(first_open, (received_at, 1, 'masuk'), (versions[1].1, 0, 'tertutup'))],
      arrayFilter(x -> x.2 != 0, arrayMap((v, step) -> (v.1, toInt8(step), if(step > 0, 'dibuka_kembali', v.3)),
        versions, arrayDifference(arrayMap(v -> v.2, versions)))))) AS change
  FROM (
    SELECT c.source_id AS source_id, c.tracking_id AS tracking_id, min(c.time) AS received_at,
      arraySort(groupArray((c.observed_at, toInt8(c.status NOT IN ${CLOSED}),
        multiIf(c.status != 'selesai', toString(c.status), c.closed_by = '', 'tanpa_penutup', toString(c.closed_by))))) AS seen,
      if(seen[1].2 = 0 AND received_at <= seen[1].1 AND source_id IN ${SELF_DATED}, arrayPushFront(seen, (received_at, toInt8(1), '')), seen) AS versions,
      versions[1].2 = 1 AS first_open
    FROM complaints AS c WHERE c.time < {to:DateTime('UTC')}
    GROUP BY c.source_id, c.tracking_id
  )
  WHERE (source_id, tracking_id) IN (
    SELECT source_id, tracking_id FROM (SELECT source_id, tracking_id, ${complaintDimensions} FROM (${complaintsAtEnd}))
    WHERE ({kanal:String} = '' OR d_kanal = {kanal:String}) AND ({kecamatan:String} = '' OR d_kecamatan = {kecamatan:String})
      AND ({kategori:String} = '' OR d_kategori = {kategori:String}))`;

const inPeriod = `change.1 >= {from:DateTime('UTC')} AND change.1 < {to:DateTime('UTC')}`;

const query = defineQuery({
  name: 'complaint_flow',
  sql: `SELECT toInt64(sumIf(change.2, change.1 < {from:DateTime('UTC')})) AS awal,
      countIf(change.3 = 'masuk' AND ${inPeriod}) AS masuk,
      countIf(change.3 = 'dibuka_kembali' AND ${inPeriod}) AS dibukaKembali,
      CAST(sumMapIf(map(change.3, toUInt64(1)), change.2 < 0 AND ${inPeriod}), 'Map(String, UInt64)') AS ditutup,
      toInt64(sumIf(change.2, change.1 < {to:DateTime('UTC')})) AS akhir,
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
const transitions = defineQuery({
  name: 'complaint_transitions',
  sql: `SELECT step.1 AS \`from\`, step.2 AS \`to\`, step.3 AS by, count() AS n,
      quantileExactInclusive(0.5)(step.5) AS medianHours, quantileExactInclusive(0.9)(step.5) AS p90Hours
    FROM (
      SELECT arrayJoin(arrayMap((a, b) -> (a.2, b.2, if(b.2 IN ${CLOSED}, b.3, ''), b.1, (toUnixTimestamp(b.1) - toUnixTimestamp(a.1)) / 3600),
          arrayPopBack(states), arrayPopFront(states))) AS step
      FROM (
        SELECT arraySort(groupArray((c.observed_at, toString(c.status), toString(c.closed_by), c.record_row))) AS versions,
          arrayFilter((v, before) -> before = '' OR v.2 != before, versions, arrayPushFront(arrayPopBack(arrayMap(v -> v.2, versions)), '')) AS states,
          argMax(c.skpd, c.observed_at) AS skpd, argMax(c.channel, c.observed_at) AS channel, argMax(c.wilayah, c.observed_at) AS wilayah,
          argMax(c.category, c.observed_at) AS category, argMax(c.status, c.observed_at) AS state, argMax(c.closed_by, c.observed_at) AS closed_by_whom
        FROM complaints AS c
        WHERE c.observed_at < {to:DateTime('UTC')} AND (c.source_id, c.tracking_id) IN (
          SELECT source_id, tracking_id FROM complaints WHERE observed_at >= {from:DateTime('UTC')} AND observed_at < {to:DateTime('UTC')})
        GROUP BY c.source_id, c.tracking_id HAVING count() > 1
      )
      WHERE ({skpd:String} = '' OR skpd = {skpd:String})
        AND ({kanal:String} = '' OR trimBoth(splitByString(' - ', toString(channel))[1]) = {kanal:String})
        AND ({kecamatan:String} = '' OR if(wilayah = 'luar', 'luar', left(toString(wilayah), 8)) = {kecamatan:String})
        AND ({kategori:String} = '' OR category = {kategori:String})
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
