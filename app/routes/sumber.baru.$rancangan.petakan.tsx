import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { MappingChoices, Preview } from '../../clickhouse/sources/preview';
import { guard } from '../access/guard.server';
import { pageTitle } from '../shell/page-title';
import { languageOf } from '../shell/preferences.server';
import {
  type ChoiceProblem,
  choicesFromForm,
  guessChoices,
  guessTable,
  problemsOfChoices,
} from '../sources/wizard/choices';
import { findDraft, keepDraft, type SourceDraft } from '../sources/wizard/draft.server';
import { isChoosable } from '../sources/wizard/facts';
import { MapPage } from '../sources/wizard/map-page';
import { nameFromFile } from '../sources/wizard/naming';
import { seeDraft } from '../sources/wizard/preview.server';
import { wizardText } from '../sources/wizard/wizard.text';

/** The mapping's own id until the source has one. */
const UNNAMED = 'pemetaan-sendiri';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, wizardText, (t) => t.mapYourself);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.petakan');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft) throw redirect('/sumber/baru?kabar=hilang');
  const preview = await columnsOf(id, draft);
  if (!preview) throw redirect(`/sumber/baru/${id}/baca`);
  const { columns, read } = preview;
  const wanted = new URL(request.url).searchParams.get('tabel') ?? '';
  const { choices } = draft;
  const known = choices?.tabel ?? preview.table;
  const tabel = isChoosable(wanted) ? wanted : isChoosable(known) ? known : guessTable(columns);
  const kept = choices?.tabel === tabel ? choices : undefined;
  const classes = Object.fromEntries(
    columns.map((column) => [
      column.name,
      choices?.kolom.find(({ nama }) => nama === column.name)?.kelas ?? column.class,
    ]),
  );
  return {
    id,
    tabel,
    columns,
    classes,
    examples: Object.fromEntries(
      columns.map(({ name }, i) => [
        name,
        [...new Set(read.map((row) => row.cells[i] ?? '').filter(Boolean))].slice(0, 2).join(' · '),
      ]),
    ),
    isi: kept?.isi ?? guessChoices(tabel, columns),
    kunci: kept?.kunci ?? '',
    lintang: kept?.lintang ?? '',
    bujur: kept?.bujur ?? '',
  };
}

/** The columns as they were met; read without the choices when those cannot be read by. */
async function columnsOf(id: string, draft: SourceDraft): Promise<Preview | undefined> {
  const { choices: _, ...bare } = draft;
  for (const tried of [draft, bare]) {
    const seen = draft.seen ?? (await seeDraft(id, { ...tried }));
    if ('preview' in seen && seen.preview.columns.length > 0) return seen.preview;
  }
  return undefined;
}

type Refusal = { problem?: string; problems?: Record<string, ChoiceProblem> };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru.$rancangan.petakan');
  const id = params.rancangan ?? '';
  const draft = await findDraft(id, viewer.userId);
  if (!draft) throw redirect('/sumber/baru?kabar=hilang');
  const preview = await columnsOf(id, draft);
  if (!preview) throw redirect(`/sumber/baru/${id}/baca`);
  const t = wizardText[await languageOf(request)];
  const chosen = choicesFromForm(await request.formData(), preview.columns);
  const choices: MappingChoices = { id: UNNAMED, nama: nameFromFile(draft.fileName ?? '') || t.ownMapping, ...chosen };
  const problems = problemsOfChoices(choices);
  if (Object.keys(problems).length) return data<Refusal>({ problems }, { status: 400 });
  const tried: SourceDraft = { ...draft, choices };
  const seen = await seeDraft(id, tried);
  if ('problem' in seen) {
    // What was chosen is not lost with the page.
    await keepDraft(id, { ...draft, choices });
    return data<Refusal>({ problem: seen.problem }, { status: 400 });
  }
  throw redirect(`/sumber/baru/${id}/baca`);
}

export default function MapSource() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<Refusal>();
  return <MapPage key={loaded.tabel} {...loaded} problem={answer?.problem} problems={answer?.problems} />;
}
