import { randomUUID } from 'node:crypto';
import { warehouse } from '../warehouse/client';

/** A small city for tests: what a test does not name keeps a plain default. Times are written in UTC. */
const NO_RUN = '00000000-0000-0000-0000-000000000000';
let key = 1;

type Row = Record<string, unknown>;

const defaults: Record<string, Row> = {
  web_hits: {
    site: 'a.example',
    visitor: 1,
    client_net: '',
    method: 'GET',
    path: '/',
    kind: 'halaman',
    status: 200,
    bytes: 1,
    referrer_host: '',
    agent_class: 'human',
    agent_rule: '',
    source_id: 'log',
  },
  service_events: {
    service: 'izin',
    time_known: true,
    channel: 'daring',
    officer: 0,
    applicant: 0,
    amount: null,
    identity: '',
    shared_refs: [],
    linked_case: '',
    origin: '',
    attributes: {},
    source_id: 'layanan-csv',
  },
  complaints: {
    content_hash: 0,
    classification: 'permintaan_informasi',
    category_id: '',
    category: 'Jalan',
    title: '',
    status: 'diterima',
    status_given: '',
    closed_by: '',
    channel: '',
    skpd_given: '',
    reason: '',
    anonymous: false,
    secret: false,
    reporter: 0,
    source_id: 'aduan-lapor',
  },
  interactions: { channel: 'surel', direction: 'masuk', person: 0, source_id: 'pesan-warga' },
  participation: {
    level: 'e-consultation',
    process: 'musrenbang',
    act: 'usul',
    participant: 1,
    outcome: '',
    source_id: 'partisipasi',
  },
  survey_answers: {
    service: 'izin',
    respondent: 0,
    sex: '',
    age_group: '',
    education: '',
    occupation: '',
    source_id: 'skm',
  },
  site_observations: {
    site: 'a.example',
    page: '/',
    reachable: true,
    https_valid: true,
    status: 200,
    features: [],
    proofs: {},
    source_id: 'pindai',
  },
};

/** Inserts facts; each row needs at least `time`. The office is dinas-a unless it says otherwise. */
export async function insertFacts(table: keyof typeof defaults, rows: Row[]): Promise<void> {
  await warehouse().insert({
    table,
    format: 'JSONEachRow',
    values: rows.map((row) => ({
      run_id: NO_RUN,
      chunk: 0,
      record_key: String(key++),
      record_row: 0,
      skpd: 'dinas-a',
      wilayah: '',
      ...defaults[table],
      ...row,
    })),
  });
}

/** The steps of one application: `steps` maps a step to its time. */
export async function insertCase(case_id: string, steps: Record<string, string>, more: Row = {}): Promise<void> {
  await insertFacts(
    'service_events',
    Object.entries(steps).map(([step, time]) => ({ case_id, step, time, ...more })),
  );
}

/** The versions of one complaint: `versions` maps the moment it was seen to its state. */
export async function insertComplaint(
  tracking_id: string,
  time: string,
  versions: [string, Row][],
  more: Row = {},
): Promise<void> {
  await insertFacts(
    'complaints',
    versions.map(([observed_at, state]) => ({ tracking_id, time, observed_at, ...more, ...state })),
  );
}

/** The ledger of one run that ended well: when it ended, and the time of the newest record it brought. */
export async function insertRun(source_id: string, finished_at: string, last_time: string): Promise<void> {
  const run_id = randomUUID();
  const run = { run_id, source_id, version: 1, state: 'selesai', trigger: 'jadwal', files: [], message: '' };
  const times = { requested_at: finished_at, started_at: finished_at, finished_at };
  await warehouse().insert({ table: 'ingest_runs', format: 'JSONEachRow', values: [{ ...run, ...times }] });
  const counts = { read: 1, stored: 1, duplicate: 0, rejected: 0, ignored: 0, reasons: {}, duration_ms: 1 };
  const chunk = { run_id, source_id, file_no: 1, chunk: 1, version: 1, first_time: last_time, last_time };
  await warehouse().insert({ table: 'ingest_chunks', format: 'JSONEachRow', values: [{ ...chunk, ...counts }] });
}

/** Working days Monday to Friday without 17 August, from 2026-01-01 to 2026-12-31. */
function calendar(): Row[] {
  let index = 0;
  return Array.from({ length: 365 }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 1 + i));
    const date = day.toISOString().slice(0, 10);
    const is_working = ![0, 6].includes(day.getUTCDay()) && date !== '2026-08-17';
    if (is_working) index++;
    return { calendar: 'dinas', date, is_working, working_index: index, reason: '' };
  });
}

/**
 * Applies the test city: offices dinas-a, dinas-b and kosong; services izin (3 working days), kilat (6 hours) and tera (free
 * of promise) of dinas-a, rekom (2 working days) of dinas-b; two kecamatan of 20,000 and 30,000 residents.
 */
export async function applyTestCity(): Promise<void> {
  const complete = ['persyaratan', 'prosedur', 'jangka_waktu', 'biaya', 'produk', 'pengaduan'];
  const service = {
    name: '',
    audience: 'G2C',
    channels: ['daring', 'loket'],
    sla_value: null,
    sla_unit: '',
    fee: 0,
    components: complete,
  };
  const office = { cluster: 'x', hosts: [], aliases: [], not_applicable: {}, sort: 0 };
  const region = { parent: '', latitude: null, longitude: null, population: null };
  const tables: Record<string, Row[]> = {
    city_skpd: [
      {
        ...office,
        skpd: 'dinas-a',
        name: 'Dinas A',
        short_name: 'A',
        sort: 1,
        not_applicable: { 'bayar-daring': 'Semua layanan tanpa tarif.' },
      },
      { ...office, skpd: 'dinas-b', name: 'Dinas B', short_name: 'B', sort: 2 },
      { ...office, skpd: 'kosong', name: 'Badan Kosong', short_name: 'K', sort: 3 },
    ],
    city_services: [
      { ...service, service: 'izin', skpd: 'dinas-a', sla_value: 3, sla_unit: 'hari_kerja' },
      { ...service, service: 'kilat', skpd: 'dinas-a', sla_value: 6, sla_unit: 'jam' },
      { ...service, service: 'tera', skpd: 'dinas-a', components: ['persyaratan'] },
      { ...service, service: 'rekom', skpd: 'dinas-b', sla_value: 2, sla_unit: 'hari_kerja' },
    ],
    city_wilayah: [
      { ...region, wilayah: '36.71.01', level: 'kecamatan', name: 'Timur', population: 20000 },
      { ...region, wilayah: '36.71.02', level: 'kecamatan', name: 'Barat', population: 30000 },
      { ...region, wilayah: '36.71.01.1001', level: 'kelurahan', name: 'Satu' },
      { ...region, wilayah: '36.71.01.1002', level: 'kelurahan', name: 'Dua' },
    ],
    city_calendar: calendar(),
    city_rules: [
      { kind: 'aduan_sla', key: 'permintaan_informasi', value: 5, unit: 'hari_kerja' },
      { kind: 'aduan_sla', key: 'pengaduan_tidak_berkadar_pengawasan', value: 14, unit: 'hari_kerja' },
      { kind: 'target', key: 'layanan_tepat_waktu', value: 90, unit: '' },
      { kind: 'target', key: 'ikm', value: 80, unit: '' },
    ],
    city_sources: [
      {
        source_id: 'layanan-csv',
        name: 'Layanan',
        kind: 'berkas',
        mapping: 'layanan-csv',
        skpd: 'dinas-a',
        expected_every_minutes: null,
        feeds: ['service_events'],
      },
      {
        source_id: 'ekios',
        name: 'e-Kios',
        kind: 'berkas',
        mapping: 'layanan-csv',
        skpd: 'dinas-a',
        expected_every_minutes: 120,
        feeds: ['service_events'],
      },
    ],
    city_profiles: [
      {
        applied_at: '2026-01-01 00:00:00',
        applied_by: 'uji',
        sha256: '0'.repeat(64),
        yaml: 'zona_waktu: Asia/Jakarta\n',
        demo: false,
        version: 1,
      },
    ],
  };
  for (const [table, values] of Object.entries(tables))
    await warehouse().insert({
      table,
      format: 'JSONEachRow',
      values: values.map((row) => (table === 'city_profiles' ? row : { profile_version: 1, ...row })),
    });
}
