import { z } from 'zod';
import { time } from '../metrics/sql/types';
import { defineQuery } from '../warehouse/define-query';
import { type SkpdMaturity, skpdMaturity } from './board';
import { PROBE_IDS, type ProbeId } from './types';

/** An appeal that was accepted and covers the month of a result. */
interface AcceptedAppeal {
  probe: ProbeId;
  reason: string;
  decision: string;
  /** Last day it covers, YYYY-MM-DD; null = without end. */
  validUntil: string | null;
}

/** What a printed result says: all of it stored with the result, so that the same result prints the same. */
export interface Certificate {
  maturity: SkpdMaturity;
  computedAt: Date;
  /** What its queries were asked with. */
  params: { from: string; to: string; timezone: string; skpd: string };
  appeals: AcceptedAppeal[];
}

const boundParams = z.object({ from: z.string(), to: z.string(), timezone: z.string(), skpd: z.string() });

const readStored = defineQuery({
  name: 'maturity_certificate',
  sql: `SELECT max(computed_at) AS computed_at,
      (SELECT argMax(params, version) FROM maturity_evidence
        WHERE instrument = {instrument:String} AND skpd = {skpd:String} AND period_start = {first:Date} AND period_end = toLastDayOfMonth({first:Date})) AS params
    FROM maturity_results
    WHERE instrument = {instrument:String} AND skpd = {skpd:String} AND period_start = {first:Date} AND period_end = toLastDayOfMonth({first:Date})`,
  params: z.object({ instrument: z.string(), skpd: z.string(), first: z.string() }),
  row: z.object({ computed_at: time, params: z.string() }),
});

const readAccepted = defineQuery({
  name: 'maturity_certificate_appeals',
  sql: `SELECT probe, reason, decision, if(valid_until IS NULL, NULL, toString(valid_until)) AS validUntil FROM appeals FINAL
    WHERE skpd = {skpd:String} AND state = 'diterima' AND period_start <= {first:Date} AND (valid_until IS NULL OR valid_until >= {first:Date})
    ORDER BY probe, written_at`,
  params: z.object({ skpd: z.string(), first: z.string() }),
  row: z.object({
    probe: z.enum(PROBE_IDS),
    reason: z.string(),
    decision: z.string(),
    validUntil: z.string().nullable(),
  }),
});

/** The stored result of one office and month with what a reader needs to check it; null when there is none. */
export async function readCertificate(input: {
  skpd: string;
  month: string;
  version?: string | null;
}): Promise<Certificate | null> {
  const { skpd } = input;
  const first = `${input.month}-01`;
  const maturity = await skpdMaturity(input);
  if (!maturity) return null;
  const [[stored], accepted] = await Promise.all([
    readStored({ instrument: maturity.instrument, skpd, first }),
    readAccepted({ skpd, first }),
  ]);
  const excused = new Set(maturity.probes.filter((p) => p.outcome === 'dikecualikan').map((p) => p.probe));
  return {
    maturity,
    computedAt: stored!.computed_at,
    params: boundParams.parse(JSON.parse(stored!.params)),
    appeals: accepted.filter((appeal) => excused.has(appeal.probe)),
  };
}
