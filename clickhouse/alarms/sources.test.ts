import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyCityProfile } from '../city/apply';
import { SMALL_CITY } from '../city/fixture';
import { parseCityProfile } from '../city/load';
import { startTestEngine } from '../engine/test-engine';
import { setPaused } from '../sources/switches';
import { connect } from '../warehouse/client';
import { sourceAlarms, watchAlarms } from '.';

const SOURCES = ['daring', 'loket', 'tanpa-harapan']
  .map(
    (id) =>
      `  - { id: ${id}, nama: ${id}, jenis: berkas, pemetaan: layanan-csv, skpd: diskominfo, ${id === 'tanpa-harapan' ? '' : 'harap_tiap_menit: 1440, '}memberi_makan: [service_events] }\n`,
  )
  .join('');

let stop: () => Promise<void>;
beforeAll(async () => {
  ({ stop } = await startTestEngine());
  await applyCityProfile(parseCityProfile(SMALL_CITY.replace('kop_surat:', `${SOURCES}kop_surat:`)), { by: 'uji' });
});
afterAll(() => stop());

/** The days are those of one frozen November; nothing here looks at the clock of the machine. */
const day = (d: number, hour = 0) => new Date(Date.UTC(2026, 10, d, hour));

/** A run that ended at a moment and, if it went well, brought a record of that moment. */
async function ran(source: string, at: Date, state: 'selesai' | 'gagal', message = '') {
  const run = randomUUID();
  const put = (table: string, row: object) =>
    connect().insert({ table: `ruang_kendali.${table}`, values: [row], format: 'JSONEachRow' });
  await put('ingest_runs', {
    run_id: run,
    source_id: source,
    version: 1,
    state,
    trigger: 'jadwal',
    requested_at: at.toISOString(),
    started_at: at.toISOString(),
    finished_at: at.toISOString(),
    files: [],
    message,
  });
  if (state === 'gagal') return;
  await put('ingest_chunks', {
    run_id: run,
    file_no: 0,
    chunk: 0,
    version: 1,
    source_id: source,
    read: 1,
    stored: 1,
    duplicate: 0,
    rejected: 0,
    ignored: 0,
    reasons: {},
    first_time: at.toISOString(),
    last_time: at.toISOString(),
    duration_ms: 1,
  });
}

const standing = async () =>
  (await sourceAlarms({ at: day(30) })).map(({ source, kind, startedAt }) => ({ source, kind, startedAt }));

test('a source that falls silent raises one alarm, which ends when it speaks; others stay calm', async () => {
  for (const source of ['daring', 'loket', 'tanpa-harapan']) await ran(source, day(1), 'selesai');
  await watchAlarms(day(2, 11));
  expect(await standing()).toEqual([]);

  await ran('loket', day(2, 12), 'selesai');
  await watchAlarms(day(2, 13));
  await watchAlarms(day(2, 14)); // an alarm that stands is not raised again
  const silent = { source: 'daring', kind: 'sunyi', startedAt: day(2, 13) };
  expect(await standing()).toEqual([silent]);

  await setPaused('daring', true, 'uji');
  expect(await standing()).toEqual([]);
  await watchAlarms(day(2, 15)); // ends it
  await setPaused('daring', false, 'uji');
  expect(await standing()).toEqual([]);
  await watchAlarms(day(2, 16), { raiseSilence: false }); // the product has only just started
  expect(await standing()).toEqual([]);
  await watchAlarms(day(2, 17));
  expect(await standing()).toEqual([{ ...silent, startedAt: day(2, 17) }]);

  await ran('daring', day(2, 18), 'selesai');
  await watchAlarms(day(2, 19));
  expect(await standing()).toEqual([]);
});

test('a failed run raises an alarm with its reason until a run goes well', async () => {
  await ran('loket', day(3), 'gagal', 'Sandi ditolak.');
  await ran('tanpa-harapan', day(3), 'gagal', 'Server menjawab 500.');
  await watchAlarms(day(3, 1));
  await ran('loket', day(3, 2), 'gagal', 'Server tidak menjawab.');
  await watchAlarms(day(3, 3));
  const alarms = await sourceAlarms({ at: day(3, 3), source: 'loket' });
  const words = 'loket: Server tidak menjawab.';
  expect(alarms).toEqual([{ source: 'loket', kind: 'gagal', startedAt: day(3, 1), textId: words, textEn: words }]);
  await ran('loket', day(3, 4), 'selesai');
  await watchAlarms(day(3, 5));
  expect(await standing()).toEqual([{ source: 'tanpa-harapan', kind: 'gagal', startedAt: day(3, 1) }]);
});
