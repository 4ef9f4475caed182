import { probeById } from '../../clickhouse/maturity/catalogue';
import type { Bilingual, ProbeId, Unit } from '../../clickhouse/maturity/types';
import type { ThresholdChange } from '../../clickhouse/maturity/versions';

/** The question and unit of the probes that a page names. */
export type ProbeWords = Partial<Record<ProbeId, { question: Bilingual; unit: Unit }>>;

/** Of the probes whose thresholds a city changed. */
export const wordsOf = (changes: readonly ThresholdChange[]): ProbeWords =>
  Object.fromEntries(
    changes.map(({ probe }) => {
      const { question, unit } = probeById(probe);
      return [probe, { question, unit }];
    }),
  );
