import { randomUUID } from 'node:crypto';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { dropSpool, openSpool } from '../../clickhouse/data-folder/spool';
import { PlainError, TryAgainError } from '../../clickhouse/plain-error';
import { captureOf, connectionOf } from '../capture';
import { RecordsDeeper } from '../capture/http-page';
import { findMapping } from '../mappings';

/** Somebody waits for a sample before the screen. */
const LONGEST_SAMPLE_MS = 45_000;
/** What the sentences of a run say to operators; whoever makes a source has the input before him. */
const FOR_OPERATORS = /(?<=\.) Dicoba lagi nanti\.$|; sandi disimpan dengan: rk sumber rahasia$/;

/**
 * Pulls from a source that is not one yet and hands the first part to `look`; whatever was copied is thrown away afterwards.
 * Only as much is asked for as a screen shows.
 */
export async function withSample<T>(
  source: CitySource,
  profile: CityProfile,
  secret: string | undefined,
  look: (path: string, found: { note: string; rows: string | undefined }) => Promise<T>,
): Promise<T> {
  const pull = captureOf(source);
  if (!pull) throw new PlainError('Sumber ini tidak punya sambungan untuk dicoba. Berikan sebuah berkas contoh.');
  const id = randomUUID();
  const signal = AbortSignal.timeout(LONGEST_SAMPLE_MS);
  try {
    const spool = await openSpool(id);
    const ask = (connection: ReturnType<typeof connectionOf>) =>
      pull({
        source,
        profile,
        connection,
        // Of a table every column is shown, so that a mapping that does not fit can be changed.
        mapping: source.jenis === 'basis_data' ? undefined : findMapping(source.pemetaan, profile),
        cursor: null,
        range: null,
        secret,
        spool,
        signal,
        isSample: true,
      });
    const connection = connectionOf(source);
    let rows = 'baris' in connection ? (connection.baris ?? undefined) : undefined;
    const { note, files } = await ask(connection).catch((error: unknown) => {
      if (!(error instanceof RecordsDeeper)) throw error;
      rows = error.rows;
      return ask({ ...connection, baris: rows });
    });
    const path = spool.paths()[0] ?? files?.[0]?.path;
    if (!path) throw new PlainError(`Sumber ini dapat dihubungi tetapi belum berisi apa-apa. ${note}`.trim());
    return await look(path, { note, rows });
  } catch (error) {
    if (signal.aborted) throw new PlainError('Sumber ini terlalu lama menjawab. Periksa alamatnya, lalu coba lagi.');
    if (error instanceof PlainError || error instanceof TryAgainError)
      throw new PlainError(error.message.replace(FOR_OPERATORS, '').replace(/(?<!\.)$/, '.'));
    throw error;
  } finally {
    await dropSpool(id);
  }
}
