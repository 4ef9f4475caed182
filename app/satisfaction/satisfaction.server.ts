import { localDate, localMidnight } from '../../clickhouse/local-time';
import { readMetric } from '../../clickhouse/metrics';
import { followUpPlan } from '../../clickhouse/metrics/families/kepuasan/follow-up';
import { mutuOf } from '../../clickhouse/metrics/families/kepuasan/ikm';
import { withoutSmallCells } from '../../clickhouse/metrics/families/kepuasan/suppress';
import { lowestUnsur } from '../../clickhouse/metrics/families/kepuasan/survey-units';
import { UNSUR, UNSUR_NAMES, type Unsur } from '../../clickhouse/metrics/families/kepuasan/unsur';
import type { Viewer } from '../access/roles';
import { drawSeries, readSubject } from '../metrics/subject.server';
import { unitsAsked, unitsOf } from './lists.server';
import { satisfactionText } from './satisfaction.text';

/** A survey is a matter of a year. The route's handle names the same. */
const STANDARD_PERIOD = '12b';

const unsurIds = UNSUR.map((unsur) => `unsur_${unsur}` as const);
const GROUPS = ['jenis_kelamin', 'usia', 'pendidikan', 'pekerjaan', 'layanan'] as const;

/** Of services there are many; the whole list is the table's file. */
const MOST_CELLS = 9;
/** Codes of schooling in their order, as sources write them. */
const SCHOOLING = ['sd', 'smp', 'sma', 'd1', 'd2', 'd3', 'd1-d3', 'd4', 's1', 's2', 's2+', 's3'];

/** Ages and schooling in their own order, what is not told last; other groups stay the largest first. */
function inOrder<Cell extends { member: string }>(group: string, cells: Cell[]): Cell[] {
  if (group !== 'usia' && group !== 'pendidikan') return cells;
  const rank = ({ member }: Cell) => {
    if (member === '') return 1_000;
    const place = SCHOOLING.indexOf(member.toLowerCase());
    return group === 'usia' ? Number.parseInt(member, 10) || 999 : place < 0 ? 999 : place;
  };
  return [...cells].sort((a, b) => rank(a) - rank(b));
}

/** Everything on the page of satisfaction, within the filters of the address. */
export async function readSatisfaction(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { subject, input, language } = await readSubject(request, viewer, {
    metrics: ['ikm', 'ikm_bobot_011', 'ikm_rata_unit', 'responden_skm', ...unsurIds],
    breakdowns: GROUPS.map((group) => `responden_skm/${group}` as const),
    standardPeriod: STANDARD_PERIOD,
  });
  const { scope, figures } = subject;
  // Twelve months up to the end of the period, whatever its length.
  const last = localDate(new Date(input.to.getTime() - 1), input.timezone);
  const from = localMidnight(last.year, last.month - 11, 1, input.timezone);
  // With an office chosen its services stand side by side, else the offices.
  const by = unitsOf(input);
  const [trend, units] = await Promise.all([
    readMetric('ikm', { ...input, from, previous: undefined }),
    unitsAsked(input),
  ]);
  const values = Object.fromEntries(UNSUR.map((u) => [u, figures[`unsur_${u}`].reading.value])) as Record<
    Unsur,
    number | null
  >;
  const chart = drawSeries({ definition: figures.ikm.definition, reading: trend }, scope, language);
  const ranked = lowestUnsur(values);
  return {
    scope,
    figures: {
      ikm: figures.ikm,
      ikm_bobot_011: figures.ikm_bobot_011,
      ikm_rata_unit: figures.ikm_rata_unit,
      responden_skm: figures.responden_skm,
    },
    trend: {
      figure: { definition: figures.ikm.definition, reading: trend },
      chart: { ...chart, spec: { ...chart.spec, title: satisfactionText[language].trend } },
    },
    unsur: UNSUR.map((key) => {
      const { reading, definition } = figures[`unsur_${key}`];
      const converted = reading.value === null ? null : Math.round(reading.value * 2500) / 100;
      return {
        key,
        id: definition.id,
        name: UNSUR_NAMES[key][language],
        definition,
        value: reading.value,
        previous: reading.previous?.value ?? null,
        n: reading.n,
        reason: reading.reason,
        converted,
        mutu: mutuOf(converted),
        isLowest: ranked[0] === key,
        isHighest: ranked.length > 1 && ranked.at(-1) === key,
      };
    }),
    by,
    units: units.map((unit) => ({
      ...unit,
      // The nine values of each unit are for the plan.
      unsur: undefined,
      lowestName: unit.lowest && UNSUR_NAMES[unit.lowest][language],
    })),
    groups: GROUPS.map((group) => {
      const { parts } = subject.breakdowns[`responden_skm/${group}`];
      const cells = withoutSmallCells(parts.map(({ member, name, n }) => ({ member, name, n })));
      return { group, cells: inOrder(group, cells).slice(0, MOST_CELLS), more: Math.max(0, cells.length - MOST_CELLS) };
    }),
    plan: followUpPlan(values, units, input.to, input.timezone).map((step) => ({
      ...step,
      name: UNSUR_NAMES[step.unsur][language],
    })),
  };
}

export type Satisfaction = Awaited<ReturnType<typeof readSatisfaction>>;
