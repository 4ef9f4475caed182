import { createHash, randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { now } from '../../clickhouse/clock';
import { dataFolder } from '../../clickhouse/data-folder/paths';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { connect, engineAddress } from '../../clickhouse/warehouse/client';
import type { FactTable } from '../../clickhouse/warehouse/fact-tables';
import { byteStream } from '../files/byte-stream';
import { csvChunks } from '../files/csv-records';
import { lineBlocks } from '../files/line-blocks';
import { prepareLogSession, stageLogBlock } from '../kinds/access-log';
import { compileMapping, prepareTableSession, recordsBody, stageRecords } from '../kinds/table';
import { commitChunk } from '../ledger/commit-chunk';
import { factColumns } from '../ledger/staging';
import { mappings } from '../mappings';
import { privacyParams } from '../privacy/mask';
import { ACCESS_LOG, cityParams, findSource } from './sources';
import { filesOfRun, findRun, finishedChunks, firstSeen, type RunLedger, runLedger, saveFile, saveRun } from './store';
import { type SurveyedFile, surveyFile } from './survey-file';
import { isTransient } from './transient';

/** Room for this many chunks per file: chunk number = file number x CHUNKS_PER_FILE + position. */
const CHUNKS_PER_FILE = 100_000;
/** A chunk is tried this often, with growing pauses of at most 5 s, before the queue takes over. */
const TRIES_PER_CHUNK = 15;

/** One chunk ready to be staged: the same file always gives the same chunks. */
interface Chunk {
  records: number;
  bytes: number;
  sha256: () => string;
  stage: (client: ClickHouseClient) => Promise<void>;
}

interface Reader {
  table: FactTable;
  prepare: (client: ClickHouseClient) => Promise<void>;
  chunks: () => AsyncGenerator<Chunk>;
  /** True when a chunk is parsed in the light of the one before it (equal log lines are counted). */
  looksBack: boolean;
}

export interface Progress {
  read: number;
  bytesDone: number;
  bytesTotal: number;
}

/**
 * Carries a registered run to its end and returns its ledger. May be killed anywhere, called again, or called twice at once:
 * every chunk is stored once (see `commitChunk`), and chunks with a ledger line are skipped. A refused file ends the run as
 * `gagal` with its sentence and stores nothing.
 */
export async function runIngest(runId: string, onProgress: (p: Progress) => void = () => {}): Promise<RunLedger> {
  const run = await findRun(runId);
  if (!run) throw new PlainError(`Run ${runId} tidak dikenal.`);
  if (run.state === 'selesai' || run.state === 'gagal') return runLedger(runId);
  const running = await saveRun({
    ...run,
    state: 'berjalan',
    started_at: run.started_at ?? now().toISOString(),
    message: '',
  });
  try {
    const { source, profile } = await findSource(run.source_id);
    const surveyed: SurveyedFile[] = [];
    for (const path of run.files) surveyed.push(await surveyFile(path, source.pemetaan));
    const bytesTotal = surveyed.reduce((sum, f) => sum + f.sizeBytes, 0);
    await checkRoom(bytesTotal);

    await refuseChangedFiles(runId, surveyed);
    const done = new Set((await finishedChunks({ run: runId })).map((c) => c.chunk));
    const progress = { read: 0, bytesDone: 0, bytesTotal };
    for (const [fileNo, file] of surveyed.entries()) {
      const seen = (await firstSeen({ source: source.id, sha256: file.sha256 }))[0];
      const observedAt = seen ? new Date(seen.observed_at) : wholeSeconds(file.modifiedAt);
      const fileRow = {
        source_id: source.id,
        run_id: runId,
        file_no: fileNo,
        name: file.path.split('/').at(-1) ?? file.path,
        sha256: file.sha256,
        size_bytes: file.sizeBytes,
        records: 0,
        observed_at: observedAt.toISOString(),
        format: source.pemetaan,
      };
      await saveFile(fileRow);
      const params: Record<string, unknown> = {
        ...cityParams(profile, source),
        ...privacyParams(secrets()),
        source: source.id,
        run: runId,
        file: fileNo,
        observed_at: observedAt,
      };
      const reader =
        source.pemetaan === ACCESS_LOG
          ? logReader(
              file,
              {
                sourceId: source.id,
                timezone: String(params.tz),
                site: source.situs ?? '',
                skpd: source.skpd,
                hosts: profile.skpd.flatMap((s) => s.hosts.map((host) => ({ host, skpd: s.kode }))),
              },
              params,
            )
          : await tableReader(file, source.pemetaan, params);
      const records = await storeFile(reader, { sourceId: source.id, runId, fileNo }, done, (chunk) => {
        progress.read += chunk.records;
        progress.bytesDone += chunk.bytes;
        onProgress(progress);
      });
      await saveFile({ ...fileRow, records });
    }
    await saveRun({ ...running, state: 'selesai', finished_at: now().toISOString() });
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    await saveRun({ ...running, state: 'gagal', finished_at: now().toISOString(), message: plainSentence(error) });
  }
  return runLedger(runId);
}

/** Stores one file chunk by chunk and returns how many records the reader met. */
async function storeFile(
  reader: Reader,
  place: { sourceId: string; runId: string; fileNo: number },
  done: Set<number>,
  onChunk: (chunk: Chunk) => void,
): Promise<number> {
  const columns = await factColumns(reader.table);
  let session: ClickHouseClient | undefined;
  let before: Chunk | undefined;
  let stagedBefore = false;
  let position = 0;
  let records = 0;

  const open = async () => {
    await session?.close();
    session = connect({ sessionId: randomUUID(), application: 'ruang-kendali-ingest' });
    await reader.prepare(session);
    stagedBefore = false;
    return session;
  };
  try {
    for await (const chunk of reader.chunks()) {
      const number = place.fileNo * CHUNKS_PER_FILE + position;
      if (!done.has(number)) {
        for (let attempt = 1; ; attempt += 1) {
          const startedAt = now().getTime();
          try {
            const client = session ?? (await open());
            if (reader.looksBack && before && !stagedBefore) await before.stage(client);
            await chunk.stage(client);
            await commitChunk(
              client,
              { ...place, chunk: number, contentSha256: chunk.sha256() },
              reader.table,
              columns,
              startedAt,
            );
            stagedBefore = true;
            break;
          } catch (error) {
            if (!isTransient(error) || attempt >= TRIES_PER_CHUNK) throw error;
            await session?.close().catch(() => {});
            session = undefined; // a lost session took its staging tables along
            await sleep(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2));
          }
        }
      } else {
        stagedBefore = false;
      }
      before = reader.looksBack ? chunk : undefined;
      position += 1;
      records += chunk.records;
      onChunk(chunk);
    }
  } finally {
    await session?.close().catch(() => {});
  }
  return records;
}

const wholeSeconds = (at: Date) => new Date(Math.floor(at.getTime() / 1000) * 1000);

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function logReader(
  file: SurveyedFile,
  settings: Parameters<typeof stageLogBlock>[2],
  params: Record<string, unknown>,
): Reader {
  return {
    table: 'web_hits',
    looksBack: true,
    prepare: async (client) => prepareLogSession(client, await factColumns('web_hits')),
    chunks: async function* () {
      for await (const block of lineBlocks(await byteStream(file.path, file.fileBytes))) {
        yield {
          records: block.lines,
          bytes: block.bytes.length,
          sha256: () => sha256Of(block.bytes),
          stage: (client) => stageLogBlock(client, block, settings, params),
        };
      }
    },
  };
}

async function tableReader(file: SurveyedFile, mappingId: string, params: Record<string, unknown>): Promise<Reader> {
  const mapping = mappings[mappingId]!;
  const columns = await factColumns(mapping.table);
  return {
    table: mapping.table,
    looksBack: false,
    prepare: (client) => prepareTableSession(client, columns),
    chunks: async function* () {
      let statement: string | undefined;
      for await (const { header, records } of csvChunks(await byteStream(file.path, file.fileBytes), file.path)) {
        statement ??= compileMapping(mapping, header, columns, file.path);
        const sql = statement;
        const body = recordsBody(records);
        yield {
          records: records.length,
          bytes: body.length,
          sha256: () => sha256Of(body),
          stage: (client) => stageRecords(client, sql, body, params),
        };
      }
    },
  };
}

/** A resumed run skips the chunks it has stored, which is only right while its files are the same. */
async function refuseChangedFiles(runId: string, surveyed: SurveyedFile[]): Promise<void> {
  for (const before of await filesOfRun({ run: runId })) {
    const file = surveyed[before.file_no];
    if (file && file.sha256 !== before.sha256) {
      throw new PlainError(`Berkas berubah sejak mulai dimuat: ${file.path}. Muat lagi berkas itu sebagai run baru.`);
    }
  }
}

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
