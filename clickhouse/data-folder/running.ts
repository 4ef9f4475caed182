import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { dataPath } from './paths';

const Part = z.object({
  pid: z.number().nullable(),
  /** berjalan | memulai | jatuh (waiting for its next start) | luar (somebody else's server, by URL) */
  state: z.enum(['memulai', 'berjalan', 'jatuh', 'luar']),
  restarts: z.number(),
  /** What its last end looked like, in one sentence; empty while it never ended. */
  lastEnd: z.string(),
  since: z.string(),
});

const Running = z.object({
  supervisorPid: z.number(),
  enginePort: z.number(),
  redisPort: z.number(),
  webPort: z.number().nullable(),
  parts: z.record(z.string(), Part),
});
export type Running = z.infer<typeof Running>;

const file = () => dataPath('berjalan.json');

/** What the running product wrote about itself (ports, parts), or undefined when nothing runs on this data folder. */
export function readRunning(): Running | undefined {
  const last = readLastRunning();
  return last && isAlive(last.supervisorPid) ? last : undefined;
}

/** The last state written, alive or not: the next start uses it to find left-over processes and keep its ports. */
export function readLastRunning(): Running | undefined {
  if (!existsSync(file())) return undefined;
  const parsed = Running.safeParse(JSON.parse(readFileSync(file(), 'utf8') || 'null'));
  return parsed.success ? parsed.data : undefined;
}

export function writeRunning(running: Running): void {
  const draft = `${file()}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(running, null, 2));
  renameSync(draft, file());
}

export function forgetRunning(): void {
  rmSync(file(), { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
