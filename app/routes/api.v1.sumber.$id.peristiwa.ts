import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { currentCity } from '../../clickhouse/city/apply';
import { connections } from '../../clickhouse/city/connections';
import { keepDelivery } from '../../clickhouse/sources/pushed';
import { secretOf } from '../../clickhouse/sources/secrets';
import { enqueue } from '../../jobs/queue/queues';
import { countDelivery, isSigned } from '../access/deliveries.server';
import { guard } from '../access/guard.server';

/** Longer than any reader takes one record. */
const LONGEST_RECORD = 900_000;

const answer = (status: number, galat: string, headers: Record<string, string> = {}) =>
  Response.json({ galat }, { status, headers: { 'Cache-Control': 'no-store', ...headers } });
const notSigned = () => answer(401, 'Kiriman ini tidak diterima.');
const notNow = () => answer(503, 'Sedang tidak dapat menyimpan. Kirim lagi sebentar lagi.', { 'Retry-After': '30' });

export async function loader({ request }: LoaderFunctionArgs) {
  await guard(request, 'api.v1.sumber.$id.peristiwa');
  return answer(405, 'Kirim dengan POST.', { Allow: 'POST' });
}

/**
 * Records that a system sends by itself, signed with the secret of its source. 202 means that they are in the warehouse; whoever
 * gets anything else but 400, 401 or 413 sends them again, which stores nothing twice because records have keys.
 */
export async function action({ request, params, context }: ActionFunctionArgs) {
  await guard(request, 'api.v1.sumber.$id.peristiwa');
  if (request.method !== 'POST') return answer(405, 'Kirim dengan POST.', { Allow: 'POST' });
  const sourceId = params.id ?? '';
  try {
    const tooMany = await countDelivery(context?.clientAddress ?? '');
    if (tooMany)
      return answer(429, 'Terlalu banyak kiriman. Tunggu sebentar.', { 'Retry-After': String(tooMany.waitSeconds) });

    const { profile } = await currentCity();
    const source = profile.sumber.find((s) => s.id === sourceId && s.jenis === 'dorong');
    const { paling_besar_kb } = connections.dorong.parse(source?.sambungan ?? {});
    const body = await bodyOf(request, paling_besar_kb * 1024);
    if (!body) return answer(413, `Kiriman lebih besar daripada ${paling_besar_kb} KB. Bagi menjadi beberapa kiriman.`);
    const secret = source && (await secretOf(source.id));
    if (!source || !isSigned(request.headers.get('X-RK-Tanda'), body, secret)) return notSigned();

    const problem = problemOf(body);
    if (problem) return answer(problem.status, problem.sentence);
    const given = request.headers.get('X-RK-Kiriman') ?? '';
    const delivery = /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
    await keepDelivery(source.id, delivery, body);
    // Without a queue the records wait for the source's schedule: they are stored, and that is what is promised.
    await enqueue('pull-source', { sourceId: source.id, trigger: 'kiriman' }, `kiriman-${source.id}`).catch(() => {});
    return Response.json({ kiriman: delivery }, { status: 202, headers: { 'Cache-Control': 'no-store' } });
  } catch {
    return notNow();
  }
}

/** The body as it was signed, or null when it is longer than the source allows. */
async function bodyOf(request: Request, limitBytes: number): Promise<Buffer | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limitBytes) return null;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  if (!request.body) return Buffer.alloc(0);
  for await (const piece of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > limitBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Why a body holds no records: it must be a JSON object, a list of them, or one of them a line. */
function problemOf(body: Buffer): { status: number; sentence: string } | undefined {
  const text = body.toString('utf8');
  const whole = parsed(text);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = Array.isArray(whole) ? whole : whole !== undefined ? [whole] : lines.map(parsed);
  const bad = records.findIndex((record) => record === null || typeof record !== 'object');
  if (records.length === 0 || bad >= 0)
    return {
      status: 400,
      sentence: `Rekaman ke-${bad + 1} bukan objek JSON. Kirim objek, daftar objek, atau satu objek per baris.`,
    };
  if (records.length > 1 && records.some((record) => JSON.stringify(record).length > LONGEST_RECORD))
    return { status: 413, sentence: 'Satu rekaman lebih besar daripada 900 KB.' };
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
