import type { MetricInput } from '../../clickhouse/metrics';
import { readMetrics } from '../../clickhouse/metrics';
import { type FollowUp, followUpPlan } from '../../clickhouse/metrics/families/kepuasan/follow-up';
import { mutuOf } from '../../clickhouse/metrics/families/kepuasan/ikm';
import { type SurveyUnit, surveyUnits } from '../../clickhouse/metrics/families/kepuasan/survey-units';
import { UNSUR, UNSUR_NAMES, type Unsur } from '../../clickhouse/metrics/families/kepuasan/unsur';
import { defineList } from '../metrics/list';
import { satisfactionText } from './satisfaction.text';

const { id, en } = satisfactionText;
const ROMAN = ['I', 'II', 'III', 'IV'];
const unsurIds = UNSUR.map((unsur) => `unsur_${unsur}` as const);

/** The units that the page sets side by side: services where an office or a service is chosen, else the offices. */
export const unitsOf = (input: MetricInput) =>
  (input.skpd || input.filters?.layanan ? 'service' : 'skpd') as 'service' | 'skpd';

/** A survey sheet knows no channel. */
export const unitsAsked = async (input: MetricInput): Promise<SurveyUnit[]> =>
  input.filters?.kanal ? [] : surveyUnits(unitsOf(input), input);

/** Value, answers and previous value of the nine unsur. */
async function unsurOf(input: MetricInput) {
  const readings = await readMetrics(unsurIds, input);
  return UNSUR.map((key) => {
    const { value, n, previous } = readings[`unsur_${key}`];
    const converted = value === null ? null : Math.round(value * 2500) / 100;
    return { key, value, n, before: previous?.value ?? null, converted, mutu: mutuOf(converted) };
  });
}

/** The tables of the page on satisfaction that are no split of a figure. */
export const satisfactionLists = {
  'nilai-unsur': defineList<Awaited<ReturnType<typeof unsurOf>>[number]>({
    title: { id: id.unsur, en: en.unsur },
    about: { id: id.bands, en: en.bands },
    metrics: ['responden_skm', 'ikm', ...unsurIds],
    columns: [
      {
        key: 'unsur',
        label: { id: id.unsurName, en: en.unsurName },
        kind: 'teks',
        cell: ({ key }, { language }) => UNSUR_NAMES[key][language],
      },
      { key: 'value', label: { id: id.mean, en: en.mean }, kind: 'angka', of: 'n', cell: (row) => row.value },
      {
        key: 'before',
        label: { id: 'Periode sebelumnya', en: 'Period before' },
        kind: 'angka',
        cell: (row) => row.before,
      },
      {
        key: 'converted',
        label: { id: id.converted, en: en.converted },
        kind: 'angka',
        of: 'n',
        cell: (row) => row.converted,
      },
      { key: 'mutu', label: { id: id.mutu, en: en.mutu }, kind: 'teks', of: 'n', cell: (row) => row.mutu },
      { key: 'n', label: { id: id.answers, en: en.answers }, kind: 'jumlah', cell: (row) => row.n },
    ],
    read: async (input) => ({ rows: await unsurOf(input) }),
  }),

  'unit-survei': defineList<SurveyUnit>({
    title: { id: 'IKM per unit', en: 'IKM by unit' },
    about: {
      id: 'Per SKPD; bila satu SKPD atau layanan dipilih, per layanan. Sampel minimum menurut Krejcie dan Morgan.',
      en: 'By office, or by service where one office or service is chosen. The least sample is that of Krejcie and Morgan.',
    },
    metrics: ['responden_skm', 'ikm', 'ikm_bobot_011'],
    columns: [
      { key: 'office', label: { id: id.office, en: en.office }, kind: 'teks', cell: (row) => row.skpd },
      { key: 'service', label: { id: id.service, en: en.service }, kind: 'teks', cell: (row) => row.service },
      { key: 'name', label: { id: 'Nama', en: 'Name' }, kind: 'teks', cell: (row) => row.name },
      { key: 'ikm', label: { id: id.ikm, en: en.ikm }, kind: 'angka', of: 'n', cell: (row) => row.ikm },
      { key: 'mutu', label: { id: id.mutu, en: en.mutu }, kind: 'teks', of: 'n', cell: (row) => row.mutu },
      { key: 'ikm011', label: { id: id.ikm011, en: en.ikm011 }, kind: 'angka', of: 'n', cell: (row) => row.ikm011 },
      { key: 'n', label: { id: 'Responden', en: 'Respondents' }, kind: 'jumlah', cell: (row) => row.n },
      { key: 'needed', label: { id: 'Minimal', en: 'Least' }, kind: 'angka', cell: (row) => row.needed },
      {
        key: 'lowest',
        label: { id: id.lowestUnsur, en: en.lowestUnsur },
        kind: 'teks',
        of: 'n',
        cell: (row, { language }) => row.lowest && UNSUR_NAMES[row.lowest][language],
      },
    ],
    read: async (input) => ({ rows: await unitsAsked(input) }),
  }),

  'rencana-tindak-lanjut': defineList<FollowUp>({
    title: { id: id.plan, en: en.plan },
    about: { id: id.planNote, en: en.planNote },
    metrics: ['responden_skm', 'ikm', ...unsurIds],
    columns: [
      { key: 'priority', label: { id: id.priority, en: en.priority }, kind: 'angka', cell: (row) => row.priority },
      {
        key: 'unsur',
        label: { id: id.unsurName, en: en.unsurName },
        kind: 'teks',
        cell: (row, { language }) => UNSUR_NAMES[row.unsur][language],
      },
      { key: 'value', label: { id: id.mean, en: en.mean }, kind: 'angka', cell: (row) => row.value },
      {
        key: 'activity',
        label: { id: id.activity, en: en.activity },
        kind: 'teks',
        cell: (row, { language }) => satisfactionText[language][`do_${row.unsur}`],
      },
      {
        key: 'when',
        label: { id: id.when, en: en.when },
        kind: 'teks',
        cell: ({ quarter }, { language }) =>
          satisfactionText[language].quarter(ROMAN[quarter.quarter - 1]!, String(quarter.year)),
      },
      {
        key: 'owner',
        label: { id: id.owner, en: en.owner },
        kind: 'teks',
        cell: (row) => row.units.map(({ name }) => name).join(', '),
      },
    ],
    read: async (input) => {
      const [unsur, units] = await Promise.all([unsurOf({ ...input, previous: undefined }), unitsAsked(input)]);
      const values = Object.fromEntries(unsur.map(({ key, value }) => [key, value])) as Record<Unsur, number | null>;
      return { rows: followUpPlan(values, units, input.to, input.timezone) };
    },
  }),
};
