import type { Readable } from 'node:stream';

export interface LineBlock {
  /** Whole lines, each ending in a newline (the file's last line may lack it). */
  bytes: Buffer;
  /** How many lines stand in `bytes`. */
  lines: number;
  /** Number of the first line, counted from 1. */
  firstLine: number;
  /** The whole lines just before the block, `LOOK_BACK_BYTES` of them; before the first one, what was given as such. */
  before: Buffer;
}

/** One block is one chunk of the ledger: big enough to insert well, small enough to parse in little memory. */
const BLOCK_BYTES = 16 << 20;
/** So much of what came before a block is shown with it: at 200 bytes a line, what a server writes in one second. */
const LOOK_BACK_BYTES = 4 << 20;
const NEWLINE = 10;

/** Cuts a byte stream into blocks at line ends without looking at the lines. The same bytes always give the same blocks. */
export async function* lineBlocks(
  stream: Readable,
  blockBytes = BLOCK_BYTES,
  lookBackBytes = LOOK_BACK_BYTES,
  beforeFirst: Buffer = Buffer.alloc(0),
): AsyncGenerator<LineBlock> {
  let rest: Buffer = Buffer.alloc(0);
  let before = beforeFirst;
  let firstLine = 1;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    rest = rest.length ? Buffer.concat([rest, piece]) : piece;
    while (rest.length >= blockBytes) {
      const near = rest.lastIndexOf(NEWLINE, blockBytes - 1);
      const cut = near >= 0 ? near : rest.indexOf(NEWLINE, blockBytes);
      if (cut < 0) break;
      const bytes = rest.subarray(0, cut + 1);
      rest = rest.subarray(cut + 1);
      const lines = countNewlines(bytes);
      yield { bytes, lines, firstLine, before };
      before = lastLines(bytes, lookBackBytes);
      firstLine += lines;
    }
  }
  if (rest.length) yield { bytes: rest, lines: countLines(rest), firstLine, before };
}

/** The whole lines at the end of whole lines, `wanted` bytes at most (one longer line stands alone). */
function lastLines(bytes: Buffer, wanted: number): Buffer {
  if (bytes.length <= wanted) return bytes;
  const end = bytes.length - 1; // the last newline
  const near = bytes.indexOf(NEWLINE, bytes.length - wanted - 1);
  return near < end ? bytes.subarray(near + 1) : bytes.subarray(bytes.lastIndexOf(NEWLINE, end - 1) + 1);
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function countLines(bytes: Buffer): number {
  return countNewlines(bytes) + (bytes.at(-1) === NEWLINE ? 0 : 1);
}
