import { Command } from 'commander';
import { akun } from './akun';
import { alarm } from './alarm';
import { speakIndonesian } from './indonesian';
import { ingest } from './ingest';
import { kota, wilayah } from './kota';
import { nilai } from './nilai';
import { periksa } from './periksa';
import { sql } from './sql';
import { sumber } from './sumber';
import { token } from './token';

export const program = new Command('rk').description(
  'Ruang Kendali dari baris perintah. Bila produk tidak sedang berjalan, bagian yang perlu dinyalakan sebentar.',
);
for (const command of [ingest, sumber, sql, kota, wilayah, nilai, periksa, akun, alarm, token])
  program.addCommand(command);
speakIndonesian(program);
