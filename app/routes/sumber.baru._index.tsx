import { randomBytes } from 'node:crypto';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { currentCity } from '../../clickhouse/city/apply';
import { connectionProblems } from '../../clickhouse/city/connections';
import { uploadedFile } from '../../clickhouse/data-folder/spool';
import { PlainError } from '../../clickhouse/plain-error';
import { sealed } from '../../clickhouse/sources/sealed';
import { SECRET_ON_ITS_WAY } from '../../jobs/queue/queues';
import { guard } from '../access/guard.server';
import { pageTitle } from '../shell/page-title';
import { languageOf } from '../shell/preferences.server';
import { useText } from '../shell/use-shell';
import { findDraft, keepDraft, newDraft, type SourceDraft, usualOwner } from '../sources/wizard/draft.server';
import {
  CONNECTION_FIELDS,
  type Connectable,
  connectionFromForm,
  fieldOfPath,
  formOfConnection,
  isConnectable,
  OWN_MAPPINGS,
} from '../sources/wizard/kinds';
import { siteOf } from '../sources/wizard/naming';
import { StartPage, WAYS, type Way } from '../sources/wizard/start-page';
import { takeIn } from '../sources/wizard/take-in.server';
import { wizardText } from '../sources/wizard/wizard.text';

/** So much text a form takes; more is a file. */
const LONGEST_PASTE = 2_000_000;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, wizardText, (t) => t.newSource);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru._index');
  const search = new URL(request.url).searchParams;
  const id = search.get('rancangan') ?? undefined;
  const draft = await findDraft(id, viewer.userId);
  const way = WAYS.find((known) => known === search.get('cara')) ?? draft?.way ?? 'unggah';
  const isSame = draft && draft.way === way;
  return {
    way,
    draft: isSame ? id : undefined,
    given: isSame && draft.sambungan ? { ...formOfConnection(draft.sambungan), situs: draft.situs } : {},
    hasSecret: Boolean(isSame && draft.secret && way !== 'dorong'),
    isLost: search.get('kabar') === 'hilang',
  };
}

type Refusal = { problem?: string; problems?: Record<string, string>; given: Record<string, string> };

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.baru._index');
  const form = await request.formData();
  const t = wizardText[await languageOf(request)];
  const way = WAYS.find((known) => known === form.get('cara')) ?? 'unggah';
  const { profile } = await currentCity();
  const fresh: SourceDraft = {
    owner: viewer.userId,
    way: isConnectable(way) ? way : 'unggah',
    sambungan: null,
    pemetaan: isConnectable(way) ? (OWN_MAPPINGS[way] ?? '') : '',
    skpd: usualOwner(profile),
    situs: '',
    zona: '',
  };
  try {
    const id = await draftOf(way, form, fresh);
    if (typeof id !== 'string') return data(id, { status: 400 });
    throw redirect(`/sumber/baru/${id}/baca`);
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return data<Refusal>({ problem: error.message, given: typed(form) }, { status: 400 });
  }

  async function draftOf(chosen: Way, given: FormData, start: SourceDraft): Promise<string | Refusal> {
    if (chosen === 'unggah') {
      const upload = String(given.get('upload') ?? '');
      if (!/^[0-9a-f-]{36}$/.test(upload)) throw new PlainError(t.chooseFile);
      await uploadedFile(upload);
      return newDraft({ ...start, upload, fileName: String(given.get('nama') ?? '').slice(0, 200) });
    }
    const lines = String(given.get('baris') ?? '');
    if (chosen === 'tempel' || chosen === 'dorong') {
      if (lines.trim() === '') return { problems: { baris: t.needed }, given: typed(given) };
      if (lines.length > LONGEST_PASTE) throw new PlainError(t.pasteTooLong);
    }
    if (chosen === 'tempel') {
      const upload = await takeIn(t.pasteName, [Buffer.from(lines)]);
      return newDraft({ ...start, upload, fileName: '' });
    }
    return connectionDraft(chosen, given, start, lines);
  }

  async function connectionDraft(
    kind: Connectable,
    given: FormData,
    start: SourceDraft,
    lines: string,
  ): Promise<string | Refusal> {
    const sambungan = connectionFromForm(kind, given);
    const problems: Record<string, string> = {};
    for (const { name, isNeeded, options } of CONNECTION_FIELDS[kind]) {
      if (isNeeded && !options && String(given.get(name) ?? '').trim() === '') problems[name] = t.needed;
    }
    const situs = siteOf(String(given.get('situs') ?? ''));
    if (kind === 'log_akses' && !situs) problems.situs ??= t.siteUnclear;
    for (const { path, message } of connectionProblems(kind, sambungan)) problems[fieldOfPath(kind, path)] ??= message;
    const oldId = String(given.get('rancangan') ?? '') || undefined;
    const old = await findDraft(oldId, viewer.userId);
    const password = String(given.get('sandi') ?? '');
    if (kind === 'http' && sambungan.rahasia && !password && !old?.secret) problems.sandi = t.needed;
    const { '': whole, ...byField } = problems;
    if (Object.keys(problems).length)
      return { ...(whole ? { problem: whole } : {}), problems: byField, given: typed(given) };
    const token = kind === 'dorong' ? randomBytes(32).toString('hex') : password;
    const secret = token ? sealed(SECRET_ON_ITS_WAY, token) : old?.secret;
    const { seen: _, ...before } = old ?? start;
    const draft: SourceDraft = {
      ...before,
      way: kind,
      sambungan,
      situs: situs || before.situs,
      ...(secret ? { secret } : {}),
    };
    if (kind === 'dorong') draft.upload = await takeIn('contoh.json', [Buffer.from(lines)]);
    if (!old || !oldId) return newDraft(draft);
    await keepDraft(oldId, draft);
    return oldId;
  }
}

/** What was typed, to stand in the inputs again; never the secret. */
const typed = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (name === 'sandi' ? [] : [[name, String(value)]])));

export default function NewSource() {
  const { isLost, given, ...loaded } = useLoaderData<typeof loader>();
  const answer = useActionData<Refusal>();
  const t = useText(wizardText);
  return (
    <StartPage
      {...loaded}
      given={answer?.given ?? given}
      problem={answer?.problem ?? (isLost ? t.draftLost : undefined)}
      problems={answer?.problems}
    />
  );
}
