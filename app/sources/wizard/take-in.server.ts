import { randomUUID } from 'node:crypto';
import { dropSpool, openSpool } from '../../../clickhouse/data-folder/spool';
import { PlainError } from '../../../clickhouse/plain-error';

/** Larger exports are put into a folder on the server. */
export const LARGEST_UPLOAD_BYTES = 4 * 2 ** 30;

const FULL = new PlainError(
  'Berkas ini lebih besar daripada 4 GB. Taruh pada folder di server, lalu pilih "Folder di server".',
);
const EMPTY = new PlainError('Berkas ini kosong.');

/**
 * Takes a file in as it arrives, encrypted, as the spool of the run that will load it; gives the id of that run. Throws a
 * PlainError when it is empty or too large; a cut upload leaves nothing behind.
 */
export async function takeIn(
  fileName: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const upload = randomUUID();
  try {
    const spool = await openSpool(upload);
    const part = await spool.part(labelOf(fileName));
    try {
      for await (const piece of bytes) {
        await part.write(Buffer.from(piece));
        if (spool.bytes() > LARGEST_UPLOAD_BYTES) throw FULL;
      }
      if (spool.bytes() === 0) throw EMPTY;
      await part.close();
    } catch (error) {
      await part.drop();
      throw error;
    }
    return upload;
  } catch (error) {
    await dropSpool(upload).catch(() => {});
    throw error;
  }
}

/** The last part of the name as the browser gives it, short enough for a file system. */
export function labelOf(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? '';
  return last.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(-120) || 'berkas';
}
