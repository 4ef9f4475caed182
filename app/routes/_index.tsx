import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { log } from '../http/log';
import { overviewSnapshot } from '../overview/overview.server';
import { OverviewPage } from '../overview/overview-page';

export const meta: MetaFunction = () => [{ title: 'Ringkasan · Ruang Kendali' }];

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, '_index');
  const { timings, failures, ...overview } = await overviewSnapshot();
  if (failures.length > 0)
    log.warn({ parts: failures.length, kinds: failures.map((e) => (e as Error)?.name) }, 'overview');
  const timing = Object.entries(timings).map(([name, ms]) => `${name};dur=${ms}`);
  return data(overview, { headers: { 'Server-Timing': timing.join(', ') } });
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export default function Overview() {
  return <OverviewPage data={useLoaderData<typeof loader>()} />;
}
