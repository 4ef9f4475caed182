import type { MetricSource } from '../../definition';
import { dueCases, submittedCases } from '../../sql/cases';

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
  rows: `SELECT due_at AS moment, in_time FROM (${dueCases})`,
  value: '100 * avgOrNull(toFloat64(in_time))',
  n: 'countIf(in_time IS NOT NULL)',
  parts: `SELECT toFloat64(count()) AS permohonan,
    toFloat64(countIf(toDate(submitted_at, {timezone:String}) = toDate({now:DateTime('UTC')}, {timezone:String}))) AS permohonan_hari_ini,
    if(countIf(channel != '') = 0, NULL, 100 * countIf(channel = 'daring') / countIf(channel != '')) AS daring_persen
  FROM (${submittedCases})`,
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
  rows: `SELECT submitted_at AS moment, channel FROM (${submittedCases})`,
  value: `100 * avgOrNullIf(channel = 'daring', channel != '')`,
  n: `countIf(channel != '')`,
  parts: `SELECT toFloat64(countIf(channel = 'loket')) AS loket, toFloat64(countIf(channel = 'kios')) AS kios,
    toFloat64(countIf(channel = '')) AS tanpa_kanal FROM (${submittedCases})`,
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
  rows: `SELECT due_at AS moment, finished FROM (${dueCases})`,
  value: '100 * avgOrNull(finished)',
  n: 'count()',
  parts: `SELECT toFloat64(countIf(NOT finished)) AS belum_diputus FROM (${dueCases})`,
};
