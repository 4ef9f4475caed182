import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { requestRun } from '../../clickhouse/ledger/runs';
import { PlainError } from '../../clickhouse/plain-error';
import { findSource } from '../../ingest/runs/sources';
import { carryOutRun } from './carry-out-run';

export const ingest = new Command('ingest')
  .description('Muat berkas ke sebuah sumber lewat antrean, lalu tampilkan neraca catatannya.')
  .argument('<sumber>', 'id sumber pada profil kota, misalnya situs-kota')
  .argument('<berkas...>', 'berkas yang dimuat (boleh .gz)')
  .option('--json', 'cetak neraca sebagai JSON')
  .action(async (sourceId: string, files: string[], options: { json?: boolean }) => {
    const paths = files.map((f) => resolve(process.env.INIT_CWD ?? '.', f));
    const missing = paths.find((p) => !existsSync(p));
    if (missing) throw new PlainError(`Berkas tidak ditemukan: ${missing}`);
    await carryOutRun(async () => {
      await findSource(sourceId);
      return requestRun(sourceId, paths, 'perintah');
    }, options);
  });
