/** The data folder as a start finds it: whether it can be used, who holds it, what the last start left behind. */
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dataFolder, dataPath } from '../../clickhouse/data-folder/paths';
import { type Running, readLastRunning, readRunning } from '../../clickhouse/data-folder/running';
import { PlainError } from '../../clickhouse/plain-error';

/** The layout of the data folder that this release reads and writes. */
const FOLDER_VERSION = 1;
/** USER_HZ, the same on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;
const SMALLEST_FREE_BYTES = 256 << 20;

/** Somebody else runs on the folder; the sentence says who. */
export class FolderInUse extends PlainError {}

/** Makes the folder, or says why it cannot hold our state. */
export function openFolder(): void {
  const folder = dataFolder();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new PlainError(`RK_DATA menunjuk berkas, bukan folder: ${folder}. Tulis alamat folder pada RK_DATA.`);
    }
    if (code === 'ENOSPC') throw error;
    throw new PlainError(
      `Folder data ${folder} tidak dapat dibuat atau ditulisi (${code}). Beri pengguna ini izin tulis, atau pilih folder lain lewat RK_DATA.`,
    );
  }
}

/**
 * Holds the folder for this process. The hold is an address of the kernel, so it ends with the process however that ends, and
 * two starts at the same moment cannot both have it. Where the system has no such addresses only `berjalan.json` tells.
 */
export async function holdFolder(): Promise<() => void> {
  const release = await bindHold();
  const running = readableRunning();
  const inUse = release ? process.platform !== 'linux' && running : true;
  if (!inUse) return release ?? (() => {});
  const who = running
    ? ` (PID ${running.supervisorPid}${running.webPort ? `, http://localhost:${running.webPort}` : ''})`
    : '';
  throw new FolderInUse(
    `Ruang Kendali sudah berjalan pada folder data ini${who}. Hentikan dahulu, atau pilih folder lain lewat RK_DATA.`,
  );
}

function bindHold(): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux') return Promise.resolve(() => {});
  const name = createHash('sha256').update(realpathSync(dataFolder())).digest('hex').slice(0, 32);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(`\0ruang-kendali/${name}`, () => {
      server.unref();
      resolve(() => server.close());
    });
  });
}

/** What runs on the folder as far as its file can be read and its process is the one that wrote it. */
export function readableRunning(): Running | undefined {
  forgetUnreadable();
  const running = readRunning();
  return running && wroteIt(running.supervisorPid) ? running : undefined;
}

/** The state the last start left, alive or not; a file torn by a power cut is as good as none. */
export function lastRunning(): Running | undefined {
  forgetUnreadable();
  return readLastRunning();
}

const file = () => dataPath('berjalan.json');

function forgetUnreadable(): void {
  if (!existsSync(file())) return;
  try {
    JSON.parse(readFileSync(file(), 'utf8') || 'null');
  } catch {
    rmSync(file(), { force: true });
  }
}

/**
 * Process numbers come round again: after a power cut the number in the file may be anybody's. Whoever wrote the file is older
 * than the file, or at least bears our name.
 */
function wroteIt(pid: number): boolean {
  try {
    if (/start\.mjs|rk\.mjs|rk\.ts|house/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return true;
    const bootedAt = Number(/^btime (\d+)/m.exec(readFileSync('/proc/stat', 'utf8'))![1]);
    const ticks = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]);
    return (bootedAt + ticks / TICKS_PER_SECOND) * 1000 <= statSync(file()).mtimeMs + 2_000;
  } catch {
    return true;
  }
}

/** Refuses a folder of another version and a disk with no room to begin. */
export async function checkFolder(): Promise<void> {
  const versionFile = dataPath('versi');
  const text = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : '';
  if (text && Number(text) !== FOLDER_VERSION) {
    throw new PlainError(
      `Folder data ${dataFolder()} berversi ${Number(text) || 'tak dikenal'}, sedangkan rilis ini memakai versi ${FOLDER_VERSION}. Pasang rilis yang sesuai, atau pilih folder lain lewat RK_DATA.`,
    );
  }
  const disk = await statfs(dataFolder());
  const free = disk.bavail * disk.bsize;
  if (free < SMALLEST_FREE_BYTES) {
    throw new PlainError(
      `Disk hampir penuh: tersisa ${Math.floor(free / 2 ** 20)} MB pada ${dataFolder()}, perlu sedikitnya 256 MB. Kosongkan ruang, atau pilih disk lain lewat RK_DATA.`,
    );
  }
  if (text) return;
  writeFileSync(`${versionFile}.baru`, `${FOLDER_VERSION}\n`);
  renameSync(`${versionFile}.baru`, versionFile);
}
