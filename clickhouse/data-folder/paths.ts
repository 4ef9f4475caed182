import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The one folder that holds all state: engine files, Redis log, secrets, exports (`RK_DATA`, default `./data`). */
export function dataFolder(): string {
  return resolve(process.env.RK_DATA ?? 'data');
}

/** A path under the data folder; its parent folders are made on the way. */
export function dataPath(...parts: string[]): string {
  const path = join(dataFolder(), ...parts);
  const parent = join(path, '..');
  if (!existsSync(parent)) mkdirSync(parent, { recursive: true });
  return path;
}
