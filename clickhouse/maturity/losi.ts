import { z } from 'zod';
import { instant, time } from '../metrics/sql/types';
import { defineQuery } from '../warehouse/define-query';
import type { ScanFeature } from './features';
import { LOSI, type LosiCriterion } from './losi-indicators';
import { monthBounds } from './period';
import { inPeriod } from './sql/period';
import type { Bilingual } from './types';

/**
 * What a look at the office's site says of one LOSI indicator: found, looked for and not found, not known (no look, or no
 * source ever told of it), or no question for a machine.
 */
type LosiAnswer = 'ditemukan' | 'tidak' | 'belum_diketahui' | 'bukan_mesin';

export interface LosiReading {
  criterion: LosiCriterion;
  code: string;
  name: Bilingual;
  answer: LosiAnswer;
  /** The page that proved it, and its words; only where it was found. */
  proof: { site: string; page: string; words: string; seenAt: Date } | null;
}

/** The office's site stands under the government's domain; told by its address, not by a detector. */
const OWN_DOMAIN = 'domain_resmi';

const readFound = defineQuery({
  name: 'losi_found',
  sql: `SELECT feature, argMax(o.site, (o.time, o.page)) AS site, argMax(o.page, (o.time, o.page)) AS page, max(o.time) AS seen_at,
      argMax(if(feature = '${OWN_DOMAIN}', o.site, o.proofs[feature]), (o.time, o.page)) AS words
    FROM site_observations AS o ARRAY JOIN arrayConcat(o.features, if(endsWith(o.site, '.go.id'), ['${OWN_DOMAIN}'], [])) AS feature
    WHERE ${inPeriod} AND skpd = {skpd:String} AND reachable GROUP BY feature`,
  params: z.object({ from: instant, to: instant, skpd: z.string() }),
  row: z.object({ feature: z.string(), site: z.string(), page: z.string(), seen_at: time, words: z.string() }),
});

/** The looks of the period, and every feature that their sources told of within a year, of whatever office. */
const readSought = defineQuery({
  name: 'losi_sought',
  sql: `WITH looks AS (SELECT source_id FROM site_observations WHERE ${inPeriod} AND skpd = {skpd:String} AND reachable)
    SELECT groupUniqArrayArray(o.features) AS sought, (SELECT count() FROM looks) AS looks
    FROM site_observations AS o
    WHERE time < {to:DateTime('UTC')} AND time >= toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL 12 MONTH
      AND source_id IN (SELECT source_id FROM looks)`,
  params: z.object({ from: instant, to: instant, skpd: z.string() }),
  row: z.object({ sought: z.array(z.string()), looks: z.coerce.number() }),
});

/** All 95 indicators of LOSI 2024 for one office and month, as its scanned pages answer them. */
export async function losiReading(input: { skpd: string; month: string; timezone: string }): Promise<LosiReading[]> {
  const { from, to } = monthBounds(input.month, input.timezone);
  const params = { from, to, skpd: input.skpd };
  const [found, [looks]] = await Promise.all([readFound(params), readSought(params)]);
  const proofs = new Map(found.map((row) => [row.feature, row]));
  const looked = new Set(looks && looks.looks > 0 ? [...looks.sought, OWN_DOMAIN] : []);
  return LOSI.map(({ criterion, code, name, feature }) => {
    const proof = feature === null ? undefined : proofs.get(feature);
    return {
      criterion,
      code,
      name,
      answer: answerOf(feature, proof !== undefined, looked),
      proof: proof ? { site: proof.site, page: proof.page, words: proof.words, seenAt: proof.seen_at } : null,
    };
  });
}

function answerOf(
  feature: ScanFeature | typeof OWN_DOMAIN | null,
  isFound: boolean,
  looked: ReadonlySet<string>,
): LosiAnswer {
  if (feature === null) return 'bukan_mesin';
  if (isFound) return 'ditemukan';
  return looked.has(feature) ? 'tidak' : 'belum_diketahui';
}
