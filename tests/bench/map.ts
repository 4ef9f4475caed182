/**
 * What the map costs with a million complaints: `npx tsx tests/bench/map.ts [batas.geojson]`. Fills an engine with complaints of 24
 * months (MAP_ROWS makes them fewer), a third of them without a kecamatan, then asks what the map page asks, each time anew, and
 * prints the engine's time and what is shipped. What was found stands in docs/benchmarks.md.
 */
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { spotOf } from '../../app/maps/map-page.server';
import { applyCityProfile, importBoundaries } from '../../clickhouse/city/apply';
import { loadCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { complaintClusters, complaintDays, mapTotals, pickedComplaints } from '../../clickhouse/map/complaints';
import type { Box } from '../../clickhouse/map/grid';
import { hotSpots } from '../../clickhouse/map/hot-spots';
import type { MetricInput } from '../../clickhouse/metrics';
import { warehouse } from '../../clickhouse/warehouse/client';
import { forgetAnswers } from '../../clickhouse/warehouse/remember';

process.env.RK_NOW ??= '2026-11-20T03:00:00Z';
const ROWS = Number(process.env.MAP_ROWS ?? 1_000_000);
const now = new Date(process.env.RK_NOW);
const DAY = 86_400_000;

/** Half of the points around two hundred crossings, half anywhere in and around the city. */
const sql = `INSERT INTO complaints (source_id, run_id, chunk, record_key, record_row, time, skpd, wilayah, tracking_id, observed_at,
    content_hash, classification, category_id, category, title, status, status_given, closed_by, channel, skpd_given, reason, anonymous,
    secret, reporter, latitude, longitude)
  WITH (SELECT groupArray(toString(wilayah)) FROM city_wilayah WHERE level = 'kecamatan'
      AND profile_version = (SELECT max(profile_version) FROM city_wilayah)) AS places,
    (n, seed) -> (cityHash64(n, seed) % 1000003) / 1000003 AS chance
  SELECT 'aduan-lapor', toUUID('00000000-0000-0000-0000-000000000001'), 1, reinterpretAsUInt128(sipHash128(number)), 0,
    {now:DateTime('UTC')} - toIntervalSecond(toUInt32(730 * 86400 * chance(number, 'kapan'))) AS time,
    ['dpupr', 'dlh', 'dishub', 'disdukcapil'][1 + number % 4],
    if(number % 3 = 0, '', places[1 + cityHash64(number, 'kec') % length(places)]), concat('A-', toString(number)), time, number,
    'pengaduan', 'k', concat('Kategori ', toString(number % 40)), 'Lampu jalan padam', if(number % 2 = 0, 'selesai', 'diproses') AS status,
    status, if(number % 2 = 0, 'admin', ''), 'web', '', '', false, false, number,
    if(number % 2 = 0, -6.25 + 0.15 * chance(number % 200, 'a') + 0.002 * chance(number, 'b'), -6.26 + 0.17 * chance(number, 'c')),
    if(number % 2 = 0, 106.56 + 0.18 * chance(number % 200, 'd') + 0.002 * chance(number, 'e'), 106.55 + 0.2 * chance(number, 'f'))
  FROM numbers({rows:UInt64})`;

const engine = await startTestEngine();
try {
  await applyCityProfile(loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml'), { by: 'bench' });
  const [batas] = process.argv.slice(2);
  if (batas) await importBoundaries(resolve(batas), { by: 'bench' });
  await warehouse().command({ query: sql, query_params: { rows: ROWS, now }, clickhouse_settings: { max_threads: 2 } });
  const of = (days: number): MetricInput => ({
    from: new Date(now.getTime() - days * DAY),
    to: now,
    timezone: 'Asia/Jakarta',
    now,
  });
  const began = performance.now();
  const totals = await mapTotals(of(730));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    `| ${ROWS} complaints: states derived, points assigned | ${seconds} s | ${JSON.stringify(totals)} |\n`,
  );

  const measure = async (what: string, ask: () => Promise<unknown>) => {
    const times: number[] = [];
    let answer: unknown;
    for (let i = 0; i < 3; i++) {
      forgetAnswers();
      const start = performance.now();
      answer = await ask();
      times.push(performance.now() - start);
    }
    const text = JSON.stringify(answer);
    const kb = (bytes: number) => (bytes / 1024).toFixed(1);
    const count = Array.isArray(answer) ? `${answer.length} squares, ` : '';
    times.sort((a, b) => a - b);
    process.stdout.write(
      `| ${what} | ${times[1]!.toFixed(0)} ms | ${count}${kb(text.length)} KiB, gzip ${kb(gzipSync(text).length)} KiB |\n`,
    );
  };
  const clusters = async (input: MetricInput, zoom: number, box: Box | null) =>
    (await complaintClusters(input, zoom, box)).map(spotOf);
  /** What a screen of 1,100 by 900 pixels shows in the middle of the city. */
  const view = (zoom: number): Box => {
    const wide = (1100 / 512) * (360 / 2 ** zoom);
    return [106.64 - wide / 2, -6.18 - wide * 0.4, 106.64 + wide / 2, -6.18 + wide * 0.4];
  };
  for (const days of [30, 365, 730]) {
    await measure(`${days} days, totals`, () => mapTotals(of(days)));
    for (const zoom of [10, 11, 12, 13, 14, 15, 16])
      await measure(`${days} days, zoom ${zoom}, in view`, () => clusters(of(days), zoom, view(zoom)));
    await measure(`${days} days, zoom 16, everything`, () => clusters(of(days), 16, null));
    await measure(`${days} days, hot spots`, () => hotSpots(of(days)));
  }
  await measure('30 days, day by day', () => complaintDays(of(30)));
  const [fullest] = await complaintClusters(of(730), 12);
  await measure('730 days, the list of the fullest square', () =>
    pickedComplaints(of(730), { kind: 'petak', square: fullest!.square }, 1),
  );
} finally {
  await engine.stop();
}
