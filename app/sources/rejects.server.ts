import { writeAudit } from '../../clickhouse/accounts/audit';
import { type OpenReject, openRejects } from '../../clickhouse/ledger/rejects';
import { plainSentence } from '../../clickhouse/plain-error';
import { ask } from '../../jobs/queue/queues';
import type { Viewer } from '../access/roles';
import type { Language } from '../text/define';
import { csvLine } from './csv-line';
import { sayCode } from './sources.text';

export type ShownReject = OpenReject & { cells: [column: string, text: string][] };

/** Open rejects with their masked text; `problem` says why the text is missing when nobody could read it. */
export async function shownRejects(
  source: string,
  page: { reason: string; limit: number; offset: number },
): Promise<{ rejects: ShownReject[]; problem: string }> {
  const rejects = await openRejects({ source, ...page });
  try {
    return { rejects: await withTexts(source, rejects), problem: '' };
  } catch (error) {
    return { rejects: rejects.map((reject) => ({ ...reject, cells: [] })), problem: plainSentence(error) };
  }
}

async function withTexts(source: string, rejects: OpenReject[]): Promise<ShownReject[]> {
  if (rejects.length === 0) return [];
  const places = rejects.map(({ runId, fileNo, line }) => ({ runId, fileNo, line }));
  const texts = await ask('read-rejects', { sourceId: source, places });
  return rejects.map((reject, i) => ({ ...reject, cells: texts[i]?.cells ?? [] }));
}

/** So many texts are asked for at a time, and so many records an export holds at most. */
const ROWS_PER_READING = 500;
const ROWS_PER_EXPORT = 50_000;

/** The open rejects of a source as CSV, masked as on the page. Who took it along is written down before the first row. */
export async function exportRejects(source: string, reason: string, viewer: Viewer, lang: Language): Promise<Response> {
  await writeAudit({
    actor: viewer.userId,
    role: viewer.role,
    action: 'ekspor',
    subject: source,
    detail: `catatan tertolak ${reason}`.trim(),
  });
  const rows = async function* () {
    yield `\ufeff${csvLine(['alasan', 'kolom', 'berkas', 'baris', 'isi tersamar', 'run'])}`;
    const rejects = await openRejects({ source, reason, limit: ROWS_PER_EXPORT });
    for (let from = 0; from < rejects.length; from += ROWS_PER_READING) {
      for (const reject of await withTexts(source, rejects.slice(from, from + ROWS_PER_READING))) {
        const text = reject.cells.map(([column, cell]) => (column ? `${column}: ${cell}` : cell)).join(' | ');
        yield csvLine([
          sayCode(lang, reject.reason),
          reject.detail,
          reject.file,
          String(reject.line),
          text,
          reject.runId,
        ]);
      }
    }
  };
  const encoder = new TextEncoder();
  const lines = rows();
  const body = new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => void lines.return(undefined),
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="tertolak-${source.replaceAll(/[^a-z0-9-]/g, '')}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
