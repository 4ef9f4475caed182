import { dimensionsOf, isDimensionId } from '../../clickhouse/metrics/breakdown';
import type { DimensionId } from '../../clickhouse/metrics/dimensions';
import { isMetricId, type MetricId } from '../../clickhouse/metrics/registry';
import type { OnlyMember } from '../../clickhouse/metrics/rows';
import { trouble } from '../shell/trouble';

/** The metric an address names; one that does not exist is a page that does not exist. */
export function askedMetric(request: Request): MetricId {
  const id = new URL(request.url).searchParams.get('metrik') ?? '';
  if (!isMetricId(id)) throw trouble({ what: 'tidak-ada' });
  return id;
}

/** `&dimensi=skpd`: a dimension that the metric has. */
export function askedDimension(request: Request, id: MetricId): DimensionId | undefined {
  const dimension = new URL(request.url).searchParams.get('dimensi') ?? '';
  return isDimensionId(dimension) && dimensionsOf(id).includes(dimension) ? dimension : undefined;
}

/** `&dimensi=skpd&anggota=disdukcapil`: the rows of one member; `anggota` may be empty: not told. */
export function askedMember(request: Request, id: MetricId): OnlyMember | undefined {
  const dimension = askedDimension(request, id);
  const member = new URL(request.url).searchParams.get('anggota');
  return dimension && member !== null ? { dimension, member } : undefined;
}

export function askedPage(request: Request, most: number): number {
  const page = Number(new URL(request.url).searchParams.get('halaman') ?? 1);
  return Number.isInteger(page) ? Math.min(Math.max(page, 1), most) : 1;
}
