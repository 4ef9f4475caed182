import type { ProbeId } from '../../clickhouse/maturity/types';
import type { Supposed, Supposition } from '../../clickhouse/maturity/what-if';

/**
 * A supposition in an address, so that it can be passed on: `ambang.<probe>=90`, `bukti.<probe>=5`,
 * `hasil.<skpd>.<probe>=terpenuhi`, beside `bulan`, `versi` and the office at hand (`skpd`).
 */
export interface WhatIfAddress {
  /** YYYY-MM; null = the one the board opens with. */
  month: string | null;
  version: string | null;
  /** Whose probes are shown to be turned. */
  skpd: string | null;
  supposition: Supposition;
}

/** What a condition can be supposed to be. */
export const SUPPOSED_OUTCOMES = ['terpenuhi', 'belum', 'tidak_berlaku'] as const satisfies Supposed[];
/** A version of the instrument; a plus sign that was typed arrives as a blank. */
export const versionIn = (params: URLSearchParams) => params.get('versi')?.replace(' ', '+') ?? null;

const inOrder = <T>(record: Partial<Record<string, T>>): [string, T][] =>
  Object.entries(record as Record<string, T>).sort(([a], [b]) => (a < b ? -1 : 1));

/** The address of a supposition, always in the same order. */
export function writeWhatIf({ month, version, skpd, supposition }: WhatIfAddress): URLSearchParams {
  const params = new URLSearchParams();
  if (month) params.set('bulan', month);
  if (version) params.set('versi', version);
  if (skpd) params.set('skpd', skpd);
  for (const [probe, { threshold, minimumN }] of inOrder(supposition.thresholds)) {
    if (threshold !== undefined) params.set(`ambang.${probe}`, String(threshold));
    if (minimumN !== undefined) params.set(`bukti.${probe}`, String(minimumN));
  }
  for (const [office, outcomes] of inOrder(supposition.outcomes))
    for (const [probe, outcome] of inOrder(outcomes)) params.set(`hasil.${office}.${probe}`, outcome);
  return params;
}

/** Where someone asks "what if" about steps of one office. */
export function whatIfHref(skpd: string, probes: readonly ProbeId[], month: string): string {
  const outcomes = { [skpd]: Object.fromEntries(probes.map((probe) => [probe, 'terpenuhi' as const])) };
  return `/kematangan/andai?${writeWhatIf({ month, version: null, skpd, supposition: { thresholds: {}, outcomes } })}`;
}
