import { z } from 'zod';
import { readRunning } from '../../clickhouse/data-folder/running';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { within } from '../patience';
import { redis } from '../redis.server';

/** Each part has this long to answer; the check as a whole never hangs. */
const LIMIT_MS = 2_000;
/** The worker writes its beat every five seconds; three missed ones are silence. */
const BEAT_SECONDS = 20;
const BEAT_KEY = 'rk:worker:beat';

type Status = 'sehat' | 'mati';

export interface Health {
  status: Status;
  parts: {
    engine: { status: Status; version: string | null; ms: number };
    redis: { status: Status; ms: number };
    worker: { status: Status; lastBeatSecondsAgo: number | null };
    web: { status: Status; uptimeSeconds: number };
  };
  /** How often the supervisor had to start each part again. */
  restarts: Record<string, number>;
}

const engineVersion = defineQuery({
  name: 'health-version',
  sql: 'SELECT version() AS version',
  params: z.object({}),
  row: z.object({ version: z.string() }),
});

const Beat = z.object({ pid: z.number(), at: z.union([z.string(), z.number()]) });

export async function health(): Promise<Health> {
  const [engine, store, worker] = await Promise.all([
    timed(async () => (await engineVersion({}))[0]?.version ?? null),
    timed(async () => redis().ping()),
    timed(async () => redis().get(BEAT_KEY)),
  ]);
  const beat = secondsSince(worker.value);
  const beats = beat !== null && beat <= BEAT_SECONDS;
  const parts: Health['parts'] = {
    engine: { status: engine.ok ? 'sehat' : 'mati', version: engine.value, ms: engine.ms },
    redis: { status: store.ok ? 'sehat' : 'mati', ms: store.ms },
    worker: { status: beats ? 'sehat' : 'mati', lastBeatSecondsAgo: beat },
    web: { status: 'sehat', uptimeSeconds: Math.round(process.uptime()) },
  };
  const well = Object.values(parts).every((part) => part.status === 'sehat');
  return { status: well ? 'sehat' : 'mati', parts, restarts: restarts() };
}

async function timed<T>(check: () => Promise<T>): Promise<{ ok: boolean; value: T | null; ms: number }> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  try {
    const value = await within(LIMIT_MS, check());
    return { ok: true, value, ms: ms() };
  } catch {
    return { ok: false, value: null, ms: ms() };
  }
}

function secondsSince(beat: string | null): number | null {
  if (!beat) return null;
  try {
    const at = new Date(Beat.parse(JSON.parse(beat)).at).getTime();
    // The worker's beat and this clock are real time; a frozen RK_NOW would make a living worker look dead.
    return Math.max(0, Math.round((Date.now() - at) / 1000));
  } catch {
    return null;
  }
}

function restarts(): Record<string, number> {
  const parts = readRunning()?.parts ?? {};
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.restarts]));
}
