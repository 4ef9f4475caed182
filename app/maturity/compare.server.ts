import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { newestBoard, type SkpdMaturity, skpdMaturity } from '../../clickhouse/maturity';
import { compareProbes } from '../../clickhouse/maturity/compare';
import type { Viewer } from '../access/roles';
import { pastMonths } from '../filters';
import { readCompare, yearBefore } from './compare-address';

/** So many months can be chosen from, newest first. */
const MONTHS = 36;

const sideOf = (found: SkpdMaturity | null, name: string, month: string) => ({
  name,
  month,
  stage: found?.stage ?? null,
  instrument: found?.instrument ?? '',
});

/** The two sides and what differs. Staff of an office compare months of their own. */
export async function readComparePage(request: Request, viewer: Viewer) {
  const { profile } = await currentCity();
  const own = viewer.role === 'skpd' ? (viewer.skpd ?? '') : null;
  const offices = profile.skpd.filter(({ kode }) => own === null || kode === own);
  const asked = readCompare(
    new URL(request.url).searchParams,
    offices.map(({ kode }) => kode),
  );
  const newest = await newestBoard(now(), profile.zona_waktu);
  const left = asked.left ?? own;
  const right = asked.right ?? left;
  const month = asked.month ?? newest.month;
  // One office beside itself is compared with the year before unless told.
  const leftMonth = asked.leftMonth ?? (left === right ? yearBefore(month) : month);
  const nameOf = (code: string) => offices.find(({ kode }) => kode === code)?.nama ?? code;
  const months = [
    newest.running,
    ...pastMonths(MONTHS, { now: now(), timeZone: profile.zona_waktu }).map(({ key }) => key),
  ];
  const choice = {
    offices: offices.map(({ kode, nama }) => ({ code: kode, name: nama })),
    months: [...new Set([...months, month, leftMonth])].sort().reverse(),
    address: { ...asked, left, right, month, leftMonth },
  };
  if (left === null || right === null) return { ...choice, sides: null, rows: [] };
  const [l, r] = await Promise.all([
    skpdMaturity({ skpd: left, month: leftMonth, version: asked.version }),
    skpdMaturity({ skpd: right, month, version: asked.version }),
  ]);
  return {
    ...choice,
    sides: [sideOf(l, nameOf(left), leftMonth), sideOf(r, nameOf(right), month)] as const,
    rows: l && r ? compareProbes(l, r) : [],
  };
}

export type CompareData = Awaited<ReturnType<typeof readComparePage>>;
