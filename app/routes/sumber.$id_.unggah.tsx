import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { writeAudit } from '../../clickhouse/accounts/audit';
import { currentCity } from '../../clickhouse/city/apply';
import { uploadedFile } from '../../clickhouse/data-folder/spool';
import { requestUploadRun } from '../../clickhouse/ledger/runs';
import { PlainError } from '../../clickhouse/plain-error';
import type { Preview } from '../../clickhouse/sources/preview';
import { ask, enqueueRun } from '../../jobs/queue/queues';
import { guard } from '../access/guard.server';
import { pageTitle } from '../shell/page-title';
import { trouble } from '../shell/trouble';
import { LoadFilePage } from '../sources/wizard/load-file-page';
import { wizardText } from '../sources/wizard/wizard.text';

const UUID = /^[0-9a-f-]{36}$/;
const PATIENCE_MS = 120_000;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, wizardText, (t) => t.uploadFor);

async function sourceNamed(id: string | undefined) {
  const source = (await currentCity()).profile.sumber.find((s) => s.id === id);
  if (!source) throw trouble({ what: 'tidak-ada' });
  return source;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'sumber.$id_.unggah');
  const { id, nama, pemetaan, skpd, situs, zona_waktu } = await sourceNamed(params.id);
  const search = new URL(request.url).searchParams;
  const upload = search.get('unggahan') ?? '';
  const fileName = (search.get('nama') ?? '').slice(0, 200);
  const page = { source: { id, name: nama }, upload, fileName };
  if (!UUID.test(upload)) return { ...page, preview: null, problem: undefined };
  const asked = { upload, pemetaan, skpd, ...(situs ? { situs } : {}), ...(zona_waktu ? { zona_waktu } : {}) };
  try {
    const { preview } = await ask('preview-source', asked, PATIENCE_MS);
    const [suggested] = preview.suggestions.filter((s) => s.id === pemetaan);
    const problem = suggested?.missing.length
      ? `Berkas ini bukan untuk sumber ini: kolom ${suggested.missing.map((name) => `"${name}"`).join(', ')} tidak ada.`
      : preview.counts.read === 0
        ? 'Berkas ini tidak cocok dengan bentuk sumber ini. Periksa judul kolomnya.'
        : undefined;
    return { ...page, preview: problem ? null : preview, problem };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { ...page, preview: null as Preview | null, problem: error.message };
  }
}

/** Registers the load of the uploaded file; the same upload is loaded once. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.$id_.unggah');
  const { id } = await sourceNamed(params.id);
  const form = await request.formData();
  const upload = String(form.get('unggahan') ?? '');
  try {
    if (!UUID.test(upload)) throw new PlainError('Berkas unggahan ini tidak ada lagi. Unggah sekali lagi.');
    const run = await requestUploadRun(id, upload, await uploadedFile(upload));
    if (run.source_id !== id) throw new PlainError('Berkas ini sudah dimuat untuk sumber lain. Unggah sekali lagi.');
    await writeAudit({
      actor: viewer.userId,
      role: viewer.role,
      action: 'berkas-diunggah',
      subject: id,
      detail: run.run_id,
    });
    // Without the queue the worker finds the run by itself within seconds.
    await enqueueRun(run).catch(() => {});
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return data({ problem: error.message }, { status: 400 });
  }
  throw redirect(`/sumber/${id}?kabar=jalan`);
}

export default function UploadForSource() {
  const { problem, ...loaded } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <LoadFilePage {...loaded} problem={answer?.problem ?? problem} />;
}
