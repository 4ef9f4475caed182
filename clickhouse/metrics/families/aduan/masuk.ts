import type { MetricSource } from '../../definition';
import { percentOf } from '../../sql/percent';
import { complaintDetail } from './detail';
import { ofReceived } from './of-received';

const closedBy = (whom: string) => `countIf(d_keadaan = 'selesai' AND d_penutup = '${whom}')`;
/** Closed, and the source does not tell by whom. */
const CLOSED_BY_NOBODY = `countIf(d_keadaan = 'selesai' AND d_penutup NOT IN ('pelapor', 'admin', 'sistem'))`;

export const aduanMasuk: MetricSource = {
  definition: {
    name: { id: 'Aduan masuk', en: 'Complaints received' },
    formula: {
      id: 'Banyaknya aduan berbeda (menurut nomornya) yang diterima dalam periode. Versi berulang dari aduan yang sama dihitung sekali. Rinciannya menurut keadaan pada akhir periode; yang keadaannya tidak dikenal tampil sebagai belum terklasifikasi.',
      en: 'Different complaints (by number) received in the period. Repeated versions of one complaint count once. Its parts are by the state at the end of the period; states not known are shown as unclassified.',
    },
    unit: 'aduan',
    direction: 'netral',
    minimumN: 0,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {
      menunggu: { id: 'menunggu', en: 'waiting' },
      diproses: { id: 'diproses', en: 'in work' },
      tertunda: { id: 'menunggu kelengkapan', en: 'waiting for the reporter' },
      selesai_pelapor: { id: 'ditutup pelapor', en: 'closed by the reporter' },
      selesai_admin: { id: 'ditutup admin', en: 'closed by an admin' },
      selesai_sistem: { id: 'ditutup sistem', en: 'closed by the system' },
      selesai_tanpa_penutup: { id: 'selesai, penutup tidak tercatat', en: 'closed, not told by whom' },
      diarsipkan: { id: 'diarsipkan', en: 'archived' },
      bukan_kewenangan: { id: 'bukan kewenangan', en: 'sent elsewhere' },
      belum_terklasifikasi: { id: 'belum terklasifikasi', en: 'unclassified' },
    },
  },
  ...ofReceived,
  value: 'count()',
  n: 'count()',
  detail: complaintDetail,
  rowParts: {
    menunggu: `countIf(d_keadaan IN ('diterima', 'diverifikasi', 'didisposisikan'))`,
    diproses: `countIf(d_keadaan IN ('diproses', 'ditindaklanjuti'))`,
    tertunda: `countIf(d_keadaan = 'tertunda')`,
    selesai_pelapor: closedBy('pelapor'),
    selesai_admin: closedBy('admin'),
    selesai_sistem: closedBy('sistem'),
    selesai_tanpa_penutup: CLOSED_BY_NOBODY,
    diarsipkan: `countIf(d_keadaan = 'diarsipkan')`,
    bukan_kewenangan: `countIf(d_keadaan = 'bukan_kewenangan')`,
    belum_terklasifikasi: `countIf(d_keadaan NOT IN ('diterima', 'diverifikasi', 'didisposisikan', 'diproses', 'ditindaklanjuti', 'tertunda',
      'selesai', 'diarsipkan', 'bukan_kewenangan'))`,
  },
};

export const aduanTanpaLokasi: MetricSource = {
  definition: {
    name: { id: 'Aduan tanpa lokasi', en: 'Complaints without a place' },
    formula: {
      id: 'Dari aduan yang diterima dalam periode: bagian yang kecamatannya tidak tercatat, sehingga tidak tampak pada peta.',
      en: 'Of the complaints received in the period, the share without a district, which no map can show.',
    },
    unit: 'persen',
    direction: 'turun_baik',
    minimumN: 10,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {
      tanpa_kecamatan: { id: 'tanpa kecamatan', en: 'without a district' },
      tanpa_titik: { id: 'tanpa titik koordinat', en: 'without coordinates' },
      luar_kota: { id: 'di luar kota', en: 'outside the city' },
    },
  },
  ...ofReceived,
  value: percentOf(`d_kecamatan = ''`),
  n: 'count()',
  detail: complaintDetail,
  rowParts: {
    tanpa_kecamatan: `countIf(d_kecamatan = '')`,
    tanpa_titik: 'countIf(NOT has_point)',
    luar_kota: `countIf(d_kecamatan = 'luar')`,
  },
};

export const aduanSelesai: MetricSource = {
  definition: {
    name: { id: 'Aduan selesai', en: 'Complaints closed' },
    formula: {
      id: 'Dari aduan yang diterima dalam periode: bagian yang berkeadaan selesai pada akhir periode, siapa pun penutupnya. Angka inilah yang biasa diumumkan; lihat rincian penutupnya, karena yang ditutup sistem belum tentu ditangani.',
      en: 'Of the complaints received in the period, the share that is closed at its end, whoever closed it. This is the figure usually published; look at who closed, for what the system closed need not have been handled.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 10,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {
      pelapor: { id: 'ditutup pelapor', en: 'closed by the reporter' },
      admin: { id: 'ditutup admin', en: 'closed by an admin' },
      sistem: { id: 'ditutup sistem', en: 'closed by the system' },
      tanpa_penutup: { id: 'penutup tidak tercatat', en: 'not told by whom' },
    },
  },
  ...ofReceived,
  value: percentOf(`d_keadaan = 'selesai'`),
  n: 'count()',
  detail: complaintDetail,
  rowParts: {
    pelapor: closedBy('pelapor'),
    admin: closedBy('admin'),
    sistem: closedBy('sistem'),
    tanpa_penutup: CLOSED_BY_NOBODY,
  },
};
