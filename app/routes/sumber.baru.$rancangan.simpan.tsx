import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { pageTitle } from '../shell/page-title';
import { languageOf } from '../shell/preferences.server';
import { findDraft } from '../sources/wizard/draft.server';
import { idFromName, nameFromFile } from '../sources/wizard/naming';
import { type SaveProblem, saveDraft } from '../sources/wizard/save.server';
import { SavePage } from '../sources/wizard/save-page';
import { wizardText } from '../sources/wizard/wizard.text';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, wizardText, (t) => t.step3);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.simpan');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft) throw redirect('/sumber/baru?kabar=hilang');
  const { seen, naming, way, skpd, fileName = '', choices } = draft;
  // Nothing is saved that was not looked at.
  if (!seen?.preview.mapping) throw redirect(`/sumber/baru/${id}/baca`);
  const { preview } = seen;
  const used = preview.mappings.find((mapping) => mapping.id === preview.mapping);
  const name = nameFromFile(fileName);
  return {
    id,
    way,
    fileName,
    mapping: choices ? wizardText[await languageOf(request)].ownMapping : (used?.name ?? 'log akses web'),
    table: preview.table,
    skpd,
    rows: preview.counts.ok,
    given: naming ?? (name ? { nama: name, id: idFromName(name) } : {}),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.simpan');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft) throw redirect('/sumber/baru?kabar=hilang');
  const answer = await saveDraft(id, draft, await request.formData(), viewer, await languageOf(request));
  if (typeof answer !== 'string') return data<SaveProblem>(answer, { status: 400 });
  throw redirect(answer);
}

export default function SaveSource() {
  const answer = useActionData<SaveProblem>();
  return <SavePage {...useLoaderData<typeof loader>()} problem={answer?.problem} problems={answer?.problems} />;
}
