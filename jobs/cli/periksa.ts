import { existsSync, readdirSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { currentCity } from '../../clickhouse/city/apply';
import { dataFolder } from '../../clickhouse/data-folder/paths';
import { readRunning } from '../../clickhouse/data-folder/running';
import { chooseEngine } from '../../clickhouse/engine/lookup';
import { PlainError, plainSentence } from '../../clickhouse/plain-error';
import { engineAddress } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { connectRedis, redisAddress } from '../queue/redis';
import { readableRunning } from '../start/folder';

/** What the doctor says of one part. `wrong` is empty when it is well. */
interface Finding {
  part: string;
  version: string;
  address: string;
  sizeBytes: number | null;
  wrong: string;
}

export const periksa = new Command('periksa')
  .description('Periksa setiap bagian: versi, alamat, ukuran di disk, dan apa yang salah.')
  .option('--json', 'cetak sebagai JSON')
  .action(async (options: { json?: boolean }) => {
    const findings = await examine();
    if (options.json) process.stdout.write(`${JSON.stringify(findings)}\n`);
    else for (const f of findings) process.stdout.write(asText(f));
    const wrong = findings.filter((f) => f.wrong);
    if (!options.json)
      process.stdout.write(wrong.length ? `${wrong.length} hal perlu perhatian.\n` : 'Semua bagian sehat.\n');
    if (wrong.length) process.exitCode = 1;
  });

/** Looks at every part without starting anything. */
async function examine(): Promise<Finding[]> {
  const path = dataFolder();
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) {
    const wrong = found
      ? 'Ini berkas, bukan folder. Tulis alamat folder pada RK_DATA.'
      : 'Belum ada; dibuat oleh npm start.';
    return [{ part: 'folder data', version: '-', address: path, sizeBytes: null, wrong }];
  }
  readableRunning(); // a torn berjalan.json is as good as none
  return Promise.all([folder(), engine(), redis(), worker(), web(), city(), ledgers()]);
}

function asText(f: Finding): string {
  const size =
    f.sizeBytes === null ? '' : `  ${(f.sizeBytes / 2 ** 20).toLocaleString('id-ID', { maximumFractionDigits: 1 })} MB`;
  return `${f.wrong ? '■' : '●'} ${f.part.padEnd(12)} ${f.version}  ${f.address}${size}\n${f.wrong ? `    ${f.wrong}\n` : ''}`;
}

function folderSize(path: string): number {
  if (!existsSync(path)) return 0;
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile())
    .reduce(
      (sum, e) => sum + (statSync(join(e.parentPath ?? e.path, e.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}

const notRunning = 'Tidak berjalan. Nyalakan dengan: npm start';

/** What the supervisor knows of a part that is down or has been. */
function history(name: string): string {
  const state = readRunning()?.parts[name];
  if (!state) return '';
  const last = state.lastEnd ? ` Terakhir: ${state.lastEnd}.` : '';
  const restarts = state.restarts ? ` Sudah dinyalakan ulang ${state.restarts} kali.` : '';
  const now = state.state === 'jatuh' ? ' Sedang menunggu dinyalakan lagi.' : '';
  return last || now ? `${restarts}${last}${now} Rinciannya di ${join(dataFolder(), 'catatan', `${name}.log`)}` : '';
}

/** An answer within ten seconds, or a failure: the doctor does not wait for the sick. */
async function promptly<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PlainError('Tidak menjawab dalam 10 detik.')), 10_000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function folder(): Promise<Finding> {
  const path = dataFolder();
  const disk = await statfs(path);
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 2 ** 20);
  const secretsFile = join(path, 'rahasia.json');
  const open = existsSync(secretsFile) && (statSync(secretsFile).mode & 0o077) !== 0;
  const wrong = open
    ? 'rahasia.json dapat dibaca pengguna lain. Jalankan: chmod 600 pada berkas itu.'
    : freeMb < 1024
      ? `Ruang disk tinggal ${freeMb} MB. Kosongkan ruang sebelum memuat data lagi.`
      : '';
  return {
    part: 'folder data',
    version: `Node.js ${process.versions.node}`,
    address: path,
    sizeBytes: folderSize(path),
    wrong,
  };
}

const engineVersion = defineQuery({
  name: 'engine-version',
  sql: `SELECT version() AS version, (SELECT sum(bytes_on_disk) FROM system.parts WHERE active) AS bytes,
    (SELECT max(n) FROM (SELECT count() AS n FROM system.parts WHERE active GROUP BY database, table, partition_id)) AS most_parts`,
  params: z.object({}),
  row: z.object({ version: z.string(), bytes: z.number(), most_parts: z.number() }),
});

async function engine(): Promise<Finding> {
  const choice = chooseEngine();
  const kind = { url: 'server lewat CLICKHOUSE_URL', binary: 'biner clickhouse pada PATH', embedded: 'tertanam' }[
    choice.kind
  ];
  try {
    const row = (await promptly(engineVersion({})))[0]!;
    const wrong =
      row.most_parts > 200
        ? `Satu tabel punya ${row.most_parts} bagian dalam satu partisi; penggabungan tertinggal.`
        : '';
    return {
      part: 'mesin data',
      version: `ClickHouse ${row.version} (${kind})`,
      address: engineAddress().url,
      sizeBytes: row.bytes,
      wrong,
    };
  } catch (error) {
    const wrong = readRunning() || choice.kind === 'url' ? `${plainSentence(error)}${history('engine')}` : notRunning;
    return {
      part: 'mesin data',
      version: `ClickHouse (${kind})`,
      address: choice.kind === 'url' && URL.canParse(choice.url) ? new URL(choice.url).origin : '-',
      sizeBytes: null,
      wrong,
    };
  }
}

async function redis(): Promise<Finding> {
  const part = 'redis';
  let connection: ReturnType<typeof connectRedis> | undefined;
  try {
    const { url, external } = redisAddress();
    connection = connectRedis('hasty');
    const info = await promptly(connection.info());
    const field = (name: string) => new RegExp(`${name}:(\\S+)`).exec(info)?.[1] ?? '';
    const policy = field('maxmemory_policy');
    const wrong =
      policy !== 'noeviction'
        ? `Kebijakan memori ${policy} membuang antrean. Setel maxmemory-policy noeviction.`
        : field('aof_enabled') !== '1'
          ? 'Tanpa append-only file antrean hilang saat mati listrik. Setel appendonly yes.'
          : '';
    return {
      part,
      version: `Redis ${field('redis_version')}${external ? ' (REDIS_URL)' : ''}`,
      address: new URL(url).host,
      sizeBytes: Number(field('aof_current_size')) || null,
      wrong,
    };
  } catch {
    return {
      part,
      version: 'Redis',
      address: '-',
      sizeBytes: null,
      wrong: readRunning() || process.env.REDIS_URL ? `Tidak menjawab.${history('redis')}` : notRunning,
    };
  } finally {
    connection?.disconnect();
  }
}

async function worker(): Promise<Finding> {
  const running = readRunning();
  const state = running?.parts.worker;
  let connection: ReturnType<typeof connectRedis> | undefined;
  let beat: string | null = null;
  try {
    connection = connectRedis('hasty');
    beat = await promptly(connection.get('rk:worker:beat'));
  } catch {
    // said by the finding about Redis
  } finally {
    connection?.disconnect();
  }
  const restarts = state?.restarts ? ` (sudah dinyalakan ulang ${state.restarts} kali)` : '';
  const down = state && state.state !== 'berjalan'; // its last beat is remembered for a while
  const wrong = beat && !down ? '' : running ? `Tidak berdetak.${history('worker')}` : notRunning;
  return {
    part: 'pekerja',
    version: `BullMQ${restarts}`,
    address: state?.pid ? `PID ${state.pid}` : '-',
    sizeBytes: null,
    wrong,
  };
}

async function web(): Promise<Finding> {
  const running = readRunning();
  const address = running?.webPort ? `http://localhost:${running.webPort}` : '-';
  const answer = running?.webPort
    ? await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    : undefined;
  const wrong = answer?.ok
    ? ''
    : answer
      ? 'Menjawab, tetapi ada bagian yang tidak sehat.'
      : running?.webPort
        ? `Tidak menjawab.${history('web')}`
        : notRunning;
  return { part: 'web', version: 'Remix', address, sizeBytes: null, wrong };
}

async function city(): Promise<Finding> {
  const part = 'profil kota';
  try {
    const { profile, version } = await promptly(currentCity());
    const demo = profile.data_contoh ? ' (data contoh)' : '';
    return {
      part,
      version: `versi ${version}`,
      address: `${profile.nama} ${profile.kode}${demo}`,
      sizeBytes: null,
      wrong: '',
    };
  } catch (error) {
    return { part, version: '-', address: '-', sizeBytes: null, wrong: plainSentence(error) };
  }
}

const unbalanced = defineQuery({
  name: 'unbalanced-runs',
  sql: `SELECT
    (SELECT count() FROM ruang_kendali.ingest_runs FINAL) AS runs,
    (SELECT countIf(state = 'gagal') FROM ruang_kendali.ingest_runs FINAL) AS failed,
    (SELECT count() FROM (
      SELECT run_id FROM ruang_kendali.ingest_chunks FINAL GROUP BY run_id
      HAVING sum(read) != sum(stored) + sum(duplicate) + sum(rejected) + sum(ignored))) AS unbalanced`,
  params: z.object({}),
  row: z.object({ runs: z.number(), failed: z.number(), unbalanced: z.number() }),
});

async function ledgers(): Promise<Finding> {
  const part = 'neraca';
  try {
    const row = (await promptly(unbalanced({})))[0]!;
    const wrong = row.unbalanced ? `${row.unbalanced} run tidak seimbang; lihat halaman Sumber.` : '';
    return {
      part,
      version: `${row.runs} run`,
      address: `${row.failed} gagal, ${row.unbalanced} tidak seimbang`,
      sizeBytes: null,
      wrong,
    };
  } catch {
    return {
      part,
      version: '-',
      address: '-',
      sizeBytes: null,
      wrong: 'Tidak dapat dibaca karena mesin data tidak menjawab.',
    };
  }
}
