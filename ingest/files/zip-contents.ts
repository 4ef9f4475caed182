import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** Size as it is, not as the archive says. */
  unpackedBytes: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
/** A data descriptor may follow an entry. */
const BETWEEN_ENTRIES = 24;

/**
 * What a ZIP archive holds, with sizes found by unpacking, since an archive can lie about them. Entries stand one after the other
 * with nothing hidden between. Undefined when the archive is damaged, `'too big'` when its entries are more than `limitBytes`.
 */
export function zipEntries(zip: Buffer, limitBytes: number): ZipEntry[] | 'too big' | undefined {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  try {
    if (end < 0 || zip.readUInt32LE(end) !== END_OF_DIRECTORY) return undefined;
    const found: ZipEntry[] = [];
    const places: { from: number; to: number }[] = [];
    let at = zip.readUInt32LE(end + 16);
    const directory = at;
    let left = limitBytes;
    for (let n = zip.readUInt16LE(end + 10); n > 0; n -= 1) {
      if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
      const method = zip.readUInt16LE(at + 10);
      const packed = zip.readUInt32LE(at + 20);
      const [nameLength, extra, comment] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o)) as [
        number,
        number,
        number,
      ];
      const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
      const local = zip.readUInt32LE(at + 42);
      if (zip.readUInt32LE(local) !== LOCAL_ENTRY) return undefined;
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(from, from + packed);
      if (data.length !== packed) return undefined;
      if (packed > left) return 'too big';
      const unpackedBytes = method === 0 ? packed : inflateRawSync(data, { maxOutputLength: left + 1 }).length;
      left -= unpackedBytes;
      if (left < 0) return 'too big';
      found.push({ name, unpackedBytes });
      places.push({ from: local, to: from + packed });
      at += 46 + nameLength + extra + comment;
    }
    places.sort((a, b) => a.from - b.from);
    let reached = 0;
    for (const { from, to } of [...places, { from: directory, to: directory }]) {
      if (from < reached || from > reached + BETWEEN_ENTRIES) return undefined;
      reached = to;
    }
    return found;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too big' : undefined;
  }
}
