import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from '../../clickhouse/data-folder/paths';
import { readRunning } from '../../clickhouse/data-folder/running';
import { findRun, type Run } from '../../clickhouse/ledger/runs';
import { plainSentence } from '../../clickhouse/plain-error';
import { type RunLedger, runLedger } from '../../ingest/runs/store';
import { enqueueRun, lastFailure } from '../queue/queues';
import { withHouse } from './with-house';

const GONE_AFTER_MS = 1_500;
/** How often a run that takes its time is asked whether it met trouble. */
const ASK_EVERY_MS = 3_000;

/**
 * Registers a run and waits for its end, then prints its ledger. Another command may have started the house and leave before the
 * run has ended: then it is started here, and the run goes on.
 */
export async function carryOutRun(register: () => Promise<Run>, options: { json?: boolean }): Promise<void> {
  let runId: string | undefined;
  let ledger: RunLedger | undefined;
  while (!ledger) {
    ledger = await withHouse(
      async () => {
        runId ??= (await register()).run_id;
        // The run is registered; whatever becomes of the queue, a worker finds it.
        const run = await findRun(runId);
        if (run) await enqueueRun(run).catch(() => {});
        return untilEnded(runId);
      },
      { worker: true },
    );
  }
  process.stdout.write(options.json ? `${JSON.stringify(ledger)}\n` : asText(ledger));
  if (ledger.message) process.stderr.write(`${ledger.message}\n`);
  if (ledger.state === 'gagal' || !ledger.balanced) process.exitCode = 1;
}

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
      const failure = await whyItWaits(runId).catch(plainSentence);
      if (failure && failure !== told) {
        process.stderr.write(`Tertunda: ${failure} Pemuatan dilanjutkan sendiri; perintah ini boleh dihentikan.\n`);
      }
      told = failure || told;
      askAt = Date.now() + ASK_EVERY_MS;
    }
    await sleep(200);
  }
}

async function whyItWaits(runId: string): Promise<string> {
  const told = (await lastFailure('ingest-run', runId)) || (await lastFailure('pull-run', `tarik-${runId}`));
  return told || ((await isDiskFull()) ? plainSentence({ code: 'ENOSPC' }) : '');
}

/** On a full disk nobody can write down why a run waits, the queue included. */
async function isDiskFull(): Promise<boolean> {
  const { bavail, bsize } = await statfs(dataFolder());
  return bavail * bsize < 1 << 20;
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
