import type { DataFormat } from '@clickhouse/client';
import { Command } from 'commander';
import { PlainError } from '../../clickhouse/plain-error';
import { warehouse } from '../../clickhouse/warehouse/client';
import { withHouse } from './with-house';

export const sql = new Command('sql')
  .description('Jalankan satu kueri baca pada gudang data.')
  .argument('<kueri>', 'SQL ClickHouse, misalnya "SELECT count() FROM web_hits"')
  .option('--format <nama>', 'bentuk hasil: PrettyCompact, JSONEachRow, CSVWithNames, TSV, ...', 'PrettyCompact')
  .action((query: string, options: { format: string }) =>
    withHouse(async () => {
      try {
        const result = await warehouse().exec({
          query:
            `${query.trim().replace(/;+$/, '')} FORMAT ${/^[A-Za-z]+$/.test(options.format) ? options.format : 'TSV'}` as `${string} FORMAT ${DataFormat}`,
          clickhouse_settings: { readonly: '2', max_result_rows: '1000000' },
        });
        for await (const piece of result.stream) process.stdout.write(piece as Buffer);
      } catch (error) {
        // The operator wrote the query and may read what the engine says of it; only its first sentence, never rows.
        const message = String((error as Error).message ?? '')
          .split(/[.:] (?:In scope|While|\(while)/)[0]!
          .slice(0, 400);
        throw new PlainError(`Kueri ditolak: ${message}`);
      }
    }),
  );
