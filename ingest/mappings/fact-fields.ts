import type { FactTable } from '../../clickhouse/warehouse/fact-tables';

/** What a fact column holds; a kind of field (see `kinds.ts`) gives one of these. */
export type ValueType =
  | 'teks'
  | 'sidik'
  | 'waktu'
  | 'tanggal'
  | 'ya_tidak'
  | 'ya_tidak_kosong'
  | 'rupiah'
  | 'angka'
  | 'bulat'
  | 'jawaban'
  | 'daftar'
  | 'peta';

interface FactField {
  type: ValueType;
  /** The only values that mean something, where the list is closed; '' is "not told" and always allowed. */
  values?: readonly string[];
}

const teks: FactField = { type: 'teks' };
const sidik: FactField = { type: 'sidik' };
const jawaban: FactField = { type: 'jawaban' };
const oneOf = (...values: string[]): FactField => ({ type: 'teks', values });

const everyFact = { time: { type: 'waktu' }, skpd: teks, wilayah: teks } as const satisfies Record<string, FactField>;

/** Tables that a mapping can fill; requests of access logs have a reader of their own. */
export const MAPPED_TABLES = [
  'service_events',
  'complaints',
  'interactions',
  'participation',
  'survey_answers',
  'site_observations',
] as const satisfies readonly FactTable[];
export type MappedTable = (typeof MAPPED_TABLES)[number];

/** The fields of each table that a mapping can fill. A test holds them against the tables of the engine. */
export const FACT_FIELDS: Record<MappedTable, Record<string, FactField>> = {
  service_events: {
    ...everyFact,
    service: teks,
    case_id: teks,
    step: oneOf(
      'diajukan',
      'diverifikasi',
      'dikembalikan',
      'diproses',
      'selesai',
      'diserahkan',
      'ditolak',
      'dibatalkan',
      'kedaluwarsa',
      'ambil',
      'panggil',
      'layani',
      'terlewat',
    ),
    time_known: { type: 'ya_tidak' },
    channel: oneOf('daring', 'loket', 'kios', 'telepon'),
    officer: sidik,
    applicant: sidik,
    amount: { type: 'rupiah' },
    identity: oneOf('nik', 'sso', 'akun'),
    shared_refs: { type: 'daftar' },
    linked_case: teks,
    origin: oneOf('pemohon', 'proaktif'),
    attributes: { type: 'peta' },
  },
  complaints: {
    ...everyFact,
    tracking_id: teks,
    observed_at: { type: 'waktu' },
    content_hash: sidik,
    classification: oneOf(
      'pengaduan_berkadar_pengawasan',
      'pengaduan_tidak_berkadar_pengawasan',
      'aspirasi',
      'permintaan_informasi',
    ),
    category_id: teks,
    category: teks,
    title: teks,
    status: oneOf(
      'diterima',
      'diverifikasi',
      'didisposisikan',
      'diproses',
      'ditindaklanjuti',
      'selesai',
      'tertunda',
      'bukan_kewenangan',
      'diarsipkan',
    ),
    status_given: teks,
    closed_by: oneOf('sistem', 'pelapor', 'admin'),
    channel: teks,
    skpd_given: teks,
    reason: teks,
    anonymous: { type: 'ya_tidak' },
    secret: { type: 'ya_tidak' },
    reporter: sidik,
    latitude: { type: 'angka' },
    longitude: { type: 'angka' },
  },
  interactions: {
    ...everyFact,
    channel: oneOf('surel', 'buku_tamu', 'obrolan', 'forum', 'ppid', 'media_sosial'),
    direction: oneOf('masuk', 'keluar'),
    thread_id: teks,
    person: sidik,
  },
  participation: {
    ...everyFact,
    level: oneOf('e-information', 'e-consultation', 'e-decision'),
    process: teks,
    act: teks,
    participant: sidik,
    subject: teks,
    channel: teks,
    outcome: teks,
  },
  survey_answers: {
    ...everyFact,
    service: teks,
    respondent: sidik,
    persyaratan: jawaban,
    prosedur: jawaban,
    waktu: jawaban,
    biaya: jawaban,
    produk: jawaban,
    kompetensi: jawaban,
    perilaku: jawaban,
    pengaduan: jawaban,
    sarpras: jawaban,
    sex: teks,
    age_group: teks,
    education: teks,
    occupation: teks,
  },
  site_observations: {
    ...everyFact,
    site: teks,
    page: teks,
    reachable: { type: 'ya_tidak' },
    https_valid: { type: 'ya_tidak_kosong' },
    status: { type: 'bulat' },
    load_ms: { type: 'bulat' },
    newest_content: { type: 'tanggal' },
    features: { type: 'daftar' },
    proofs: { type: 'peta' },
  },
};

/** The field that names what a row is: a further row of a record (`baris`) without it is no row. */
export const NAMING_FIELD: Partial<Record<MappedTable, string>> = {
  service_events: 'step',
  interactions: 'direction',
  participation: 'act',
};
