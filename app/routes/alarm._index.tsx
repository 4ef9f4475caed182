import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { alarmFilter, alarmList } from '../alarms/alarms.server';
import { alarmsText } from '../alarms/alarms.text';
import { AlarmsPage } from '../alarms/alarms-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, alarmsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'alarm._index');
  return alarmList(viewer, alarmFilter(new URL(request.url), viewer));
}

export default function Alarms() {
  return <AlarmsPage {...useLoaderData<typeof loader>()} />;
}
