import { BURST_RULE, type Burst, complaintBursts } from '../../clickhouse/metrics/families/aduan/bursts';
import { type DuplicateMember, nearDuplicates } from '../../clickhouse/metrics/families/aduan/duplicates';
import { complaintFlow, complaintTransitions, type Transition } from '../../clickhouse/metrics/families/aduan/flow';
import { complaintLeague, LEAGUE_MINIMUM, type LeagueOffice } from '../../clickhouse/metrics/families/aduan/league';
import { defineList } from '../metrics/list';
import { complaintsText, stateWord } from './complaints.text';
import { type FlowStep, flowSteps } from './flow-steps';

const { id, en } = complaintsText;
const complaints = { key: 'n', label: { id: id.complaints, en: en.complaints }, kind: 'jumlah' } as const;

/** The tables of the page of complaints that are no split of a figure. */
export const complaintLists = {
  'lonjakan-aduan': defineList<Burst>({
    title: { id: 'Lonjakan aduan', en: 'Bursts of complaints' },
    about: {
      id: id.burstRuleText(String(BURST_RULE.minimum), String(BURST_RULE.weeksBefore)),
      en: en.burstRuleText(String(BURST_RULE.minimum), String(BURST_RULE.weeksBefore)),
    },
    metrics: ['aduan_masuk'],
    columns: [
      { key: 'kategori', label: { id: id.category, en: en.category }, kind: 'teks', cell: (row) => row.kategori },
      { key: 'kode', label: { id: 'Kode kecamatan', en: 'District code' }, kind: 'teks', cell: (row) => row.kecamatan },
      {
        key: 'kecamatan',
        label: { id: id.place, en: en.place },
        kind: 'teks',
        cell: (row) => row.kecamatanName || row.kecamatan,
      },
      { ...complaints, label: { id: 'Aduan 7 hari', en: 'Complaints in 7 days' }, cell: (row) => row.recent },
      {
        key: 'usual',
        label: { id: 'Biasanya seminggu', en: 'Usual week' },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.usual,
      },
      {
        key: 'yearAgo',
        label: { id: 'Seminggu pada waktu yang sama tahun lalu', en: 'A week at the same time last year' },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.yearAgo,
      },
      {
        key: 'chance',
        label: { id: 'Peluang kebetulan', en: 'Chance of so many' },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.chance,
      },
    ],
    read: async (input) => ({ rows: await complaintBursts(input) }),
  }),

  // Rows, one for each report, masked as the rows behind a figure are: nothing is counted here.
  'laporan-kembar': defineList<{ group: number; member: DuplicateMember }>({
    title: { id: id.duplicates, en: en.duplicates },
    about: { id: id.duplicatesRule, en: en.duplicatesRule },
    metrics: ['aduan_masuk'],
    columns: [
      { key: 'group', label: { id: 'Kelompok', en: 'Group' }, kind: 'angka', cell: ({ group }) => group },
      {
        key: 'number',
        label: { id: 'Nomor aduan', en: 'Complaint' },
        kind: 'teks',
        cell: ({ member }) => member.tracking_id,
      },
      {
        key: 'source',
        label: { id: id.source, en: en.source },
        kind: 'teks',
        cell: ({ member }) => member.source_id,
      },
      {
        key: 'received',
        label: { id: id.receivedAt, en: en.receivedAt },
        kind: 'waktu',
        cell: ({ member }) => member.received_at,
      },
      { key: 'title', label: { id: id.titleOf, en: en.titleOf }, kind: 'teks', cell: ({ member }) => member.title },
      { key: 'office', label: { id: id.office, en: en.office }, kind: 'teks', cell: ({ member }) => member.skpd },
      {
        key: 'category',
        label: { id: id.category, en: en.category },
        kind: 'teks',
        cell: ({ member }) => member.kategori,
      },
      { key: 'place', label: { id: id.place, en: en.place }, kind: 'teks', cell: ({ member }) => member.kecamatan },
      {
        key: 'state',
        label: { id: id.state, en: en.state },
        kind: 'teks',
        cell: ({ member }, { language }) => stateWord(language, member.keadaan),
      },
    ],
    read: async (input) => {
      const { groups, groupCount } = await nearDuplicates(input);
      return {
        rows: groups.flatMap((members, i) => members.map((member) => ({ group: i + 1, member }))),
        note: groupCount > groups.length ? `${groups.length} kelompok terbesar dari ${groupCount}` : undefined,
      };
    },
  }),

  'reputasi-skpd': defineList<LeagueOffice>({
    title: { id: id.league, en: en.league },
    about: { id: id.leagueNote(String(LEAGUE_MINIMUM)), en: en.leagueNote(String(LEAGUE_MINIMUM)) },
    metrics: ['aduan_terbuka', 'aduan_tepat_waktu'],
    columns: [
      { key: 'code', label: { id: 'Kode', en: 'Code' }, kind: 'teks', cell: (row) => row.skpd },
      { key: 'office', label: { id: id.office, en: en.office }, kind: 'teks', cell: (row) => row.name },
      {
        key: 'band',
        label: { id: 'Kelompok', en: 'Band' },
        kind: 'teks',
        cell: (row, { language }) => complaintsText[language][row.band],
      },
      {
        key: 'share',
        label: { id: `${id.estimate} (%)`, en: `${en.estimate} (%)` },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.share,
      },
      { key: 'low', label: { id: 'Batas bawah (%)', en: 'Low (%)' }, kind: 'angka', of: 'n', cell: (row) => row.low },
      { key: 'high', label: { id: 'Batas atas (%)', en: 'High (%)' }, kind: 'angka', of: 'n', cell: (row) => row.high },
      { ...complaints, label: { id: id.due, en: en.due }, cell: (row) => row.n },
      { key: 'inTime', label: { id: id.inTime, en: en.inTime }, kind: 'jumlah', cell: (row) => row.inTime },
      {
        key: 'reporter',
        label: { id: id.byReporter, en: en.byReporter },
        kind: 'jumlah',
        cell: (row) => row.byReporter,
      },
      { key: 'system', label: { id: id.bySystem, en: en.bySystem }, kind: 'jumlah', cell: (row) => row.bySystem },
      { key: 'open', label: { id: id.stillOpen, en: en.stillOpen }, kind: 'jumlah', cell: (row) => row.open },
    ],
    // Staff of an office see their own line only, as on the page.
    read: async (input) => {
      const { offices, cityShare } = await complaintLeague(input);
      return {
        rows: input.skpd ? offices.filter(({ skpd }) => skpd === input.skpd) : offices,
        note: cityShare === null ? undefined : `${id.cityShare(cityShare.toFixed(1).replace('.', ','))}.`,
      };
    },
  }),

  'perpindahan-keadaan': defineList<Transition>({
    title: { id: id.transitions, en: en.transitions },
    about: { id: id.transitionsNote, en: en.transitionsNote },
    metrics: ['aduan_masuk'],
    columns: [
      {
        key: 'from',
        label: { id: id.fromState, en: en.fromState },
        kind: 'teks',
        cell: (row, { language }) => stateWord(language, row.from),
      },
      {
        key: 'to',
        label: { id: id.toState, en: en.toState },
        kind: 'teks',
        cell: (row, { language }) => stateWord(language, row.to),
      },
      {
        key: 'by',
        label: { id: 'Ditutup', en: 'Closed' },
        kind: 'teks',
        cell: (row, { language }) => (row.by ? stateWord(language, row.by) : ''),
      },
      { ...complaints, cell: (row) => row.n },
      {
        key: 'median',
        label: { id: `${id.median} (jam)`, en: `${en.median} (hours)` },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.medianHours,
      },
      {
        key: 'p90',
        label: { id: `${id.p90} (jam)`, en: `${en.p90} (hours)` },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.p90Hours,
      },
    ],
    read: async (input) => ({ rows: await complaintTransitions(input) }),
  }),

  'alur-aduan': defineList<FlowStep>({
    title: { id: id.flow, en: en.flow },
    about: { id: id.flowNote, en: en.flowNote },
    metrics: ['aduan_terbuka', 'aduan_masuk', 'aduan_ditutup'],
    columns: [
      {
        key: 'step',
        label: { id: id.step, en: en.step },
        kind: 'teks',
        cell: (row, { language }) => flowWord(row.key, language),
      },
      { ...complaints, cell: (row) => row.n },
    ],
    read: async (input) => ({ rows: flowSteps(await complaintFlow(input)) }),
  }),
};

function flowWord(key: string, language: 'id' | 'en'): string {
  const { start, received, reopened, unexplained, end, closedBy } = complaintsText[language];
  const words: Record<string, string> = { start, received, reopened, unexplained, end };
  return words[key] ?? closedBy(stateWord(language, key));
}
