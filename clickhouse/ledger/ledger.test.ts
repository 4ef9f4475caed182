import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { connect } from '../warehouse/client';
import { freshnessOf } from './freshness';
import { filesOfRuns, runsOfSource, sourceSummaries } from './queries';
import { openReasons, rejectPlaces } from './rejects';

// The clock has milliseconds.
const at = new Date('2026-11-22T01:14:00.321Z');
const [first, second, broken] = [randomUUID(), randomUUID(), randomUUID()];
const sha = (letter: string) => letter.repeat(64);
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ stop } = await startTestEngine());
  const client = connect();
  const put = (table: string, values: object[]) =>
    client.insert({ table: `ruang_kendali.${table}`, values, format: 'JSONEachRow' });
  await put('city_profiles', [
    { version: 1, applied_at: '2026-01-01T00:00:00Z', applied_by: 'uji', sha256: sha('0'), yaml: '', demo: true },
  ]);
  const source = {
    profile_version: 1,
    kind: 'berkas',
    skpd: 'diskominfo',
    expected_every_minutes: 1440,
    feeds: ['complaints'],
  };
  await put('city_sources', [
    { ...source, source_id: 'aduan-lapor', name: 'Ekspor SP4N-LAPOR!', mapping: 'sp4n-lapor' },
    { ...source, source_id: 'lpse', name: 'LPSE', mapping: 'spse' },
  ]);
  await put('city_rules', [{ profile_version: 1, kind: 'sumber_harap', key: 'lpse', value: 64_800, unit: 'menit' }]);
  await put('city_skpd', [
    { profile_version: 1, skpd: 'diskominfo', name: 'Dinas Kominfo', short_name: 'Diskominfo', cluster: 'x', sort: 0 },
  ]);
  const run = (run_id: string, version: number, state: string, hour: string) => ({
    run_id,
    source_id: 'aduan-lapor',
    version,
    state,
    trigger: 'jadwal',
    requested_at: `2026-11-21T${hour}:00:00Z`,
    started_at: `2026-11-21T${hour}:00:01Z`,
    finished_at: state === 'selesai' ? `2026-11-21T${hour}:00:09Z` : null,
    files: [],
    message: '',
  });
  await put('ingest_runs', [
    run(first, 1, 'berjalan', '01'),
    run(first, 2, 'selesai', '01'),
    run(second, 1, 'selesai', '05'),
    run(broken, 1, 'selesai', '09'),
  ]);
  const file = (run_id: string, records: number, letter: string) => ({
    source_id: 'aduan-lapor',
    run_id,
    file_no: 1,
    version: 1,
    name: `aduan-${letter}.csv`,
    sha256: sha(letter),
    size_bytes: 1000,
    records,
    observed_at: '2026-11-21T05:00:00Z',
    format: 'csv',
  });
  await put('ingest_files', [file(first, 10, 'a'), file(second, 10, 'b'), file(broken, 12, 'c')]);
  const chunk = (run_id: string, version: number, values: object) => ({
    run_id,
    file_no: 1,
    chunk: 1_000_001,
    version,
    source_id: 'aduan-lapor',
    duplicate: 0,
    rejected: 0,
    ignored: 0,
    reasons: {},
    first_time: '2026-11-20T00:00:00Z',
    last_time: '2026-11-20T23:00:00Z',
    duration_ms: 400,
    ...values,
  });
  await put('ingest_chunks', [
    // A chunk that was written twice: only its newest version counts.
    chunk(first, 1, { read: 10, stored: 3 }),
    chunk(first, 2, { read: 10, stored: 8, rejected: 2, reasons: { waktu_tidak_terbaca: 2 } }),
    chunk(second, 1, { read: 10, stored: 0, duplicate: 9, ignored: 1, reasons: { tidak_berubah: 9, kosong: 1 } }),
    chunk(broken, 1, { read: 11, stored: 10 }),
  ]);
  const reject = (line: number) => ({
    source_id: 'aduan-lapor',
    run_id: first,
    file_no: 1,
    chunk: 1_000_001,
    line,
    reason: 'waktu_tidak_terbaca',
    detail: 'tanggal',
    iv: 'x'.repeat(12),
    text_encrypted: 'rahasia',
  });
  // The second record was written twice by a worker that died in between.
  await put('ingest_rejects', [reject(4), reject(7), reject(7)]);
  await client.close();
}, 120_000);

afterAll(() => stop());

describe('sourceSummaries', () => {
  it('sums the newest version of each chunk and counts the runs that do not balance', async () => {
    const [lapor, lpse] = await sourceSummaries({ at });
    expect(lapor).toMatchObject({
      id: 'aduan-lapor',
      skpdName: 'Diskominfo',
      inProfile: true,
      runs: 3,
      unbalancedRuns: 1,
      read: 31,
      stored: 18,
      duplicate: 9,
      rejected: 2,
      ignored: 1,
      lastState: 'selesai',
      watermark: new Date('2026-11-20T23:00:00Z'),
      // A run that found nothing new is no news of the source.
      heardAt: new Date('2026-11-20T23:00:00Z'),
      lastFinishedAt: new Date('2026-11-21T09:00:09Z'),
    });
    expect(lpse).toMatchObject({ id: 'lpse', runs: 0, lastState: null, heardAt: null, watermark: null, read: 0 });
    expect([lapor?.expectedEveryMinutes, lpse?.expectedEveryMinutes]).toEqual([1440, 64_800]);
  });

  it('does not take a time of the future for news', async () => {
    const [lapor] = await sourceSummaries({ at: new Date('2026-11-20T23:30:00Z'), source: 'aduan-lapor' });
    expect(lapor?.heardAt).toEqual(new Date('2026-11-20T23:00:00Z'));
  });
});

describe('runsOfSource', () => {
  it('explains every record of a run, or says how many it cannot', async () => {
    const runs = await runsOfSource({ source: 'aduan-lapor' });
    expect(runs.map((run) => [run.runId, run.unexplained])).toEqual([
      [broken, 2], // one read without an outcome, one in the file and never read
      [second, 0],
      [first, 0],
    ]);
    expect(runs[2]).toMatchObject({ state: 'selesai', read: 10, stored: 8, rejected: 2, files: 1, records: 10 });
    expect(runs[1]?.reasons).toEqual({ tidak_berubah: 9, kosong: 1 });
  });

  it('gives the files of a run with their own ledger', async () => {
    const files = await filesOfRuns({ source: 'aduan-lapor', runs: [first] });
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ name: 'aduan-a.csv', records: 10, read: 10, stored: 8, rejected: 2 });
  });
});

describe('rejects', () => {
  it('counts a refused record once and tells its place but never its text', async () => {
    expect(await openReasons({ source: 'aduan-lapor' })).toEqual([
      { reason: 'waktu_tidak_terbaca', records: 2, runs: 1 },
    ]);
    const places = await rejectPlaces({ source: 'aduan-lapor' });
    expect(places.map((place) => [place.file, place.line, place.detail])).toEqual([
      ['aduan-a.csv', 4, 'tanggal'],
      ['aduan-a.csv', 7, 'tanggal'],
    ]);
    expect(JSON.stringify(places)).not.toContain('rahasia');
  });
});

describe('freshnessOf', () => {
  const [day, hour] = [1440, 3_600_000];
  const ago = (hours: number) => new Date(at.getTime() - hours * hour);
  it.each([
    [
      'nothing stored, whatever ran',
      { heardAt: null, lastFinishedAt: ago(1), expectedEveryMinutes: day },
      'belum_pernah',
    ],
    ['nothing expected', { heardAt: ago(9999), lastFinishedAt: null, expectedEveryMinutes: null }, 'tanpa_jadwal'],
    ['a day and a half', { heardAt: ago(36), lastFinishedAt: ago(1), expectedEveryMinutes: day }, 'segar'],
    [
      'silent while its runs end well',
      { heardAt: ago(36.1), lastFinishedAt: ago(0), expectedEveryMinutes: day },
      'terlambat',
    ],
    ['no run for long', { heardAt: ago(1), lastFinishedAt: ago(37), expectedEveryMinutes: day }, 'terlambat'],
    ['records that come without runs', { heardAt: ago(1), lastFinishedAt: null, expectedEveryMinutes: day }, 'segar'],
    [
      'expected every hour: a night is no silence',
      { heardAt: ago(14), lastFinishedAt: ago(1), expectedEveryMinutes: 60 },
      'segar',
    ],
    [
      'expected every 45 days',
      { heardAt: ago(24 * 60), lastFinishedAt: ago(1), expectedEveryMinutes: 45 * day },
      'segar',
    ],
  ] as const)('%s', (_, source, freshness) => {
    expect(freshnessOf(source, at).freshness).toBe(freshness);
  });

  it('counts the lateness from the expectation', () => {
    expect(freshnessOf({ heardAt: ago(41), lastFinishedAt: ago(0), expectedEveryMinutes: day }, at).lateMs).toBe(
      17 * hour,
    );
  });
});
