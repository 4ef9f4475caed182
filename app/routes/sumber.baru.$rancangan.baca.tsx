import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { pageTitle } from '../shell/page-title';
import { languageOf } from '../shell/preferences.server';
import { findDraft, keepDraft } from '../sources/wizard/draft.server';
import { fedNames } from '../sources/wizard/fed.server';
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
    fileName,
    isPulled: draft.upload === undefined,
    seen: 'problem' in seen ? seen : { preview: seen.preview, note: seen.note },
    fed: fedNames('problem' in seen ? { metrics: [], probes: [] } : seen.preview.feeds, await languageOf(request)),
    given: { pemetaan, skpd, situs, zona, hasOwn: choices !== undefined },
  };
}

/** Changes how the source is read; the page then shows what became of it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.baca');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft) throw redirect('/sumber/baru?kabar=hilang');
  const form = await request.formData();
  const text = (name: string) => (form.has(name) ? String(form.get(name)).trim() : undefined);
  const mapping = text('pemetaan');
  if (mapping !== undefined && mapping !== OWN) {
    draft.pemetaan = mapping;
    delete draft.choices;
  }
  draft.skpd = text('skpd') ?? draft.skpd;
  draft.situs = (text('situs') ?? draft.situs).toLowerCase();
  draft.zona = ZONES.find((zone) => zone === text('zona')) ?? draft.zona;
  if (text('niat') === 'tarik') delete draft.seen;
  await keepDraft(id, draft);
  throw redirect(`/sumber/baru/${id}/baca`);
}

export default function ReadSource() {
  return <ReadPage {...useLoaderData<typeof loader>()} />;
}
