import { isAscii } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes looked at together: a part without any byte above 127 says nothing about the encoding. */
const PART_BYTES = 16_384;

/**
 * Tells the encoding of a text from all of its bytes, so that the same file is always read the same way. A byte-order mark
 * decides. Otherwise bytes that are no UTF-8 make it Windows-1252 (the "ANSI" of Windows), unless most characters above 127
 * are sound UTF-8: then it is UTF-8 with a few damaged bytes, since such sequences hardly ever come about by chance.
 */
export class EncodingWatch {
  private start: Buffer = Buffer.alloc(0);
  private sound = 0;
  private unsound = 0;
  /** Continuation bytes that the character begun must still have. */
  private awaited = 0;

  add(piece: Buffer): void {
    if (this.start.length < 3) this.start = Buffer.concat([this.start, piece.subarray(0, 3)]).subarray(0, 3);
    for (let at = 0; at < piece.length; at += PART_BYTES) {
      const part = piece.subarray(at, at + PART_BYTES);
      if (this.awaited > 0 || !isAscii(part)) this.count(part);
    }
  }

  get encoding(): Encoding {
    const [a, b] = this.start;
    if (a === 0xff && b === 0xfe) return 'utf-16le';
    if (a === 0xfe && b === 0xff) return 'utf-16be';
    const unsound = this.unsound + (this.awaited > 0 ? 1 : 0);
    return unsound > 0 && this.sound <= unsound ? 'windows-1252' : 'utf-8';
  }

  private count(part: Buffer): void {
    let { awaited, sound, unsound } = this;
    for (let i = 0; i < part.length; i += 1) {
      const byte = part[i]!;
      if (awaited > 0) {
        if ((byte & 0xc0) === 0x80) {
          awaited -= 1;
          if (awaited === 0) sound += 1;
          continue;
        }
        unsound += 1;
        awaited = 0;
      }
      if (byte < 0x80) continue;
      if (byte >= 0xc2 && byte <= 0xdf) awaited = 1;
      else if ((byte & 0xf0) === 0xe0) awaited = 2;
      else if (byte >= 0xf0 && byte <= 0xf4) awaited = 3;
      else unsound += 1;
    }
    Object.assign(this, { awaited, sound, unsound });
  }
}

/** What Windows-1252 has in place of the control characters 0x80 to 0x9f (TextDecoder of some Node versions leaves them). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * A byte stream as pieces of text, without byte-order mark. NUL characters are left out: they mean nothing in a text, and a
 * cell is worth more than one stray byte in it. Bytes that are no character become U+FFFD.
 */
export async function* textPieces(stream: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decode = encoding === 'windows-1252' ? fromWindows1252 : decoderOf(encoding);
  let first = true;
  for await (const piece of stream) {
    let text = decode(piece);
    if (text === '') continue;
    if (first) {
      first = false;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    yield withoutNul(text);
  }
  const last = decode(undefined);
  if (last) yield withoutNul(last);
}

/** A cell is stored without NUL. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** The text of bytes in Windows-1252. */
export function fromWindows1252(piece: Buffer | undefined): string {
  if (!piece) return '';
  return piece.toString('latin1').replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80]!);
}

function decoderOf(encoding: string): (piece: Buffer | undefined) => string {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let between = false; // a character may have begun in the piece before
  return (piece) => {
    if (!piece) return decoder.decode();
    // An eighth of the time for what most files are, and half the memory.
    if (encoding === 'utf-8' && !between && isAscii(piece)) return piece.toString('latin1');
    between = piece.length > 0 ? piece.at(-1)! >= 0x80 : between;
    return decoder.decode(piece, { stream: true });
  };
}
