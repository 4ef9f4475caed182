import { createHash } from 'node:crypto';
import { byteStream } from '../files/byte-stream';
import { lineBlocks } from '../files/line-blocks';
import { factColumns } from '../ledger/staging';
import { type LogSettings, prepareLogSession, stageLogBlock } from './access-log';
import { combined } from './log-formats/combined';
import type { LogFormat } from './log-formats/log-format';
import type { Reader } from './reader';

/** Reads an access log in blocks of whole lines. `file.fileBytes` leaves out what was written to it later. */
export function logReader(
  file: { path: string; fileBytes: number },
  settings: LogSettings,
  params: Record<string, unknown>,
  format: LogFormat = combined,
): Reader {
  return {
    table: 'web_hits',
    prepare: async (client) => prepareLogSession(client, await factColumns('web_hits')),
    chunks: async function* () {
      let directive = '';
      for await (const block of lineBlocks(await byteStream(file.path, file.fileBytes))) {
        const whole = { ...block, directive };
        yield {
          records: block.lines,
          bytes: block.bytes.length,
          sha256: () => createHash('sha256').update(block.bytes).digest('hex'),
          stage: (client) => stageLogBlock(client, format, whole, settings, params),
        };
        if (format.directives) directive = lastDirective(block.bytes, format.directives) ?? directive;
      }
    },
  };
}

/** The last line of a block that begins like a directive, found from the end without looking at the lines. */
function lastDirective(bytes: Buffer, beginning: string): string | undefined {
  const inside = bytes.lastIndexOf(`\n${beginning}`);
  if (inside < 0 && !bytes.subarray(0, beginning.length).equals(Buffer.from(beginning))) return undefined;
  const end = bytes.indexOf('\n', inside + 1);
  return bytes.toString('utf8', inside + 1, end < 0 ? bytes.length : end).replace(/\r+$/, '');
}
