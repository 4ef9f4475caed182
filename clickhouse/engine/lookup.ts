import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where the engine comes from: somebody else's server, a binary on the PATH, or the embedded library. */
export type EngineChoice =
  | { kind: 'url'; url: string }
  | { kind: 'binary'; path: string; version: string }
  | { kind: 'embedded' };

/** Older servers lack functions that the queries use (HMAC, Variant JSON, keyed SipHash). */
export const OLDEST_MAJOR = 25;

/** Lookup order: `CLICKHOUSE_URL`, a recent enough `clickhouse` on the PATH, the embedded library. */
export function chooseEngine(env: Record<string, string | undefined> = process.env): EngineChoice {
  if (env.CLICKHOUSE_URL) return { kind: 'url', url: env.CLICKHOUSE_URL };
  const path = findOnPath('clickhouse', env.PATH ?? '');
  if (path) {
    const version = versionOf(path);
    if (version && Number.parseInt(version, 10) >= OLDEST_MAJOR) return { kind: 'binary', path, version };
  }
  return { kind: 'embedded' };
}

function findOnPath(name: string, path: string): string | undefined {
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}

function versionOf(binary: string): string | undefined {
  try {
    const text = execFileSync(binary, ['server', '--version'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /version (\d+\.\d+[\d.]*)/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}
