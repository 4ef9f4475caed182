import { createHash } from 'node:crypto';
import { PlainError } from '../../clickhouse/plain-error';
import type { ByteSource } from './byte-stream';

export interface LineBlock {
  /** Whole lines, each ending in a newline (the file's last line may lack it). Stays as it is while the next two blocks are made. */
  bytes: Buffer;
  /** How many lines stand in `bytes`. */
  lines: number;
  /** Number of the first line, counted from 1. */
  firstLine: number;
  /** The whole lines just before the block, `LOOK_BACK_BYTES` of them (before the first one, what was given); stays as long. */
  before: Buffer;
  /** SHA-256 of all that was read when the block was cut: the last block's is that of the file. */
  sha256: string;
}

/**
 * One block is one chunk of the ledger. What a chunk costs besides its lines (about ten statements) weighs little at this
 * size, and three of them fit into a small worker.
 */
const BLOCK_BYTES = 36 << 20;
/** The first one is smaller, so that the engine has something to do soon. */
const FIRST_BLOCK_SHARE = 0.25;
/** Blocks that hold at a time: two on their way, and one that is cut ahead. */
const BLOCKS_AT_ONCE = 3;
/** So much of what came before a block is shown with it: at 200 bytes a line, what a busy server writes in one second. */
const LOOK_BACK_BYTES = 2 << 20;
/** Read at a time, and hashed while it is near the processor. */
const STEP_BYTES = 1 << 20;
/** No server writes such a line; without an end, something else than lines is being read. */
const LONGEST_LINE_BYTES = 256 << 20;
const NEWLINE = 10;

/**
 * Cuts bytes into blocks at line ends without looking at the lines, and closes their source. The same bytes always give the same blocks. Three
 * buffers serve in turn, so that memory does not grow with the file: a block's bytes are overwritten when the third block after
 * it is asked for.
 */
export async function* lineBlocks(
  source: ByteSource,
  blockBytes = BLOCK_BYTES,
  lookBackBytes = LOOK_BACK_BYTES,
  beforeFirst: Buffer = Buffer.alloc(0),
): AsyncGenerator<LineBlock> {
  let cutAt = Math.ceil(blockBytes * FIRST_BLOCK_SHARE);
  const resting = Array.from({ length: BLOCKS_AT_ONCE - 1 }, () => Buffer.allocUnsafeSlow(blockBytes) as Buffer);
  let filling: Buffer = Buffer.allocUnsafeSlow(blockBytes);
  let filled = 0;
  let before = beforeFirst;
  const kept = Array.from({ length: BLOCKS_AT_ONCE }, () => Buffer.allocUnsafeSlow(lookBackBytes) as Buffer);
  let firstLine = 1;
  const hash = createHash('sha256');
  const sha256 = () => hash.copy().digest('hex');
  try {
    for (let ended = false; !ended; ) {
      if (filled === filling.length) filling = grown(filling);
      const step = filling.subarray(filled, Math.min(filled + STEP_BYTES, filled < cutAt ? cutAt : filling.length));
      const got = await source.fill(step);
      hash.update(step.subarray(0, got));
      filled += got;
      ended = got < step.length;
      while (filled >= cutAt) {
        // Where no line ends within a block, it is the first line end behind it: lines are never cut.
        const near = filling.lastIndexOf(NEWLINE, cutAt - 1);
        const cut = near >= 0 ? near : filling.subarray(0, filled).indexOf(NEWLINE, cutAt);
        if (cut < 0) break;
        cutAt = blockBytes;
        const bytes = filling.subarray(0, cut + 1);
        const lines = countNewlines(bytes);
        yield { bytes, lines, firstLine, before, sha256: sha256() };
        before = lastLines(bytes, kept[0]!);
        kept.push(kept.shift()!);
        firstLine += lines;
        const rest = filling.subarray(cut + 1, filled);
        const longest = resting.shift()!;
        const next = longest.length < filling.length ? Buffer.allocUnsafeSlow(filling.length) : longest;
        filled = rest.copy(next);
        resting.push(filling);
        filling = next;
      }
    }
    if (filled) {
      const bytes = filling.subarray(0, filled);
      yield { bytes, lines: countLines(bytes), firstLine, before, sha256: sha256() };
    }
  } finally {
    await source.close();
  }
}

function grown(buffer: Buffer): Buffer {
  if (buffer.length >= LONGEST_LINE_BYTES) {
    throw new PlainError('Berkas ini memuat baris yang tidak wajar panjangnya (lebih dari 256 MB); bukan log akses.');
  }
  const larger = Buffer.allocUnsafeSlow(buffer.length * 2);
  buffer.copy(larger);
  return larger;
}

/** The whole lines at the end of whole lines, copied into `room` as far as it goes (one longer line stands alone). */
function lastLines(bytes: Buffer, room: Buffer): Buffer {
  let from = 0;
  if (bytes.length > room.length) {
    const end = bytes.length - 1; // the last newline
    const near = bytes.indexOf(NEWLINE, end - room.length);
    from = (near < end ? near : bytes.lastIndexOf(NEWLINE, end - 1)) + 1;
  }
  const lines = bytes.subarray(from);
  return lines.length > room.length ? Buffer.from(lines) : room.subarray(0, lines.copy(room));
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function countLines(bytes: Buffer): number {
  return countNewlines(bytes) + (bytes.at(-1) === NEWLINE ? 0 : 1);
}
