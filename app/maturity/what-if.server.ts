import { redirect } from '@remix-run/node';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import type { BoardRow, Reached } from '../../clickhouse/maturity';
import { newestBoard } from '../../clickhouse/maturity';
import { PROBES, probeById } from '../../clickhouse/maturity/catalogue';
import { FOLLOWS_THE_CITY, THRESHOLDS } from '../../clickhouse/maturity/thresholds';
import type { Bilingual, Outcome, ProbeId, Tahap, Unit } from '../../clickhouse/maturity/types';
import { ranksOf, whatIf } from '../../clickhouse/maturity/what-if';
import type { Viewer } from '../access/roles';
import { readWhatIf, withoutIdle } from './read-what-if.server';
import { writeWhatIf } from './what-if-address';

/** One office as it stands and as it would. */
export interface WhatIfRow {
  skpd: string;
  name: string;
  asIs: Standing;
  supposed: Standing;
  /** Whether the supposition changes where it stands. */
  moved: boolean;
  yearBefore: { asIs: Ranked; supposed: Ranked } | null;
}
interface Ranked {
  reached: Reached;
  /** Null = too little evidence to be ranked. */
  rank: number | null;
}
export interface Standing extends Ranked {
  possible: Reached;
  progress: number | null;
  provisional: boolean;
  baru: boolean;
  terancam: boolean;
}

export interface WhatIfThreshold {
  probe: ProbeId;
  question: Bilingual;
  tahap: Tahap;
  unit: Unit;
  higherIsBetter: boolean;
  /** The instrument's own, what the version at hand judges by, and what is supposed; null = follows the city. */
  threshold: { standard: number; standing: number; supposed: number } | null;
  minimumN: { standard: number; standing: number; supposed: number };
}

export interface WhatIfProbe {
  probe: ProbeId;
  question: Bilingual;
  tahap: Tahap;
  mandatory: boolean;
  unit: Unit;
  value: number | null;
  threshold: number;
  higherIsBetter: boolean;
  outcome: Outcome;
  /** By the supposed thresholds and outcomes. */
  supposed: Outcome;
  /** What the address supposes of it. */
  asked: Outcome | null;
}

/** What of a standing can be moved; its rank moves with others too. */
const MOVES = ['reached', 'possible', 'progress', 'baru', 'terancam'] as const;

const standing = (row: BoardRow, ranks: Record<string, number>): Standing => ({
  reached: row.reached,
  rank: ranks[row.skpd] ?? null,
  possible: row.possible,
  progress: row.progress,
  provisional: row.provisional,
  baru: row.baru,
  terancam: row.terancam,
});

/** What the page shows. Staff of an office see and suppose of their own; an address that says too much is put right. */
export async function readWhatIfPage(request: Request, viewer: Viewer) {
  const { profile } = await currentCity();
  const own = viewer.role === 'skpd' ? (viewer.skpd ?? '') : null;
  const offices = profile.skpd.map(({ kode }) => kode).filter((code) => own === null || code === own);
  const url = new URL(request.url);
  const newest = await newestBoard(now(), profile.zona_waktu);
  const asked = readWhatIf(url.searchParams, offices);
  const month = asked.month ?? newest.month;
  const found = await whatIf({ month, version: asked.version, suppose: asked.supposition });
  const supposition = withoutIdle(
    asked.supposition,
    found.thresholds,
    (skpd, probe) => found.probes[skpd]?.find(({ stored }) => stored.probe === probe)?.stored.outcome,
  );
  const version = found.instrument === asked.version ? asked.version : null;
  const address = { ...asked, month: month === newest.month ? null : month, version, supposition };
  const search = writeWhatIf(address).toString();
  if (search !== new URLSearchParams(url.search).toString()) throw redirect(`${url.pathname}${search && `?${search}`}`);

  const visible = (row: BoardRow) => own === null || row.skpd === own;
  const ranks = { asIs: ranksOf(found.asIs.rows), supposed: ranksOf(found.supposed.rows) };
  const before = found.yearBefore && {
    asIs: ranksOf(found.yearBefore.asIs.rows),
    supposed: ranksOf(found.yearBefore.supposed.rows),
  };
  const at = (rows: BoardRow[], skpd: string, ranked: Record<string, number>): Ranked => ({
    reached: rows.find((row) => row.skpd === skpd)?.reached ?? 0,
    rank: ranked[skpd] ?? null,
  });
  const rows = found.asIs.rows.filter(visible).map((row): WhatIfRow => {
    const other = found.supposed.rows.find(({ skpd }) => skpd === row.skpd) ?? row;
    const [asIs, supposed] = [standing(row, ranks.asIs), standing(other, ranks.supposed)];
    return {
      skpd: row.skpd,
      name: row.name,
      asIs,
      supposed,
      moved: MOVES.some((what) => asIs[what] !== supposed[what]),
      yearBefore:
        before && found.yearBefore!.asIs.rows.some(({ skpd }) => skpd === row.skpd)
          ? {
              asIs: at(found.yearBefore!.asIs.rows, row.skpd, before.asIs),
              supposed: at(found.yearBefore!.supposed.rows, row.skpd, before.supposed),
            }
          : null,
    };
  });
  const skpd = asked.skpd ?? own;
  return {
    month,
    openMonth: newest.month,
    runningMonth: newest.running,
    instrument: found.instrument,
    isOwn: own !== null,
    city: own === null ? { asIs: found.asIs.city, supposed: found.supposed.city } : null,
    yearBefore: found.yearBefore && {
      month: found.yearBefore.month,
      city: own === null ? { asIs: found.yearBefore.asIs.city, supposed: found.yearBefore.supposed.city } : null,
    },
    rows: rows.sort(
      (a, b) => Number(b.moved) - Number(a.moved) || (a.supposed.rank ?? Infinity) - (b.supposed.rank ?? Infinity) || 0,
    ),
    offices: profile.skpd
      .filter(({ kode }) => offices.includes(kode))
      .map(({ kode, nama }) => ({ code: kode, name: nama })),
    address: { ...address, skpd },
    changes: found.changes.map((change) => ({
      ...change,
      question: probeById(change.probe).question,
      unit: probeById(change.probe).unit,
      isSupposed:
        supposition.thresholds[change.probe]?.[change.what === 'ambang' ? 'threshold' : 'minimumN'] !== undefined,
    })),
    thresholds: PROBES.map((probe): WhatIfThreshold => {
      const [own, now] = [found.thresholds[probe.id], supposition.thresholds[probe.id]];
      const { id, question, tahap, unit, higherIsBetter } = probe;
      return {
        probe: id,
        question,
        tahap,
        unit,
        higherIsBetter,
        threshold: FOLLOWS_THE_CITY.has(id)
          ? null
          : {
              standard: THRESHOLDS[id].threshold,
              standing: own.threshold,
              supposed: now?.threshold ?? own.threshold,
            },
        minimumN: {
          standard: THRESHOLDS[id].minimumN,
          standing: own.minimumN,
          supposed: now?.minimumN ?? own.minimumN,
        },
      };
    }),
    probes: skpd
      ? (found.probes[skpd] ?? []).map(({ stored, supposed }): WhatIfProbe => {
          const { question, unit, higherIsBetter } = probeById(stored.probe);
          const { probe, tahap, mandatory, value, threshold, outcome } = stored;
          const asked = supposition.outcomes[skpd]?.[probe] ?? null;
          return {
            probe,
            question,
            tahap,
            mandatory,
            unit,
            value,
            threshold,
            higherIsBetter,
            outcome,
            supposed,
            asked,
          };
        })
      : [],
  };
}

export type WhatIfData = Awaited<ReturnType<typeof readWhatIfPage>>;
