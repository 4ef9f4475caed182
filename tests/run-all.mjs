// `npm test`: prepares a fresh clone, runs every check and every test, and ends with one line of numbers.
// Plain JavaScript without imports from packages, because there may be none yet.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** What each check runs is said in package.json, so that it can be run alone: `npm run check:rooms`. */
const checks = ['check:style', 'check:types', 'check:rooms', 'check:unused'];
/** Longer than the tests take on the smallest machine; a run that hangs ends all the same. */
const LONGEST_STEP_MS = 40 * 60_000;

let passed = 0;
let failed = 0;
const summary = [];

// In a process of its own: when it gives up, the numbers are told all the same.
const preparing = `import { prepare } from './jobs/start/prepare.mjs'; await prepare({ build: true, chromium: true, testServers: true });`;
count(await step('prepare', process.execPath, ['--input-type=module', '--eval', preparing]));
// The check of types keeps one core for half a minute; the others have long ended by then.
for (const ok of await Promise.all(checks.map((check) => step(check, 'npm', ['run', '--silent', check])))) count(ok);
await runTests();

console.log(`\n${summary.join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function count(ok) {
  if (ok) passed += 1;
  else failed += 1;
}

/** Runs vitest as one check more, and adds its own numbers. */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'rk-laporan-'));
  const report = join(folder, 'vitest.json');
  try {
    const ok = await step('tests', process.execPath, [
      join('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config=remix.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    const numbers = numbersOf(report);
    if (!numbers) console.log('The test runner wrote no report: it crashed, or found nothing to run.');
    passed += numbers?.passed ?? 0;
    failed += numbers?.failed ?? 0;
    summary.push(...(numbers?.told ?? []));
    count(ok && (numbers?.passed ?? 0) > 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function numbersOf(report) {
  if (!existsSync(report)) return undefined;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests, told: testResults.flatMap(failuresOf) };
}

/** The failed tests of one file with the first lines of why: whoever sees only the end of a long output knows what to run. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return status === 'failed' ? [`FAILED ${file}: ${firstLines(message)}`] : [];
  return tests.map((test) => `FAILED ${file} > ${test.fullName}: ${firstLines(test.failureMessages.join(' '))}`);
}

function firstLines(text = '') {
  return text.split('\n').slice(0, 3).join(' ').slice(0, 500);
}

/** Runs one step with its output shown; true when it ended well. A step that cannot be started has failed. */
function step(name, command, args) {
  console.log(`\n=== ${name}`);
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    const killer = setTimeout(() => child.kill('SIGKILL'), LONGEST_STEP_MS);
    let ended = false;
    const end = (why) => {
      if (ended) return;
      ended = true;
      clearTimeout(killer);
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      summary.push(
        `${why ? 'FAILED' : 'ok    '} ${name.padEnd(13)} ${seconds.padStart(7)} s${why ? `  (${why})` : ''}`,
      );
      resolve(!why);
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => end(code === 0 ? '' : (signal ?? `exit code ${code}`)));
  });
}
