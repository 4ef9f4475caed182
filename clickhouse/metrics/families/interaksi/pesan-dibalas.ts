import type { MetricSource } from '../../definition';
import { percentOf } from '../../sql/percent';
import { dueThreads } from '../../sql/threads';

export const pesanDibalas: MetricSource = {
  definition: {
    name: { id: 'Pesan warga dibalas', en: 'Messages answered' },
    formula: {
      id: 'Dari percakapan yang dibuka warga dan batas balas 5 hari kerjanya jatuh dalam periode: bagian yang sudah dibalas pada akhir periode.',
      en: 'Of the conversations opened by citizens whose reply limit of 5 working days fell in the period, the share answered by its end.',
    },
    unit: 'persen',
    direction: 'naik_baik',
    minimumN: 10,
    counts: 'percakapan jatuh tempo',
    sources: ['interactions'],
    parts: { belum_dibalas: { id: 'lewat batas dan belum dibalas', en: 'past the limit, unanswered' } },
  },
  rows: `SELECT due_at AS moment, answered FROM (${dueThreads})`,
  value: percentOf('answered'),
  n: 'count()',
  parts: `SELECT toFloat64(countIf(NOT answered)) AS belum_dibalas FROM (${dueThreads})`,
};
