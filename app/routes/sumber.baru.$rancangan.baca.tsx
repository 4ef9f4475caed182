import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { pageTitle } from '../shell/page-title';
import { languageOf } from '../shell/preferences.server';
import { findDraft, keepDraft, placeOf } from '../sources/wizard/draft.server';
import { fedNames } from '../sources/wizard/fed.server';
import { siteOf } from '../sources/wizard/naming';
import { seeDraft } from '../sources/wizard/preview.server';
import { OWN, ReadPage, ZONES } from '../sources/wizard/read-page';
import { wizardText } from '../sources/wizard/wizard.text';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, wizardText, (t) => t.step2);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.baca');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft) throw redirect('/sumber/baru?kabar=hilang');
  const seen = await seeDraft(id, draft);
  const { pemetaan, skpd, situs, zona, choices, fileName = '' } = draft;
  return {
    id,
    from: fileName || placeOf(draft),
    isTable: draft.way === 'basis_data' || draft.way === 'surel',
    isPulled: draft.upload === undefined,
    seen: 'problem' in seen ? seen : { preview: seen.preview, note: seen.note },
    fed: fedNames('problem' in seen ? { metrics: [], probes: [] } : seen.preview.feeds, await languageOf(request)),
    given: { pemetaan, skpd, situs, zona, hasOwn: choices !== undefined },
  };
}

/** Changes how the source is read. The page then shows what became of it; the way on is open when that changes nothing but whose it is. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.baca');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft) throw redirect('/sumber/baru?kabar=hilang');
  const form = await request.formData();
  const text = (name: string) => (form.has(name) ? String(form.get(name)).trim() : undefined);
  const { pemetaan, zona, choices } = draft;
  const mapping = text('pemetaan');
  const isGuess = pemetaan === '' && !choices && mapping === draft.seen?.preview.mapping;
  if (mapping !== undefined && mapping !== OWN && !isGuess) {
    draft.pemetaan = mapping;
    delete draft.choices;
  }
  draft.skpd = text('skpd') ?? draft.skpd;
  draft.zona = ZONES.find((zone) => zone === text('zona')) ?? draft.zona;
  const situs = text('situs');
  const isLog = draft.seen?.preview.mapping === 'log-akses';
  if (situs !== undefined) draft.situs = siteOf(situs);
  const refused = situs !== undefined && !draft.situs && (situs !== '' || (isLog && text('niat') === 'lanjut'));
  if (text('niat') === 'tarik') delete draft.seen;
  await keepDraft(id, draft);
  if (refused) return data({ problems: { situs: wizardText[await languageOf(request)].siteUnclear } }, { status: 400 });
  const isReadAlike = draft.pemetaan === pemetaan && draft.zona === zona && draft.choices === choices;
  if (text('niat') !== 'lanjut' || !isReadAlike) throw redirect(`/sumber/baru/${id}/baca`);
  const seen = await seeDraft(id, draft);
  throw redirect(`/sumber/baru/${id}/${'problem' in seen ? 'baca' : 'simpan'}`);
}

export default function ReadSource() {
  const answer = useActionData<typeof action>();
  return <ReadPage {...useLoaderData<typeof loader>()} problems={answer?.problems} />;
}
