import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Set in programs that were bundled (jobs/start/bundle.mjs), and in tests, which start those. */
declare const IS_BUNDLED: true | undefined;

/** The file to run for a source of ours that is a program of its own: what it was bundled to, or itself when we run from source. */
export function programFile(source: URL): string {
  if (typeof IS_BUNDLED === 'undefined') return fileURLToPath(source);
  const bundled = `../build/programs/${basename(source.pathname).replace(/\.\w+$/, '')}.mjs`;
  return fileURLToPath(new URL(bundled, import.meta.url));
}

/** The command line that runs it. */
export function programCommand(source: URL, ...flags: string[]): [string, ...string[]] {
  const file = programFile(source);
  return [process.execPath, ...flags, ...(file.endsWith('.ts') ? ['--import', 'tsx'] : []), file];
}
