import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { now } from '../../clickhouse/clock';
import { connect } from '../../clickhouse/warehouse/client';
import type { Chunk, Reader } from '../kinds/reader';
import { commitChunk } from '../ledger/commit-chunk';
import { factColumns } from '../ledger/staging';
import { isTransient } from './transient';

/** Room for this many chunks per file: chunk number = file number x CHUNKS_PER_FILE + position. */
const CHUNKS_PER_FILE = 100_000;
/** A chunk is tried this often, with growing pauses of at most 5 s, before the queue takes over. */
const TRIES_PER_CHUNK = 15;

/** Stores one file chunk by chunk and returns how many records the reader met. */
export async function storeFile(
  reader: Reader,
  place: { sourceId: string; runId: string; fileNo: number },
  done: Set<number>,
  onChunk: (chunk: Chunk) => void,
): Promise<number> {
  const columns = await factColumns(reader.table);
  let session: ClickHouseClient | undefined;
  let position = 0;
  let records = 0;

  const open = async () => {
    await session?.close();
    session = connect({ sessionId: randomUUID(), application: 'ruang-kendali-ingest' });
    await reader.prepare(session);
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
            await chunk.stage(client);
            await commitChunk(
              client,
              { ...place, chunk: number, contentSha256: chunk.sha256() },
              reader.table,
              columns,
              startedAt,
            );
            break;
          } catch (error) {
            if (!isTransient(error) || attempt >= TRIES_PER_CHUNK) throw error;
            await session?.close().catch(() => {});
            session = undefined; // a lost session took its staging tables along
            await sleep(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2));
          }
        }
      }
      position += 1;
      records += chunk.records;
      onChunk(chunk);
    }
  } finally {
    await session?.close().catch(() => {});
  }
  return records;
}
