import { now } from '../../clickhouse/clock';
import { dropSpool, openSpool } from '../../clickhouse/data-folder/spool';
import { findRun, type Run, requestOf, saveRun } from '../../clickhouse/ledger/runs';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { secretOf } from '../../clickhouse/sources/secrets';
import { captureOf, connectionOf } from '../capture';
import { mappings } from '../mappings';
import { findSource } from './sources';
import { type Cursor, cursorOf } from './store';

/** A pull that has not ended by then is cut off and tried again. */
const LONGEST_PULL_MS = 30 * 60_000;

/**
 * The first half of a run of a source that is pulled: copies what is new into the spool and writes down where the next pull goes
 * on. May be killed anywhere and called again. Afterwards the run is loaded like any other (`runIngest`). Returns whether there
 * is anything to load.
 */
export async function pullRun(runId: string, stop?: AbortSignal): Promise<boolean> {
  const run = await findRun(runId);
  if (!run) throw new PlainError(`Run ${runId} tidak dikenal.`);
  if (run.state === 'selesai' || run.state === 'gagal') return false;
  if (run.captured_at) return true;
  const begun: Run = { ...run, state: 'berjalan', started_at: run.started_at ?? now().toISOString(), message: '' };
  await saveRun(begun);
  try {
    const { source, profile } = await findSource(run.source_id);
    const capture = captureOf(source);
    if (!capture)
      throw new PlainError(`Sumber ${source.id} tidak punya sambungan untuk ditarik; berkasnya dimuat dengan tangan.`);
    const request = requestOf(run);
    const range = request.range ? { from: new Date(request.range.from), to: new Date(request.range.to) } : null;
    const spool = await openSpool(runId);
    const deadline = AbortSignal.timeout(LONGEST_PULL_MS);
    const pulled = await capture({
      source,
      profile,
      connection: connectionOf(source),
      mapping: mappings[source.pemetaan],
      cursor: range ? null : await cursorOf(source.id),
      range,
      secret: await secretOf(source.id),
      spool,
      signal: stop ? AbortSignal.any([deadline, stop]) : deadline,
    });
    const files = spool.paths();
    const captured: Run = {
      ...begun,
      files,
      message: pulled.note,
      cursor: range ? '' : JSON.stringify({ next: pulled.cursor, more: pulled.more } satisfies Cursor),
      captured_at: now().toISOString(),
    };
    const load = files.length > 0;
    await saveRun(load ? captured : { ...captured, state: 'selesai', finished_at: now().toISOString() });
    if (!load) await dropSpool(runId);
    return load;
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    await saveRun({ ...begun, state: 'gagal', finished_at: now().toISOString(), message: plainSentence(error) });
    await dropSpool(runId);
    return false;
  }
}
