import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { opened } from '../../clickhouse/sources/sealed';
import { SECRET_ON_ITS_WAY } from '../../jobs/queue/queues';
import { guard } from '../access/guard.server';
import { pageTitle } from '../shell/page-title';
import { dropDraft, findDraft } from '../sources/wizard/draft.server';
import { PushPage } from '../sources/wizard/push-page';
import { wizardText } from '../sources/wizard/wizard.text';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, wizardText, (t) => t.pushTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.kirim');
  const draft = await findDraft(params.rancangan, viewer.userId);
  if (!draft?.saved || !draft.secret) throw redirect('/sumber');
  const address = new URL(`/api/v1/sumber/${draft.saved}/peristiwa`, request.url).href;
  const secret = opened(SECRET_ON_ITS_WAY, draft.secret).toString('utf8');
  return data({ source: draft.saved, address, secret }, { headers: { 'Cache-Control': 'no-store' } });
}

/** Noted: from here on the secret is shown to nobody. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.kirim');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft?.saved) throw redirect('/sumber');
  await dropDraft(id);
  throw redirect(`/sumber/${draft.saved}`);
}

export default function PushedSource() {
  return <PushPage {...useLoaderData<typeof loader>()} />;
}
