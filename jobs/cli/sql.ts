import type { ClickHouseSettings } from '@clickhouse/client';
import { Command } from 'commander';
import { PlainError } from '../../clickhouse/plain-error';
import { warehouse } from '../../clickhouse/warehouse/client';
import { withHouse } from './with-house';

/** Statements that only read. The engine refuses writes by itself; KILL, SET and SYSTEM it would not all refuse. */
const reading = /^(?:SELECT|WITH|FROM|SHOW|DESCRIBE|DESC|EXPLAIN|EXISTS)\b/i;
const leading = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()*/;

export const sql = new Command('sql')
  .description('Jalankan satu kueri baca pada gudang data.')
  .argument('<kueri>', 'SQL ClickHouse, misalnya "SELECT count() FROM web_hits"')
  .option('--format <nama>', 'bentuk hasil: PrettyCompact, JSONEachRow, CSVWithNames, TSV, ...', 'PrettyCompact')
  .action((query: string, options: { format: string }) => {
    if (!reading.test(query.replace(leading, ''))) {
      throw new PlainError(
        'rk sql hanya membaca. Mulai kueri dengan SELECT, WITH, SHOW, DESCRIBE, EXPLAIN atau EXISTS.',
      );
    }
    if (!/^[A-Za-z]\w*$/.test(options.format)) {
      throw new PlainError(`Bentuk "${options.format}" tidak dikenal. Tulis misalnya --format CSVWithNames`);
    }
    return withHouse(async () => {
      try {
        const result = await warehouse().exec({
          query,
          clickhouse_settings: {
            readonly: '1', // also keeps out file() and url(): they would read what the engine may read
            max_result_rows: '1000000',
            wait_end_of_query: 1, // an error in the middle is told as one, not printed among the rows
            default_format: options.format,
          } as ClickHouseSettings,
        });
        for await (const piece of result.stream) process.stdout.write(piece as Buffer);
      } catch (error) {
        throw new PlainError(`Kueri ditolak: ${whatTheEngineSays(error)}`);
      }
    });
  });

/** The operator wrote the query and may read what the engine says of it: its first sentence, in one line, without internals. */
function whatTheEngineSays(error: unknown): string {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (!/^\d+$/.test(code)) return 'mesin data tidak menjawab.';
  if (/Cannot modify '.*' setting in readonly/.test(message)) return 'SETTINGS tidak dapat diubah lewat rk sql.';
  if (/readonly mode/.test(message)) return 'rk sql hanya membaca.';
  if (code === '396') return 'hasilnya lebih dari 1.000.000 baris. Tambahkan LIMIT atau saring datanya.';
  const sentence = message
    .split(/[.:] (?:In scope|While|\(while|Expected one of|Note:|Stack trace)|: while executing|: In scope|: While/)[0]!
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
    .trim();
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
