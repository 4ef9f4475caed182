import { Command, CommanderError } from 'commander';
import { plainSentence } from '../../clickhouse/plain-error';
import { akun } from './akun';
import { speakIndonesian } from './indonesian';
import { ingest } from './ingest';
import { kota, wilayah } from './kota';
import { nilai } from './nilai';
import { periksa } from './periksa';
import { sql } from './sql';

const program = new Command('rk').description(
  'Ruang Kendali dari baris perintah. Bila produk tidak sedang berjalan, bagian yang perlu dinyalakan sebentar.',
);
for (const command of [ingest, sql, kota, wilayah, nilai, periksa, akun]) program.addCommand(command);
speakIndonesian(program);

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
  process.exit(process.exitCode ?? 0);
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode);
  process.stderr.write(`${plainSentence(error)}\n`);
  if (process.env.RK_DEBUG && !(error as { type?: string }).type) process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
}
