/** The whole product on one box: engine, Redis, worker and web, started in order, watched, stopped in order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { firstAdminInvite } from '../../clickhouse/accounts/first-admin';
import { plainSentence } from '../../clickhouse/plain-error';
import { openHouse } from './open-house';
import { showDemoLoad } from './show-demo-load';

const startedAt = Date.now();
const say = (text: string) => process.stdout.write(`${text}\n`);

// From the first moment on: a start may be stopped half way.
const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
// npm ends its shell on SIGTERM and leaves us behind: then we go as well.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => process.ppid !== parent && asked.abort(), 500).unref();
}

try {
  const house = await openHouse({ web: true, signal: asked.signal });
  let stopping: Promise<void> | undefined;
  const stop = (code: number) => {
    stopping ??= house.close().then(() => process.exit(code));
    return stopping;
  };
  if (asked.signal.aborted) await stop(0);
  asked.signal.addEventListener('abort', () => void stop(0));
  house.onHopeless((part) => {
    process.stderr.write(`${part.lastEnd}\n`);
    void stop(1);
  });

  const address = `http://localhost:${house.webPort}`;
  if (house.demoToLoad) {
    say(`Memuat kota contoh; halaman sudah dapat dibuka di ${address}`);
    await showDemoLoad();
  }
  const invite = await firstAdminInvite();
  say(`\nRuang Kendali siap dalam ${Math.round((Date.now() - startedAt) / 1000)} detik: ${address}`);
  if (invite) {
    say(
      `Belum ada administrator. Buat akun pertama lewat tautan sekali pakai ini (berlaku 24 jam):\n${address}${invite}`,
    );
  }
  say('Hentikan dengan Ctrl-C.');
  await sleep(2 ** 31 - 1);
} catch (error) {
  if (asked.signal.aborted) process.exit(0);
  process.stderr.write(`${plainSentence(error)}\n`);
  if (process.env.RK_DEBUG && !(error as { type?: string }).type) process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
}
