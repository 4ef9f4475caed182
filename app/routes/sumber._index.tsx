import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { sourceAlarms } from '../../clickhouse/alarms';
import { now } from '../../clickhouse/clock';
import { sourceSummaries } from '../../clickhouse/ledger/queries';
import { pausedSources } from '../../clickhouse/sources/switches';
import { guard } from '../access/guard.server';
import { SourcesPage } from '../sources/sources-page';

export const meta: MetaFunction = () => [{ title: 'Sumber data · Ruang Kendali' }];

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'sumber._index');
  const at = now();
  const [sources, alarms, paused] = await Promise.all([sourceSummaries({ at }), sourceAlarms({ at }), pausedSources()]);
  return { now: at, sources, alarms, paused: [...paused] };
}

export default function Sources() {
  return <SourcesPage {...useLoaderData<typeof loader>()} />;
}
