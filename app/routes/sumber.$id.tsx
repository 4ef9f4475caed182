import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { now } from '../../clickhouse/clock';
import {
  filesOfRuns,
  rejectPlaces,
  rejectReasons,
  runsOfSource,
  sourceSummaries,
} from '../../clickhouse/ledger/queries';
import { guard } from '../access/guard.server';
import { trouble } from '../shell/trouble';
import { SourcePage } from '../sources/source-page';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.source.name ?? 'Sumber data'} · Ruang Kendali` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'sumber.$id');
  const at = now();
  const source = params.id ?? '';
  if (!source) throw trouble({ what: 'tidak-ada' });
  const [summaries, runs, reasons, places] = await Promise.all([
    sourceSummaries({ at, source }),
    runsOfSource({ source }),
    rejectReasons({ source }),
    rejectPlaces({ source }),
  ]);
  const summary = summaries[0];
  if (!summary) throw trouble({ what: 'tidak-ada' });
  const files = await filesOfRuns({ source, runs: runs.map((run) => run.runId) });
  return { now: at, source: summary, runs, files, reasons, places };
}

export default function Source() {
  return <SourcePage {...useLoaderData<typeof loader>()} />;
}
