import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readMetric } from '../../clickhouse/metrics';
import { memberNames } from '../../clickhouse/metrics/breakdown';
import { ROWS_PER_PAGE, readRows } from '../../clickhouse/metrics/rows';
import { guard } from '../access/guard.server';
import { askedMember, askedMetric, askedPage } from '../metrics/asked-metric.server';
import { pagesText } from '../metrics/pages.text';
import { MOST_PAGES, RowsPage } from '../metrics/rows-page';
import { untold } from '../metrics/scope';
import { definitionOf, scopeOf } from '../metrics/subject.server';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';

export const handle: PageHandle = { filters: ['periode', 'skpd', 'layanan', 'kanal', 'kecamatan'] };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, pagesText, (t) => t.rowsTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'baris');
  const id = askedMetric(request);
  const only = askedMember(request, id);
  const page = askedPage(request, MOST_PAGES);
  const { scope, input } = await scopeOf(request, viewer);
  const [found, reading, names] = await Promise.all([
    readRows(id, input, { page, only }),
    readMetric(id, { ...input, previous: undefined }),
    only ? memberNames([only.dimension]) : new Map<string, string>(),
  ]);
  const name = only && (names.get(`${only.dimension}/${only.member}`) ?? only.member);
  return {
    definition: definitionOf(id),
    scope,
    found,
    untold: found.reason === '' ? untold({ reading }) : '',
    page,
    only: only && { ...only, name: name ?? '' },
    rowsPerPage: ROWS_PER_PAGE,
  };
}

export default function Rows() {
  return <RowsPage {...useLoaderData<typeof loader>()} />;
}
