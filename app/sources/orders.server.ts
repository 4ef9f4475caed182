import type { Run } from '../../clickhouse/ledger/runs';
import { PlainError } from '../../clickhouse/plain-error';
import { backfill, type Commander, pauseSource, replay, rerun, runNow } from '../../clickhouse/sources/commands';
import { enqueueRun } from '../../jobs/queue/queues';
import type { Viewer } from '../access/roles';

/** What a form may order of a source, and the news that its page then tells. */
const orders: Record<string, (source: string, form: FormData, by: Commander) => Promise<{ news: string; run?: Run }>> =
  {
    jeda: async (source, _, by) => {
      await pauseSource(source, true, by);
      return { news: 'dijeda' };
    },
    lanjut: async (source, _, by) => {
      await pauseSource(source, false, by);
      return { news: 'lanjut' };
    },
    jalankan: async (source, _, by) => ({ news: 'jalan', run: await runNow(source, by) }),
    'isi-ulang': async (source, form, by) => ({
      news: 'isi',
      run: await backfill(source, { from: text(form, 'dari'), to: text(form, 'sampai') }, by),
    }),
    ulangi: async (_, form, by) => ({ news: 'ulang', run: await rerun(text(form, 'run'), by) }),
    'baca-ulang': async (source, _, by) => ({ news: 'baca', run: await replay(source, [], by) }),
  };

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

/** Carries out what the form orders; the code of the news, or one sentence that says why not. */
export async function carryOut(
  source: string,
  form: FormData,
  viewer: Viewer,
): Promise<{ news: string } | { problem: string }> {
  const order = orders[text(form, 'perintah')];
  if (!order) return { problem: 'Perintah ini tidak dikenal.' };
  try {
    const { news, run } = await order(source, form, { actor: viewer.userId, role: viewer.role, trigger: 'tombol' });
    // Without the queue the worker finds the run by itself within seconds.
    if (run) await enqueueRun(run).catch(() => {});
    return { news };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { problem: error.message };
  }
}
