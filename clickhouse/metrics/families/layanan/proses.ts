import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { parameters, period } from '../../narrow';
import { ofOffice } from '../../sql/city';
import type { MetricInput } from '../../types';

/** Steps of equal time stand in the order of the procedure. */
const ORDER = `['ambil', 'panggil', 'layani', 'terlewat', 'diajukan', 'dikembalikan', 'diverifikasi', 'diproses', 'selesai', 'ditolak', 'dibatalkan', 'kedaluwarsa', 'diserahkan']`;

/** Steps after which a case is decided, served or given up; what follows is handing over. */
const ENDS = `['selesai', 'ditolak', 'dibatalkan', 'kedaluwarsa', 'terlewat', 'diserahkan']`;

/** Cases of one service that began in the period and within the filters; an application begins at `diajukan`, a ticket at `ambil`. */
const begun = `SELECT case_id FROM service_events
    WHERE service = {layanan:String} AND step IN ('diajukan', 'ambil') AND ${ofOffice()}
      AND time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')}
      AND ({kanal:String} = '' OR channel = {kanal:String}) AND ({kecamatan:String} = '' OR left(wilayah, 8) = {kecamatan:String})`;

/**
 * One row per such case: `path` = its steps in the order they were taken, as (time, step, office, time known); the steps that
 * another office took for it, which carry its number, are among them. Steps whose time is not known stand last, in the order
 * of the procedure.
 */
const paths = `SELECT if(case_id IN (${begun}), case_id, linked_case) AS root,
    arraySort(p -> (NOT p.4, p.1, indexOf(${ORDER}, p.2)), groupArray((time, toString(step), toString(skpd), time_known))) AS path
  FROM service_events
  WHERE service = {layanan:String} AND time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')}
    AND (case_id IN (${begun}) OR linked_case IN (${begun}))
  GROUP BY root`;

/** A step as it is told: with its office where that is not the one the case came in at. */
const TOLD = `arrayMap(p -> if(p.3 = path[1].3, p.2, concat(p.2, '@', p.3)), path)`;

const MOST_VARIANTS = 12;

const variantsQuery = defineQuery({
  name: 'service_process_variants',
  sql: `SELECT steps, toUInt64(count()) AS n, toUInt64(sum(count()) OVER ()) AS total, toUInt64(count() OVER ()) AS variants,
      quantileExactInclusiveOrNull(0.5)(hours) AS p50, quantileExactInclusiveOrNull(0.9)(hours) AS p90,
      toUInt64(countIf(ended = 0)) AS open
    FROM (
      SELECT arrayCompact(${TOLD}) AS steps,
        arrayFirstIndex(p -> has(${ENDS}, p.2) AND p.3 = path[1].3, path) AS ended,
        if(ended = 0 OR NOT path[1].4 OR NOT path[ended].4, NULL, dateDiff('second', path[1].1, path[ended].1) / 3600) AS hours
      FROM (${paths})
    )
    GROUP BY steps ORDER BY n DESC, steps LIMIT ${MOST_VARIANTS}`,
  params: period,
  row: z.object({
    steps: z.array(z.string()),
    n: z.number(),
    total: z.number(),
    variants: z.number(),
    p50: z.number().nullable(),
    p90: z.number().nullable(),
    open: z.number(),
  }),
});

/** A path that cases of a service really take. */
export interface Variant {
  /** `diajukan`; of another office `selesai@dpmptsp`. Repeats of a step in a row are one. */
  steps: string[];
  n: number;
  /** Hours from the first step to the end (decision, withdrawal, lapse); null when none ended at a known time. */
  p50: number | null;
  p90: number | null;
  /** Cases without an end by the close of the period. */
  open: number;
}

/** The commonest paths of a service, and how many cases and paths there are in all. {@link MetricInput.filters} names the service. */
export async function processVariants(
  input: MetricInput,
): Promise<{ variants: Variant[]; cases: number; paths: number }> {
  const rows = await variantsQuery(parameters(input));
  return {
    variants: rows.map(({ steps, n, p50, p90, open }) => ({ steps, n, p50, p90, open })),
    cases: rows[0]?.total ?? 0,
    paths: rows[0]?.variants ?? 0,
  };
}

const MOST_HANDOVERS = 25;

const handoversQuery = defineQuery({
  name: 'service_process_handovers',
  sql: `SELECT from_step, from_skpd, to_step, to_skpd, toUInt64(count()) AS n,
      quantileExactInclusive(0.5)(hours) AS p50, quantileExactInclusive(0.9)(hours) AS p90,
      100 * sum(hours) / nullIf(sum(sum(hours)) OVER (), 0) AS share
    FROM (
      SELECT arrayJoin(arrayZip(arrayPopBack(path), arrayPopFront(path))) AS pair,
        pair.1.2 AS from_step, pair.1.3 AS from_skpd, pair.2.2 AS to_step, pair.2.3 AS to_skpd,
        dateDiff('second', pair.1.1, pair.2.1) / 3600 AS hours
      FROM (${paths})
      WHERE pair.1.4 AND pair.2.4
    )
    WHERE (from_step, from_skpd) != (to_step, to_skpd)
    GROUP BY from_step, from_skpd, to_step, to_skpd
    ORDER BY share DESC, n DESC, from_step, to_step LIMIT ${MOST_HANDOVERS}`,
  params: period,
  row: z.object({
    from_step: z.string(),
    from_skpd: z.string(),
    to_step: z.string(),
    to_skpd: z.string(),
    n: z.number(),
    p50: z.number(),
    p90: z.number(),
    share: z.number().nullable(),
  }),
});

/** From one step to the next, in one office or between two. */
export interface Handover {
  from: { step: string; skpd: string };
  to: { step: string; skpd: string };
  n: number;
  /** Hours. */
  p50: number;
  p90: number;
  /** Per cent of all the time that cases of the service spent between steps; null when they spent none. */
  share: number | null;
}

/** Where the time of a service goes: its hand-overs, the one that takes the most time first. */
export async function handovers(input: MetricInput): Promise<Handover[]> {
  return (await handoversQuery(parameters(input))).map(({ from_step, from_skpd, to_step, to_skpd, ...rest }) => ({
    from: { step: from_step, skpd: from_skpd },
    to: { step: to_step, skpd: to_skpd },
    ...rest,
  }));
}
