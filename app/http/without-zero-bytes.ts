import { Transform } from 'node:stream';

/**
 * Takes NUL bytes, which no page holds, out of a rendered page. The stream of react-dom 18 sends its whole buffer of 2 kB when a
 * character of several bytes does not fit at its end, with zeros where nothing was written; in an attribute a browser shows them.
 */
export function withoutZeroBytes(): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      done(null, piece.includes(0) ? piece.filter((byte) => byte !== 0) : piece);
    },
  });
}
