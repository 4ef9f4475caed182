import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { guard } from '../access/guard.server';
import { log } from '../http/log';
import { LARGEST_UPLOAD_BYTES, takeIn } from '../sources/wizard/take-in.server';

const refuse = (status: number, galat: string, headers: Record<string, string> = {}) =>
  Response.json({ galat }, { status, headers: { 'Cache-Control': 'no-store', ...headers } });

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'sumber.unggah');
  return refuse(405, 'Kirim dengan POST.', { Allow: 'POST' });
}

/** Takes in the file that is the body of the request, and answers with the id it is kept under for a day. */
export async function action({ request }: ActionFunctionArgs) {
  await guard(request, 'sumber.unggah');
  if (request.method !== 'POST') return refuse(405, 'Kirim dengan POST.', { Allow: 'POST' });
  if (Number(request.headers.get('Content-Length') ?? 0) > LARGEST_UPLOAD_BYTES)
    return refuse(413, 'Berkas ini lebih besar daripada 4 GB. Taruh pada folder di server.');
  const name = new URL(request.url).searchParams.get('nama') ?? '';
  try {
    const bytes = (request.body ?? []) as unknown as AsyncIterable<Uint8Array>;
    return Response.json({ upload: await takeIn(name, bytes) }, { headers: { 'Cache-Control': 'no-store' } });
  } catch (error) {
    if (error instanceof PlainError) return refuse(400, error.message);
    log.error({ kind: (error as Error).name }, 'upload not kept');
    return refuse(507, plainSentence(error));
  }
}
