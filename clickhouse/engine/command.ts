import { spawnSync } from 'node:child_process';
import { PlainError } from '../plain-error';
import { programCommand } from '../program';
import { writeEngineConfig } from './config';
import type { EngineChoice } from './lookup';

/** The command line that serves the engine on a port of this machine, for whoever supervises it. */
export function engineCommand(choice: Exclude<EngineChoice, { kind: 'url' }>, port: number): [string, ...string[]] {
  if (choice.kind === 'binary') {
    // Its watchdog would outlive a kill of the process that we know; a server does not watch its standard input, so let the
    // kernel end it when the supervisor is killed.
    const server = [choice.path, 'server', `--config-file=${writeEngineConfig({ http: port })}`];
    const bound = spawnSync('setpriv', ['--pdeathsig', 'SIGTERM', 'true']).status === 0;
    return [
      ...(bound ? ['setpriv', '--pdeathsig', 'SIGTERM'] : []),
      'env',
      'CLICKHOUSE_WATCHDOG_ENABLE=0',
      ...server,
    ] as [string, ...string[]];
  }
  return [...programCommand(new URL('./embedded.ts', import.meta.url)), String(port)];
}

/** Waits until the engine answers, or throws after the limit. */
export async function untilEngineAnswers(
  url: string,
  limitMs = 60_000,
  alive: () => boolean = () => true,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (Date.now() < end && alive()) {
    const ok = await fetch(`${url}/ping`, { signal: AbortSignal.timeout(2_000), headers: { Connection: 'close' } })
      .then((r) => r.ok)
      .catch(() => false);
    if (ok) return;
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new PlainError('Mesin data tidak menjawab.');
}
