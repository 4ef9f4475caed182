import { now } from '../clock';
import { engineAddress } from './client';
import { warehouseState } from './state';

const MINUTE_MS = 60_000;
/** While nothing is loaded, figures change by the passing of time alone: a limit that is reached, an hour that ends. */
const STEP_MS = 5 * MINUTE_MS;

const wholeBefore = (ms: number, step: number) => Math.floor(ms / step) * step;

/** Of each engine the state that was seen last, and the minute in which it was seen first. */
const seen = new Map<string, { state: string; minute: number }>();

/**
 * The moment that pages ask as of, a whole minute: of the last five minutes, so that what two people ask within them is one question, and
 * never older than the newest load. What was loaded in a minute counts whole from the next.
 */
export async function asOf(): Promise<Date> {
  const state = JSON.stringify(await warehouseState());
  const at = now().getTime();
  const minute = wholeBefore(at, MINUTE_MS);
  const { url } = engineAddress();
  let last = seen.get(url);
  // A clock that was set back begins anew.
  if (last?.state !== state || last.minute > minute) {
    last = { state, minute };
    seen.set(url, last);
  }
  return new Date(Math.max(wholeBefore(at, STEP_MS), Math.min(minute, last.minute + MINUTE_MS)));
}
