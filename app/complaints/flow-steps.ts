import type { ComplaintFlow } from '../../clickhouse/metrics/families/aduan/flow';

/** A level, what adds to it, what takes from it, and what nothing explains. */
export type Kind = 'stand' | 'more' | 'less' | 'rest';
export interface FlowStep {
  key: string;
  kind: Kind;
  n: number;
  /** Where its bar begins and ends. */
  from: number;
  to: number;
}

const CLOSERS = ['pelapor', 'admin', 'sistem', 'tanpa_penutup', 'diarsipkan', 'bukan_kewenangan'];

/** The steps from the open complaints at the start to those at the end, each bar beginning where the one before ended. */
export function flowSteps(flow: ComplaintFlow): FlowStep[] {
  const closers = [...CLOSERS, ...Object.keys(flow.ditutup).filter((key) => !CLOSERS.includes(key))];
  const changes: [string, Kind, number][] = [
    ['received', 'more', flow.masuk],
    ['reopened', 'more', flow.dibukaKembali],
    ...closers.map((key): [string, Kind, number] => [key, 'less', -(flow.ditutup[key] ?? 0)]),
    ['unexplained', 'rest', flow.sisa],
  ];
  let level = flow.awal;
  const steps: FlowStep[] = [{ key: 'start', kind: 'stand', n: flow.awal, from: 0, to: flow.awal }];
  for (const [key, kind, n] of changes) {
    if (n === 0 && key !== 'received' && key !== 'unexplained') continue;
    steps.push({ key, kind, n, from: level, to: level + n });
    level += n;
  }
  steps.push({ key: 'end', kind: 'stand', n: flow.akhir, from: 0, to: flow.akhir });
  return steps;
}
