// What must be there before anything of ours can run: npm packages, the system packages, a fresh build.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const say = (text) => process.stderr.write(`${text}\n`);

/** Ends with one sentence instead of a stack trace. */
function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

const packagesStamp = join('node_modules', '.rk-terpasang');
const pagesStamp = join('build', '.rk-dibangun');
const programsStamp = join('build', 'programs', '.rk-dibangun');
const packagesWanted = () => digest(['package.json', 'package-lock.json']);
const pagesWanted = () =>
  digest([
    'package-lock.json',
    'remix.config.ts',
    'tsconfig.json',
    ...files('app'),
    ...files('clickhouse'),
    ...files('public'),
  ]);
const programsWanted = () =>
  digest(['package-lock.json', 'tsconfig.json', ...['app', 'clickhouse', 'ingest', 'jobs'].flatMap(files)]);
const isStamped = (stamp, wanted) => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

const testServers = {
  'mariadb-server': () => existsSync('/usr/sbin/mariadbd'),
  postgresql: () => existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').length > 0,
  'dovecot-imapd': () => existsSync('/usr/lib/dovecot/imap'),
  openssl: () => existsSync('/usr/bin/openssl'),
};

/** Whether a start would find packages, programs and pages as it wants them. */
export const isPrepared = () =>
  isStamped(packagesStamp, packagesWanted()) &&
  isStamped(programsStamp, programsWanted()) &&
  isStamped(pagesStamp, pagesWanted());

/**
 * `testServers`: the real servers that tests of sources talk to.
 * @param {{ build: boolean, chromium?: boolean, testServers?: boolean }} wanted
 */
export async function prepare(wanted) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(`Node.js ${process.versions.node} terlalu lama. Pasang Node.js 20.19 atau yang lebih baru.`);
  }
  installPackages();
  const missing = [];
  if (!process.env.REDIS_URL && !onPath('redis-server')) missing.push('redis-server');
  if (wanted.chromium && !onPath('chromium')) missing.push('chromium');
  if (wanted.testServers) {
    for (const [name, found] of Object.entries(testServers)) if (!found()) missing.push(name);
  }
  installSystemPackages(missing);
  // The build of the pages empties the folder that the programs stand in.
  if (wanted.build) buildPages();
  bundlePrograms();
}

/**
 * Installs when the lock file changed since the last install. `npm install` and not `npm ci`: a registry that does not carry the
 * packages of other platforms makes `npm ci` refuse the lock file; `--no-save` leaves that file as it is.
 */
function installPackages() {
  if (isStamped(packagesStamp, packagesWanted())) return;
  say('Memasang paket npm ...');
  run(
    'npm',
    ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    'Paket npm gagal dipasang. Periksa sambungan ke registri npm, lalu ulangi.',
  );
  writeFileSync(packagesStamp, packagesWanted());
}

function installSystemPackages(names) {
  if (names.length === 0) return;
  const root = process.getuid?.() === 0;
  const sudo = !root && onPath('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0;
  const byHand = `Paket sistem ${names.join(', ')} belum terpasang. Jalankan: sudo apt-get install -y ${names.join(' ')}`;
  if (!onPath('apt-get') || !(root || sudo)) giveUp(byHand);
  say(`Memasang paket sistem ${names.join(', ')} ...`);
  const apt = (...args) => {
    const [command, ...rest] = root ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args];
    return spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      // A run level of 1 keeps the packages from starting their own servers: each of ours has its private one.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
  };
  apt('update', '-qq');
  if (apt('install', '-y', '-qq', '--no-install-recommends', ...names).status !== 0) giveUp(byHand);
}

/** Half a second, after anything that the programs are made of has changed. */
export function bundlePrograms() {
  const wanted = programsWanted();
  if (isStamped(programsStamp, wanted)) return;
  run(process.execPath, [join('jobs', 'start', 'bundle.mjs')], 'Program gagal dibangun.');
  writeFileSync(programsStamp, wanted);
}

/** Builds when anything that the pages are made of changed since the last build. */
function buildPages() {
  const wanted = pagesWanted();
  if (isStamped(pagesStamp, wanted)) return;
  say('Membangun halaman web ...');
  run('npm', ['run', '--silent', 'build'], 'Halaman web gagal dibangun.');
  mkdirSync('build', { recursive: true });
  writeFileSync(pagesStamp, wanted);
}

function run(command, args, sentence) {
  const result = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status === 0) return;
  say((result.stdout + result.stderr).split('\n').slice(-30).join('\n'));
  giveUp(sentence);
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update('\0').update(readFileSync(path));
  return hash.digest('hex');
}

function onPath(name) {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
