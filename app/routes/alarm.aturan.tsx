import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { rulesInForce } from '../alarms/alarms.server';
import { alarmsText } from '../alarms/alarms.text';
import { RulesPage } from '../alarms/rules-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, alarmsText, (t) => t.rules);

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'alarm.aturan');
  return rulesInForce();
}

export default function AlarmRules() {
  return <RulesPage {...useLoaderData<typeof loader>()} />;
}
