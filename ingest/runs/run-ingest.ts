import { statfs } from 'node:fs/promises';
import { now } from '../../clickhouse/clock';
import { dataFolder } from '../../clickhouse/data-folder/paths';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { dropSpool } from '../../clickhouse/data-folder/spool';
import { findRun, saveRun } from '../../clickhouse/ledger/runs';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { engineAddress } from '../../clickhouse/warehouse/client';
import type { Reader } from '../kinds/reader';
import { shownFileName, withShownNames } from '../privacy/file-name';
import { privacyParams } from '../privacy/mask';
import { readerOf } from './reader-of';
import { cityParams, findSource } from './sources';
import { finishedChunks, firstSeen, type RunLedger, runLedger, saveFile } from './store';
import { storeFile } from './store-file';
import { type PulledCursor, refusedSentence, surveyFiles } from './survey-files';

export interface Progress {
  read: number;
  bytesDone: number;
  bytesTotal: number;
}

/**
 * Carries a registered run to its end and returns its ledger. May be killed anywhere, called again, or called twice at once:
 * every chunk is stored once (see `commitChunk`), and chunks with a ledger line are skipped. A refused file ends the run as
 * `gagal` with its sentence and stores nothing; of a folder the other files are stored and the run tells which was refused.
 */
export async function runIngest(runId: string, onProgress: (p: Progress) => void = () => {}): Promise<RunLedger> {
  const run = await findRun(runId);
  if (!run) throw new PlainError(`Run ${runId} tidak dikenal.`);
  if (run.state === 'selesai' || run.state === 'gagal') return runLedger(runId);
  const running = await saveRun({
    ...run,
    state: 'berjalan',
    started_at: run.started_at ?? now().toISOString(),
    message: run.captured_at ? run.message : '',
  });
  try {
    const { source, profile, mapping } = await findSource(run.source_id);
    const { outside } = run.cursor ? (JSON.parse(run.cursor) as PulledCursor) : {};
    const { surveyed, refused } = await surveyFiles(run.files, mapping, outside);
    const bytesTotal = surveyed.reduce((sum, f) => sum + (f?.sizeBytes ?? 0), 0);
    await checkRoom(bytesTotal);

    const done = new Map((await finishedChunks({ run: runId })).map((c) => [c.chunk, c.sha256]));
    const progress = { read: 0, bytesDone: 0, bytesTotal };
    for (const [fileNo, file] of surveyed.entries()) {
      if (!file) continue;
      const fileRow = {
        source_id: source.id,
        run_id: runId,
        file_no: fileNo,
        name: await shownFileName(file.path),
        sha256: '',
        size_bytes: file.sizeBytes,
        records: 0,
        observed_at: wholeSeconds(file.modifiedAt),
        format: file.logFormat?.id ?? source.pemetaan,
        header: [] as string[],
      };
      /** Records carry when their content was first seen. */
      const recognise = async (sha256: string) => {
        fileRow.sha256 = sha256;
        const seen = (await firstSeen({ source: source.id, sha256 }))[0];
        if (seen) fileRow.observed_at = new Date(seen.observed_at).toISOString();
      };
      if (file.sha256) await recognise(file.sha256);
      await saveFile(fileRow);
      const params: Record<string, unknown> = {
        ...cityParams(profile, source),
        ...privacyParams(secrets()),
        source: source.id,
        run: runId,
        file: fileNo,
        observed_at: new Date(fileRow.observed_at),
      };
      const knowHeader = async (header: string[]) => {
        fileRow.header = header;
        await saveFile(fileRow);
      };
      const reader = await readerOf(file, { source, profile, mapping }, params);
      const { records, sha256 } = await storeFile(
        withHeader(reader, knowHeader),
        { sourceId: source.id, runId, fileNo },
        (number, chunk) => {
          const sha256 = done.get(number);
          // Skipping what is stored is only right while the file still holds it.
          if (sha256 !== undefined && sha256 !== chunk.sha256()) throw new PlainError(changedSentence(file.path));
          return sha256 !== undefined;
        },
        (chunk) => {
          progress.read += chunk.records;
          progress.bytesDone += chunk.bytes;
          onProgress(progress);
        },
      );
      if (!file.sha256) await recognise(sha256);
      await saveFile({ ...fileRow, records });
    }
    const refusal = await withShownNames(refusedSentence(refused, run.files.length), run.files);
    const message = [running.message, refusal].filter(Boolean).join(' ');
    await saveRun({ ...running, state: 'selesai', finished_at: now().toISOString(), message });
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    const message = await withShownNames(plainSentence(error), run.files);
    await saveRun({ ...running, state: 'gagal', finished_at: now().toISOString(), message });
  }
  if (run.captured_at) await dropSpool(runId);
  return runLedger(runId);
}

/** Lets the names of the columns be kept before the first record is: rejected ones are read again by them. */
function withHeader(reader: Reader, keep: (header: string[]) => Promise<void>): Reader {
  return {
    ...reader,
    chunks: async function* () {
      let kept = false;
      for await (const chunk of reader.chunks()) {
        if (chunk.header && !kept) await keep(chunk.header);
        kept = true;
        yield chunk;
      }
    },
  };
}

const wholeSeconds = (at: Date) => new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString();

const changedSentence = (path: string) =>
  `Berkas berubah sejak mulai dimuat: ${path}. Muat lagi berkas itu sebagai run baru.`;

/** Refuses a load that the disk of an engine of our own could not hold, before anything is stored. */
async function checkRoom(bytesTotal: number): Promise<void> {
  if (engineAddress().external) return;
  const disk = await statfs(dataFolder());
  const free = disk.bavail * disk.bsize;
  const needed = bytesTotal + (128 << 20); // rows take a fifth of their text; merges need room twice
  if (free >= needed) return;
  const mb = (bytes: number) => `${Math.ceil(bytes / 2 ** 20).toLocaleString('id-ID')} MB`;
  throw new PlainError(
    `Ruang disk kurang: tersisa ${mb(free)}, perlu sekitar ${mb(needed)}. Tidak ada yang disimpan. Kosongkan ruang pada folder data atau pilih disk lain lewat RK_DATA.`,
  );
}
