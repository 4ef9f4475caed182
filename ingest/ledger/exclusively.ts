import { setTimeout as sleep } from 'node:timers/promises';

const SAME_ID_IS_RUNNING = '216';
/** Longer than any insert of one chunk; an insert orphaned by a killed worker ends well within it. */
const PATIENCE_MS = 120_000;

/**
 * Runs a statement under a query id that only one statement at a time can hold: the engine itself is the lock, so it is
 * freed by whatever ends the statement, a crash of either side included.
 */
export async function exclusively<T>(queryId: string, statement: (queryId: string) => Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await statement(queryId);
    } catch (error) {
      if ((error as { code?: string }).code !== SAME_ID_IS_RUNNING || Date.now() > end) throw error;
      await sleep(50 + Math.random() * 100);
    }
  }
}
