import { PICKED_PER_PAGE, type Picked, pickedComplaints } from '../../clickhouse/map/complaints';
import { readSquare } from '../../clickhouse/map/grid';
import { memberNames } from '../../clickhouse/metrics/breakdown';
import type { Viewer } from '../access/roles';
import { askedPage } from '../metrics/asked-metric.server';
import { scopeOf } from '../metrics/subject.server';
import { trouble } from '../shell/trouble';
import { STANDARD_PERIOD } from './map-page.server';

const MOST_PAGES = 200;

/** `?petak=13.6512.4222` of a cluster, `?h3=88…` of a hot spot; another address is a page that does not exist. */
function readWhat(asked: URLSearchParams): Picked {
  const square = readSquare(asked.get('petak'));
  if (square) return { kind: 'petak', square };
  const cell = asked.get('h3') ?? '';
  if (/^[0-9a-f]{15}$/.test(cell)) return { kind: 'h3', cell };
  throw trouble({ what: 'tidak-ada' });
}

/** The complaints that a circle or a hexagon of the map stands for. */
export async function readPicked(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const asked = new URL(request.url).searchParams;
  const what = readWhat(asked);
  const page = askedPage(request, MOST_PAGES);
  const { scope, input } = await scopeOf(request, viewer, STANDARD_PERIOD);
  const [{ total, rows }, names] = await Promise.all([
    pickedComplaints(input, what, page),
    memberNames(['skpd', 'kecamatan']),
  ]);
  const nameOf = (dimension: string, code: string) => names.get(`${dimension}/${code}`) ?? code;
  return {
    scope,
    kind: what.kind,
    total,
    page,
    pages: Math.min(MOST_PAGES, Math.max(1, Math.ceil(total / PICKED_PER_PAGE))),
    rows: rows.map((row) => ({
      ...row,
      skpd: nameOf('skpd', row.skpd),
      kecamatan: nameOf('kecamatan', row.kecamatan),
    })),
  };
}

export type PickedData = Awaited<ReturnType<typeof readPicked>>;
