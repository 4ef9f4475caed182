import { Command } from 'commander';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { monthOf } from '../../clickhouse/local-time';
import { maturityBoard } from '../../clickhouse/maturity';
import { PlainError } from '../../clickhouse/plain-error';
import { assessMonth } from '../work/assess-month.job';
import { withHouse } from './with-house';

export const nilai = new Command('nilai')
  .description('Nilai kematangan setiap SKPD dari bukti yang ada, lalu tampilkan ringkasannya.')
  .option('--periode <YYYY-MM>', 'bulan yang dinilai (bawaan: bulan lalu)')
  .action(async (options: { periode?: string }) => {
    if (options.periode && !/^\d{4}-(0[1-9]|1[0-2])$/.test(options.periode)) {
      throw new PlainError(`Periode "${options.periode}" bukan bulan. Tulis tahun-bulan, misalnya 2026-10.`);
    }
    await withHouse(async () => {
      const { profile } = await currentCity();
      const month = options.periode ?? monthOf(now(), profile.zona_waktu, 1);
      await assessMonth({ month });
      const board = await maturityBoard({ month, timezone: profile.zona_waktu });
      process.stdout.write(`${month}: ${board.city.sentence.id}\n`);
      for (const row of board.rows) {
        const until = row.possible > row.reached ? ` (sampai ${row.possible} bila bukti lengkap)` : '';
        process.stdout.write(`  tahap ${row.reached}${until}  ${row.name}  ${row.sha256.slice(0, 12)}\n`);
      }
    });
  });
