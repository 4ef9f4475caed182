import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../clickhouse/data-folder/free-port';
import type { TestDatabase } from './mariadb';
import { installed, runAs, serve, serverFolder } from './server';

const versions = '/usr/lib/postgresql';
/** The programs of the newest version that Debian has put on this machine. */
function programs(): string {
  const newest = existsSync(versions)
    ? readdirSync(versions)
        .map(Number)
        .sort((a, b) => b - a)[0]
    : undefined;
  return join(versions, String(newest ?? ''), 'bin');
}

export const hasPostgreSql = () => installed('postgresql', join(programs(), 'postgres'), join(programs(), 'initdb'));

/** A PostgreSQL with an empty database `rsud` and the account `pembaca` that may only read it. */
export async function startPostgreSql(password: string): Promise<TestDatabase> {
  const folder = serverFolder();
  const port = await freePort();
  const data = join(folder, 'data');
  runAs(join(programs(), 'initdb'), [
    '-D',
    data,
    '-U',
    'kepala',
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    "shared_buffers = '16MB'\nfsync = off\ntimezone = 'Asia/Jakarta'\n",
  );
  const server = await serve(folder, port, 'SIGINT', [
    join(programs(), 'postgres'),
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    folder,
  ]);
  const sql = (database: string, input: string) =>
    runAs(
      join(programs(), 'psql'),
      ['-h', folder, '-p', String(port), '-U', 'kepala', '-d', database, '-v', 'ON_ERROR_STOP=1', '-q', '-A', '-t'],
      {
        input,
      },
    );
  for (let tries = 0; ; tries += 1) {
    try {
      sql('postgres', 'SELECT 1');
      break;
    } catch (error) {
      if (tries > 100) throw error; // it listens before it takes anyone in
      await new Promise((r) => setTimeout(r, 100));
    }
  }
  sql('postgres', 'CREATE DATABASE rsud');
  sql(
    'rsud',
    `CREATE USER pembaca PASSWORD '${password.replaceAll("'", "''")}'; GRANT USAGE ON SCHEMA public TO pembaca;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pembaca;`,
  );
  return { ...server, sql: (statements) => sql('rsud', statements) };
}
