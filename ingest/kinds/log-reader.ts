import { createHash } from 'node:crypto';
import { byteStream } from '../files/byte-stream';
import { lineBlocks } from '../files/line-blocks';
import { factColumns } from '../ledger/staging';
import { type LogSettings, prepareLogSession, stageLogBlock } from './access-log';
import type { Reader } from './reader';

/** Reads an access log in blocks of whole lines. `file.fileBytes` leaves out what was written to it later. */
export function logReader(
  file: { path: string; fileBytes: number },
  settings: LogSettings,
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
          sha256: () => createHash('sha256').update(block.bytes).digest('hex'),
          stage: (client) => stageLogBlock(client, block, settings, params),
        };
      }
    },
  };
}
