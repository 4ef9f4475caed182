import { z } from 'zod';
import { newestProfile } from '../metrics/sql/city';
import { defineQuery } from '../warehouse/define-query';
import { sha256 } from './canonical';
import { probeById } from './catalogue';
import { INSTRUMENT } from './instrument';
import { FOLLOWS_THE_CITY, THRESHOLDS, type Threshold, type ThresholdChanges } from './thresholds';
import { PROBE_IDS, type ProbeId } from './types';

/** The instrument with the thresholds it judges by. */
export interface InstrumentVersion {
  /** `2026.1`, or `2026.1+1a2b3c4d` with a fingerprint of the thresholds that a city changed. */
  instrument: string;
  thresholds: Readonly<Record<ProbeId, Threshold>>;
}

/** A number of the instrument that a city judges otherwise by. */
export interface ThresholdChange {
  probe: ProbeId;
  what: 'ambang' | 'minimal_bukti';
  standard: number;
  own: number;
  isLooser: boolean;
}

const KINDS = { ambang: 'threshold', ambang_bukti: 'minimumN' } as const;

/** The thresholds that the city profile in force sets. */
const readCityThresholds = defineQuery({
  name: 'maturity_city_thresholds',
  sql: `SELECT kind, key AS probe, value FROM city_rules
    WHERE profile_version = ${newestProfile} AND kind IN ('ambang', 'ambang_bukti')`,
  params: z.object({}),
  row: z.object({ kind: z.enum(['ambang', 'ambang_bukti']), probe: z.enum(PROBE_IDS), value: z.number() }),
});

export const STANDARD: InstrumentVersion = { instrument: INSTRUMENT, thresholds: THRESHOLDS };

/** The instrument under changed thresholds; changes that change nothing leave it the standard. */
export function versionWith(changes: ThresholdChanges): InstrumentVersion {
  const thresholds = changedThresholds(changes, THRESHOLDS);
  const real = changesIn(thresholds);
  if (real.length === 0) return STANDARD;
  const mark = sha256(real.map(({ probe, what, own }) => [probe, what, own])).slice(0, 8);
  return { instrument: `${INSTRUMENT}+${mark}`, thresholds };
}

/** A whole set of thresholds with some of them changed. */
export function changedThresholds(
  changes: ThresholdChanges,
  base: Readonly<Record<ProbeId, Threshold>>,
): Record<ProbeId, Threshold> {
  const entries = PROBE_IDS.map((id): [ProbeId, Threshold] => {
    const { threshold, minimumN } = { ...base[id], ...changes[id] };
    return [id, { threshold: FOLLOWS_THE_CITY.has(id) ? base[id].threshold : threshold, minimumN }];
  });
  return Object.fromEntries(entries) as Record<ProbeId, Threshold>;
}

/** Where thresholds differ from the instrument's own, in its order. */
export function changesIn(thresholds: Readonly<Record<ProbeId, Threshold>>): ThresholdChange[] {
  return PROBE_IDS.flatMap((probe) => {
    const [standard, own] = [THRESHOLDS[probe], thresholds[probe]];
    const { higherIsBetter } = probeById(probe);
    const changes: ThresholdChange[] = [];
    if (own.threshold !== standard.threshold && !FOLLOWS_THE_CITY.has(probe))
      changes.push({
        probe,
        what: 'ambang',
        standard: standard.threshold,
        own: own.threshold,
        isLooser: own.threshold < standard.threshold === higherIsBetter,
      });
    if (own.minimumN !== standard.minimumN)
      changes.push({
        probe,
        what: 'minimal_bukti',
        standard: standard.minimumN,
        own: own.minimumN,
        isLooser: own.minimumN < standard.minimumN,
      });
    return changes;
  });
}

/** The version that the city profile in force asks for. */
export async function versionInForce(): Promise<InstrumentVersion> {
  const changes: ThresholdChanges = {};
  for (const { kind, probe, value } of await readCityThresholds({}))
    changes[probe] = { ...changes[probe], [KINDS[kind]]: value };
  return versionWith(changes);
}

/** Every version that a month is judged under: the standard, and beside it the city's where it differs. */
export async function versionsToJudge(): Promise<InstrumentVersion[]> {
  const inForce = await versionInForce();
  return inForce === STANDARD ? [STANDARD] : [STANDARD, inForce];
}
