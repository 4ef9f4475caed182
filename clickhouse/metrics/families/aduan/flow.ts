import { z } from 'zod';
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

/** What was open at the start of the period and has not changed until its end. */
const unmoved = filteredComplaints(complaintsAsOf(`k.held_from < {from:DateTime('UTC')} AND NOT k.closed`));

/** Changes of complaints that the period found or made, by kind. Only of complaints that pass the page's filters as they stand at {to}. */
const query = defineRemembered({
  name: 'complaint_flow',
  sql: `SELECT toString(kind) AS kind, countIf(at < {from:DateTime('UTC')}) AS earlier, countIf(at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')}) AS now
    FROM (SELECT at, kind FROM (${filteredComplaints(complaintsAsOf(`k.held_from >= {from:DateTime('UTC')}`))}) ARRAY JOIN change_at AS at, change AS kind)
    GROUP BY kind
    UNION ALL
    SELECT 'tetap', count(), 0 FROM (${unmoved})`,
  params: period,
  row: z.object({ kind: z.string(), earlier: z.number(), now: z.number() }),
});

/** What a change of a kind does to the number of open complaints; all other kinds are closings. */
const EFFECT: Readonly<Record<string, number>> = { tetap: 1, masuk: 1, dibuka_kembali: 1, tertutup: 0 };

export async function complaintFlow(input: MetricInput): Promise<ComplaintFlow> {
  const rows = await query(parameters(input));
  const effectOf = (kind: string) => EFFECT[kind] ?? -1;
  const now = (kind: string) => rows.find((row) => row.kind === kind)?.now ?? 0;
  const awal = rows.reduce((sum, { kind, earlier }) => sum + effectOf(kind) * earlier, 0);
  const akhir = rows.reduce((sum, { kind, earlier, now }) => sum + effectOf(kind) * (earlier + now), 0);
  const closings = rows.filter(({ kind, now }) => effectOf(kind) < 0 && now > 0);
  const ditutup = Object.fromEntries(closings.map(({ kind, now }) => [kind, now]));
  const closed = closings.reduce((sum, { now }) => sum + now, 0);
  const [masuk, dibukaKembali] = [now('masuk'), now('dibuka_kembali')];
  return {
    awal,
    masuk,
    dibukaKembali,
    ditutup,
    akhir,
    sisa: akhir - (awal + masuk + dibukaKembali - closed),
    pertamaTerlihatTertutup: now('tertutup'),
  };
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
  sql: `SELECT splitByChar('\\n', toString(turn)) AS told, told[1] AS \`from\`, told[2] AS \`to\`, told[3] AS by, count() AS n,
      quantileExactInclusive(0.5)(seconds) / 3600 AS medianHours, quantileExactInclusive(0.9)(seconds) / 3600 AS p90Hours
    FROM (
      SELECT at, turn, seconds FROM (${filteredComplaints(complaintsAsOf(`k.held_from >= {from:DateTime('UTC')}`))})
      ARRAY JOIN turn_at AS at, turn, turn_seconds AS seconds
    )
    WHERE at >= {from:DateTime('UTC')}
    GROUP BY turn ORDER BY n DESC, turn LIMIT 100`,
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
