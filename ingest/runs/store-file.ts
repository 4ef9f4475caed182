import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { now } from '../../clickhouse/clock';
import { connect } from '../../clickhouse/warehouse/client';
import { reloadIfBroken } from '../../clickhouse/warehouse/reload-table';
import type { Chunk, Reader } from '../kinds/reader';
import { commitChunk } from '../ledger/commit-chunk';
import { type FactColumn, factColumns } from '../ledger/staging';
import { isTransient } from './transient';

/** Room for this many chunks per file: chunk number = file number x CHUNKS_PER_FILE + position. */
const CHUNKS_PER_FILE = 100_000;
/** The engine drops a session, and its staging tables, that nobody used for 60 s. */
const SESSION_KEEPS_MS = 30_000;
/** A chunk is tried this often, with growing pauses of at most 5 s, before the queue takes over. */
const TRIES_PER_CHUNK = 15;

interface Place {
  sourceId: string;
  runId: string;
  fileNo: number;
}

/**
 * Stores one file chunk by chunk and returns how many records the reader met, and the fingerprint of the last chunk. Two chunks are
 * on their way at a time: while one is committed, the next is staged in another session. They are committed in their order, one
 * after the other, so that what is stored does not depend on which is staged first; and no chunk is committed when the one before
 * it was not. `isDone`: whether the run has stored this chunk already; what it throws ends the load there.
 */
export async function storeFile(
  reader: Reader,
  place: Place,
  isDone: (number: number, chunk: Chunk) => boolean,
  onChunk: (chunk: Chunk) => void,
): Promise<{ records: number; sha256: string }> {
  const columns = await factColumns(reader.table);
  const lanes = [new Lane(reader, columns), new Lane(reader, columns)];
  for (const lane of lanes) lane.warmUp();
  let position = 0;
  let records = 0;
  let sha256 = '';
  let previous = Promise.resolve();
  try {
    for await (const chunk of reader.chunks()) {
      const before = previous;
      const number = place.fileNo * CHUNKS_PER_FILE + position;
      const stored = isDone(number, chunk)
        ? before
        : lanes[position % 2]!.store(chunk, { ...place, chunk: number }, before);
      // A lane gives up without a word when what was before it failed: that failure is the one to tell.
      previous = stored.then(() => before).then(() => onChunk(chunk));
      previous.catch(() => {}); // whoever waits for it is told
      position += 1;
      records += chunk.records;
      sha256 = chunk.sha256();
      // The next chunk takes the lane, and the reader the bytes, of the one before this; before the first there is none.
      if (position > 1) await before;
    }
    await previous;
  } finally {
    await previous.catch(() => {});
    for (const lane of lanes) await lane.close();
  }
  return { records, sha256 };
}

/** A session of the engine with its own staging tables, through which one chunk goes at a time. */
class Lane {
  private session: Promise<ClickHouseClient> | undefined;
  private usedAt = 0;

  constructor(
    private readonly reader: Reader,
    private readonly columns: FactColumn[],
  ) {}

  /** Stages a chunk and, when the one before it is stored, commits it. */
  async store(chunk: Chunk, place: Place & { chunk: number }, before: Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const startedAt = now().getTime();
      try {
        if (performance.now() - this.usedAt > SESSION_KEEPS_MS) await this.close();
        this.session ??= this.open();
        const session = await this.session;
        await chunk.stage(session);
        if (!(await succeeded(before))) return;
        const contentSha256 = chunk.sha256();
        await commitChunk(session, { ...place, contentSha256 }, this.reader.table, this.columns, startedAt);
        this.usedAt = performance.now();
        return;
      } catch (error) {
        const again = isTransient(error) || (await reloadIfBroken(this.reader.table, error));
        if (!again || attempt >= TRIES_PER_CHUNK) throw error;
        await this.close(); // a lost session took its staging tables along
        await sleep(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2));
      }
    }
  }

  /** Prepares the session while the first chunk is still being cut. */
  warmUp(): void {
    this.session = this.open();
    this.session.catch(() => {}); // met when the first chunk needs it
  }

  private async open(): Promise<ClickHouseClient> {
    this.usedAt = performance.now();
    const session = connect({ sessionId: randomUUID(), application: 'ruang-kendali-ingest' });
    try {
      await this.reader.prepare(session);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    await session?.close().catch(() => {});
  }
}

const succeeded = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );
