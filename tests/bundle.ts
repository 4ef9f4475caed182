import { spawnSync } from 'node:child_process';

const HOUSES = ['tests/browser/small-house.ts', 'tests/browser/demo-house.ts', 'tests/crash/house-without-web.ts'];

/** Before any test: the programs that tests start are those that are shipped, made of the sources as they are. */
export default async function bundle(): Promise<void> {
  const { bundlePrograms } = (await import(new URL('../jobs/start/prepare.mjs', import.meta.url).href)) as {
    bundlePrograms: () => void;
  };
  bundlePrograms();
  const { status } = spawnSync(process.execPath, ['jobs/start/bundle.mjs', ...HOUSES], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the houses of the tests were not bundled');
}
