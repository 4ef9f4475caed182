import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestEngine } from '../engine/test-engine';
import { applyTestCity, insertCase, insertComplaint, insertFacts } from '../metrics/test-city';
import { warehouse } from '../warehouse/client';
import { assessMaturity, maturityBoard, type ProbeId, probeEvidence, skpdMaturity } from '.';
import { PROBES } from './catalogue';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const timezone = 'Asia/Jakarta';
/** A local month of 2026, assessed in the first minute after it. */
const month = (number: number, now = '2026-10-05T00:00:00Z') => ({
  from: new Date(Date.UTC(2026, number - 1, 1) - 7 * 3_600_000),
  to: new Date(Date.UTC(2026, number, 1) - 7 * 3_600_000),
  timezone,
  now: new Date(now),
});
const two = (n: number) => String(n).padStart(2, '0');

beforeAll(async () => {
  engine = await startTestEngine();
  await applyTestCity();
});
afterAll(() => engine.stop());

/** What every probe of one office said in August. */
async function probesOf(skpd: string) {
  const found = await skpdMaturity({ skpd, month: '2026-08' });
  return new Map(found!.probes.map((p) => [p.probe, p]));
}

test('golden case 1 in the engine: no data is unknown for every office', async () => {
  const summary = await assessMaturity(month(5));
  expect(summary).toMatchObject({ results: 3, evidence: 90, failures: [] });
  const board = await maturityBoard({ month: '2026-05', timezone });
  // standar-pelayanan is known from the catalogue alone: dinas-a has 2 of 3 services complete.
  expect(board.rows.map(({ skpd, reached, possible, provisional }) => [skpd, reached, possible, provisional])).toEqual([
    ['dinas-a', 0, 0, true],
    ['dinas-b', 0, 4, true],
    ['kosong', 0, 4, true],
  ]);
  expect(board.rows[2]!.coverage).toBe(0);
  expect(board.city).toMatchObject({
    headlineTahap: null,
    sentence: { id: 'Bukti belum cukup untuk menyebut tahap kota' },
  });
  expect(board.city.distribution).toEqual({ belum: 3, t1: 0, t2: 0, t3: 0, t4: 0 });
});

describe('August of dinas-a', () => {
  beforeAll(async () => {
    // A site read every day, one server error in 151 requests; scanned every week, newest content of 20 July.
    for (let day = 1; day <= 31; day++)
      await insertFacts(
        'web_hits',
        Array.from({ length: 5 }, (_, i) => ({ time: `2026-08-${two(day)} 03:00:0${i}`, visitor: day * 10 + i })),
      );
    await insertFacts('web_hits', [
      { time: '2026-08-31 03:01:00', visitor: 1, status: 500 },
      ...Array.from({ length: 25 }, (_, i) => ({
        time: '2026-08-12 04:00:00',
        visitor: 900 + i,
        kind: 'unduhan',
        path: '/unduh/formulir.pdf',
      })),
    ]);
    const features = ['profil', 'tugas_fungsi', 'kontak', 'ppid', 'standar_pelayanan', 'responsif', 'pencarian'];
    for (const day of [3, 10, 18, 24, 31])
      await insertFacts('site_observations', [
        {
          time: `2026-08-${two(day)} 01:00:00`,
          features,
          newest_content: '2026-07-20',
          proofs: { profil: 'Profil Dinas A' },
        },
      ]);
    // Ten conversations of Mon 3 Aug: eight replied the next day, one on the 13th, one never. All due on the 10th.
    await insertFacts('interactions', [
      ...Array.from({ length: 10 }, (_, i) => ({ thread_id: `T${i}`, time: '2026-08-03 02:00:00' })),
      ...Array.from({ length: 8 }, (_, i) => ({
        thread_id: `T${i}`,
        time: '2026-08-04 02:00:00',
        direction: 'keluar',
      })),
      { thread_id: 'T8', time: '2026-08-13 02:00:00', direction: 'keluar' },
      { thread_id: 'X', time: '2026-08-30 02:00:00', direction: 'masuk' },
    ]);
    // Five requests for information of Mon 10 Aug, due Tue 18 Aug: three settled, one closed by the system, one open.
    for (let i = 0; i < 5; i++) {
      const last = [
        { status: 'selesai', closed_by: 'pelapor' },
        { status: 'selesai', closed_by: 'admin' },
        { status: 'selesai', closed_by: 'pelapor' },
        { status: 'selesai', closed_by: 'sistem' },
        { status: 'diproses' },
      ][i]!;
      await insertComplaint(
        `L${i}`,
        '2026-08-10 02:00:00',
        [
          ['2026-08-10 02:00:00', {}],
          ['2026-08-14 02:00:00', last],
        ],
        { wilayah: '36.71.01' },
      );
    }
    // The export still speaks at the end of the month, about another office.
    await insertComplaint('M1', '2026-08-30 02:00:00', [['2026-08-30 02:00:00', {}]], { skpd: 'dinas-b' });
    // 40 applications for izin of 13 Aug, due 19 Aug: 30 online and handed over online in time, 4 online and open, 6 at the counter and in time.
    for (let i = 0; i < 40; i++) {
      const online = i < 34;
      const steps: Record<string, string> = { diajukan: '2026-08-13 02:00:00' };
      if (i < 30 || !online) steps.selesai = '2026-08-19 02:00:00';
      await insertCase(`C${i}`, steps, {
        channel: online ? 'daring' : 'loket',
        identity: online ? (i < 20 ? 'nik' : i < 32 ? 'sso' : 'akun') : '',
        shared_refs: i < 20 ? ['dinas-b', 'dinas-a'] : [],
        linked_case: i < 5 ? `R${i}` : '',
        wilayah: '36.71.02',
      });
    }
    for (let i = 0; i < 5; i++)
      await insertCase(`R${i}`, { diproses: '2026-08-14 02:00:00' }, { skpd: 'dinas-b', service: 'rekom' });
    await insertFacts('participation', [{ time: '2026-03-05 02:00:00', outcome: 'https://a.example/hasil' }]);
    await assessMaturity(month(8));
  });

  const expected: [ProbeId, string, number | null, number][] = [
    ['situs-hidup', 'terpenuhi', 100, 31], // read on 31 of 31 days; errors 1 of 181 requests = 0.55 %
    ['situs-mutakhir', 'terpenuhi', 29, 5], // ages 14, 21, 29, 35, 42 days: median 29
    ['informasi-wajib', 'terpenuhi', 4, 5], // daftar_layanan is missing
    ['standar-pelayanan', 'belum', 200 / 3, 3], // 2 of 3 services
    ['situs-aman', 'terpenuhi', 100, 5],
    ['ramah-gawai', 'terpenuhi', 2, 5],
    ['unduhan-dokumen', 'terpenuhi', 1, 155], // one document, 25 visitors; 155 pages seen
    ['kanal-dua-arah', 'terpenuhi', 2, 16], // surel 11, aduan 5
    ['pesan-dibalas', 'terpenuhi', 90, 10], // X is not due yet
    // 11 waits: eight of 1 working day, one of 8 (3 -> 13 Aug), open: one of 19 and one of 1 (Sun 30 -> Mon 31). 8 / 11 replied on day 1.
    ['waktu-balas', 'terpenuhi', 1, 11],
    ['aduan-tuntas', 'belum', 60, 5],
    ['konsultasi-publik', 'terpenuhi', 1, 1],
    ['skm-terlaksana', 'bukti_kurang', null, 0],
    ['layanan-daring', 'belum', 100 / 3, 3], // izin of izin, kilat, tera
    ['pemakaian-daring', 'terpenuhi', 85, 40], // 34 of 40
    ['tuntas-daring', 'terpenuhi', (100 * 30) / 34, 34],
    ['hasil-terkirim', 'terpenuhi', 100, 30],
    ['tepat-waktu', 'terpenuhi', 90, 40], // 36 of 40, the four open ones are late
    ['bayar-daring', 'tidak_berlaku', null, 0],
    ['tanpa-bolak-balik', 'terpenuhi', 0, 40],
    ['identitas-tunggal', 'terpenuhi', (100 * 32) / 34, 34],
    ['data-bersama', 'belum', (100 * 20) / 34, 34], // more than half, but of one owner other than itself
    ['lintas-skpd', 'terpenuhi', 12.5, 40], // 5 of 40
    ['kode-referensi', 'terpenuhi', 100, 162], // 76 steps with service and region, 10 versions of complaints with region
    ['satu-pintu', 'bukti_kurang', null, 0],
  ];

  test.each(expected)('%s: %s', async (id, outcome, value, n) => {
    const probe = (await probesOf('dinas-a')).get(id)!;
    expect({ outcome: probe.outcome, n: probe.n }, probe.detail).toEqual({ outcome, n });
    if (value === null) expect(probe.value).toBeNull();
    else expect(probe.value, probe.detail).toBeCloseTo(value, 6);
  });

  test('the office page: what is missing for the next stage, and why', async () => {
    const office = await skpdMaturity({ skpd: 'dinas-a', month: '2026-08' });
    expect(office).toMatchObject({
      stage: { reached: 0, possible: 0 },
      toNext: { tahap: 1, probes: ['standar-pelayanan'] },
    });
    expect(office!.probes.find((p) => p.probe === 'aduan-tuntas')!.detail).toBe(
      '3 dari 5 aduan jatuh tempo tuntas dalam batas; 1 ditutup sistem, 1 masih terbuka.',
    );
    expect(office!.history.map((h) => h.month)).toEqual(['2026-05', '2026-08']);
    expect(await skpdMaturity({ skpd: 'tidak-ada', month: '2026-08' })).toBeNull();
    expect(await skpdMaturity({ skpd: 'dinas-a', month: '2026-07' })).toBeNull();
  });

  test('every claim opens to rows, without personal data', async () => {
    for (const probe of PROBES) {
      const rows = await probeEvidence({ skpd: 'dinas-a', probe: probe.id, month: '2026-08', timezone });
      for (const name of rows.columns)
        expect(name, probe.id).not.toMatch(/applicant|officer|person|reporter|visitor$|client_net/);
      expect(rows.table === '', probe.id).toBe(probe.evidence === undefined);
    }
    const late = await probeEvidence({ skpd: 'dinas-a', probe: 'tepat-waktu', month: '2026-08', timezone });
    expect(late.columns).toEqual(['layanan', 'berkas', 'diajukan', 'batas', 'diputus', 'tepat_waktu']);
    expect(late.rows.length).toBe(40);
    expect(late.rows.find((row) => row[1] === 'C33')).toEqual([
      'izin',
      'C33',
      '2026-08-13 02:00:00',
      '2026-08-19 16:59:59',
      null,
      false,
    ]);
  });

  test('the same data gives the same hash; an unrelated office changes nothing for this one', async () => {
    const first = await assessMaturity(month(8, '2026-10-06T00:00:00Z'));
    expect(await assessMaturity(month(8, '2026-10-07T00:00:00Z')).then((s) => s.hashes)).toEqual(first.hashes);
    await insertCase(
      'U1',
      { diajukan: '2026-08-13 02:00:00' },
      { skpd: 'dinas-b', service: 'rekom', source_id: 'lain' },
    );
    const more = await assessMaturity(month(8, '2026-10-08T00:00:00Z'));
    expect(more.hashes['dinas-a']).toBe(first.hashes['dinas-a']);
    expect(more.hashes['dinas-b']).not.toBe(first.hashes['dinas-b']);
    // A reply that arrives late changes the month it belongs to.
    await insertFacts('interactions', [{ thread_id: 'T9', time: '2026-08-20 02:00:00', direction: 'keluar' }]);
    const changed = await assessMaturity(month(8, '2026-10-09T00:00:00Z'));
    expect(changed.hashes['dinas-a']).not.toBe(first.hashes['dinas-a']);
    expect((await probesOf('dinas-a')).get('pesan-dibalas')?.value).toBe(100);
  });

  test('an accepted appeal takes the probe out, shown with its reason', async () => {
    await warehouse().insert({
      table: 'appeals',
      format: 'JSONEachRow',
      values: [
        {
          appeal_id: '11111111-1111-4111-8111-111111111111',
          version: 1,
          skpd: 'dinas-a',
          probe: 'standar-pelayanan',
          period_start: '2026-08-01',
          state: 'diterima',
          reason: '',
          reviewer: 'perencana',
          decision: 'Katalog sedang disusun ulang.',
          valid_until: '2026-12-31',
          written_at: '2026-09-01 00:00:00',
        },
      ],
    });
    await assessMaturity(month(8, '2026-10-10T00:00:00Z'));
    const office = await skpdMaturity({ skpd: 'dinas-a', month: '2026-08' });
    expect(office!.probes.find((p) => p.probe === 'standar-pelayanan')).toMatchObject({
      outcome: 'dikecualikan',
      detail: 'Katalog sedang disusun ulang.',
    });
    // Stage 1 stands now; aduan-tuntas holds stage 2 back.
    expect(office).toMatchObject({
      stage: { reached: 1, possible: 1, shown: 1, confirmed: 0, baru: true },
      toNext: { tahap: 2, probes: ['aduan-tuntas'] },
    });
    const board = await maturityBoard({ month: '2026-08', timezone });
    expect(board.rows[0]).toMatchObject({ skpd: 'dinas-a', reached: 1, baru: true, provisional: false });
    expect(board.city).toMatchObject({ headlineTahap: 1, sentence: { id: 'Kota di Tahap 1' }, movedUp: ['dinas-a'] });
  });
});

test('a running month is judged by what was there until now', async () => {
  const now = '2026-08-12T05:00:00Z';
  await assessMaturity(month(8, now));
  // The version of October stays the newest: a late run with an older clock does not replace it.
  expect((await skpdMaturity({ skpd: 'dinas-a', month: '2026-08' }))!.stage.reached).toBe(1);
});
