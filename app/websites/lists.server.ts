import { currentCity } from '../../clickhouse/city/apply';
import type { MetricInput } from '../../clickhouse/metrics';
import { readFunnels } from '../../clickhouse/metrics/families/situs/funnels';
import { bySite, doors, hoursOfWeek, trafficSeries } from '../../clickhouse/metrics/families/situs/lists';
import { defineList, type List } from '../metrics/list';
import { doorsBy } from './doors';
import { websitesText } from './websites.text';

const { id, en } = websitesText;

type Door = Awaited<ReturnType<typeof doors>>[number];
type Site = Awaited<ReturnType<typeof bySite>>[number];

/** What the named queries of the page are asked. */
export const questionOf = ({ from, to, timezone, skpd, filters }: MetricInput) => ({
  from,
  to,
  timezone,
  skpd: skpd ?? '',
  situs: filters?.situs ?? '',
});

/** Pages on which sessions begin, and those on which they end. */
const doorList = (side: 'entries' | 'exits'): List =>
  defineList<Door>({
    title: { id: id[side], en: en[side] },
    about: { id: id[`${side}Note`], en: en[`${side}Note`] },
    metrics: ['sesi_situs'],
    columns: [
      { key: 'site', label: { id: id.site, en: en.site }, kind: 'teks', cell: (row) => row.site },
      { key: 'path', label: { id: id.path, en: en.path }, kind: 'teks', cell: (row) => row.path },
      { key: 'n', label: { id: id.sessions, en: en.sessions }, kind: 'jumlah', cell: (row) => row[side] },
      { key: 'singles', label: { id: id.singles, en: en.singles }, kind: 'jumlah', cell: (row) => row.singles },
    ],
    read: async (input) => ({ rows: doorsBy(side, await doors(questionOf(input))) }),
  });

const count = (
  key: 'pages' | 'visitors' | 'downloads' | 'asked' | 'failed' | 'requests' | 'robots',
  words: [string, string],
) => ({
  key,
  label: { id: words[0], en: words[1] },
  kind: 'jumlah' as const,
  cell: (row: Site) => row[key],
});

/** The tables of the page on websites that are no split of a figure. */
export const websiteLists = {
  'lalu-lintas-situs': defineList<Awaited<ReturnType<typeof trafficSeries>>[number]>({
    title: { id: id.traffic, en: en.traffic },
    about: { id: id.ruleNote, en: en.ruleNote },
    metrics: ['permintaan_situs'],
    columns: [
      { key: 'day', label: { id: id.day, en: en.day }, kind: 'teks', cell: (row, { day }) => day(row.start) },
      { key: 'human', label: { id: id.human, en: en.human }, kind: 'jumlah', cell: (row) => row.human },
      { key: 'bot', label: { id: id.bot, en: en.bot }, kind: 'jumlah', cell: (row) => row.bot },
      { key: 'others', label: { id: id.unknown, en: en.unknown }, kind: 'jumlah', cell: (row) => row.others },
    ],
    read: async (input) => ({ rows: await trafficSeries({ ...questionOf(input), bucket: 'hari' }) }),
  }),

  'transaksi-situs': defineList<{ funnel: string; site: string; place: number; step: string; reached: number }>({
    title: { id: id.funnels, en: en.funnels },
    about: { id: id.funnelNote, en: en.funnelNote },
    metrics: ['permintaan_situs', 'kunjungan_situs'],
    columns: [
      { key: 'funnel', label: { id: 'Transaksi', en: 'Transaction' }, kind: 'teks', cell: (row) => row.funnel },
      { key: 'site', label: { id: id.site, en: en.site }, kind: 'teks', cell: (row) => row.site },
      { key: 'place', label: { id: 'Urutan', en: 'Order' }, kind: 'angka', cell: (row) => row.place },
      { key: 'step', label: { id: 'Langkah', en: 'Step' }, kind: 'teks', cell: (row) => row.step },
      { key: 'n', label: { id: id.visitors, en: en.visitors }, kind: 'jumlah', cell: (row) => row.reached },
    ],
    read: async (input) => {
      const { profile } = await currentCity();
      const funnels = await readFunnels(profile.corong_situs, questionOf(input));
      return {
        rows: funnels
          .filter(({ steps }) => !input.skpd || steps.some(({ reached }) => reached > 0))
          .flatMap(({ name, site, steps }) =>
            steps.map((step, i) => ({
              funnel: name,
              site: site ?? '',
              place: i + 1,
              step: step.name,
              reached: step.reached,
            })),
          ),
      };
    },
  }),

  'menurut-situs': defineList<Site>({
    title: { id: id.sites, en: en.sites },
    about: {
      id: 'Satu baris setiap situs dan SKPD-nya. Gagal dan halaman adalah milik manusia; robot dari semua permintaan.',
      en: 'One line for each site and its office. Failures and pages are of people; robots are of all requests.',
    },
    metrics: [
      'permintaan_situs',
      'kunjungan_situs',
      'pengunjung_situs',
      'unduhan_situs',
      'galat_situs',
      'robot_situs',
      'lama_jawab_situs',
    ],
    columns: [
      { key: 'site', label: { id: id.site, en: en.site }, kind: 'teks', cell: (row) => row.site },
      { key: 'office', label: { id: id.office, en: en.office }, kind: 'teks', cell: (row) => row.office },
      count('pages', [id.pages, en.pages]),
      count('visitors', [id.visitors, en.visitors]),
      count('downloads', [id.downloads, en.downloads]),
      count('asked', ['Diminta manusia', 'Asked by people']),
      count('failed', [id.errors, en.errors]),
      count('requests', ['Permintaan', 'Requests']),
      count('robots', [id.robots, en.robots]),
      { key: 'timed', label: { id: 'Berwaktu', en: 'Timed' }, kind: 'jumlah', cell: (row) => row.timed },
      {
        key: 'p90',
        label: { id: `${id.slow} (${id.ms})`, en: `${en.slow} (${en.ms})` },
        kind: 'angka',
        of: 'timed',
        cell: (row) => row.p90Ms,
      },
    ],
    read: async (input) => ({ rows: await bySite(questionOf(input)) }),
  }),

  'halaman-masuk': doorList('entries'),
  'halaman-keluar': doorList('exits'),

  'jam-sibuk': defineList<Awaited<ReturnType<typeof hoursOfWeek>>[number]>({
    title: { id: id.hours, en: en.hours },
    about: {
      id: 'Halaman yang dibuka warga menurut hari (1 = Senin) dan jam.',
      en: 'Pages by weekday (1 = Monday) and hour.',
    },
    metrics: ['kunjungan_situs'],
    columns: [
      { key: 'weekday', label: { id: id.day, en: en.day }, kind: 'angka', cell: (row) => row.weekday },
      { key: 'hour', label: { id: id.hour, en: en.hour }, kind: 'angka', cell: (row) => row.hour },
      { key: 'n', label: { id: id.pages, en: en.pages }, kind: 'jumlah', cell: (row) => row.pages },
    ],
    read: async (input) => ({ rows: await hoursOfWeek(questionOf(input)) }),
  }),
};
