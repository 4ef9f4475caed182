import type { Random } from '../../ingest/demo/random';

const LONGEST_BYTES = 1 << 20;

/** What breaks parsers: half escapes, numbers beyond every type, delimiters where none belong, bytes of no encoding. */
const poison = [
  '"',
  '\\',
  '\\"',
  '\\\\',
  '\\x',
  '\\x16',
  '\\xZZ',
  '\\u0000',
  '\\ud800',
  '%',
  '%zz',
  '%2',
  '+',
  '\t',
  '\r',
  ' ',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '#Fields: ',
  '#',
  '-',
  '--',
  '-1',
  '0',
  '000',
  '99999',
  '4294967296',
  '18446744073709551616',
  '9'.repeat(40),
  '1e308',
  'NaN',
  '1.5',
  'null',
  '[29/Feb/2025:25:61:61 +9999]',
  '2026-13-45T99:99:99Z',
  '0000-00-00',
  '1970-01-01 00:00:00',
  '22/Nov/2399:08:15:30 +0700',
  '::1',
  '[::',
  '1.2.3.4.5',
  "' OR 1=1 --",
  "'); DROP TABLE parsed; --",
  '{k0:UInt64}',
  '$(id)',
  '\x01',
  '\x02',
  '\x03',
  '\u{feff}',
].map((text) => Buffer.from(text));
const strayBytes = [
  Buffer.from([0]),
  Buffer.alloc(64),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc3]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xa5, 0xa4, 0xb5]),
];

/** One line changed in one to three ways; about one in five stays as it is. */
export function mutated(line: Buffer, other: Buffer, random: Random): Buffer {
  if (random.chance(0.2)) return line;
  let result = line;
  for (let n = random.int(1, 3); n > 0; n -= 1) result = once(result, other, random);
  return result.length > LONGEST_BYTES ? result.subarray(0, LONGEST_BYTES) : result;
}

function once(line: Buffer, other: Buffer, random: Random): Buffer {
  const at = random.int(0, line.length);
  const to = Math.min(line.length, at + random.int(0, 40));
  const insert = (what: Buffer, until = at) => Buffer.concat([line.subarray(0, at), what, line.subarray(until)]);
  const roll = random.next();
  if (roll < 0.2) return bitsFlipped(line, random);
  if (roll < 0.32) return line.subarray(0, at); // cut off
  if (roll < 0.42) return insert(Buffer.alloc(0), to); // a piece lost
  if (roll < 0.62) return insert(random.pick(poison));
  if (roll < 0.76) return insert(random.pick(poison), to);
  if (roll < 0.84) return insert(random.pick(strayBytes), random.chance(0.5) ? at : to);
  if (roll < 0.92) return Buffer.concat([line.subarray(0, at), other.subarray(random.int(0, other.length))]); // joined
  if (roll < 0.96) return Buffer.concat([line, other]);
  if (roll < 0.9999) return insert(repeated(line.subarray(at, to), random.int(2, 20)));
  return insert(repeated(random.chance(0.5) ? line.subarray(at, to) : random.pick(poison), 1 << 20));
}

function bitsFlipped(line: Buffer, random: Random): Buffer {
  if (line.length === 0) return line;
  const copy = Buffer.from(line);
  for (let n = random.int(1, 8); n > 0; n -= 1) {
    const at = random.int(0, copy.length - 1);
    copy[at] = (copy[at] as number) ^ (1 << random.int(0, 7));
  }
  return copy;
}

/** The piece again and again, up to the longest line. */
function repeated(piece: Buffer, times: number): Buffer {
  if (piece.length === 0) return piece;
  return Buffer.alloc(Math.min(LONGEST_BYTES, piece.length * times), piece);
}
