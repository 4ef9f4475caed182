import type { MetricSource } from '../../definition';
import { dueCases } from '../../sql/cases';
import { percentOf } from '../../sql/percent';
import { caseDetail, caseRows, decidedAt, dimensions, dueBy, hours, ofDecided, ofSubmitted, returned } from './rows';

export const layananTepatWaktu: MetricSource = {
  definition: {
    name: { id: 'Layanan tepat waktu', en: 'Services on time' },
    formula: {
      id: 'Dari permohonan yang janji waktunya jatuh dalam periode: bagian yang diputus sebelum janji itu lewat. Yang belum diputus dihitung terlambat; yang dibatalkan pemohon sebelum jatuh tempo tidak dihitung. Hari 0 adalah hari verifikasi.',
      en: 'Of the applications whose promise fell due in the period, the share decided before it passed. Undecided ones count as late; those withdrawn before they were due are left out. Day 0 is the day of verification.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 30,
    counts: 'permohonan jatuh tempo',
    sources: ['service_events'],
    parts: {
      permohonan: { id: 'permohonan masuk', en: 'applications received' },
      permohonan_hari_ini: { id: 'permohonan hari ini', en: 'applications today' },
      daring_persen: { id: 'persen permohonan daring', en: 'per cent applied for online' },
    },
  },
  rows: caseRows(dueCases, 'due_at'),
  dimensions,
  detail: caseDetail(dueBy, decidedAt, {
    column: 'in_time',
    label: { id: 'Tepat waktu', en: 'In time' },
    kind: 'ya_tidak',
  }),
  value: percentOf('in_time', 'in_time IS NOT NULL'),
  n: 'countIf(in_time IS NOT NULL)',
  rowsOfParts: ofSubmitted,
  rowParts: {
    permohonan: 'count()',
    permohonan_hari_ini: `countIf(toDate(submitted_at, {timezone:String}) = toDate({now:DateTime('UTC')}, {timezone:String}))`,
    daring_persen: percentOf(`channel = 'daring'`, `channel != ''`),
  },
  whenNull: 'Waktu keputusan tidak tercatat pada sumber.',
};

export const kanalDaring: MetricSource = {
  definition: {
    name: { id: 'Pemakaian kanal daring', en: 'Digital take-up' },
    formula: {
      id: 'Bagian permohonan periode ini yang diajukan daring, dari permohonan yang kanalnya tercatat.',
      en: 'Share of the applications of the period that were made online, of those whose channel is recorded.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 30,
    counts: 'permohonan',
    sources: ['service_events'],
    parts: {
      loket: { id: 'lewat loket', en: 'at the counter' },
      kios: { id: 'lewat e-Kios', en: 'at an e-Kios' },
      tanpa_kanal: { id: 'kanalnya tidak tercatat', en: 'channel not recorded' },
    },
  },
  ...ofSubmitted,
  detail: caseDetail(),
  value: percentOf(`channel = 'daring'`, `channel != ''`),
  n: `countIf(channel != '')`,
  rowParts: {
    loket: `countIf(channel = 'loket')`,
    kios: `countIf(channel = 'kios')`,
    tanpa_kanal: `countIf(channel = '')`,
  },
  whenNull: 'Kanal tidak tercatat pada sumber.',
};

export const layananTuntas: MetricSource = {
  definition: {
    name: { id: 'Layanan tuntas', en: 'Services completed' },
    formula: {
      id: 'Dari permohonan yang jatuh tempo dalam periode: bagian yang sudah diputus (selesai, diserahkan, atau ditolak dengan alasan) pada akhir periode, tepat waktu atau tidak.',
      en: 'Of the applications due in the period, the share decided (done, handed over or refused with a reason) by its end, in time or not.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 30,
    counts: 'permohonan jatuh tempo',
    sources: ['service_events'],
    parts: { belum_diputus: { id: 'jatuh tempo dan belum diputus', en: 'due and undecided' } },
  },
  rows: caseRows(dueCases, 'due_at'),
  dimensions,
  detail: caseDetail(dueBy, decidedAt, {
    column: 'finished',
    label: { id: 'Sudah diputus', en: 'Decided' },
    kind: 'ya_tidak',
  }),
  value: percentOf('finished'),
  n: 'count()',
  rowParts: { belum_diputus: 'countIf(NOT finished)' },
};

export const permohonanMasuk: MetricSource = {
  definition: {
    name: { id: 'Permohonan masuk', en: 'Applications received' },
    formula: {
      id: 'Banyaknya permohonan yang diajukan dalam periode. Perbaikan berkas yang dikembalikan tidak dihitung lagi; nomor antrean bukan permohonan.',
      en: 'Applications submitted in the period. A resubmission of a returned one is not counted again; queue numbers are not applications.',
    },
    unit: 'permohonan',
    direction: 'netral',
    minimumN: 0,
    counts: 'permohonan',
    sources: ['service_events'],
    parts: {},
  },
  ...ofSubmitted,
  value: 'count()',
  n: 'count()',
  detail: caseDetail({
    column: 'last_step',
    label: { id: 'Langkah terakhir', en: 'Last step' },
    kind: 'teks',
  }),
};

export const permohonanDiputus: MetricSource = {
  definition: {
    name: { id: 'Permohonan diputus', en: 'Applications decided' },
    formula: {
      id: 'Banyaknya permohonan yang keputusan pertamanya (selesai, diserahkan, atau ditolak) jatuh dalam periode, kapan pun diajukan (paling lama setahun sebelumnya).',
      en: 'Applications whose first decision (done, handed over or refused) fell in the period, whenever they came in (to a year before).',
    },
    unit: 'permohonan',
    direction: 'netral',
    minimumN: 0,
    counts: 'keputusan',
    sources: ['service_events'],
    parts: {},
  },
  ...ofDecided,
  value: 'count()',
  n: 'count()',
  detail: caseDetail(decidedAt, hours),
};

export const ditolak: MetricSource = {
  definition: {
    name: { id: 'Permohonan ditolak', en: 'Refusals' },
    formula: {
      id: 'Bagian permohonan yang ditolak, dari semua permohonan yang diputus dalam periode.',
      en: 'Share of the applications decided in the period that were refused.',
    },
    unit: 'persen',
    direction: 'netral',
    minimumN: 30,
    counts: 'keputusan',
    sources: ['service_events'],
    parts: {},
  },
  ...ofDecided,
  value: percentOf('refused'),
  n: 'count()',
  detail: caseDetail(decidedAt, {
    column: 'refused',
    label: { id: 'Ditolak', en: 'Refused' },
    kind: 'ya_tidak',
  }),
};

export const dikembalikan: MetricSource = {
  definition: {
    name: { id: 'Berkas dikembalikan', en: 'Returned for correction' },
    formula: {
      id: 'Bagian permohonan yang diajukan dalam periode dan dikembalikan kepada pemohon paling sedikit sekali sampai akhir periode.',
      en: 'Share of the applications submitted in the period that were sent back to the applicant at least once by its end.',
    },
    unit: 'persen',
    direction: 'turun_baik',
    minimumN: 30,
    counts: 'permohonan',
    sources: ['service_events'],
    parts: {},
  },
  ...ofSubmitted,
  value: percentOf('returned > 0'),
  n: 'count()',
  detail: caseDetail(returned),
};

export const bolakBalik: MetricSource = {
  definition: {
    name: { id: 'Bolak-balik lebih dari sekali', en: 'Repeated returns' },
    formula: {
      id: 'Bagian permohonan yang diajukan dalam periode dan dikembalikan dua kali atau lebih: pemohon berputar karena kekurangan tidak disebut sekaligus.',
      en: 'Share of the applications submitted in the period that were sent back twice or more.',
    },
    unit: 'persen',
    direction: 'turun_baik',
    minimumN: 30,
    counts: 'permohonan',
    sources: ['service_events'],
    parts: {},
  },
  ...ofSubmitted,
  value: percentOf('returned > 1'),
  n: 'count()',
  detail: caseDetail(returned),
};

export const biayaPerTransaksi: MetricSource = {
  definition: {
    name: { id: 'Biaya per transaksi', en: 'Cost per transaction' },
    formula: {
      id: 'Rata-rata rupiah yang dibayar pemohon pada permohonan yang diputus dalam periode, dari permohonan yang nominalnya tercatat lebih dari nol.',
      en: 'Mean rupiah paid by the applicant on applications decided in the period, of those with a recorded amount above zero.',
    },
    unit: 'rupiah',
    direction: 'netral',
    minimumN: 10,
    counts: 'transaksi berbayar',
    sources: ['service_events'],
    parts: {},
  },
  ...ofDecided,
  value: 'avgOrNullIf(toFloat64(paid), paid > 0)',
  n: 'countIf(paid > 0)',
  detail: caseDetail(decidedAt, { column: 'paid', label: { id: 'Rupiah', en: 'Rupiah' }, kind: 'angka' }),
  whenNull: 'Nominal tidak tercatat pada sumber.',
};
