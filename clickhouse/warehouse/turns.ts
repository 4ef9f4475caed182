import { availableParallelism } from 'node:os';
import { pageNumber } from './state';

/**
 * Questions of pages that the engine is given at one time. More would all take longer: when ten people click at once, whoever came first
 * is to be answered first, and not all of them last.
 */
const AT_ONCE = 2 * availableParallelism();

const waiting: { page: number; begin: () => void }[] = [];
let running = 0;

/** Asks when it is the turn of the page that asks: pages in the order in which they began. What no page asks does not wait. */
export async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  const page = pageNumber();
  if (page === undefined) return ask();
  if (running >= AT_ONCE) await new Promise<void>((begin) => waiting.push({ page, begin }));
  else running += 1;
  try {
    return await ask();
  } finally {
    const next = waiting.length > 0 ? waiting.indexOf(earliest()) : -1;
    if (next < 0) running -= 1;
    else waiting.splice(next, 1)[0]!.begin();
  }
}

const earliest = () => waiting.reduce((first, one) => (one.page < first.page ? one : first));
