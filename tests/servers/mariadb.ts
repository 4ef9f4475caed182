import { join } from 'node:path';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { installed, runAs, serve, serverFolder, type TestServer } from './server';

export const hasMariaDb = () => installed('mariadb-server', '/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db');

export interface TestDatabase extends TestServer {
  sql: (statements: string) => string;
}

/** A MariaDB with an empty database `rsud` and the account `pembaca` that may only read it. */
export async function startMariaDb(password: string): Promise<TestDatabase> {
  const folder = serverFolder();
  const port = await freePort();
  const socket = join(folder, 'mariadb.sock');
  const data = `--datadir=${join(folder, 'data')}`;
  runAs('/usr/bin/mariadb-install-db', [
    '--no-defaults',
    data,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  const server = await serve(folder, port, 'SIGTERM', [
    '/usr/sbin/mariadbd',
    '--no-defaults',
    data,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--innodb-buffer-pool-size=32M',
    '--innodb-log-file-size=8M',
    '--skip-log-bin',
    '--default-time-zone=+07:00',
  ]);
  const sql = (input: string) =>
    runAs(
      '/usr/bin/mariadb',
      ['--no-defaults', `--socket=${socket}`, '-u', 'root', '--default-character-set=utf8mb4', '-N'],
      { input },
    );
  sql(`CREATE DATABASE rsud CHARACTER SET utf8mb4;
    CREATE USER 'pembaca'@'%' IDENTIFIED BY '${password.replaceAll('\\', '\\\\').replaceAll("'", "''")}';
    GRANT SELECT ON rsud.* TO 'pembaca'@'%';`);
  return { ...server, sql: (statements) => sql(`USE rsud;\n${statements}`) };
}
