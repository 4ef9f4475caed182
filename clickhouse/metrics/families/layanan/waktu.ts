import type { MetricSource } from '../../definition';
import { survivalMedianOf } from '../../sql/survival';
import { caseDetail, decidedAt, hours, ofDecided, ofSubmitted } from './rows';

const decided = {
  ...ofDecided,
  n: 'count()',
  detail: caseDetail(decidedAt, hours),
};

export const waktuMedian: MetricSource = {
  definition: {
    name: { id: 'Lama layanan (median)', en: 'Time to decision (median)' },
    formula: {
      id: 'Median jam dari pengajuan sampai keputusan pertama, untuk permohonan yang diputus dalam periode. Jam malam dan hari libur ikut dihitung. Yang belum diputus tidak terlihat di sini; lihat median dengan yang masih terbuka.',
      en: 'Median hours from submission to the first decision, of applications decided in the period; nights and holidays count. Open ones are not seen here: see the median with open cases.',
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 10,
    counts: 'keputusan',
    sources: ['service_events'],
    parts: {},
  },
  ...decided,
  value: 'quantileExactInclusiveOrNull(0.5)(hours)',
};

export const waktuP90: MetricSource = {
  definition: {
    name: { id: 'Lama layanan (persentil 90)', en: 'Time to decision (90th percentile)' },
    formula: {
      id: 'Jam dari pengajuan sampai keputusan pertama yang dilampaui sepersepuluh permohonan yang diputus dalam periode.',
      en: 'Hours from submission to the first decision that one in ten applications decided in the period exceeds.',
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 10,
    counts: 'keputusan',
    sources: ['service_events'],
    parts: {},
  },
  ...decided,
  value: 'quantileExactInclusiveOrNull(0.9)(hours)',
};

export const waktuDenganTerbuka: MetricSource = {
  definition: {
    name: { id: 'Lama layanan dengan yang masih terbuka', en: 'Time to decision with open cases' },
    formula: {
      id: 'Median Kaplan-Meier, dalam jam, dari pengajuan sampai keputusan untuk permohonan yang diajukan dalam periode. Yang belum diputus pada akhir periode ikut dihitung selama ia menunggu, sehingga berkas yang dibiarkan terbuka tidak membuat layanan tampak cepat. Dihitung sampai menit.',
      en: 'Kaplan-Meier median, in hours, from submission to decision of applications submitted in the period. Those undecided at its end count for as long as they have waited. Counted to the minute.',
    },
    unit: 'jam',
    direction: 'turun_baik',
    minimumN: 10,
    counts: 'permohonan',
    sources: ['service_events'],
    parts: {},
  },
  ...ofSubmitted,
  opens: 'start_known',
  value: `${survivalMedianOf('waited', 'decided')} / 60`,
  n: 'count(waited)',
  detail: caseDetail(
    { column: 'decided', label: { id: 'Sudah diputus', en: 'Decided' }, kind: 'ya_tidak' },
    decidedAt,
    hours,
  ),
  whenNull: 'Lebih dari separuh permohonan belum diputus.',
};
