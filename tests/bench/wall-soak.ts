/**
 * A wall left alone: seven days of snapshots, one for each minute, reach a wall in a browser whose clock runs fast, so that its scenes take
 * turns for 42 hours meanwhile; another 20 screens listen. What the page and the web process hold must not grow.
 * `npm run soak:wall` after `npm run build`; SOAK_DAYS makes it shorter. What was found stands in docs/benchmarks.md.
 */
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SNAPSHOT_PATH, STREAM_PATH } from '../../app/live/messages';
import { queueOf, withQueue } from '../../jobs/queue/queues';
import { connectRedis } from '../../jobs/queue/redis';
import { askForSnapshot, readStored, storeSnapshot, tellWatched } from '../../jobs/queue/snapshot';
import { startHouse } from '../browser/start-house';
import { launch } from '../browser/visit-house';
import { runningFile } from '../operator/product';
import { pairScreen } from '../wall/pair-screen';

const DAYS = Number(process.env.SOAK_DAYS ?? 7);
const MINUTES_A_DAY = 1_440;
/** Of the browser's clock for each snapshot: less than the silence after which a screen gives its stream up. */
const STEP_MS = 15_000;
const LISTENERS = 20;

const house = await startHouse('demo-house', { RK_CITY: 'clickhouse/city/demo/kota-tangerang.yaml' });
const redis = connectRedis('hasty');
const browser = await launch();
try {
  const { name, value } = await pairScreen(house.origin);
  const headers = { cookie: `${name}=${value}` };
  await tellWatched(redis);
  await askForSnapshot(0);
  let stored = await readStored(redis);
  while (!stored.snapshot) {
    await sleep(500);
    stored = await readStored(redis);
  }
  await withQueue(queueOf['each-minute'], (queue) => queue.removeJobScheduler('tiap-menit'));
  const first = JSON.parse(stored.snapshot.json) as { at: string; readings: Record<string, { value: number | null }> };

  let heard = 0;
  const agent = new Agent({ maxSockets: LISTENERS });
  for (let i = 0; i < LISTENERS; i += 1)
    get(`${house.origin}${STREAM_PATH}`, { headers, agent }, (response) => {
      response.on('data', (data: Buffer) => {
        if (i === 0 && data.includes('event: versi')) heard += 1;
      });
    });

  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'id-ID' });
  await context.addCookies([{ name, value, url: house.origin }]);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.clock.install();
  await page.goto(`${house.origin}/dinding`);
  await sleep(2_000);
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable');

  const scenes = new Map<string, number>();
  const measure = async (day: number) => {
    await tools.send('HeapProfiler.collectGarbage');
    const { metrics } = await tools.send('Performance.getMetrics');
    const of = (metric: string) => metrics.find((m) => m.name === metric)?.value ?? 0;
    const status = readFileSync(`/proc/${runningFile(house.folder)!.parts.web!.pid}/status`, 'utf8');
    const rss = (Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1_024) / 1e6;
    const figure = await page.locator('.wall').first().getAttribute('class');
    console.log(
      `day ${day.toFixed(1)}: page heap ${(of('JSHeapUsedSize') / 1e6).toFixed(2)} MB, nodes ${of('Nodes')}, ` +
        `listeners ${of('JSEventListeners')}; web process ${rss.toFixed(0)} MB; ${figure}`,
    );
  };

  const total = Math.round(DAYS * MINUTES_A_DAY);
  for (let minute = 0; minute < total; minute += 1) {
    const before = heard;
    first.at = new Date(Date.parse(first.at) + 60_000).toISOString();
    const reading = first.readings.aduan_terbuka;
    if (reading) reading.value = 1_000 + (minute % 500);
    await storeSnapshot(redis, JSON.stringify(first));
    for (let waited = 0; heard === before && waited < 5_000; waited += 5) await sleep(5);
    await page.clock.runFor(STEP_MS);
    const title = await page.locator('.wall-title').textContent();
    scenes.set(title ?? '', (scenes.get(title ?? '') ?? 0) + 1);
    // Each day begins with what the first hours load once.
    if (minute % (MINUTES_A_DAY / 2) === MINUTES_A_DAY / 4) await measure(minute / MINUTES_A_DAY);
  }
  await measure(DAYS);
  const shown = await page.evaluate(async (path) => (await fetch(path)).headers.get('X-Rk-Versi'), SNAPSHOT_PATH);
  const { snapshot } = await readStored(redis);
  console.log(`${total} snapshots, ${heard} heard; the newest can be fetched: ${shown === snapshot?.version}`);
  console.log(`scenes seen: ${[...scenes].map(([title, times]) => `${title} ${times}`).join(', ')}`);
  console.log(`errors in the page: ${troubles.length}${troubles[0] ? ` (${troubles[0]})` : ''}`);
  agent.destroy();
} finally {
  await browser.close();
  redis.disconnect();
  await house.end();
}
process.exit(0);
