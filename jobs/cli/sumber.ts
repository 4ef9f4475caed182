import { Command } from 'commander';
import { writeAudit } from '../../clickhouse/accounts/audit';
import { sourceAlarms } from '../../clickhouse/alarms';
import { now } from '../../clickhouse/clock';
import { freshnessOf } from '../../clickhouse/ledger/freshness';
import { sourceSummaries } from '../../clickhouse/ledger/queries';
import { PlainError } from '../../clickhouse/plain-error';
import { backfill, type Commander, pauseSource, replay, rerun, runNow } from '../../clickhouse/sources/commands';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { pausedSources } from '../../clickhouse/sources/switches';
import { findSource } from '../../ingest/runs/sources';
import { carryOutRun } from './carry-out-run';
import { readSecret } from './read-secret';
import { tambah, uji } from './sumber-baru';
import { withHouse } from './with-house';

const by: Commander = { actor: 'sistem', role: 'perintah', trigger: 'perintah' };
const words = {
  segar: 'segar',
  terlambat: 'terlambat',
  belum_pernah: 'belum pernah',
  tanpa_jadwal: 'tanpa jadwal',
} as const;

const daftar = new Command('daftar')
  .description('Semua sumber: keadaan, peringatan dan hitungannya.')
  .option('--json', 'cetak sebagai JSON')
  .action((options: { json?: boolean }) =>
    withHouse(async () => {
      const at = now();
      const [sources, paused, alarms] = await Promise.all([
        sourceSummaries({ at }),
        pausedSources(),
        sourceAlarms({ at }),
      ]);
      const rows = sources.map((s) => ({
        id: s.id,
        nama: s.name,
        keadaan: paused.has(s.id) ? 'dijeda' : words[freshnessOf(s, at).freshness],
        peringatan: alarms.filter((a) => a.source === s.id).map((a) => a.kind),
        terakhir: s.lastState,
        tersimpan: s.stored,
        ditolak: s.rejected,
      }));
      if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
      else {
        for (const r of rows) {
          const alarm = r.peringatan.length ? `  ! ${r.peringatan.join(', ')}` : '';
          const counts = `${r.tersimpan.toLocaleString('id-ID')} tersimpan, ${r.ditolak.toLocaleString('id-ID')} ditolak`;
          process.stdout.write(`${r.id.padEnd(24)} ${r.keadaan.padEnd(13)} ${counts}${alarm}\n`);
        }
      }
    }),
  );

const jalankan = new Command('jalankan')
  .description('Tarik yang baru dari sebuah sumber sekarang juga, lalu tampilkan neracanya.')
  .argument('<sumber>', 'id sumber')
  .option('--json', 'cetak neraca sebagai JSON')
  .action((id: string, options: { json?: boolean }) => carryOutRun(() => runNow(id, by), options));

const jeda = new Command('jeda')
  .description('Hentikan jadwal sebuah sumber untuk sementara; tarikan yang berjalan diselesaikan.')
  .argument('<sumber>', 'id sumber')
  .action((id: string) =>
    withHouse(async () => {
      await pauseSource(id, true, by);
      process.stdout.write(`Sumber ${id} dijeda. Lanjutkan dengan: rk sumber lanjut ${id}\n`);
    }),
  );

const lanjut = new Command('lanjut')
  .description('Jalankan lagi jadwal sumber yang dijeda.')
  .argument('<sumber>', 'id sumber')
  .action((id: string) =>
    withHouse(async () => {
      await pauseSource(id, false, by);
      process.stdout.write(`Sumber ${id} berjalan lagi menurut jadwalnya.\n`);
    }),
  );

const isiUlang = new Command('isi-ulang')
  .description('Minta lagi satu periode dari sebuah sumber (HTTP, Open311 atau basis data).')
  .argument('<sumber>', 'id sumber')
  .requiredOption('--dari <tanggal>', 'hari pertama, misalnya 2026-08-01')
  .requiredOption('--sampai <tanggal>', 'hari terakhir, ikut diminta')
  .option('--json', 'cetak neraca sebagai JSON')
  .action((id: string, options: { dari: string; sampai: string; json?: boolean }) =>
    carryOutRun(() => backfill(id, { from: options.dari, to: options.sampai }, by), options),
  );

const ulangi = new Command('ulangi')
  .description('Kerjakan sekali lagi sebuah run yang sudah berakhir, dari berkas yang sama.')
  .argument('<run>', 'id run, seperti pada halaman sumber')
  .option('--json', 'cetak neraca sebagai JSON')
  .action((runId: string, options: { json?: boolean }) => carryOutRun(() => rerun(runId, by), options));

const bacaUlang = new Command('baca-ulang')
  .description('Baca ulang catatan yang ditolak, sesudah profil atau pemetaan diperbaiki.')
  .argument('<sumber>', 'id sumber')
  .option('--run <id...>', 'hanya yang ditolak oleh run ini')
  .option('--json', 'cetak neraca sebagai JSON')
  .action((id: string, options: { run?: string[]; json?: boolean }) =>
    carryOutRun(() => replay(id, options.run ?? [], by), options),
  );

const rahasia = new Command('rahasia')
  .description('Simpan sandi atau token sebuah sumber, tersandi. Diketik tanpa terlihat, atau dari masukan baku.')
  .argument('<sumber>', 'id sumber')
  .option('--hapus', 'hapus rahasia yang tersimpan')
  .action(async (id: string, options: { hapus?: boolean }) => {
    const secret = options.hapus ? '' : await readSecret();
    if (!options.hapus && secret === '') throw new PlainError('Rahasia kosong. Tidak ada yang disimpan.');
    await withHouse(async () => {
      const { source } = await findSource(id);
      await keepSecret(source.id, secret, by.actor);
      await writeAudit({
        actor: by.actor,
        role: by.role,
        action: 'sumber-diatur',
        subject: source.id,
        detail: 'rahasia',
      });
      process.stdout.write(options.hapus ? 'Rahasia dihapus.\n' : 'Rahasia tersimpan.\n');
    });
  });

export const sumber = new Command('sumber').description(
  'Sumber data: uji, tambah, lihat, jalankan, jeda, isi ulang, ulangi.',
);
for (const command of [uji, tambah, daftar, jalankan, jeda, lanjut, isiUlang, ulangi, bacaUlang, rahasia])
  sumber.addCommand(command);
