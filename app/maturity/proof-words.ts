import type { ProbeReading } from '../../clickhouse/maturity';
import type { Language } from '../text/define';
import type { Formats } from '../text/format';
import type { MaturityText } from './maturity.text';
import { probeValue } from './probe-format';

/** What a planner reads above a column of evidence; a column without words is shown by its own name, readable. */
const columns: Record<Language, Record<string, string>> = {
  id: {
    kanal: 'Kanal',
    percakapan: 'Nomor percakapan',
    masuk: 'Pesan masuk',
    batas: 'Batas waktu',
    dibalas: 'Dibalas',
    aduan: 'Nomor aduan',
    berkas: 'Nomor berkas',
    catatan: 'Banyaknya catatan',
    nama: 'Nama layanan',
    lengkap: 'Enam komponen lengkap',
    sah: 'Sertifikat sah',
    dikenal: 'Kode dikenal',
    hari_kerja: 'Lama balas (hari kerja)',
    galat_server: 'Galat server',
    pengunjung_lacak: 'Pengunjung halaman lacak',
    ppid: 'PPID',
  },
  en: {
    kanal: 'Channel',
    percakapan: 'Conversation',
    masuk: 'Received',
    batas: 'Limit',
    dibalas: 'Answered',
    aduan: 'Complaint',
    klasifikasi: 'Kind',
    diterima: 'Received',
    keadaan: 'State',
    ditutup_oleh: 'Closed by',
    ditutup: 'Closed',
    dalam_batas: 'Within the limit',
    layanan: 'Service',
    berkas: 'File',
    dibayar: 'Paid',
    rupiah: 'Rupiah',
    tanggal: 'Date',
    situs: 'Site',
    pengunjung: 'Visitors',
    pesan_masuk: 'Messages received',
    terakhir: 'Newest',
    tabel: 'Table',
    jenis: 'Kind',
    kode: 'Code',
    dikenal: 'Code known',
    catatan: 'Records',
    proses: 'Process',
    tingkat: 'Level',
    tindakan: 'Acts',
    peserta: 'Participants',
    hasil: 'Outcome',
    pengunjung_lacak: 'Visitors of the tracking page',
    nama: 'Service name',
    permohonan_daring: 'Applied for online',
    permohonan: 'Applications',
    dibuka: 'Opened',
    pesan_warga: 'Messages of the citizen',
    jawaban: 'Replies',
    waktu: 'Seen at',
    halaman: 'Page',
    sah: 'Certificate valid',
    halaman_dilihat: 'Pages seen',
    galat_server: 'Server errors',
    permintaan: 'Requests',
    isi_terbaru: 'Newest content',
    bulan: 'Month',
    responden: 'Respondents',
    komponen: 'Components',
    lengkap: 'All six components',
    jumlah: 'Number',
    dokumen: 'Document',
    hari_kerja: 'Time to reply (working days)',
  },
};

/** What an empty cell of a column means, where it means something. */
const missing: Record<Language, Record<string, string>> = {
  id: { dibalas: 'belum dibalas', ditutup: 'belum ditutup', diputus: 'belum diputus', hasil: 'belum ada hasil' },
  en: { dibalas: 'not answered', ditutup: 'still open', diputus: 'undecided', hasil: 'no outcome yet' },
};

/** Values of the warehouse that are abbreviations, not words. */
const values: Record<Language, Record<string, string>> = {
  id: { ppid: 'PPID', ekonsultasi: 'e-konsultasi' },
  en: {
    ppid: 'PPID',
    surel: 'e-mail',
    obrolan: 'live chat',
    buku_tamu: 'guest book',
    aduan: 'complaint',
    daring: 'online',
    loket: 'counter',
    kios: 'e-Kios',
  },
};

const parameters: Record<Language, Record<string, string>> = {
  id: {
    instrumen: 'Versi instrumen',
    probe: 'Syarat',
    skpd: 'SKPD',
    from: 'Sejak (termasuk)',
    to: 'Sampai (tidak termasuk)',
    timezone: 'Zona waktu',
    sha256: 'Sidik hasil',
  },
  en: {
    instrumen: 'Version of the instrument',
    probe: 'Condition',
    skpd: 'Office',
    from: 'From (included)',
    to: 'To (not included)',
    timezone: 'Time zone',
    sha256: 'Fingerprint of the result',
  },
};

type Cell = string | number | boolean | null;

export const sayParameter = (name: string, lang: Language): string => parameters[lang][name] ?? name;

export function sayColumn(column: string, lang: Language): string {
  const plain = column.replaceAll('_', ' ');
  return columns[lang][column] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Nothing was there: null, empty, or the engine's zero of time. */
export const isMissing = (cell: Cell): boolean =>
  cell === null || cell === '' || (typeof cell === 'string' && cell.startsWith('1970-01-01 00:00:00'));

export const sayMissing = (column: string, lang: Language): string | null => missing[lang][column] ?? null;

/** A time of the engine, in UTC. */
const ENGINE_TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/;
const ENGINE_DATE = /^\d{4}-\d\d-\d\d$/;
const CODE = /^[a-z]+(?:_[a-z]+)+$/;

export function sayCell(cell: Cell, lang: Language, f: Formats, t: Pick<MaturityText, 'yes' | 'no'>): string {
  if (cell === null || isMissing(cell)) return '—';
  if (typeof cell === 'boolean') return cell ? t.yes : t.no;
  if (typeof cell === 'number') return f.number(cell, 2);
  if (ENGINE_TIME.test(cell)) {
    const at = new Date(`${cell.slice(0, 19).replace(' ', 'T')}Z`);
    return `${f.dayMonth(at)} ${f.clock(at)}`;
  }
  // A local day: its noon in UTC is the same day in every zone of Indonesia.
  if (ENGINE_DATE.test(cell)) return f.date(new Date(`${cell}T05:00:00Z`));
  return values[lang][cell] ?? (CODE.test(cell) ? cell.replaceAll('_', ' ') : cell);
}

/** Value, threshold and outcome in one sentence: why it is judged as it is. */
export function proofSentence(
  probe: Pick<ProbeReading, 'outcome' | 'value' | 'threshold' | 'unit' | 'higherIsBetter'>,
  t: MaturityText,
  lang: Language,
  f: Formats,
): string {
  const limit = probeValue(probe.threshold, probe.unit, lang, f);
  const asked = probe.higherIsBetter ? t.proofAtLeast(limit) : t.proofAtMost(limit);
  if (probe.value === null) return asked;
  const value = probeValue(probe.value, probe.unit, lang, f);
  if (probe.outcome === 'terpenuhi') return `${asked} ${t.proofMet(value)}`;
  if (probe.outcome === 'belum') return `${asked} ${t.proofUnmet(value)}`;
  return asked;
}
