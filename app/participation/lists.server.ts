import {
  participationActs,
  participationAreas,
  participationProcesses,
  proposalStages,
} from '../../clickhouse/metrics/families/partisipasi/processes';
import type { MetricInput } from '../../clickhouse/metrics/types';
import { defineList } from '../metrics/list';
import { participationText } from './participation.text';

const { id, en } = participationText;

type Process = Awaited<ReturnType<typeof participationProcesses>>[number];
type Area = Awaited<ReturnType<typeof participationAreas>>['areas'][number];
type Act = Awaited<ReturnType<typeof participationActs>>[number];

/** An act knows no service. */
export const withoutService = (input: MetricInput): MetricInput =>
  input.filters?.layanan ? { ...input, filters: { ...input.filters, layanan: undefined } } : input;

type Stages = Awaited<ReturnType<typeof proposalStages>>;

/** The ways of all processes as one table: each stage, and then what was refused and archived. */
export const stageRows = (ways: Stages) =>
  ways.flatMap(({ process, stages, refused, archived }) => [
    ...stages.map(({ stage, n }) => ({ process, stage, n })),
    { process, stage: 'ditolak' as const, n: refused },
    { process, stage: 'diarsipkan' as const, n: archived },
  ]);
type StageRow = ReturnType<typeof stageRows>[number];

/** The tables of the page on participation that are no split of a figure. */
export const participationLists = {
  'proses-partisipasi': defineList<Process>({
    title: { id: id.processes, en: en.processes },
    about: {
      id: 'Satu baris setiap proses: tingkat PBB, kanal, tindakan, peserta, usulan dan jawabannya, dan apakah hasilnya diumumkan.',
      en: 'One line for each process: its UN level, channels, acts, participants, proposals with answers, and whether its result was published.',
    },
    metrics: ['tindakan_partisipasi', 'peserta_partisipasi', 'usulan_warga', 'usulan_dijawab', 'usulan_diterima'],
    columns: [
      { key: 'process', label: { id: id.process, en: en.process }, kind: 'teks', cell: (row) => row.process },
      { key: 'level', label: { id: id.level, en: en.level }, kind: 'teks', cell: (row) => row.levels.join(', ') },
      {
        key: 'channel',
        label: { id: id.channel, en: en.channel },
        kind: 'teks',
        cell: (row) => row.channels.join(', '),
      },
      { key: 'office', label: { id: 'SKPD', en: 'Office' }, kind: 'teks', cell: (row) => row.skpd },
      { key: 'first', label: { id: 'Pertama', en: 'First' }, kind: 'waktu', cell: (row) => row.first },
      { key: 'last', label: { id: 'Terakhir', en: 'Last' }, kind: 'waktu', cell: (row) => row.last },
      { key: 'acts', label: { id: id.acts, en: en.acts }, kind: 'jumlah', cell: (row) => row.acts },
      { key: 'people', label: { id: id.people, en: en.people }, kind: 'jumlah', cell: (row) => row.people },
      {
        key: 'unknown',
        label: { id: 'Tindakan tanpa identitas', en: 'Acts without an identity' },
        kind: 'jumlah',
        cell: (row) => row.unknown_people,
      },
      { key: 'proposals', label: { id: id.proposals, en: en.proposals }, kind: 'jumlah', cell: (row) => row.proposals },
      { key: 'answered', label: { id: id.answered, en: en.answered }, kind: 'jumlah', cell: (row) => row.answered },
      { key: 'adopted', label: { id: id.adopted, en: en.adopted }, kind: 'jumlah', cell: (row) => row.adopted },
      {
        key: 'result',
        label: { id: id.result, en: en.result },
        kind: 'teks',
        cell: (row, { language }) => row.result || participationText[language].notPublished,
      },
    ],
    read: async (input) => ({ rows: await participationProcesses(withoutService(input)) }),
  }),

  'tahap-usulan': defineList<StageRow>({
    title: { id: id.stages, en: en.stages },
    about: { id: id.stagesNote, en: en.stagesNote },
    metrics: ['usulan_warga', 'usulan_diterima'],
    columns: [
      { key: 'process', label: { id: id.process, en: en.process }, kind: 'teks', cell: (row) => row.process },
      {
        key: 'stage',
        label: { id: 'Tahap', en: 'Stage' },
        kind: 'teks',
        cell: ({ stage }, { language }) => participationText[language][stage],
      },
      { key: 'n', label: { id: id.proposals, en: en.proposals }, kind: 'jumlah', cell: (row) => row.n },
      {
        key: 'told',
        label: { id: 'Dicatat sumber', en: 'Told by the source' },
        kind: 'teks',
        cell: (row) => row.n !== null,
      },
    ],
    read: async (input) => ({ rows: stageRows(await proposalStages(withoutService(input))) }),
  }),

  'wilayah-terjangkau': defineList<Area>({
    title: { id: id.areas, en: en.areas },
    about: { id: id.areasNote, en: en.areasNote },
    metrics: ['tindakan_partisipasi', 'peserta_partisipasi', 'peserta_per_10rb', 'kelurahan_terjangkau'],
    columns: [
      { key: 'code', label: { id: 'Kode', en: 'Code' }, kind: 'teks', cell: (row) => row.kode },
      { key: 'name', label: { id: id.district, en: en.district }, kind: 'teks', cell: (row) => row.name },
      { key: 'residents', label: { id: 'Penduduk', en: 'Residents' }, kind: 'angka', cell: (row) => row.population },
      { key: 'acts', label: { id: id.acts, en: en.acts }, kind: 'jumlah', cell: (row) => row.acts },
      { key: 'people', label: { id: id.people, en: en.people }, kind: 'jumlah', cell: (row) => row.people },
      {
        key: 'rate',
        label: { id: id.perResidents, en: en.perResidents },
        kind: 'angka',
        of: 'people',
        cell: (row) => row.per10rb,
      },
      {
        key: 'reached',
        label: { id: id.reached, en: en.reached },
        kind: 'angka',
        cell: (row) => row.kelurahan - row.unreached.length,
      },
      { key: 'kelurahan', label: { id: 'Kelurahan', en: 'Kelurahan' }, kind: 'angka', cell: (row) => row.kelurahan },
      {
        key: 'unreached',
        label: { id: id.unreached, en: en.unreached },
        kind: 'teks',
        cell: (row) => row.unreached.join(', '),
      },
    ],
    read: async (input) => ({ rows: (await participationAreas(withoutService(input))).areas }),
  }),

  'tindakan-warga': defineList<Act>({
    title: { id: id.what, en: en.what },
    about: { id: 'Tindakan warga menurut jenisnya.', en: 'Acts of citizens by kind.' },
    metrics: ['tindakan_partisipasi'],
    columns: [
      { key: 'act', label: { id: id.acts, en: en.acts }, kind: 'teks', cell: (row) => row.act.replaceAll('_', ' ') },
      { key: 'n', label: { id: 'Banyaknya', en: 'Number' }, kind: 'jumlah', cell: (row) => row.acts },
      { key: 'people', label: { id: id.people, en: en.people }, kind: 'jumlah', cell: (row) => row.people },
    ],
    read: async (input) => ({ rows: await participationActs(withoutService(input)) }),
  }),
};
