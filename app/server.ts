import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import type { ServerBuild } from '@remix-run/node';
import { application } from './http/application';
import { log } from './http/log';
import { LiveCity } from './live/live-city.server';

/** The supervisor tells a taken port apart from a crash by this code, and does not start us again in vain. */
const PORT_TAKEN = 98;

const buildFile = new URL('../build/server/index.js', import.meta.url);
const clientFolder = fileURLToPath(new URL('../build/client', import.meta.url));
const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOST ?? '0.0.0.0';

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  process.stderr.write('Setelan PORT harus berupa angka 1 sampai 65535, misalnya: PORT=3000 npm start\n');
  process.exit(1);
}
if (!existsSync(buildFile)) {
  process.stderr.write('Halaman web belum dibangun. Jalankan: npm run build\n');
  process.exit(1);
}
// React chooses its fast build by this when the pages are loaded, on the next lines.
process.env.NODE_ENV ??= 'production';
const closing = new AbortController();
const build = (await import(buildFile.href)) as ServerBuild;
const live = new LiveCity();
live.start();
const app = application({ build, clientFolder, closing: closing.signal, live });

const server = serve({ fetch: app.fetch, port, hostname }, (info) => {
  process.stdout.write(
    `Ruang Kendali menjawab di http://${hostname === '0.0.0.0' ? 'localhost' : hostname}:${info.port}\n`,
  );
}) as Server;
// Four gigabytes from an office with 10 Mbit/s take an hour; headers must still come within a minute.
server.requestTimeout = 4 * 3_600_000;

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') {
    process.stderr.write(
      `Port ${port} sudah dipakai program lain. Pilih port lain lewat setelan PORT, misalnya: PORT=${port + 1} npm start\n`,
    );
    process.exit(PORT_TAKEN);
  }
  process.stderr.write(`Alamat ${hostname}:${port} tidak dapat dibuka (${error.code ?? 'galat'}).\n`);
  process.exit(1);
});

let stopping = false;
/** Event streams first, because a server waits for open answers; then running requests get five seconds. */
function stop(reason: string): void {
  if (stopping) return;
  stopping = true;
  log.info({ reason }, 'stopping');
  closing.abort();
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => {
    server.closeAllConnections();
    process.exit(0);
  }, 5000).unref();
}

process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
if (process.env.RK_SUPERVISED === '1') {
  process.stdin.resume();
  process.stdin.on('end', () => stop('supervisor gone'));
  process.stdin.on('error', () => stop('supervisor gone'));
}
