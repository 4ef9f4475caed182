/**
 * The embedded engine: the real ClickHouse server out of the npm package of chDB, in a process of its own.
 * `node build/programs/embedded.mjs <http port>`; ends cleanly on SIGTERM, or when its standard input closes
 * because its parent is gone.
 */
import { createRequire } from 'node:module';
import { DataType, load, open } from 'ffi-rs';
import { dataPath } from '../data-folder/paths';
import { secrets } from '../data-folder/secrets';
import { writeEngineConfig } from './config';

const httpPort = Number(process.argv[2]);
const require = createRequire(import.meta.url);
const libc = process.platform === 'linux' ? '-gnu' : '';
const platformPackage = `@chdb/lib-${process.platform}-${process.arch}${libc}/package.json`;
// Its allocator asks for large pages, where the system grants them: parsing a log takes a tenth less CPU. Read when it is loaded.
process.env.MALLOC_CONF ??= 'thp:always';
open({ library: 'chdb', path: require.resolve(platformPackage).replace('package.json', 'libchdb.so') });

// The library is clickhouse-local, which can open the server's own listeners and serves as long as a query runs: the last
// statement never ends on its own and needs no access to files.
const keepServing =
  'SELECT sleepEachRow(1) FROM numbers(1000000000) FORMAT Null SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0, max_execution_time=0';
const argv = [
  'clickhouse',
  '--log-level=fatal', // errors quote queries and rows
  '--listen_host=127.0.0.1',
  `--http_port=${httpPort}`,
  `--path=${dataPath('engine')}`,
  `--config-file=${writeEngineConfig({ http: httpPort })}`,
  `--query=SYSTEM START LISTEN HTTP; ${keepServing}`,
];

const served: Promise<unknown> = load({
  library: 'chdb',
  funcName: 'query_stable_v2', // (int argc, char ** argv)
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [argv.length, argv],
  runInNewThread: true, // the engine checks its stack: an ordinary thread passes
}) as unknown as Promise<unknown>;

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), 10_000).unref();
  await fetch(`http://127.0.0.1:${httpPort}/`, {
    method: 'POST',
    headers: { Connection: 'close', 'X-ClickHouse-User': 'rk', 'X-ClickHouse-Key': secrets().enginePassword },
    body: "KILL QUERY WHERE user = '' AND query LIKE '%sleepEachRow%' SYNC",
  }).catch(() => process.exit(0));
}
process.stdin.resume().on('end', stop).on('error', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole process group; the supervisor decides the order of stopping
await served;
process.exit(0);
