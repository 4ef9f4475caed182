import { Command } from 'commander';
import { currentCity } from '../../clickhouse/city/apply';
import type { CityProfile } from '../../clickhouse/city/schema';
import { suggestion } from '../../clickhouse/city/wording';
import { now } from '../../clickhouse/clock';
import { monthOf } from '../../clickhouse/local-time';
import { maturityBoard } from '../../clickhouse/maturity';
import { type Checked, verifyMonth } from '../../clickhouse/maturity/verify';
import { PlainError } from '../../clickhouse/plain-error';
import { assessMonth } from '../work/assess-month.job';
import { withHouse } from './with-house';

const say = (line: string) => process.stdout.write(`${line}\n`);

export const nilai = new Command('nilai')
  .description('Nilai kematangan setiap SKPD dari bukti yang ada, lalu tampilkan ringkasannya.')
  .option('--periode <YYYY-MM>', 'bulan yang dinilai (bawaan: bulan lalu)')
  .option('--skpd <kode>', 'tampilkan satu SKPD saja, dengan sidik jari lengkap')
  .option('--periksa', 'hitung ulang hasil yang tersimpan dan bandingkan sidik jarinya; tidak menyimpan apa pun')
  .action(async (options: { periode?: string; skpd?: string; periksa?: boolean }) => {
    if (options.periode && !/^\d{4}-(0[1-9]|1[0-2])$/.test(options.periode)) {
      throw new PlainError(`Periode "${options.periode}" bukan bulan. Tulis tahun-bulan, misalnya 2026-10.`);
    }
    await withHouse(async () => {
      const { profile } = await currentCity();
      const month = options.periode ?? monthOf(now(), profile.zona_waktu, 1);
      const skpd = options.skpd ?? '';
      checkOffice(profile, skpd);
      if (options.periksa) return check(profile, month, skpd);
      await assessMonth({ month });
      const board = await maturityBoard({ month, timezone: profile.zona_waktu });
      say(`${month}: ${board.city.sentence.id}`);
      for (const row of board.rows.filter((row) => skpd === '' || row.skpd === skpd)) {
        const until = row.possible > row.reached ? ` (sampai ${row.possible} bila bukti lengkap)` : '';
        say(`  tahap ${row.reached}${until}  ${row.name}  ${skpd ? row.sha256 : row.sha256.slice(0, 12)}`);
      }
    });
  });

function checkOffice(profile: CityProfile, skpd: string): void {
  const codes = profile.skpd.map(({ kode }) => kode);
  if (skpd === '' || codes.includes(skpd)) return;
  const near = suggestion(skpd, codes);
  throw new PlainError(`SKPD "${skpd}" tidak ada di profil kota.${near ? ` Maksud Anda "${near}"?` : ''}`);
}

/** Says of each stored result whether the evidence still gives it, and ends with 1 when one does not. */
async function check(profile: CityProfile, month: string, skpd: string): Promise<void> {
  const checked = await verifyMonth({ month, timezone: profile.zona_waktu, skpd });
  if (checked.length === 0)
    throw new PlainError(`${month} belum pernah dinilai. Jalankan: rk nilai --periode ${month}`);
  for (const result of checked) for (const line of linesOf(result)) say(line);
  const other = checked.filter(({ same }) => !same).length;
  say(
    other === 0
      ? `${month}: ${checked.length} hasil dihitung ulang, semua sidik jarinya sama.`
      : `${month}: ${checked.length} hasil dihitung ulang, ${other} berbeda.`,
  );
  if (other > 0) process.exitCode = 1;
}

function linesOf({ skpd, instrument, stored, again, same, probes, watermark }: Checked): string[] {
  const head = `  ${same ? 'sama   ' : 'BERBEDA'}  ${skpd}  ${instrument}  ${stored}`;
  if (same) return [head];
  if (again === null) return [head, '           SKPD ini tidak lagi dinilai menurut profil kota.'];
  return [
    head,
    `           sekarang ${again}`,
    ...probes.map(({ probe, was, is }) => `           ${probe}: ${wordsOf(was)} menjadi ${wordsOf(is)}`),
    ...(watermark.length > 0 ? [`           data terbaru berubah: ${watermark.join(', ')}`] : []),
  ];
}

type Said = Checked['probes'][number]['was'];
const wordsOf = ({ outcome, value, threshold, n }: Said) =>
  `${outcome.replaceAll('_', ' ')} (nilai ${value?.toLocaleString('id-ID') ?? '-'}, ambang ${threshold.toLocaleString('id-ID')}, n ${n.toLocaleString('id-ID')})`;
