import { existsSync } from 'node:fs';
import { contextPath } from '../../clickhouse/data-folder/spool';
import { ahead } from '../files/ahead';
import { byteSource, byteStream } from '../files/byte-stream';
import { lineBlocks } from '../files/line-blocks';
import { type LogSettings, prepareLogSession, stageLogBlock } from './access-log';
import { combined } from './log-formats/combined';
import type { LogFormat } from './log-formats/log-format';
import { LONGEST_DIRECTIVE_BYTES } from './log-sql';
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
    prepare: prepareLogSession,
    chunks: async function* () {
      const before = await linesBefore(file.path);
      let directive = (format.directives && lastDirective(before, format.directives)) ?? '';
      const blocks = lineBlocks(await byteSource(file.path, file.fileBytes), undefined, undefined, before);
      for await (const block of ahead(blocks)) {
        const whole = { ...block, directive };
        yield {
          records: block.lines,
          bytes: block.bytes.length,
          sha256: () => block.sha256,
          stage: (client) => stageLogBlock(client, format, whole, settings, params),
        };
        if (format.directives) directive = lastDirective(block.bytes, format.directives) ?? directive;
      }
    },
  };
}

/** What stands before a part that was cut out of a followed log: it is read in its light. */
export async function linesBefore(path: string): Promise<Buffer> {
  if (!existsSync(contextPath(path))) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  for await (const piece of await byteStream(contextPath(path))) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** The last line of a block that begins like a directive, found from the end without looking at the lines. */
function lastDirective(bytes: Buffer, beginning: string): string | undefined {
  const first = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const inside = bytes.lastIndexOf(`\n${beginning}`);
  if (inside < 0 && bytes.toString('latin1', first, first + beginning.length) !== beginning) return undefined;
  const start = inside < 0 ? first : inside + 1;
  const end = bytes.indexOf('\n', start);
  const line = bytes.subarray(start, end < 0 ? bytes.length : end).subarray(0, LONGEST_DIRECTIVE_BYTES);
  return line.toString('utf8').replace(/\r+$/, '');
}
