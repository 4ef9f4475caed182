import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { now } from '../../clickhouse/clock';
import { guard } from '../access/guard.server';
import { gravestAlarms } from '../alarms/standing.server';
import { log } from '../http/log';
import { overviewSnapshot } from '../overview/overview.server';
import { overviewFilter } from '../overview/overview-filter';
import { OverviewPage } from '../overview/overview-page';
import { lastKnownCity, shellCity } from '../shell/city.server';

export const meta: MetaFunction = () => [{ title: 'Ringkasan · Ruang Kendali' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, '_index');
  const { timeZone, skpd: offices } = await shellCity().catch(lastKnownCity);
  const filter = overviewFilter(new URL(request.url), { now: now(), timeZone, viewer, offices });
  const { timings, failures, ...overview } = await overviewSnapshot(filter);
  if (failures.length > 0)
    log.warn({ parts: failures.length, kinds: failures.map((e) => (e as Error)?.name) }, 'overview');
  const timing = Object.entries(timings).map(([name, ms]) => `${name};dur=${ms}`);
  const alarms = await gravestAlarms(viewer, filter.skpd);
  return data({ ...overview, alarms }, { headers: { 'Server-Timing': timing.join(', ') } });
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export default function Overview() {
  const { alarms, ...data } = useLoaderData<typeof loader>();
  return <OverviewPage data={data} alarms={alarms} />;
}
