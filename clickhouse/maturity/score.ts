import { rounded, sha256 } from './canonical';
import { PROBES, probeById } from './catalogue';
import { judge, judgeAgain, type Measured, type StoredJudgement } from './outcome';
import { stageOf } from './stage';
import { FOLLOWS_THE_CITY } from './thresholds';
import type { ProbeId, ProbeResult, StageResult } from './types';
import type { InstrumentVersion } from './versions';

/** A probe's result with what is needed to judge it again. */
export type ScoredProbe = ProbeResult & Pick<StoredJudgement, 'holds' | 'atLeast'> & { minimumN: number };

/** What stands of one probe of one SKPD in one month. */
export interface StoredProbe extends StoredJudgement {
  probe: ProbeId;
  minimumN: number;
}

/** Newest evidence per fact table, and where the period ended. */
export interface EvidenceClock {
  watermark: Readonly<Record<string, string>>;
  end: Date;
}

function freshnessOf(probe: ProbeId, { watermark, end }: EvidenceClock): { newest: Date | null; end: Date } | null {
  const { tables } = probeById(probe);
  if (tables.length === 0) return null;
  const marks = tables.map((table) => (watermark[table] ? Date.parse(watermark[table]) : 0));
  return { newest: new Date(Math.max(...marks)), end };
}

export interface Measurements {
  measured: ReadonlyMap<ProbeId, Measured | null>;
  failed: ReadonlySet<ProbeId>;
  notApplicable: Readonly<Record<string, string>>;
  excused: (probe: ProbeId) => string | undefined;
  clock: EvidenceClock;
}

/** Judges what was measured of one SKPD under one version of the instrument. */
export function scoreProbes(version: InstrumentVersion, office: Measurements): ScoredProbe[] {
  return PROBES.map((probe): ScoredProbe => {
    const rule = { ...probe, ...version.thresholds[probe.id] };
    const measured = office.measured.get(probe.id) ?? null;
    const judgement = judge(rule, measured && exact(measured), {
      failed: office.failed.has(probe.id),
      declaredOnly: !probe.query,
      notApplicable: office.notApplicable[probe.id],
      excused: office.excused(probe.id),
      freshness: freshnessOf(probe.id, office.clock),
    });
    return {
      probe: probe.id,
      tahap: probe.tahap,
      mandatory: probe.mandatory,
      ...judgement,
      holds: measured?.holds !== false,
      atLeast: measured?.atLeast === true,
      minimumN: rule.minimumN,
    };
  });
}

/** What is judged is what is stored: a last digit that is not kept decides nothing. */
const exact = (measured: Measured): Measured => ({
  ...measured,
  value: rounded(measured.value),
  limit: rounded(measured.limit ?? null),
});

/** The same evidence under another version: what `scoreProbes` would have said. */
export function scoreAgain(
  thresholds: InstrumentVersion['thresholds'],
  stored: readonly StoredProbe[],
  clock: EvidenceClock,
): ScoredProbe[] {
  return stored.map((row): ScoredProbe => {
    const probe = probeById(row.probe);
    const rule = { ...probe, ...thresholds[row.probe] };
    const judgement = judgeAgain(row, rule, freshnessOf(row.probe, clock), {
      hasOwnLimit: FOLLOWS_THE_CITY.has(row.probe),
      declaredOnly: !probe.query,
    });
    return {
      probe: row.probe,
      tahap: probe.tahap,
      mandatory: probe.mandatory,
      ...judgement,
      holds: row.holds,
      atLeast: row.atLeast,
      minimumN: rule.minimumN,
    };
  });
}

export interface Scored {
  skpd: string;
  probes: ScoredProbe[];
  stage: StageResult;
  sha256: string;
}

/** The result of one SKPD and its fingerprint, which anyone can compute again from what is stored. */
export function resultOf(
  instrument: string,
  office: {
    skpd: string;
    /** First and last local date. */
    period: readonly [string, string];
    params: Record<string, string>;
    watermark: Readonly<Record<string, string>>;
    probes: ScoredProbe[];
  },
): Scored {
  const { skpd, period, params, watermark, probes } = office;
  return {
    skpd,
    probes,
    stage: stageOf(probes),
    sha256: sha256({
      instrument,
      skpd,
      period: [...period],
      params,
      watermark: { ...watermark },
      probes: probes.map(({ probe, outcome, value, threshold, n }) => ({
        probe,
        outcome,
        value,
        threshold: rounded(threshold),
        n,
      })),
    }),
  };
}
