import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { applyCityProfile } from '../../clickhouse/city/apply';
import { SMALL_CITY } from '../../clickhouse/city/fixture';
import { parseCityProfile } from '../../clickhouse/city/load';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { insertCase, insertComplaint, insertFacts } from '../../clickhouse/metrics/test-city';
import { DATABASE, warehouse } from '../../clickhouse/warehouse/client';
import { readComplaints } from '../complaints/complaints.server';
import { flowSteps } from '../complaints/flow-steps';
import type { Shown } from '../participation/few-people.server';
import { readParticipation } from '../participation/participation.server';
import { loader as complaintPage } from '../routes/aduan.$sumber.$nomor';
import { loader as download } from '../routes/unduh';
import { readSatisfaction } from '../satisfaction/satisfaction.server';
import { promisesOf } from '../services/promises';
import { readService, readServices } from '../services/services.server';
import { doorsBy } from '../websites/doors';
import { readWebsites } from '../websites/websites.server';
import { SUPPRESSED } from './export-table';
import { cellsOf } from './list';
import { LIST_IDS, type ListId, listOf } from './lists.server';
import { untold } from './scope';
import { definitionOf, scopeOf } from './subject.server';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

// A session is whatever the test says; nothing else is pretended.
vi.mock('../access/session-cookie.server', async (original) => ({
  ...(await original<object>()),
  readSessionId: async () => 'uji',
}));
vi.mock('../access/sessions.server', async (original) => ({
  ...(await original<object>()),
  readSession: async () => ({
    userId: '00000000-0000-4000-8000-000000000000',
    name: 'Uji',
    email: 'uji@contoh.go.id',
    role: 'analis',
    skpd: null,
    passwordMark: '',
    startedAt: Date.now(),
    checkedAt: Date.now(),
  }),
}));

const CITY = `${SMALL_CITY}
corong_situs:
  - kode: formulir
    nama: Formulir
    situs: a.example
    langkah:
      - { nama: Membuka, pola: "/form", metode: GET }
      - { nama: Mengirim, pola: "/kirim", metode: POST }
`;
const viewer = { role: 'analis', skpd: null } as const;
const PERIOD = 'periode=2026-08';
const skpd = 'disdukcapil';
const wilayah = '36.99.02.1001';

const at = (day: number, hour = 2, minute = 0) =>
  `2026-08-${String(day).padStart(2, '0')} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;

const NOW = '2026-10-01T00:00:00Z';
const SPOKE_LAST = '2026-09-10 02:00:00';

/** Something in every table of the pages, mostly six of a kind: one more than is withheld. */
async function fill(): Promise<void> {
  for (let i = 1; i <= 14; i++) {
    await insertComplaint(
      `L${i}`,
      at(3, 1, i),
      [
        [at(3, 1, i), { status: 'diterima' }],
        [at(4), { status: 'diproses' }],
        ...(i <= 8 ? [[at(5, i), { status: 'selesai', closed_by: 'pelapor' }]] : []),
      ] as [string, Record<string, unknown>][],
      { skpd, wilayah, category: 'Jalan', title: `Aduan ke-${i} tentang hal ${'abcdefghijklmn'[i - 1]!.repeat(9)}` },
    );
  }
  for (let i = 1; i <= 9; i++)
    await insertComplaint(`B${i}`, at(28, i), [[at(28, i), { status: 'diterima' }]], {
      skpd,
      wilayah,
      category: 'Sampah',
      title: i <= 2 ? '=Tumpukan sampah di belakang pasar lama belum diangkut' : `${i}`.repeat(4),
    });
  for (let i = 1; i <= 12; i++) {
    await insertCase(
      `K${i}`,
      { diajukan: at(i), diverifikasi: at(i, 5), ...(i <= 6 ? { selesai: at(i, 9) } : {}) },
      { skpd, service: 'akta', wilayah },
    );
    await insertFacts('web_hits', [
      { time: at(i, 1), skpd, visitor: i, path: '/form' },
      { time: at(i, 1, 3), skpd, visitor: i, path: '/kirim', method: 'POST', kind: 'lain' },
      { time: at(i, 1, 6), skpd, visitor: i, path: '/terima' },
    ]);
    const unsur = ['persyaratan', 'prosedur', 'waktu', 'biaya', 'produk', 'kompetensi', 'perilaku', 'pengaduan'];
    await insertFacts('survey_answers', [
      {
        time: at(i),
        skpd,
        service: 'akta',
        ...Object.fromEntries([...unsur, 'sarpras'].map((key, k) => [key, 1 + ((i + k) % 4)])),
      },
    ]);
    await insertFacts('participation', [
      { time: at(i), skpd, wilayah, participant: i, subject: `U${i}`, process: 'musrenbang', act: 'usul' },
      { time: at(i, 4), skpd, wilayah, participant: i, process: 'jajak', act: 'suara', level: 'e-decision' },
    ]);
  }
  // Later evidence: the sources can tell how things stood at the end of August.
  await insertComplaint('T1', SPOKE_LAST, [[SPOKE_LAST, { status: 'diterima' }]], { skpd, category: 'Taman' });
  await insertCase('T1', { diajukan: SPOKE_LAST }, { skpd, service: 'akta' });
  // Three people of one process: a small cell.
  for (let i = 1; i <= 3; i++)
    await insertFacts('participation', [
      { time: at(20 + i), skpd, participant: 100 + i, process: 'forum', act: 'tanggap' },
    ]);
}

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  process.env.RK_NOW = NOW;
  engine = await startTestEngine();
  await applyCityProfile({ ...parseCityProfile(CITY), yaml: CITY } as Parameters<typeof applyCityProfile>[0], {
    by: 'uji',
  });
  await fill();
});
afterAll(async () => {
  delete process.env.RK_NOW;
  await engine.stop();
});

const request = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://uji.local${path}`, { headers });
const ask = (query: string, headers?: Record<string, string>) =>
  download({ request: request(`/unduh?${query}`, headers), params: {}, context: {} } as never);

const cellsIn = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );

/** Title, stamps, head and rows of a file. */
async function csv(query: string, headers?: Record<string, string>) {
  const response = await ask(query, headers);
  expect(response.status, query).toBe(200);
  const text = await response.text();
  const [head = '', body = ''] = text.replace('\ufeff', '').split('\r\n\r\n');
  const [title, ...stamps] = head.split('\r\n');
  const [columns = '', ...rows] = body.trimEnd().split('\r\n');
  return { title, stamps: stamps.join('\n'), columns, rows };
}

const search = (path: string) => request(`${path}?${PERIOD}`);

/** Each page is read once. */
const once = <T>(read: () => Promise<T>) => {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
};
const pages = {
  complaints: once(() => readComplaints(search('/aduan'), viewer)),
  services: once(() => readServices(search('/layanan'), viewer)),
  service: once(() => readService(search('/layanan/akta'), viewer, 'akta')),
  websites: once(() => readWebsites(search('/situs'), viewer)),
  satisfaction: once(() => readSatisfaction(search('/kepuasan'), viewer)),
  participation: once(() => readParticipation(search('/partisipasi'), viewer)),
};

/** A count of the page of participation as its file writes it: both withhold the same. */
const inFile = (n: Shown) => (n === 'sedikit' ? SUPPRESSED : (n ?? ''));

/** What each page shows, as the first texts of the lines that its file must have. */
const shown: Record<ListId, () => Promise<string[]>> = {
  'lonjakan-aduan': async () => (await pages.complaints()).bursts.map(({ kategori }) => kategori),
  'laporan-kembar': async () =>
    (await pages.complaints()).duplicates.groups.flatMap((group, i) =>
      group.map(({ tracking_id }) => `${i + 1},${tracking_id}`),
    ),
  'reputasi-skpd': async () => (await pages.complaints()).league.offices.map(({ skpd, name }) => `${skpd},${name}`),
  'perpindahan-keadaan': async () => (await pages.complaints()).transitions.map(({ from, n }) => `${from}|${n}`),
  'alur-aduan': async () => flowSteps((await pages.complaints()).flow).map(({ n }) => `|${n}`),
  'janji-layanan': async () =>
    promisesOf((await pages.services()).subject.breakdowns).map((one) => `${one.service}|${one.received}`),
  'umur-permohonan': async () => (await pages.services()).ages.spec.rows.map(([age]) => String(age)),
  'jalan-layanan': async () =>
    (await pages.service()).paths.variants.map(({ steps, n }) => `${steps.join(' > ')},${n}`),
  'serah-terima': async () => (await pages.service()).handovers.map(({ from, n }) => `${from.step}|${n}`),
  'lalu-lintas-situs': async () =>
    (await pages.websites()).traffic.spec.rows
      .filter(([, human]) => human !== null)
      .map(([, human]) => `|${Number(human) < 5 ? SUPPRESSED : human}`),
  'transaksi-situs': async () =>
    (await pages.websites()).funnels.flatMap(({ name, steps }) => steps.map(({ reached }) => `${name}|${reached}`)),
  'menurut-situs': async () => (await pages.websites()).sites.map(({ site, pages }) => `${site}|${pages}`),
  'halaman-masuk': async () =>
    doorsBy('entries', (await pages.websites()).doors).map((row) => `${row.site},${row.path},${row.entries}`),
  'halaman-keluar': async () =>
    doorsBy('exits', (await pages.websites()).doors).map((row) => `${row.site},${row.path},${row.exits}`),
  'jam-sibuk': async () => (await pages.websites()).hours.map(({ weekday, hour }) => `${weekday},${hour}`),
  'nilai-unsur': async () => (await pages.satisfaction()).unsur.map(({ name, value }) => `${name}|${value}`),
  'unit-survei': async () => (await pages.satisfaction()).units.map(({ skpd, ikm }) => `${skpd}|${ikm}`),
  'rencana-tindak-lanjut': async () =>
    (await pages.satisfaction()).plan.map(({ name, value }) => `${name.split(',')[0]}|${value}`),
  'proses-partisipasi': async () =>
    (await pages.participation()).processes.map(({ process, people }) => `${process}|${inFile(people)}`),
  'tahap-usulan': async () =>
    (await pages.participation()).stages.flatMap(({ process, steps }) =>
      steps.map(({ n }) => `${process}|${inFile(n)}`),
    ),
  'wilayah-terjangkau': async () =>
    (await pages.participation()).areas.map(({ kode, people }) => `${kode}|${inFile(people)}`),
  'tindakan-warga': async () => (await pages.participation()).acts.map(({ act, acts }) => `${act}|${inFile(acts)}`),
};

describe.each(LIST_IDS)('%s', (id) => {
  test('downloads with its stamps and the rows of the page', async () => {
    const list = listOf(id);
    const ofService = id === 'jalan-layanan' || id === 'serah-terima' ? '&layanan=akta' : '';
    const { title, stamps, columns, rows } = await csv(`daftar=${id}&${PERIOD}${ofService}&format=csv`);
    expect(title).toContain(list.title.id.split(',')[0]);
    for (const stamp of [
      'Kota Uji (DATA CONTOH',
      'Isi,',
      'Periode,1 Agustus 2026 sampai 31 Agustus 2026',
      'SKPD,semua',
    ])
      expect(stamps).toContain(stamp);
    for (const metric of list.metrics) expect(stamps).toMatch(new RegExp(`Versi angka,.*${metric} [0-9a-f]{8}`));
    expect(cellsIn(columns)).toHaveLength(list.columns.length);
    const expected = await shown[id]();
    expect(expected.length, 'the page shows something').toBeGreaterThan(0);
    expect(rows).toHaveLength(expected.length);
    for (const [i, line] of expected.entries()) {
      const [first = '', other = ''] = line.split('|');
      if (id !== 'perpindahan-keadaan' && id !== 'alur-aduan') expect(rows[i]).toContain(first);
      // The number stands among the cells of its line.
      if (other !== '') expect(cellsIn(rows[i]!)).toContain(other);
    }
  });
});

describe('while the sources are silent', () => {
  // Three months that run until now and hold all of August: no source has spoken for a week.
  const RUNNING = 'periode=90h';
  beforeAll(() => {
    process.env.RK_NOW = '2026-09-18T00:00:00Z';
  });
  afterAll(() => {
    process.env.RK_NOW = NOW;
  });

  test.each(LIST_IDS)('%s has no rows, and says why', async (id) => {
    const { stamps, rows } = await csv(`daftar=${id}&${RUNNING}&format=csv`);
    expect(rows).toEqual([]);
    expect(stamps).toMatch(/Catatan,sumber tidak segar: terakhir \d/);
  });

  test('no page shows the tables beside its figures', async () => {
    const running = (path: string) => request(`${path}?${RUNNING}`);
    // One after the other, as one person opens them.
    const complaints = await readComplaints(running('/aduan'), viewer);
    const services = await readServices(running('/layanan'), viewer);
    const service = await readService(running('/layanan/akta'), viewer, 'akta');
    const websites = await readWebsites(running('/situs'), viewer);
    const satisfaction = await readSatisfaction(running('/kepuasan'), viewer);
    const participation = await readParticipation(running('/partisipasi'), viewer);
    const judging = [
      complaints.subject.figures.aduan_masuk,
      complaints.subject.figures.aduan_terbuka,
      services.subject.figures.permohonan_masuk,
      services.subject.figures.permohonan_terbuka,
      service.subject.figures.permohonan_masuk,
      service.subject.figures.permohonan_terbuka,
      websites.subject.figures.permintaan_situs,
      websites.subject.figures.kunjungan_situs,
      websites.subject.figures.sesi_situs,
      satisfaction.figures.responden_skm,
    ].map(untold);
    // Their rows are there: only nobody knows what they lack.
    expect(complaints.transitions.length).toBeGreaterThan(0);
    expect(complaints.league.offices.length).toBeGreaterThan(0);
    for (const reason of [...judging, participation.untold])
      expect(reason).toMatch(/^sumber tidak segar: terakhir \d+ (?:Agustus|September) 2026 pukul \d\d\.\d\d$/);
  });
});

test('as a workbook, in English, narrowed; unknown lists are told; every file leaves a line in the audit log', async () => {
  const workbook = await ask(`daftar=reputasi-skpd&${PERIOD}&format=xlsx`);
  expect(workbook.headers.get('Content-Disposition')).toBe(
    'attachment; filename="reputasi-skpd-2026-08-01-2026-08-31.xlsx"',
  );
  expect(
    Buffer.from(await workbook.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  const english = await csv(`daftar=reputasi-skpd&${PERIOD}&kategori=Jalan&kecamatan=36.99.02`, {
    Cookie: `bahasa=${encodeURIComponent(Buffer.from('"en"').toString('base64'))}`,
  });
  expect(english.columns).toContain('Office');
  expect(english.stamps).toContain('Kategori,Jalan');
  expect(english.stamps).toContain('Kecamatan,36.99.02');
  expect((await ask(`daftar=tidak-ada&${PERIOD}`)).status).toBe(404);
  const log = await warehouse().query({
    query: `SELECT subject, detail FROM ${DATABASE}.audit_log WHERE action = 'ekspor' AND subject = 'reputasi-skpd' AND detail LIKE 'tabel xlsx%'`,
    format: 'JSONEachRow',
  });
  expect(await log.json()).toHaveLength(1);
});

test('titles that a spreadsheet would take for formulas are guarded', async () => {
  const { rows } = await csv(`daftar=laporan-kembar&${PERIOD}`);
  expect(rows.join('\n')).toContain("'=Tumpukan");
  expect(rows.join('\n')).not.toContain(',=Tumpukan');
});

test('small counts fall away with what rests on them, and never one alone', () => {
  const words = (word: string) => ({ id: word, en: word });
  const rows = [
    { name: 'a', n: 100, p50: 1, late: 3 },
    { name: 'b', n: 4, p50: 2, late: 0 },
    { name: 'c', n: 9, p50: 3, late: 2 },
  ];
  type Row = (typeof rows)[number];
  const cells = cellsOf<Row>(
    [
      { key: 'name', label: words('name'), kind: 'teks', cell: (row) => row.name },
      { key: 'n', label: words('n'), kind: 'jumlah', cell: (row) => row.n },
      { key: 'p50', label: words('p50'), kind: 'angka', of: 'n', cell: (row) => row.p50 },
      { key: 'late', label: words('late'), kind: 'jumlah', cell: (row) => row.late },
    ],
    rows,
    { language: 'id', day: String },
  );
  expect(cells).toEqual([
    ['a', 100, 1, SUPPRESSED],
    ['b', SUPPRESSED, SUPPRESSED, 0],
    ['c', SUPPRESSED, SUPPRESSED, SUPPRESSED],
  ]);
});

test('figures of working days say that the holidays of a year are not set, in both languages and in files', async () => {
  const asked = (periode: string, lang: 'id' | 'en' = 'id') =>
    scopeOf(
      request(`/layanan?periode=${periode}`, {
        Cookie: `bahasa=${encodeURIComponent(Buffer.from(JSON.stringify(lang)).toString('base64'))}`,
      }),
      viewer,
    );
  // The city sets holidays of 2026 alone.
  expect((await asked('2026-08')).scope.undecided).toBeNull();
  const note = 'Libur 2025 belum ditetapkan: hari kerja dihitung dengan libur akhir pekan saja.';
  expect((await asked('2025-03')).scope.undecided?.note).toBe(note);
  expect((await asked('2025-03', 'en')).scope.undecided?.note).toContain('The holidays of 2025 are not set');
  const counted = [
    'layanan_tepat_waktu',
    'umur_terbuka',
    'aduan_tepat_waktu',
    'aduan_respons_tepat',
    'pesan_dibalas',
  ] as const;
  expect(counted.map((id) => definitionOf(id).countsWorkingDays)).toEqual(counted.map(() => true));
  const others = ['aduan_masuk', 'kunjungan_situs', 'ikm', 'peserta_partisipasi', 'lama_layanan'] as const;
  expect(others.map((id) => definitionOf(id).countsWorkingDays)).toEqual(others.map(() => false));
  expect((await csv('daftar=reputasi-skpd&periode=2025-03')).stamps).toContain(`Catatan,${note}`);
  expect((await csv('daftar=reputasi-skpd&periode=2026-08')).stamps).not.toContain('belum ditetapkan');
  expect((await csv('metrik=layanan_tepat_waktu&periode=2025-03')).stamps).toContain(`Catatan,${note}`);
  expect((await csv('metrik=aduan_masuk&periode=2025-03')).stamps).not.toContain('belum ditetapkan');
});

test('the steps of one complaint, and what each member contributes to a change, have their files', async () => {
  const { title, columns, rows } = await csv('sumber=aduan-lapor&aduan=L1');
  expect(title).toBe('Aduan L1');
  expect(cellsIn(columns).slice(0, 2)).toEqual(['Terlihat', 'Keadaan']);
  expect(rows.map((row) => cellsIn(row)[1])).toEqual(['diterima', 'diproses', 'selesai']);
  await expect(ask('sumber=aduan-lapor&aduan=tidak-ada')).rejects.toBeInstanceOf(Response);
  const why = await csv(`metrik=aduan_masuk&isi=mengapa&dimensi=kategori&${PERIOD}`);
  expect(why.stamps).toContain('Pembanding,2026-07-01 sampai 2026-07-31');
  expect(why.rows).toEqual([
    'Jalan,Jalan,,0,14,14,14',
    'Sampah,Sampah,,0,9,9,9',
    ',sisa,,,,,0',
    ',Selisih seluruhnya,,,,,23',
  ]);
});

test('whoever opens the history of one complaint is written down', async () => {
  const open = (nomor: string) =>
    complaintPage({
      request: request(`/aduan/aduan-lapor/${nomor}`),
      params: { sumber: 'aduan-lapor', nomor },
      context: {},
    } as never);
  expect((await open('L1')).versions).toHaveLength(3);
  await expect(open('tidak-ada')).rejects.toBeInstanceOf(Response);
  const log = await warehouse().query({
    query: `SELECT subject, role FROM ${DATABASE}.audit_log WHERE action = 'lihat-data-pribadi'`,
    format: 'JSONEachRow',
  });
  expect(await log.json()).toEqual([{ subject: 'aduan-lapor/L1', role: 'analis' }]);
});
