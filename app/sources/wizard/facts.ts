import type { ColumnClass } from '../../../clickhouse/sources/preview';
import type { Language } from '../../text/define';

/** Tables for which a mapping can be chosen on the screen, in the order in which they are offered. */
export const CHOOSABLE_TABLES = [
  'service_events',
  'complaints',
  'interactions',
  'participation',
  'survey_answers',
] as const;
export type ChoosableTable = (typeof CHOOSABLE_TABLES)[number];

export const isChoosable = (table: string): table is ChoosableTable =>
  (CHOOSABLE_TABLES as readonly string[]).includes(table);

/** What a column must be good for: waktu is date and clock, sidik is hashed, pilihan knows a closed list. */
type FactKind = 'waktu' | 'teks' | 'nomor' | 'sidik' | 'pilihan' | 'ya_tidak' | 'angka' | 'daftar' | 'wilayah' | 'skpd';

export interface Fact {
  name: string;
  kind: FactKind;
  isNeeded?: boolean;
  values?: readonly string[];
  /** Names of columns that usually hold it; folded: lower case, words with single blanks. */
  sign?: RegExp;
}

const time: Fact = {
  name: 'time',
  kind: 'waktu',
  isNeeded: true,
  sign: /^(?:waktu|time|timestamp|tanggal|tgl|date|created)\b|\b(?:tanggal|waktu|date|time)\b/,
};
const place: Fact[] = [
  { name: 'wilayah', kind: 'wilayah', sign: /\bkec(?:amatan)?\b|\bdistrict\b/ },
  { name: 'skpd', kind: 'skpd', sign: /\b(?:skpd|opd|instansi|dinas|perangkat daerah)\b/ },
];
const unsur = (name: string, sign: RegExp): Fact => ({ name, kind: 'angka', sign });
const CHANNELS = ['daring', 'loket', 'kios', 'telepon'] as const;

/**
 * What each table can be told on the screen. A test holds names and lists against those of the mappings; facts that are rarely
 * told by a column of their own are left to mapping files.
 */
export const FACTS: Record<ChoosableTable, readonly Fact[]> = {
  service_events: [
    time,
    {
      name: 'case_id',
      kind: 'nomor',
      isNeeded: true,
      sign: /\b(?:no|nomor|id|kode)\b.*\b(?:kasus|permohonan|registrasi|berkas|tiket|antrian|antrean|transaksi)\b|^(?:id|no|nomor|no tiket|kode)$/,
    },
    {
      name: 'step',
      kind: 'pilihan',
      isNeeded: true,
      values: [
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
      ],
      sign: /\b(?:langkah|status|tahap|step|proses|posisi)\b/,
    },
    { name: 'service', kind: 'teks', isNeeded: true, sign: /\b(?:layanan|jenis layanan|service|poli|loket|produk)\b/ },
    { name: 'channel', kind: 'pilihan', values: CHANNELS, sign: /\b(?:kanal|channel|jalur|media)\b/ },
    { name: 'applicant', kind: 'sidik', sign: /\b(?:nik|pemohon|pasien|applicant)\b/ },
    { name: 'officer', kind: 'sidik', sign: /\b(?:petugas|operator|officer)\b/ },
    { name: 'amount', kind: 'angka', sign: /\b(?:tarif|biaya|jumlah bayar|retribusi|amount|nominal|rupiah)\b/ },
    { name: 'identity', kind: 'pilihan', values: ['nik', 'sso', 'akun'], sign: /\b(?:cara masuk|login)\b/ },
    { name: 'shared_refs', kind: 'daftar', sign: /\b(?:data rujukan|referensi)\b/ },
    { name: 'linked_case', kind: 'teks', sign: /\b(?:kasus terkait|berkas terkait)\b/ },
    ...place,
  ],
  complaints: [
    {
      name: 'tracking_id',
      kind: 'nomor',
      isNeeded: true,
      sign: /\b(?:tracking id|nomor laporan|no laporan|id laporan|no aduan|nomor aduan|id aduan|no tiket|service request id)\b|^(?:id|no|nomor)$/,
    },
    time,
    {
      name: 'status',
      kind: 'pilihan',
      isNeeded: true,
      values: [
        'diterima',
        'diverifikasi',
        'didisposisikan',
        'diproses',
        'ditindaklanjuti',
        'selesai',
        'tertunda',
        'bukan_kewenangan',
        'diarsipkan',
      ],
      sign: /\bstatus\b/,
    },
    { name: 'status_given', kind: 'teks', sign: /\bstatus\b/ },
    {
      name: 'classification',
      kind: 'pilihan',
      values: [
        'pengaduan_berkadar_pengawasan',
        'pengaduan_tidak_berkadar_pengawasan',
        'aspirasi',
        'permintaan_informasi',
      ],
      sign: /\bklasifikasi\b/,
    },
    { name: 'category', kind: 'teks', sign: /\b(?:kategori|category|topik|jenis aduan)\b/ },
    { name: 'title', kind: 'teks', sign: /\b(?:judul|perihal|title|subject)\b/ },
    { name: 'channel', kind: 'teks', sign: /\b(?:kanal|channel|sumber laporan|media)\b/ },
    { name: 'closed_by', kind: 'pilihan', values: ['sistem', 'pelapor', 'admin'], sign: /\bditutup oleh\b/ },
    { name: 'reason', kind: 'teks', sign: /\balasan\b/ },
    { name: 'reporter', kind: 'sidik', sign: /\b(?:pelapor|reporter|nik)\b/ },
    { name: 'anonymous', kind: 'ya_tidak', sign: /\banonim\b/ },
    { name: 'secret', kind: 'ya_tidak', sign: /\brahasia\b/ },
    ...place,
  ],
  interactions: [
    time,
    {
      name: 'direction',
      kind: 'pilihan',
      isNeeded: true,
      values: ['masuk', 'keluar'],
      sign: /\b(?:arah|direction)\b/,
    },
    {
      name: 'channel',
      kind: 'pilihan',
      isNeeded: true,
      values: ['surel', 'buku_tamu', 'obrolan', 'forum', 'ppid', 'media_sosial'],
      sign: /\b(?:kanal|channel|media)\b/,
    },
    {
      name: 'thread_id',
      kind: 'nomor',
      sign: /\b(?:utas|percakapan|thread|no pesan|id pesan|nomor pesan)\b|^(?:id|no|nomor)$/,
    },
    { name: 'person', kind: 'sidik', sign: /\b(?:nama|pengirim|surel|email|tamu)\b/ },
    ...place,
  ],
  participation: [
    time,
    { name: 'act', kind: 'teks', isNeeded: true, sign: /\b(?:tindakan|kegiatan|aksi|act)\b/ },
    {
      name: 'level',
      kind: 'pilihan',
      isNeeded: true,
      values: ['e-information', 'e-consultation', 'e-decision'],
      sign: /\b(?:tingkat|level)\b/,
    },
    { name: 'process', kind: 'teks', sign: /\b(?:proses|musrenbang|forum|kegiatan)\b/ },
    { name: 'participant', kind: 'sidik', sign: /\b(?:peserta|pengusul|nik|nama)\b/ },
    { name: 'subject', kind: 'teks', sign: /\b(?:no(?:mor)? usulan|usulan|id usulan)\b/ },
    { name: 'channel', kind: 'teks', sign: /\b(?:kanal|saluran|channel)\b/ },
    { name: 'outcome', kind: 'teks', sign: /\b(?:hasil|tindak lanjut|outcome)\b/ },
    ...place,
  ],
  survey_answers: [
    time,
    { name: 'service', kind: 'teks', sign: /\b(?:layanan|service)\b/ },
    unsur('persyaratan', /\bpersyaratan\b|^u1$/),
    unsur('prosedur', /\bprosedur\b|^u2$/),
    unsur('waktu', /\b(?:waktu pelayanan|kecepatan)\b|^u3$/),
    unsur('biaya', /\b(?:biaya|tarif)\b|^u4$/),
    unsur('produk', /\bproduk\b|^u5$/),
    unsur('kompetensi', /\bkompetensi\b|^u6$/),
    unsur('perilaku', /\bperilaku\b|^u7$/),
    unsur('pengaduan', /\b(?:pengaduan|penanganan)\b|^u8$/),
    unsur('sarpras', /\b(?:sarana|sarpras|prasarana)\b|^u9$/),
    { name: 'respondent', kind: 'sidik', sign: /\b(?:responden|nik)\b/ },
    { name: 'sex', kind: 'teks', sign: /\b(?:jenis kelamin|kelamin|jk)\b/ },
    { name: 'age_group', kind: 'teks', sign: /\b(?:umur|usia)\b/ },
    { name: 'education', kind: 'teks', sign: /\bpendidikan\b/ },
    { name: 'occupation', kind: 'teks', sign: /\bpekerjaan\b/ },
    ...place,
  ],
};

/** Facts that may also be the same for every record. */
export const mayBeFixed = ({ kind }: Fact): boolean => kind === 'teks' || kind === 'pilihan';

/** Facts that two columns can tell together: date and clock, kecamatan and kelurahan. */
export const takesTwo = ({ kind }: Fact): boolean => kind === 'waktu' || kind === 'wilayah';

/** Whether a column of this class may tell this fact: what is a person's is hashed, free text only where it is masked. */
export function isAllowed(kind: FactKind, columnClass: ColumnClass): boolean {
  if (columnClass === 'pribadi') return kind === 'sidik';
  if (columnClass === 'bebas') return kind === 'teks' || kind === 'sidik' || kind === 'pilihan';
  return true;
}

const words: Record<Language, Record<string, string>> = {
  id: {
    time: 'Waktu',
    case_id: 'Nomor kasus atau tiket',
    step: 'Langkah',
    service: 'Layanan',
    channel: 'Kanal',
    applicant: 'Pemohon',
    officer: 'Petugas',
    amount: 'Jumlah (rupiah)',
    identity: 'Cara masuk',
    shared_refs: 'Data rujukan yang dipakai',
    linked_case: 'Kasus terkait',
    origin: 'Asal permohonan',
    time_known: 'Jam diketahui',
    attributes: 'Keterangan lain',
    wilayah: 'Kecamatan dan kelurahan',
    skpd: 'SKPD',
    tracking_id: 'Nomor laporan',
    observed_at: 'Terlihat pada',
    content_hash: 'Sidik isi',
    status: 'Status',
    status_given: 'Status seperti tertulis',
    classification: 'Klasifikasi',
    category: 'Kategori',
    category_id: 'Nomor kategori',
    title: 'Judul',
    closed_by: 'Ditutup oleh',
    reason: 'Alasan',
    reporter: 'Pelapor',
    anonymous: 'Anonim',
    secret: 'Rahasia',
    latitude: 'Lintang',
    longitude: 'Bujur',
    skpd_given: 'Instansi seperti tertulis',
    direction: 'Arah pesan',
    thread_id: 'Nomor percakapan',
    person: 'Orang',
    act: 'Tindakan',
    level: 'Tingkat partisipasi',
    process: 'Kegiatan',
    participant: 'Peserta',
    subject: 'Usulan',
    outcome: 'Hasil',
    respondent: 'Responden',
    persyaratan: 'U1 Persyaratan',
    prosedur: 'U2 Prosedur',
    waktu: 'U3 Waktu pelayanan',
    biaya: 'U4 Biaya',
    produk: 'U5 Produk',
    kompetensi: 'U6 Kompetensi',
    perilaku: 'U7 Perilaku',
    pengaduan: 'U8 Penanganan pengaduan',
    sarpras: 'U9 Sarana',
    sex: 'Jenis kelamin',
    age_group: 'Kelompok umur',
    education: 'Pendidikan',
    occupation: 'Pekerjaan',
    site: 'Situs',
    page: 'Halaman',
    path: 'Alamat halaman',
    method: 'Metode',
    kind: 'Jenis',
    bytes: 'Bita',
    visitor: 'Pengunjung',
    client_net: 'Jaringan asal',
    referrer_host: 'Situs perujuk',
    agent: 'Peramban',
    agent_class: 'Jenis pengunjung',
    agent_rule: 'Aturan pengenal',
    duration_ms: 'Lama (ms)',
  },
  en: {
    time: 'Time',
    case_id: 'Case or ticket number',
    step: 'Step',
    service: 'Service',
    channel: 'Channel',
    applicant: 'Applicant',
    officer: 'Officer',
    amount: 'Amount (rupiah)',
    identity: 'Way of signing in',
    shared_refs: 'Shared data used',
    linked_case: 'Linked case',
    origin: 'Origin of the request',
    time_known: 'Clock known',
    attributes: 'Other details',
    wilayah: 'Kecamatan and kelurahan',
    skpd: 'Office (SKPD)',
    tracking_id: 'Report number',
    observed_at: 'Seen at',
    content_hash: 'Hash of the content',
    status: 'Status',
    status_given: 'Status as written',
    classification: 'Classification',
    category: 'Category',
    category_id: 'Category number',
    title: 'Title',
    closed_by: 'Closed by',
    reason: 'Reason',
    reporter: 'Reporter',
    anonymous: 'Anonymous',
    secret: 'Secret',
    latitude: 'Latitude',
    longitude: 'Longitude',
    skpd_given: 'Office as written',
    direction: 'Direction',
    thread_id: 'Thread number',
    person: 'Person',
    act: 'Act',
    level: 'Level of participation',
    process: 'Process',
    participant: 'Participant',
    subject: 'Proposal',
    outcome: 'Outcome',
    respondent: 'Respondent',
    persyaratan: 'U1 Requirements',
    prosedur: 'U2 Procedure',
    waktu: 'U3 Time taken',
    biaya: 'U4 Cost',
    produk: 'U5 Product',
    kompetensi: 'U6 Competence',
    perilaku: 'U7 Conduct',
    pengaduan: 'U8 Complaint handling',
    sarpras: 'U9 Facilities',
    sex: 'Sex',
    age_group: 'Age group',
    education: 'Education',
    occupation: 'Occupation',
    site: 'Site',
    page: 'Page',
    path: 'Path',
    method: 'Method',
    kind: 'Kind',
    bytes: 'Bytes',
    visitor: 'Visitor',
    client_net: 'Network of origin',
    referrer_host: 'Referring site',
    agent: 'Browser',
    agent_class: 'Kind of visitor',
    agent_rule: 'Rule that said so',
    duration_ms: 'Duration (ms)',
  },
};

/** The name of a fact for readers. */
export const sayFact = (lang: Language, name: string): string => words[lang][name] ?? name.replaceAll('_', ' ');
