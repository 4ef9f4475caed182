import { PlainError } from '../../clickhouse/plain-error';
import type { RecordLayout } from './record-layout';

/**
 * The column names of a header as a mapping looks for them: no-break spaces and outer blanks are dropped. A name that comes
 * twice gets ` (2)`; if the mapping reads it, nobody can say which one is meant and the file is refused.
 */
export function columnNames(header: string[], layout: RecordLayout, path: string): string[] {
  const met = new Map<string, number>();
  return header.map((given) => {
    const name = cleanName(given);
    const times = (met.get(name) ?? 0) + 1;
    met.set(name, times);
    if (times === 1 || name === '') return name;
    if (layout.columns.includes(name)) {
      throw new PlainError(
        `Kolom "${name}" ada lebih dari satu kali pada baris judul: ${path}. Hapus atau ganti nama salah satunya, lalu ulangi.`,
      );
    }
    return `${name} (${times})`;
  });
}

export function cleanName(given: string): string {
  return given.replaceAll('\u00a0', ' ').trim();
}

/** A name without what people write differently from file to file: case and signs. */
export function foldedName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
