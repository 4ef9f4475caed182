import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Linux gives outgoing connections the ports from 32,768 on. A server that keeps its port over restarts must lie below: while it is
 * down, a connection may be given the very number, even one to that number itself, and then the server cannot have it back.
 */
const LOWEST_PORT = 20_000;
const OUTGOING_FROM = 32_768;

/** Whether a server could listen there now. */
export function isFreePort(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** A free port of the loopback interface that no outgoing connection will be given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST_PORT, OUTGOING_FROM);
    if (await isFreePort(port)) return port;
  }
}
