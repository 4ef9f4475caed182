import type { MetricSource } from '../../definition';
import { percentOf } from '../../sql/percent';
import { survivalMedianOf } from '../../sql/survival';
import { PROPOSAL_DETAIL, PROPOSAL_DIMENSIONS, proposals, waitedDays } from './proposals';

const overProposals = { rows: proposals, dimensions: PROPOSAL_DIMENSIONS, detail: PROPOSAL_DETAIL };

export const usulanWarga: MetricSource = {
  ...overProposals,
  definition: {
    name: { id: 'Usulan warga', en: 'Proposals of citizens' },
    formula: {
      id: 'Banyaknya usulan berbeda yang diajukan warga dalam periode, misalnya usulan musrenbang.',
      en: 'Different proposals that citizens handed in during the period, such as those of musrenbang.',
    },
    unit: 'usulan',
    direction: 'netral',
    minimumN: 1,
    counts: 'usulan',
    sources: ['participation'],
    parts: {},
  },
  value: 'count()',
  n: 'count()',
};

export const usulanDijawab: MetricSource = {
  ...overProposals,
  definition: {
    name: { id: 'Usulan dijawab pejabat', en: 'Proposals answered by an official' },
    formula: {
      id: 'Dari usulan yang diajukan dalam periode: bagian yang sampai akhir periode sudah dijawab, diprioritaskan, atau diputus pejabat. Diarsipkan karena kurang dukungan bukan jawaban. Usulan dari sumber yang tidak pernah mencatat jawaban tidak dihitung.',
      en: 'Of the proposals handed in during the period: the share that an official had answered, ranked or decided by its end. Being archived for lack of support is no answer. Proposals of sources that never record answers are not counted.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 5,
    counts: 'usulan yang jawabannya tercatat',
    sources: ['participation'],
    parts: {
      dijawab: { id: 'usulan dijawab', en: 'answered' },
      tak_tercatat: { id: 'usulan yang sumbernya tidak mencatat jawaban', en: 'of sources that record no answers' },
    },
  },
  value: percentOf('answered', 'answered IS NOT NULL'),
  n: 'countIf(answered IS NOT NULL)',
  parts: `SELECT toFloat64(countIf(answered)) AS dijawab, toFloat64(countIf(answered IS NULL)) AS tak_tercatat FROM (${proposals})`,
};

export const waktuJawabUsulan: MetricSource = {
  ...overProposals,
  definition: {
    name: { id: 'Waktu sampai usulan dijawab', en: 'Time until a proposal is answered' },
    formula: {
      id: 'Median hari dari usulan sampai jawaban pertama pejabat, dengan usulan yang belum dijawab ikut diperhitungkan (Kaplan-Meier). Kosong bila belum separuh usulan dijawab.',
      en: 'Median days from a proposal to the first answer of an official, those still waiting counted in (Kaplan-Meier). Empty while fewer than half are answered.',
    },
    unit: 'hari',
    direction: 'turun_baik',
    minimumN: 5,
    counts: 'usulan yang jawabannya tercatat',
    sources: ['participation'],
    parts: {
      median_dijawab: { id: 'median hari dari yang sudah dijawab saja', en: 'median days of the answered alone' },
    },
  },
  value: survivalMedianOf(`if(answered IS NULL, NULL, toNullable(${waitedDays}))`, 'was_answered'),
  n: 'countIf(answered IS NOT NULL)',
  parts: `SELECT quantileExactInclusiveOrNullIf(0.5)(${waitedDays}, was_answered) AS median_dijawab FROM (${proposals})`,
  whenNull: 'Belum separuh usulan dijawab.',
};

export const usulanDiterima: MetricSource = {
  ...overProposals,
  definition: {
    name: { id: 'Usulan diterima', en: 'Proposals adopted' },
    formula: {
      id: 'Dari usulan yang diajukan dalam periode: bagian yang sampai akhir periode diterima (masuk anggaran atau disetujui). Usulan dari sumber yang tidak pernah mencatat putusan tidak dihitung.',
      en: 'Of the proposals handed in during the period: the share adopted by its end (in the budget or approved). Proposals of sources that never record decisions are not counted.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 5,
    counts: 'usulan yang putusannya tercatat',
    sources: ['participation'],
    parts: {
      diterima: { id: 'usulan diterima', en: 'adopted' },
      bertaut: { id: 'diterima dengan tautan keputusan', en: 'adopted with the decision linked' },
      ditolak: { id: 'usulan ditolak', en: 'refused' },
      diarsipkan: { id: 'usulan diarsipkan', en: 'archived' },
    },
  },
  value: percentOf('adopted', 'adopted IS NOT NULL'),
  n: 'countIf(adopted IS NOT NULL)',
  parts: `SELECT toFloat64(countIf(accepted)) AS diterima, toFloat64(countIf(accepted AND decision != '')) AS bertaut,
    toFloat64(countIf(NOT accepted AND refused)) AS ditolak, toFloat64(countIf(NOT accepted AND NOT refused AND archived)) AS diarsipkan
  FROM (${proposals})`,
};
