/**
 * How the pages' questions grow with the warehouse. `npm run bench:growth` fills engines with a hundredth, a tenth and the
 * whole of a large city (GROWTH_SHARE makes all of them smaller), asks each question that the pages put, and then lets ten people
 * click in the largest. GROWTH_FOLDER keeps the filled engines there for the next run; GROWTH_ONLY=klik lets people click and no
 * more. What was found stands in docs/benchmarks.md.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { readComplaints } from '../../app/complaints/complaints.server';
import { readServices } from '../../app/services/services.server';
import { readWebsites } from '../../app/websites/websites.server';
import { applyCityProfile, citySkpd } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { keepDerived } from '../../clickhouse/derived/keep';
import { keepSums } from '../../clickhouse/derived/web-kept';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { warehouse } from '../../clickhouse/warehouse/client';
import { forgetAnswers } from '../../clickhouse/warehouse/remember';
import { makeWarehouse } from './make-warehouse';

process.env.RK_NOW ??= '2026-11-20T03:00:00Z';
const SHARE = Number(process.env.GROWTH_SHARE ?? 1);
const ONLY_CLICKS = process.env.GROWTH_ONLY === 'klik';
const SHARES = ONLY_CLICKS ? [1] : [0.01, 0.1, 1];
const FOLDER = process.env.GROWTH_FOLDER;
const PEOPLE = 10;
/** Five minutes of clicking: as many as a running period is asked anew in. */
const CLICKS_EACH = Number(process.env.GROWTH_CLICKS ?? 60);
const FIRST_MS = 60_000;
/** A person looks at a page for about so long before the next click. */
const THINKING_MS = 5_000;
const viewer = { role: 'admin' as const, skpd: null };
const pages = { '/layanan': readServices, '/aduan': readComplaints, '/situs': readWebsites };
const periods = ['2026-10', '30h', '12b'];
/** What people look at: mostly the month that runs. */
const looks = ['30h', '30h', '30h', '2026-10', '12b'];
/** Every so many clicks one looks at an office alone. */
const OFFICE_EVERY = 4;

interface Question {
  page: string;
  name: string;
  query: string;
  query_params: Record<string, unknown> | undefined;
  settings: ClickHouseSettings | undefined;
}

/** What the pages ask, caught on its way to the engine. */
async function questionsOf(period: string): Promise<Question[]> {
  let owner = Object.getPrototypeOf(warehouse()) as ClickHouseClient;
  while (!Object.hasOwn(owner, 'query')) owner = Object.getPrototypeOf(owner) as ClickHouseClient;
  const asked = owner.query;
  const caught: Question[] = [];
  let page = '';
  owner.query = function (this: ClickHouseClient, ask: Parameters<ClickHouseClient['query']>[0]) {
    const { query, query_params, clickhouse_settings } = ask;
    caught.push({
      page,
      name: String(clickhouse_settings?.log_comment ?? ''),
      query,
      query_params,
      settings: clickhouse_settings,
    });
    return asked.call(this, ask);
  } as typeof asked;
  for (const [path, read] of Object.entries(pages)) {
    page = path;
    await read(new Request(`http://localhost${path}?periode=${period}`), viewer);
  }
  owner.query = asked;
  return caught;
}

/** The best of three, and what was read for it. */
async function measure({ query, query_params, settings }: Question): Promise<{ ms: number; readMb: number }> {
  let ms = Number.POSITIVE_INFINITY;
  let readMb = 0;
  for (let i = 0; i < 3; i += 1) {
    const from = performance.now();
    const answer = await warehouse().query({
      query,
      query_params,
      format: 'JSONEachRow',
      clickhouse_settings: { ...settings, wait_end_of_query: 1 },
    });
    await answer.text();
    ms = Math.min(ms, performance.now() - from);
    const summary = String(answer.response_headers['x-clickhouse-summary'] ?? '{}');
    readMb = Number((JSON.parse(summary) as { read_bytes?: string }).read_bytes ?? 0) / 1e6;
  }
  return { ms, readMb };
}

interface Click {
  beganMs: number;
  ms: number;
}

/** What a page's questions took while people click, for each page; nothing is remembered when they begin. The clock runs on. */
async function clicking(): Promise<Record<string, Click[]>> {
  const took: Record<string, Click[]> = Object.fromEntries(Object.keys(pages).map((page) => [page, []]));
  const offices = (await citySkpd({})).map(({ skpd }) => skpd);
  const begun = Date.now();
  // The moment that pages ask as of goes on in the middle of it.
  const noon = Date.parse(process.env.RK_NOW!) + 150_000;
  const clock = setInterval(() => {
    process.env.RK_NOW = new Date(noon + Date.now() - begun).toISOString();
  }, 200);
  const person = async (n: number) => {
    for (let click = 0; click < CLICKS_EACH; click += 1) {
      await new Promise((resolve) => setTimeout(resolve, THINKING_MS * (0.5 + ((n * 7 + click * 3) % 10) / 10)));
      const entries = Object.entries(pages);
      const [path, read] = entries[(n + click) % entries.length]!;
      const url = new URL(`http://localhost${path}?periode=${looks[(n * 3 + click) % looks.length]}`);
      const turn = n * CLICKS_EACH + click;
      if (turn % OFFICE_EVERY === 0) url.searchParams.set('skpd', offices[turn % offices.length]!);
      const from = performance.now();
      const beganMs = Date.now() - begun;
      const failed = await read(new Request(url), viewer).then(
        () => false,
        () => true,
      );
      took[path]!.push({ beganMs, ms: failed ? Number.POSITIVE_INFINITY : performance.now() - from });
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, n) => person(n)));
  clearInterval(clock);
  return took;
}

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

async function inWarehouse<T>(share: number, work: () => Promise<T>): Promise<T> {
  const folder = FOLDER && join(FOLDER, String(share));
  const engine = await startTestEngine(folder);
  try {
    const from = performance.now();
    const isFilled = join(engine.folder, 'terisi');
    if (!existsSync(isFilled)) {
      await applyCityProfile(loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml'), { by: 'uji' });
      await makeWarehouse(share, new Date(process.env.RK_NOW!));
      writeFileSync(isFilled, '');
    }
    const filled = performance.now();
    await keepSums();
    await keepDerived();
    await untilMerged();
    const seconds = (ms: number) => (ms / 1000).toFixed(1);
    console.log(
      `share ${share}: filled in ${seconds(filled - from)} s, worked out for the pages in ${seconds(performance.now() - filled)} s`,
    );
    return await work();
  } finally {
    await engine.stop();
  }
}

/** Builds are merged after they can be read. */
async function untilMerged(): Promise<void> {
  const merging = async () => {
    const answer = await warehouse().query({ query: 'SELECT count() AS n FROM system.merges', format: 'JSONEachRow' });
    return Number(((await answer.json()) as { n: string }[])[0]!.n) > 0;
  };
  do await new Promise((resolve) => setTimeout(resolve, 1_000));
  while (await merging());
}

type Measured = Map<string, { ms: number; readMb: number }>;
async function measureAll(): Promise<Measured> {
  const measured: Measured = new Map();
  for (const period of periods) {
    for (const question of await questionsOf(period)) {
      const key = `${period} ${question.page} ${question.name}`;
      const same = [...measured.keys()].filter((other) => other.startsWith(`${key} #`)).length;
      measured.set(`${key} #${same + 1}`, await measure(question));
    }
  }
  return measured;
}

const found: Measured[] = [];
let clicks: Record<string, Click[]> = {};
for (const share of SHARES) {
  await inWarehouse(SHARE * share, async () => {
    if (!ONLY_CLICKS) found.push(await measureAll());
    forgetAnswers();
    if (share === 1) clicks = await clicking();
  });
}

function tellQuestions() {
  const tenth = found[SHARES.indexOf(0.1)]!;
  const whole = found[SHARES.indexOf(1)]!;
  console.log('\nquestion                                                        tenth ms  whole ms   ratio   read MB');
  let worst = 0;
  let most = 0;
  for (const [key, large] of [...whole].sort((a, b) => b[1].ms - a[1].ms)) {
    const small = tenth.get(key);
    const ratio = small ? large.ms / small.ms : 0;
    worst = Math.max(worst, ratio);
    most = Math.max(most, large.readMb);
    if (large.ms < 50 && ratio < 3) continue;
    console.log(
      `${key.slice(0, 62).padEnd(62)} ${(small?.ms ?? 0).toFixed(0).padStart(9)} ${large.ms.toFixed(0).padStart(9)} ${ratio.toFixed(1).padStart(7)} ${large.readMb.toFixed(0).padStart(9)}`,
    );
  }
  console.log(`\nworst ratio ${worst.toFixed(1)} (wanted: 3), most read ${most.toFixed(0)} MB (wanted: 2,000)`);
  console.log(
    `\nall questions of a page, one after another, ms: ${SHARES.map((share) => `share ${share}`).join(', ')}`,
  );
  for (const period of periods)
    for (const page of Object.keys(pages)) {
      const sums = found.map((measured) =>
        [...measured].reduce((sum, [key, { ms }]) => (key.startsWith(`${period} ${page} `) ? sum + ms : sum), 0),
      );
      console.log(`${period.padEnd(8)} ${page.padEnd(10)} ${sums.map((sum) => sum.toFixed(0).padStart(8)).join(' ')}`);
    }
}

if (!ONLY_CLICKS) tellQuestions();
for (const [page, all] of Object.entries(clicks)) {
  const told = (some: readonly Click[]) => {
    const times = some.map(({ ms }) => ms).sort((a, b) => a - b);
    return `${times.length} clicks: median ${at(times, 0.5).toFixed(0)} ms, 95th percentile ${at(times, 0.95).toFixed(0)} ms`;
  };
  const first = all.filter(({ beganMs }) => beganMs < FIRST_MS);
  console.log(`${page.padEnd(10)} ${told(all)} (wanted: 1,500); of the first minute ${told(first)}`);
}
process.exit(0);
