import {
  FOLLOWS_THE_CITY,
  PERCENT_PROBES,
  type Threshold,
  type ThresholdChanges,
} from '../../clickhouse/maturity/thresholds';
import { type Outcome, PROBE_IDS, type ProbeId } from '../../clickhouse/maturity/types';
import type { Supposed, Supposition } from '../../clickhouse/maturity/what-if';
import { SUPPOSED_OUTCOMES, versionIn, type WhatIfAddress } from './what-if-address';

const LARGEST = 1_000_000;

/** `2,5` or `2.5`; null where nothing or no number stands. */
function numberOf(text: string | null): number | null {
  const plain = (text ?? '').trim().replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,6})?$/.test(plain)) return null;
  const number = Number(plain);
  return number <= LARGEST ? number : null;
}

const probeOf = (text: string) => PROBE_IDS.find((id) => id === text);

/** Reads an address; what it does not understand it leaves out. Offices that the city does not have are no offices. */
export function readWhatIf(params: URLSearchParams, offices: readonly string[]): WhatIfAddress {
  const month = params.get('bulan') ?? '';
  const thresholds: ThresholdChanges = {};
  const outcomes: Record<string, Partial<Record<ProbeId, Supposed>>> = {};
  for (const [name, text] of params) {
    const [kind, ...rest] = name.split('.');
    const probe = probeOf(rest.at(-1) ?? '');
    if (!probe) continue;
    const number = numberOf(text);
    if (kind === 'ambang' && rest.length === 1 && number !== null && mayBe(probe, number))
      thresholds[probe] = { ...thresholds[probe], threshold: number };
    if (kind === 'bukti' && rest.length === 1 && number !== null && Number.isInteger(number) && number >= 1)
      thresholds[probe] = { ...thresholds[probe], minimumN: number };
    const skpd = rest[0]!;
    if (
      kind === 'hasil' &&
      rest.length === 2 &&
      offices.includes(skpd) &&
      SUPPOSED_OUTCOMES.some((outcome) => outcome === text)
    )
      outcomes[skpd] = { ...outcomes[skpd], [probe]: text as Supposed };
  }
  return {
    month: /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : null,
    version: versionIn(params),
    skpd: offices.find((code) => code === params.get('skpd')) ?? null,
    supposition: { thresholds, outcomes },
  };
}

/** Whether a number can be the threshold of a probe. */
const mayBe = (probe: ProbeId, number: number) =>
  !FOLLOWS_THE_CITY.has(probe) && !(PERCENT_PROBES.has(probe) && number > 100);

/** Without what changes nothing: thresholds that are as they stand, outcomes that are so already. */
export function withoutIdle(
  { thresholds, outcomes }: Supposition,
  standing: Readonly<Record<ProbeId, Threshold>>,
  outcomeOf: (skpd: string, probe: ProbeId) => Outcome | undefined,
): Supposition {
  const changes: ThresholdChanges = {};
  for (const probe of PROBE_IDS) {
    const { threshold = standing[probe].threshold, minimumN = standing[probe].minimumN } = thresholds[probe] ?? {};
    const change: Partial<Threshold> = {
      ...(threshold === standing[probe].threshold ? {} : { threshold }),
      ...(minimumN === standing[probe].minimumN ? {} : { minimumN }),
    };
    if (Object.keys(change).length > 0) changes[probe] = change;
  }
  const real = Object.entries(outcomes).flatMap(([skpd, probes]) => {
    const left = Object.entries(probes).filter(([probe, outcome]) => outcomeOf(skpd, probe as ProbeId) !== outcome);
    return left.length === 0 ? [] : [[skpd, Object.fromEntries(left)] as const];
  });
  return { thresholds: changes, outcomes: Object.fromEntries(real) };
}
