import { type MetricId, type MetricInput, metrics, readMetrics } from '../../clickhouse/metrics';
import { dimensionsOf, readBreakdowns } from '../../clickhouse/metrics/breakdown';
import { type DimensionId, FILTERS } from '../../clickhouse/metrics/dimensions';
import { hasRows } from '../../clickhouse/metrics/rows';
import { countsWorkingDays } from '../../clickhouse/metrics/working-days';
import { asOf } from '../../clickhouse/warehouse/as-of';
import { inOneState } from '../../clickhouse/warehouse/state';
import type { Viewer } from '../access/roles';
import { drawChart } from '../charts/draw.server';
import type { Tone } from '../charts/spec';
import { formatPeriod, type PeriodKey, readFilters } from '../filters';
import { shellCity } from '../shell/city.server';
import { languageOf } from '../shell/preferences.server';
import type { Language } from '../text/define';
import { formatsFor } from '../text/format';
import { undecidedHolidays } from './holidays.server';
import { knownSplit } from './known-split';
import { metricsText } from './metrics.text';
import type { DrawnChart, Figure, Scope, SplitFigure } from './scope';
import { digitsOf } from './write';

/** What the address of a page asks for, and the input of every reading of it. */
export async function scopeOf(
  request: Request,
  viewer: Pick<Viewer, 'role' | 'skpd'>,
  standardPeriod?: PeriodKey,
): Promise<{ scope: Scope; input: MetricInput; language: Language }> {
  const [{ timeZone }, language, at] = await Promise.all([shellCity(), languageOf(request), asOf()]);
  const url = new URL(request.url);
  if (standardPeriod && !url.searchParams.get('periode')) url.searchParams.set('periode', standardPeriod);
  const { period, skpd, filters } = readFilters(url, { now: at, timeZone, language, viewer });
  const { from, to, previous } = period;
  const search = new URLSearchParams();
  // Pages have different standards: links say the period unless it is the running month everywhere.
  const periode = formatPeriod(period) ?? (standardPeriod ? period.key : null);
  if (periode) search.set('periode', periode);
  if (skpd && viewer.role !== 'skpd') search.set('skpd', skpd);
  for (const filter of FILTERS) if (filters[filter]) search.set(filter, filters[filter]);
  const undecided = await undecidedHolidays({ from, to, timezone: timeZone }, language);
  return {
    scope: {
      period: { key: period.key, label: period.label, from, to, previous },
      skpd,
      filters,
      timezone: timeZone,
      search: String(search),
      undecided,
    },
    input: { from, to, previous, skpd: skpd ?? undefined, filters, timezone: timeZone, now: at },
    language,
  };
}

interface Asked<Id extends MetricId, Split extends `${Id}/${DimensionId}`, Chart extends MetricId, Beside> {
  metrics: readonly Id[];
  /** `aduan_terbuka/kecamatan`, of metrics of `metrics`. */
  breakdowns?: readonly Split[];
  /** Metrics of `metrics` whose run is drawn. */
  charts?: readonly Chart[];
  /** What the page shows when its address names no period; name it in the route's handle too. */
  standardPeriod?: PeriodKey;
  /** The page's own queries, asked at the same time: what they ask of the same rows is one query with the figures. */
  beside?: (input: MetricInput) => Promise<Beside>;
}

export interface Subject<Id extends string = string, Split extends string = string, Chart extends string = string> {
  scope: Scope;
  figures: Record<Id, Figure>;
  breakdowns: Record<Split, SplitFigure>;
  charts: Record<Chart, DrawnChart>;
}

/**
 * Everything a page of figures shows, within the filters of its address; may be returned by a loader as it is. `input` is
 * for the page's own named queries and stays on the server.
 */
export async function readSubject<
  Id extends MetricId,
  Split extends `${Id}/${DimensionId}` = never,
  Chart extends MetricId = never,
  Beside = undefined,
>(
  request: Request,
  viewer: Pick<Viewer, 'role' | 'skpd'>,
  asked: Asked<Id, Split, Chart, Beside>,
): Promise<{ subject: Subject<Id, Split, Chart>; beside: Beside; input: MetricInput; language: Language }> {
  return inOneState(() => read(request, viewer, asked));
}

async function read<Id extends MetricId, Split extends `${Id}/${DimensionId}`, Chart extends MetricId, Beside>(
  request: Request,
  viewer: Pick<Viewer, 'role' | 'skpd'>,
  asked: Asked<Id, Split, Chart, Beside>,
): Promise<{ subject: Subject<Id, Split, Chart>; beside: Beside; input: MetricInput; language: Language }> {
  const { scope, input, language } = await scopeOf(request, viewer, asked.standardPeriod);
  const wanted = new Map<Id, DimensionId[]>();
  for (const key of asked.breakdowns ?? []) {
    const [id, dimension] = key.split('/') as [Id, DimensionId];
    wanted.set(id, [...(wanted.get(id) ?? []), dimension]);
  }
  const [readings, beside, ...splits] = await Promise.all([
    readMetrics(asked.metrics, input),
    asked.beside?.(input) as Promise<Beside>,
    ...[...wanted].map(async ([id, dimensions]) => [id, await readBreakdowns(id, dimensions, input)] as const),
  ]);
  const figures = Object.fromEntries(
    asked.metrics.map((id): [Id, Figure] => [id, { definition: definitionOf(id), reading: readings[id] }]),
  ) as Record<Id, Figure>;
  const breakdowns = Object.fromEntries(
    splits.flatMap(([id, found]) =>
      Object.entries(found).map(([dimension, breakdown]) => [
        `${id}/${dimension}`,
        { dimension, ...knownSplit(figures[id].reading, breakdown, figures[id].definition) },
      ]),
    ),
  ) as unknown as Record<Split, SplitFigure>;
  const charts = Object.fromEntries(
    (asked.charts ?? []).map((id) => [id, drawSeries(figures[id as string as Id], scope, language)]),
  ) as Record<Chart, DrawnChart>;
  return { subject: { scope, figures, breakdowns, charts }, beside, input, language };
}

/** What a page says about a metric. */
export function definitionOf(id: MetricId): Figure['definition'] {
  const dimensions = dimensionsOf(id);
  return {
    ...metrics.find((metric) => metric.id === id)!,
    dimensions,
    hasRows: hasRows(id),
    countsWorkingDays: countsWorkingDays(id),
  };
}

const SIZE = { width: 640, height: 220 };
const DAY_MS = 86_400_000;

/** The run of a figure over its period, as a chart. */
export function drawSeries({ definition, reading }: Figure, scope: Scope, language: Language): DrawnChart {
  const t = metricsText[language];
  const f = formatsFor(language, scope.timezone);
  const { series } = reading;
  const isMonthly = series.length > 1 && series[1]!.start.getTime() - series[0]!.start.getTime() > 20 * DAY_MS;
  const name = definition.name[language];
  const unit = t[definition.unit];
  const tone: Tone = reading.status === 'buruk' ? 'bad' : reading.status === 'waspada' ? 'warn' : 'accent';
  const known = series.filter((point) => point.value !== null);
  const write = (value: number | null | undefined) =>
    definition.unit === 'skor' ? f.score(value) : f.number(value, digitsOf(definition.unit));
  const spec = {
    kind:
      reading.n > 0 && ['persen', 'skor', 'menit', 'jam', 'hari_kerja', 'milidetik'].includes(definition.unit)
        ? ('line' as const)
        : ('bar' as const),
    title: name,
    summary: t.seriesSummary(name, write(known[0]?.value), write(known.at(-1)?.value), f.number(series.length, 0)),
    columns: [{ label: isMonthly ? t.month : t.day }, { label: name, tone }],
    rows: series.map((point): [string, number | null] => [
      isMonthly ? f.month(point.start) : f.dayMonth(point.start),
      point.value,
    ]),
    unit: unit === '' ? undefined : unit,
    digits: digitsOf(definition.unit),
    target: reading.target === null ? undefined : { value: reading.target, label: t.target(write(reading.target)) },
    max: definition.unit === 'persen' ? 100 : undefined,
  };
  return { spec, svg: drawChart(spec, { ...SIZE, language }) };
}
