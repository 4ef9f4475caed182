import type { MetricSource } from '../../definition';
import { percentOf } from '../../sql/percent';
import { survivalMedianHoursOf } from '../../sql/survival';
import { complaintDetail } from './detail';
import { ofLimits } from './of-limits';
import { ofReceived } from './of-received';

const answerColumns = [
  { column: 'responded_at', label: { id: 'Respons pertama', en: 'First response' }, kind: 'waktu' },
  { column: 'response_hours', label: { id: 'Jam', en: 'Hours' }, kind: 'angka' },
] as const;

const ANSWER = {
  id: 'Respons pertama = pertama kali terlihat diproses, ditindaklanjuti, atau diselesaikan oleh orang; penerusan ke SKPD dan penutupan oleh sistem bukan respons.',
  en: 'First response = first seen in work, followed up or closed by a person; forwarding to an office and closing by the system are none.',
};

export const aduanRespons: MetricSource = {
  definition: {
    name: { id: 'Median waktu respons pertama', en: 'Median time to the first response' },
    formula: {
      id: `Nilai tengah lama (jam kalender) sejak aduan diterima sampai respons pertama, atas aduan periode ini yang sudah direspons. ${ANSWER.id}`,
      en: `The middle of the time (clock hours) from receipt to the first response, of complaints of the period that have one. ${ANSWER.en}`,
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'aduan direspons',
    sources: ['complaints'],
    parts: {
      belum_direspons: { id: 'belum direspons', en: 'without a response' },
    },
  },
  ...ofReceived,
  value: 'quantileExactInclusiveOrNullIf(0.5)(response_hours, answered)',
  n: 'countIf(answered)',
  opens: 'answered',
  detail: [...complaintDetail, ...answerColumns],
  rowParts: { belum_direspons: 'countIf(response_known AND NOT answered)' },
};

export const aduanResponsSurvival: MetricSource = {
  definition: {
    name: {
      id: 'Median waktu respons pertama, yang belum direspons dihitung',
      en: 'Median time to the first response, unanswered ones counted',
    },
    formula: {
      id: `Lama (jam kalender) sampai separuh aduan yang diterima dalam periode direspons, menurut Kaplan-Meier: yang belum direspons dihitung selama menunggu. ${ANSWER.id}`,
      en: `Time (clock hours) until half of the complaints received in the period have a response, by Kaplan and Meier: unanswered ones count for as long as they have waited. ${ANSWER.en}`,
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'aduan',
    sources: ['complaints'],
    parts: {},
  },
  ...ofReceived,
  value: survivalMedianHoursOf('response_hours', 'answered', 'km_response'),
  n: 'countIf(response_known)',
  opens: 'response_known',
  detail: [...complaintDetail, ...answerColumns],
  whenNull: 'Belum separuh aduan direspons.',
};

export const aduanResponsTepat: MetricSource = {
  definition: {
    name: { id: 'Respons pertama tepat waktu', en: 'First response in time' },
    formula: {
      id: `Dari aduan yang batas respons pertamanya (aturan kota, lazimnya 5 hari kerja) jatuh dalam periode: bagian yang direspons sebelum batas itu. Yang ditutup tanpa respons sebelum batas tidak dihitung. ${ANSWER.id}`,
      en: `Of the complaints whose limit for a first response (rule of the city, usually 5 working days) fell in the period, the share with a response by then. Those closed without one before it are left out. ${ANSWER.en}`,
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 10,
    counts: 'aduan yang batas responsnya tiba',
    sources: ['complaints'],
    parts: {},
  },
  ...ofLimits,
  value: percentOf('answered_in_time', 'of_response'),
  n: 'countIf(of_response)',
  opens: 'of_response',
  detail: [
    ...complaintDetail,
    { column: 'response_due_at', label: { id: 'Batas respons', en: 'Limit of the response' }, kind: 'waktu' },
    { column: 'responded_at', label: { id: 'Respons pertama', en: 'First response' }, kind: 'waktu' },
    { column: 'answered_in_time', label: { id: 'Tepat waktu', en: 'In time' }, kind: 'ya_tidak' },
  ],
};
