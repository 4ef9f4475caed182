import { setTimeout as sleep } from 'node:timers/promises';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { monthOf } from '../../clickhouse/local-time';
import { runLedger } from '../../ingest/runs/store';
import { clearDemoFiles, firstWindow, handOverDemo } from '../demo/load-demo';
import { enqueue } from '../queue/queues';
import { progressBar } from './progress-bar';

/** Months that the first start judges, newest first. */
const MONTHS_JUDGED = 24;

/** Loads the demo city's history with a progress bar; returns when every record is in its table. */
export async function showDemoLoad(): Promise<void> {
  const { profile } = await currentCity();
  const bar = progressBar();
  const { runs, lines } = await handOverDemo(firstWindow(now(), profile.zona_waktu), {
    onSource: (done, total) => bar.show(done / total, 'menyiapkan data contoh'),
  });
  for (;;) {
    const ledgers = await Promise.all(runs.map((run) => runLedger(run)));
    const read = ledgers.reduce((sum, l) => sum + l.read, 0);
    bar.show(Math.min(1, read / lines), `memuat ${read.toLocaleString('id-ID')} catatan`);
    if (ledgers.every((l) => l.state === 'selesai' || l.state === 'gagal')) {
      const total = (part: 'stored' | 'rejected' | 'duplicate') =>
        ledgers.reduce((sum, l) => sum + l[part], 0).toLocaleString('id-ID');
      bar.done(
        `${total('stored')} catatan tersimpan, ${total('rejected')} ditolak, ${total('duplicate')} kembar; rincian di halaman Sumber`,
      );
      break;
    }
    await sleep(400);
  }
  for (const run of runs) await clearDemoFiles(run);
  for (let back = 0; back < MONTHS_JUDGED; back += 1) {
    const month = monthOf(now(), profile.zona_waktu, back);
    await enqueue('assess-month', { month }, `contoh-${month}`);
  }
}
