import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { AlarmPage } from '../alarms/alarm-page';
import { actOnAlarm, alarmDetails } from '../alarms/alarms.server';
import { alarmsText } from '../alarms/alarms.text';
import { pageTitle } from '../shell/page-title';
import { languageOf } from '../shell/preferences.server';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, alarmsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'alarm.$id');
  const details = await alarmDetails(params.id ?? '', viewer, await languageOf(request));
  if (!details) throw trouble({ what: 'tidak-ada' });
  return { ...details, isSaved: new URL(request.url).searchParams.get('kabar') === 'tersimpan' };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'alarm.$id');
  const id = params.id ?? '';
  const answer = await actOnAlarm(id, await request.formData(), viewer, await languageOf(request));
  if (answer.problem) return data(answer, { status: 400 });
  throw redirect(`/alarm/${encodeURIComponent(id)}?kabar=tersimpan`);
}

export default function OneAlarm() {
  return <AlarmPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
