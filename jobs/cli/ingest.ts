import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { readRunning } from '../../clickhouse/data-folder/running';
import { requestRun } from '../../clickhouse/ledger/runs';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { findSource } from '../../ingest/runs/sources';
import { type RunLedger, runLedger } from '../../ingest/runs/store';
import { enqueue, lastFailure } from '../queue/queues';
import { withHouse } from './with-house';

const GONE_AFTER_MS = 1_500;
/** How often a run that takes its time is asked whether it met trouble. */
const ASK_EVERY_MS = 3_000;

export const ingest = new Command('ingest')
  .description('Muat berkas ke sebuah sumber lewat antrean, lalu tampilkan neraca catatannya.')
  .argument('<sumber>', 'id sumber pada profil kota, misalnya situs-kota')
  .argument('<berkas...>', 'berkas yang dimuat (boleh .gz)')
  .option('--json', 'cetak neraca sebagai JSON')
  .action(async (sourceId: string, files: string[], options: { json?: boolean }) => {
    const paths = files.map((f) => resolve(process.env.INIT_CWD ?? '.', f));
    const missing = paths.find((p) => !existsSync(p));
    if (missing) throw new PlainError(`Berkas tidak ditemukan: ${missing}`);
    const runId = randomUUID();
    let requested = false;
    let ledger: RunLedger | undefined;
    // Another command may have started the house and leave before our run has ended: then we start it, and the run goes on.
    while (!ledger) {
      ledger = await withHouse(
        async () => {
          if (!requested) {
            await findSource(sourceId);
            await requestRun(sourceId, paths, 'perintah', runId);
            requested = true;
          }
          // The run is registered; whatever becomes of the queue, a worker finds it.
          await enqueue('ingest-run', { runId }, runId).catch(() => {});
          return untilEnded(runId);
        },
        { worker: true },
      );
    }
    process.stdout.write(options.json ? `${JSON.stringify(ledger)}\n` : asText(ledger));
    if (ledger.state === 'gagal') process.stderr.write(`${ledger.message}\n`);
    if (ledger.state === 'gagal' || !ledger.balanced) process.exitCode = 1;
  });

/** Waits for the end of a run; undefined when the product is gone. */
async function untilEnded(runId: string): Promise<RunLedger | undefined> {
  let goneSince = 0;
  let told = '';
  let askAt = Date.now() + ASK_EVERY_MS;
  for (;;) {
    // The engine may be restarting: the run is safe, so waiting is all there is to do.
    const ledger = await runLedger(runId).catch(() => undefined);
    if (ledger?.state === 'selesai' || ledger?.state === 'gagal') return ledger;
    const gone = !ledger && !readRunning() && !(process.env.CLICKHOUSE_URL && process.env.REDIS_URL);
    goneSince = gone ? goneSince || Date.now() : 0;
    if (gone && Date.now() - goneSince > GONE_AFTER_MS) return undefined;
    if (Date.now() > askAt) {
      const failure = await lastFailure('ingest-run', runId).catch(plainSentence);
      if (failure && failure !== told) {
        process.stderr.write(`Tertunda: ${failure} Pemuatan dilanjutkan sendiri; perintah ini boleh dihentikan.\n`);
      }
      told = failure || told;
      askAt = Date.now() + ASK_EVERY_MS;
    }
    await sleep(200);
  }
}

function asText(l: RunLedger): string {
  const n = (value: number) => value.toLocaleString('id-ID');
  const reasons = Object.entries(l.reasons).map(([reason, count]) => `  ${reason}: ${n(count)}\n`);
  return [
    `${l.source}: dibaca ${n(l.read)} = tersimpan ${n(l.stored)} + kembar ${n(l.duplicate)} + ditolak ${n(l.rejected)} + diabaikan ${n(l.ignored)}`,
    ` ${l.balanced ? '(seimbang)' : '(TIDAK SEIMBANG)'}\n`,
    ...reasons,
    `run ${l.run_id}\n`,
  ].join('');
}
