import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { now } from '../../clickhouse/clock';
import { dropSpool, openSpool } from '../../clickhouse/data-folder/spool';
import {
  cursorOf,
  findRun,
  isPull,
  type Run,
  requestOf,
  requestRun,
  saveRun,
  unfinishedRuns,
} from '../../clickhouse/ledger/runs';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { secretOf } from '../../clickhouse/sources/secrets';
import { captureOf, connectionOf } from '../capture';
import type { OutsideFile } from '../capture/capture';
import { spoolRejects } from './replay';
import { findSource } from './sources';
import type { PulledCursor } from './survey-files';

/** A pull that has not ended by then is cut off and tried again. */
const LONGEST_PULL_MS = 30 * 60_000;
/** A period is not asked for in parts shorter than this. */
const SHORTEST_PERIOD_MS = 3_600_000;

/** Another pull of the same source was asked for earlier and has not ended: this one has to wait for its cursor. */
export class NotItsTurn extends Error {
  override name = 'NotItsTurn';
}

/**
 * The first half of a run that is pulled: copies what is new into the spool and writes down where the next pull goes on. May be
 * killed anywhere and called again. Afterwards the run is loaded like any other (`runIngest`). Returns whether there is anything
 * to load. Pulls of one source go one after the other, loading included: each goes on where the one before it has stored, so
 * that the cursor never moves back.
 */
export async function pullRun(runId: string, stop?: AbortSignal): Promise<boolean> {
  const run = await findRun(runId);
  if (!run) throw new PlainError(`Run ${runId} tidak dikenal.`);
  if (run.state === 'selesai' || run.state === 'gagal') return false;
  if (run.captured_at) return true;
  const ahead = (await unfinishedRuns({ source: run.source_id })).find(isPull);
  if (ahead && ahead.run_id !== runId) throw new NotItsTurn();
  const begun: Run = { ...run, state: 'berjalan', started_at: run.started_at ?? now().toISOString(), message: '' };
  await saveRun(begun);
  try {
    const captured = await capture(begun, stop);
    // Where two workers took the same pull, the first to end it decides. What the other has thrown away is pulled again.
    if ((await findRun(runId))?.captured_at) return true;
    for (const path of captured.files) await access(path);
    const load = captured.files.length > 0;
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

/** The run with what it has copied. */
async function capture(run: Run, stop?: AbortSignal): Promise<Run> {
  const { source, profile, mapping } = await findSource(run.source_id);
  const request = requestOf(run);
  const spool = await openSpool(run.run_id);
  const captured = (note: string, cursor: PulledCursor | undefined, outside?: OutsideFile[]): Run => ({
    ...run,
    files: outside?.map((file) => file.path) ?? spool.paths(),
    message: note,
    cursor: cursor ? JSON.stringify(cursor) : '',
    captured_at: now().toISOString(),
  });
  if (request.replayOf) return captured(await spoolRejects(run, request.replayOf, !mapping, spool), undefined);

  const pull = captureOf(source);
  if (!pull)
    throw new PlainError(`Sumber ${source.id} tidak punya sambungan untuk ditarik; berkasnya dimuat dengan tangan.`);
  const range = request.range ? { from: new Date(request.range.from), to: new Date(request.range.to) } : null;
  const deadline = AbortSignal.timeout(LONGEST_PULL_MS);
  const { note, cursor, more, files } = await pull({
    source,
    profile,
    connection: connectionOf(source),
    mapping,
    cursor: range ? null : await cursorOf(source.id),
    range,
    secret: await secretOf(source.id),
    spool,
    signal: stop ? AbortSignal.any([deadline, stop]) : deadline,
  });
  if (range && more) await inHalves(run, range);
  const outside = files ? { outside: files } : {};
  return captured(note, range ? undefined : { next: cursor, more, ...outside }, files);
}

/** A period that holds more than one run takes is asked for again in two halves; what was copied so far is stored once. */
async function inHalves(run: Run, range: { from: Date; to: Date }): Promise<void> {
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  if (to - from < SHORTEST_PERIOD_MS)
    throw new PlainError('Satu jam dari sumber ini lebih besar dari yang dapat ditarik sekali jalan.');
  const middle = new Date(Math.round((from + to) / 2));
  const halves = [
    { from: range.from, to: middle },
    { from: middle, to: range.to },
  ];
  for (const [i, half] of halves.entries()) {
    const request = { range: { from: half.from.toISOString(), to: half.to.toISOString() } };
    const id = halfId(run.run_id, i);
    if (!(await findRun(id))) await requestRun(run.source_id, [], 'lanjutan', id, request);
  }
}

/** The same halves of the same run, however often its pull is tried. */
function halfId(runId: string, half: number): string {
  const hex = createHash('sha256').update(`${runId}/${half}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
