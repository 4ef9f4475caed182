import { EncodingWatch, fromWindows1252 } from '../files/encoding';

/** Bytes at the start in which a page says how it is written (HTML asks for 1,024). */
const HEAD_BYTES = 1_024;

/** The text of an HTML page; '' when what came is none, whatever its header says. */
export function pageText(body: Buffer, contentType: string, isCut: boolean): string {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  const isDeclared = type === 'text/html' || type === 'application/xhtml+xml';
  if (!isDeclared && type !== '' && type !== 'application/octet-stream' && type !== 'text/plain') return '';
  const charset = charsetOf(body, contentType);
  const isWide = charset.startsWith('utf-16');
  if (!isWide && body.subarray(0, HEAD_BYTES).includes(0)) return '';
  const text =
    charset === 'windows-1252' ? fromWindows1252(body) : new TextDecoder(charset).decode(body, { stream: isCut });
  return isDeclared || /^\s*(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype html|html|head)\b/i.test(text) ? text : '';
}

/** By its byte order mark, its header, its own words, or as what it can be read. */
function charsetOf(body: Buffer, contentType: string): string {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xef && body[1] === 0xbb) return 'utf-8';
  const own = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})/i.exec(body.toString('latin1', 0, HEAD_BYTES))?.[1];
  for (const label of [/charset\s*=\s*["']?([\w-]{2,40})/i.exec(contentType)?.[1], own]) {
    const known = label && encodingOf(label);
    if (known) return known;
  }
  const watch = new EncodingWatch();
  watch.add(body);
  return watch.encoding;
}

function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
