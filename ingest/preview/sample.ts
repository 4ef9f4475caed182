import { randomUUID } from 'node:crypto';
import type { Connection } from '../../clickhouse/city/connections';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { dropSpool, openSpool } from '../../clickhouse/data-folder/spool';
import { PlainError } from '../../clickhouse/plain-error';
import { captureOf, connectionOf } from '../capture';
import { findMapping } from '../mappings';

/** Somebody waits for a sample before the screen. */
const LONGEST_SAMPLE_MS = 45_000;

/**
 * Pulls from a source that is not one yet and hands the first part to `look`; whatever was copied is thrown away afterwards.
 * Of a paged source only the first page is asked for.
 */
export async function withSample<T>(
  source: CitySource,
  profile: CityProfile,
  secret: string | undefined,
  look: (path: string, note: string) => Promise<T>,
): Promise<T> {
  const pull = captureOf(source);
  if (!pull) throw new PlainError('Sumber ini tidak punya sambungan untuk dicoba. Berikan sebuah berkas contoh.');
  const id = randomUUID();
  try {
    const spool = await openSpool(id);
    const { note, files } = await pull({
      source,
      profile,
      connection: onePage(source),
      mapping: findMapping(source.pemetaan, profile),
      cursor: null,
      range: null,
      secret,
      spool,
      signal: AbortSignal.timeout(LONGEST_SAMPLE_MS),
    }).then((pulled) => ({ note: pulled.note, files: [...spool.paths(), ...filesOf(pulled)] }));
    if (!files[0]) throw new PlainError(`Sumber ini dapat dihubungi tetapi belum berisi apa-apa. ${note}`.trim());
    return await look(files[0], note);
  } finally {
    await dropSpool(id);
  }
}

/** Files outside of the spool, such as those of a folder. */
const filesOf = (pulled: object): string[] => ('files' in pulled ? (pulled.files as string[]) : []);

function onePage(source: CitySource) {
  const connection = connectionOf(source);
  if (source.jenis !== 'http') return connection;
  const http = connection as Connection<'http'>;
  return { ...http, halaman: http.halaman && { ...http.halaman, paling_banyak: 1 } };
}
