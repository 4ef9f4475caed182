import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { now } from '../../clickhouse/clock';
import { sourceSummaries } from '../../clickhouse/ledger/queries';
import { openReasons, replayableOf } from '../../clickhouse/ledger/rejects';
import { guard } from '../access/guard.server';
import { trouble } from '../shell/trouble';
import { shownRejects } from '../sources/rejects.server';
import { RejectsPage } from '../sources/rejects-page';

const ROWS_PER_PAGE = 50;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.source.name ?? 'Sumber data'}: catatan tertolak · Ruang Kendali` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'sumber.$id_.tolak');
  const id = params.id ?? '';
  const search = new URL(request.url).searchParams;
  const reason = search.get('alasan') ?? '';
  const page = Math.min(10_000, Math.max(1, Math.trunc(Number(search.get('halaman'))) || 1));
  const source = id ? (await sourceSummaries({ at: now(), source: id }))[0] : undefined;
  if (!source) throw trouble({ what: 'tidak-ada' });
  const [reasons, { rejects, problem }] = await Promise.all([
    openReasons({ source: id }),
    shownRejects(id, { reason, limit: ROWS_PER_PAGE, offset: (page - 1) * ROWS_PER_PAGE }),
  ]);
  const { name } = source;
  return {
    source: { id, name },
    reasons,
    replayable: replayableOf(reasons),
    rejects,
    problem,
    reason,
    page,
    rowsPerPage: ROWS_PER_PAGE,
  };
}

export default function Rejects() {
  return <RejectsPage {...useLoaderData<typeof loader>()} />;
}
