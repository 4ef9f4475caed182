import { type MetricId, readMetrics } from '../../clickhouse/metrics';
import { readBreakdown } from '../../clickhouse/metrics/breakdown';
import {
  type Handover,
  handovers,
  processVariants,
  type Variant,
} from '../../clickhouse/metrics/families/layanan/proses';
import { openByAge } from '../../clickhouse/metrics/families/layanan/tunggakan';
import { knownSplit } from '../metrics/known-split';
import { defineList } from '../metrics/list';
import { definitionOf } from '../metrics/subject.server';
import { PROMISE_SPLITS, type Promised, promisesOf } from './promises';
import { servicesText } from './services.text';

const { id, en } = servicesText;
type AgeBand = Awaited<ReturnType<typeof openByAge>>[number];

/** The tables of the pages on services that are no split of one figure. */
export const serviceLists = {
  'janji-layanan': defineList<Promised>({
    title: { id: id.byService, en: en.byService },
    about: {
      id: 'Satu baris setiap layanan: yang masuk, bagian yang tepat waktu dari yang jatuh tempo, median waktu dengan yang masih terbuka, yang terbuka, dan bagian yang dikembalikan.',
      en: 'One line for each service: received, share in time of those due, median time with open ones, open, and share returned.',
    },
    metrics: ['permohonan_masuk', 'layanan_tepat_waktu', 'lama_layanan_km', 'permohonan_terbuka', 'dikembalikan'],
    columns: [
      { key: 'code', label: { id: 'Kode', en: 'Code' }, kind: 'teks', cell: (row) => row.service },
      { key: 'service', label: { id: id.service, en: en.service }, kind: 'teks', cell: (row) => row.name },
      { key: 'received', label: { id: id.received, en: en.received }, kind: 'jumlah', cell: (row) => row.received },
      { key: 'due', label: { id: 'Jatuh tempo', en: 'Due' }, kind: 'jumlah', cell: (row) => row.due },
      {
        key: 'inTime',
        label: { id: `${id.inTime} (%)`, en: `${en.inTime} (%)` },
        kind: 'angka',
        of: 'due',
        cell: (row) => row.inTime,
      },
      {
        key: 'median',
        label: { id: id.medianOpen, en: en.medianOpen },
        kind: 'angka',
        of: 'received',
        cell: (row) => row.median,
      },
      { key: 'open', label: { id: id.open, en: en.open }, kind: 'jumlah', cell: (row) => row.open },
      {
        key: 'returned',
        label: { id: `${id.returned} (%)`, en: `${en.returned} (%)` },
        kind: 'angka',
        of: 'received',
        cell: (row) => row.returned,
      },
    ],
    read: async (input) => {
      const ids = PROMISE_SPLITS.map((key) => key.split('/')[0] as MetricId);
      const readings = await readMetrics(ids, { ...input, previous: undefined });
      const splits = await Promise.all(
        ids.map(async (metric) => {
          const split = await readBreakdown(metric, 'layanan', input);
          return [`${metric}/layanan`, knownSplit(readings[metric], split, definitionOf(metric))] as const;
        }),
      );
      return { rows: promisesOf(Object.fromEntries(splits) as unknown as Parameters<typeof promisesOf>[0]) };
    },
  }),

  'umur-permohonan': defineList<AgeBand>({
    title: { id: id.ageTitle, en: en.ageTitle },
    about: { id: id.age, en: en.age },
    metrics: ['permohonan_terbuka'],
    columns: [
      {
        key: 'age',
        label: { id: id.age, en: en.age },
        kind: 'teks',
        cell: ({ from, to }, { language }) => {
          const t = servicesText[language];
          return to === null ? t.ageOver(String(from)) : t.ageBand(String(from), String(to));
        },
      },
      { key: 'n', label: { id: id.open, en: en.open }, kind: 'jumlah', cell: (row) => row.n },
      { key: 'overdue', label: { id: id.overdue, en: en.overdue }, kind: 'jumlah', cell: (row) => row.overdue },
    ],
    read: async (input) => ({ rows: await openByAge(input) }),
  }),

  'jalan-layanan': defineList<Variant>({
    title: { id: id.pathsTitle, en: en.pathsTitle },
    about: {
      id: 'Langkah berkas yang mulai dalam periode, menurut urutannya; langkah berulang berturut-turut dihitung satu. Sesudah @ kantor lain yang mengerjakannya.',
      en: 'Steps of the cases that began in the period, in their order; repeats in a row are one. After @ the other office that took it.',
    },
    metrics: ['permohonan_masuk'],
    columns: [
      { key: 'path', label: { id: id.path, en: en.path }, kind: 'teks', cell: (row) => row.steps.join(' > ') },
      { key: 'n', label: { id: id.cases, en: en.cases }, kind: 'jumlah', cell: (row) => row.n },
      { key: 'p50', label: { id: id.p50, en: en.p50 }, kind: 'angka', of: 'n', cell: (row) => row.p50 },
      { key: 'p90', label: { id: id.p90, en: en.p90 }, kind: 'angka', of: 'n', cell: (row) => row.p90 },
      { key: 'open', label: { id: id.stillOpen, en: en.stillOpen }, kind: 'jumlah', cell: (row) => row.open },
    ],
    read: async (input) => {
      const { variants, paths } = await processVariants(input);
      return {
        rows: variants,
        note: paths > variants.length ? `${variants.length} alur terbanyak dari ${paths}` : undefined,
      };
    },
  }),

  'serah-terima': defineList<Handover>({
    title: { id: id.handoversTitle, en: en.handoversTitle },
    about: { id: id.handoversMeaning, en: en.handoversMeaning },
    metrics: ['permohonan_masuk'],
    columns: [
      { key: 'from', label: { id: id.fromStep, en: en.fromStep }, kind: 'teks', cell: ({ from }) => from.step },
      { key: 'fromOffice', label: { id: 'SKPD', en: 'Office' }, kind: 'teks', cell: ({ from }) => from.skpd },
      { key: 'to', label: { id: id.toStep, en: en.toStep }, kind: 'teks', cell: ({ to }) => to.step },
      { key: 'toOffice', label: { id: 'SKPD', en: 'Office' }, kind: 'teks', cell: ({ to }) => to.skpd },
      {
        key: 'share',
        label: { id: `${id.timeShare} (%)`, en: `${en.timeShare} (%)` },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.share,
      },
      { key: 'n', label: { id: id.times_n, en: en.times_n }, kind: 'jumlah', cell: (row) => row.n },
      { key: 'p50', label: { id: id.p50, en: en.p50 }, kind: 'angka', of: 'n', cell: (row) => row.p50 },
      { key: 'p90', label: { id: id.p90, en: en.p90 }, kind: 'angka', of: 'n', cell: (row) => row.p90 },
    ],
    read: async (input) => ({ rows: await handovers(input) }),
  }),
};
