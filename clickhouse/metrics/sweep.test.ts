import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { forgetAnswers } from '../warehouse/remember';
import { METRIC_IDS, type MetricInput, readMetric, readMetrics } from '.';
import { dimensionsOf, readBreakdown, readBreakdowns } from './breakdown';
import { metricSource } from './registry';
import { readRows } from './rows';
import { applyTestCity, insertCase, insertComplaint, insertFacts } from './test-city';

/** August 2026 in Jakarta, asked for in October. */
const input: MetricInput = {
  from: new Date('2026-07-31T17:00:00Z'),
  to: new Date('2026-08-31T17:00:00Z'),
  previous: { from: new Date('2026-06-30T17:00:00Z'), to: new Date('2026-07-31T17:00:00Z') },
  timezone: 'Asia/Jakarta',
  now: new Date('2026-10-01T00:00:00Z'),
};

/** A little of everything in July and August. */
async function fill(): Promise<void> {
  const at = (month: number, day: number, hour = 2) =>
    `2026-0${month}-${String(day).padStart(2, '0')} ${String(hour).padStart(2, '0')}:00:00`;
  for (const month of [7, 8]) {
    const offices = ['dinas-a', 'dinas-b'];
    for (let i = 1; i <= 12; i++) {
      const skpd = offices[i % 2]!;
      const wilayah = i % 3 ? '36.71.01.1001' : '36.71.02';
      const service = skpd === 'dinas-a' ? 'izin' : 'rekom';
      await insertCase(
        `K${month}-${i}`,
        { diajukan: at(month, i), ...(i % 4 ? { selesai: at(month, i + 2) } : {}) },
        { skpd, service, wilayah, channel: i % 2 ? 'daring' : 'loket' },
      );
      await insertCase(`Q${month}-${i}`, { ambil: at(month, i, 1), panggil: at(month, i, 2) }, { skpd, service });
      await insertComplaint(
        `L${month}-${i}`,
        at(month, i),
        [
          [at(month, i, 3), { status: 'diproses' }],
          ...(i % 3 ? ([[at(month, i + 3), { status: 'selesai', closed_by: 'pelapor' }]] as [string, object][]) : []),
        ] as [string, Record<string, unknown>][],
        { skpd, wilayah, category: i % 2 ? 'Jalan' : 'Sampah' },
      );
      const thread_id = `T${month}-${i}`;
      await insertFacts('interactions', [
        { time: at(month, i), thread_id, message_key: i, skpd, direction: 'masuk' },
        { time: at(month, i, 5), thread_id, message_key: i + 100, skpd, direction: 'keluar' },
      ]);
      await insertFacts('participation', [{ time: at(month, i), skpd, wilayah }]);
      await insertFacts('web_hits', [{ time: at(month, i), skpd, visitor: i }]);
      const unsur = [
        'persyaratan',
        'prosedur',
        'waktu',
        'biaya',
        'produk',
        'kompetensi',
        'perilaku',
        'pengaduan',
        'sarpras',
      ];
      await insertFacts('survey_answers', [
        { time: at(month, i), skpd, service, ...Object.fromEntries(unsur.map((key) => [key, 3 + (i % 2)])) },
      ]);
    }
  }
}

/** Keys of persons: never shown, not even as a number. */
const PERSONS = ['visitor', 'officer', 'applicant', 'reporter', 'person', 'participant', 'respondent', 'client_net'];

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
  await fill();
}, 120_000);
afterAll(() => engine.stop());

test.each(METRIC_IDS)('%s says what it is, and splits and opens as it promises', async (id) => {
  const { definition, rows, value, n, atMoments, dimensions = [], detail = [] } = metricSource(id);
  for (const words of [definition.name, definition.formula])
    for (const text of [words.id, words.en]) expect(text.trim().length).toBeGreaterThan(2);
  expect(definition.formula.id).toMatch(/\.$/);
  expect(definition.sources.length).toBeGreaterThan(0);
  expect(atMoments !== undefined || (rows && value && n)).toBeTruthy();
  const shown = detail.map(({ column }) => column);
  expect(shown.filter((column) => PERSONS.includes(column))).toEqual([]);
  if (!rows) {
    expect(dimensions).toEqual([]);
    return;
  }
  // Every dimension and detail is a column of the rows, and within each split no case is lost.
  const opened = await readRows(id, input);
  expect(opened.columns.map(({ key }) => key)).toEqual(expect.arrayContaining(dimensions.map((d) => `d_${d}`)));
  expect(new Set(opened.columns.map(({ label }) => label.id)).size).toBe(opened.columns.length);
  const breakdowns = await readBreakdowns(id, dimensionsOf(id), input);
  for (const [dimension, { parts, total, rest }] of Object.entries(breakdowns)) {
    const listed = parts.reduce((sum, part) => sum + part.n, 0);
    expect(listed + rest.n, dimension).toBe(total.n);
  }
});

test('the whole of a split is the figure itself', async () => {
  const readings = await readMetrics(METRIC_IDS, input);
  for (const id of METRIC_IDS) {
    const [dimension] = dimensionsOf(id);
    if (!dimension || metricSource(id).atMoments) continue;
    const { total } = (await readBreakdowns(id, [dimension], input))[dimension];
    expect(total.n, id).toBe(readings[id].n);
    if (readings[id].value !== null) expect(total.value, id).toBeCloseTo(readings[id].value, 6);
  }
});

test('figures read together equal each read alone', async () => {
  const splits = METRIC_IDS.flatMap((id) =>
    dimensionsOf(id)
      .slice(-1)
      .map((dimension) => [id, dimension] as const),
  );
  const [together, ...parts] = await Promise.all([
    readMetrics(METRIC_IDS, input),
    ...splits.map(([id, dimension]) => readBreakdown(id, dimension, input)),
  ]);
  for (const id of METRIC_IDS) {
    forgetAnswers();
    expect(together[id], id).toEqual(await readMetric(id, input));
  }
  for (const [i, [id, dimension]] of splits.entries()) {
    forgetAnswers();
    expect(parts[i], `${id}/${dimension}`).toEqual(await readBreakdown(id, dimension, input));
  }
}, 120_000);

test('figures that know nothing of a filter are unknown, the others are narrowed by it', async () => {
  const narrow = { ...input, skpd: 'dinas-a', filters: { kecamatan: '36.71.02' } };
  const readings = await readMetrics(METRIC_IDS, narrow);
  for (const id of METRIC_IDS) {
    const { dimensions, filters } = metricSource(id);
    if (!dimensions?.includes('kecamatan') && !filters?.includes('kecamatan'))
      expect(readings[id], id).toMatchObject({ value: null, n: 0, reason: 'tidak tercatat menurut kecamatan' });
  }
  expect(readings.permohonan_masuk.value).toBe(2);
});
