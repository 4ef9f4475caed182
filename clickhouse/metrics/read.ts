import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import { factsIn, named, remember, remembered } from '../warehouse/remember';
import { aggregate, type Group } from './aggregate';
import type { MetricSource, SummedSource } from './definition';
import { mutuOf } from './families/kepuasan/ikm';
import { couldTell, isFresh, readSources, type SourceState } from './freshness';
import { narrowed, noFilters, parameters, period, unfiltered } from './narrow';
import { type MetricId, metricSource } from './registry';
import { type Bucket, type BucketSize, bucketsOf, honestSeries } from './series';
import { newestProfile } from './sql/city';
import { instants, time } from './sql/types';
import { localStamp, statusOf } from './status';
import type { MetricInput, MetricReading, MetricValue, SeriesPoint } from './types';

const DAY_MS = 86_400_000;
/** A period is running when it ends less than a day before now: only then must its sources be fresh. */
const RUNNING_WITHIN_MS = DAY_MS;
const MAX_POINTS = 60;
interface Aggregate {
  value: number | null;
  n: number;
}

const count = (n: number) => n.toLocaleString('id-ID');

const partsQuery = (id: MetricId, sql: string) =>
  defineQuery({ name: `metric_${id}_parts`, sql, params: period, row: z.record(z.string(), z.number().nullable()) });

const momentsQuery = (id: MetricId, sql: string) =>
  defineQuery({
    name: `metric_${id}`,
    sql,
    params: period.extend({ at: instants }),
    row: z.object({ at: time, value: z.number(), n: z.number() }),
  });

const feedersQuery = (sql: string) =>
  defineQuery({ name: 'metric_feeders', sql, params: z.object({}), row: z.object({ source: z.string() }) });

const targetsQuery = remembered(
  [],
  defineQuery({
    name: 'metric_targets',
    sql: `SELECT key, value FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'target'`,
    params: z.object({}),
    row: z.object({ key: z.string(), value: z.number() }),
  }),
);

/** How the series of a reading is cut. */
interface Cut {
  bucket: BucketSize;
  buckets: Bucket[];
}

/** What the rows of a metric say of a period: its total, and the points of its series as they were counted. */
interface Measured {
  total: Aggregate;
  series: SeriesPoint[];
  /** Moments at which each point of a state stands. */
  ends?: Date[];
}

/** A period, and the one before it where that is asked for. */
type Periods = [now: Measured, before: Measured | null];

interface Context extends Cut {
  input: MetricInput;
  targets: Map<string, number>;
  sources: SourceState[];
}

/** One metric over one period, with the period before, its series, target and status. */
export async function readMetric(id: MetricId, input: MetricInput): Promise<MetricReading> {
  return (await readMetrics([id], input))[id];
}

/** Several metrics over one period. */
export async function readMetrics<Id extends MetricId>(
  ids: readonly Id[],
  input: MetricInput,
): Promise<Record<Id, MetricReading>> {
  const tables = [...new Set(ids.flatMap((id) => metricSource(id).definition.sources))];
  const bucket: BucketSize = input.to.getTime() - input.from.getTime() > (MAX_POINTS + 0.1) * DAY_MS ? 'bulan' : 'hari';
  const cut: Cut = { bucket, buckets: bucketsOf(input, bucket).slice(-MAX_POINTS) };
  const before = input.previous && { ...input, ...input.previous };
  const [targets, sources, measured] = await Promise.all([
    targetsQuery({}),
    readSources(tables, {
      to: input.to,
      previousTo: input.previous?.to ?? input.from,
      now: input.now,
      timezone: input.timezone,
      skpd: input.skpd ?? '',
    }),
    Promise.all(ids.map((id) => Promise.all([measure(id, input, before, cut), partsOf(id, input, cut)]))),
  ]);
  const context: Context = { ...cut, input, targets: new Map(targets.map((t) => [t.key, t.value])), sources };
  const readings = await Promise.all(ids.map((id, i) => readingOf(id, measured[i]!, context)));
  return Object.fromEntries(readings.map((reading) => [reading.id, reading])) as Record<Id, MetricReading>;
}

type Parts = Record<string, number | null>;

async function partsOf(id: MetricId, input: MetricInput, cut: Cut): Promise<Parts | undefined> {
  const source = metricSource(id);
  const { parts, rowParts, summed } = source;
  if (summed) return summedParts(id, summed, input, cut);
  if (!parts && !rowParts) return undefined;
  const params = parameters(input);
  const rows = narrowed(source.rowsOfParts ?? source, input);
  const [groups, found] = await Promise.all([
    rowParts ? aggregate({ name: `metric_${id}_parts`, rows, columns: rowParts, by: ['semua'] }, input) : [],
    parts ? remember(factsIn(parts), [parts, named(parts, params)], () => partsQuery(id, parts)(params)) : [],
  ]);
  return { ...groups[0]?.columns, ...found[0] };
}

async function summedParts(id: MetricId, summed: SummedSource, input: MetricInput, cut: Cut): Promise<Parts> {
  const rows = summed.whole.rows(await summed.asked(input, cut.bucket === 'hari'));
  const [groups, others] = await Promise.all([
    aggregate({ name: `metric_${id}`, rows, columns: summed.parts, by: ['semua'] }, input),
    summed.readParts?.(input),
  ]);
  return { ...groups[0]?.columns, ...others };
}

async function readingOf(
  id: MetricId,
  [[now, before], parts]: [measured: Periods, parts: Parts | undefined],
  context: Context,
): Promise<MetricReading> {
  const source = metricSource(id);
  const { definition } = source;
  const { input } = context;
  const feeding = feedersOf(source, context);
  const current = await judge(source, now.total, feeding, input, 'newest_of_office');
  const target = context.targets.get(id) ?? null;
  const known = current.value !== null;
  return {
    id,
    ...current,
    previous:
      before && input.previous
        ? await judge(source, before.total, feeding, { ...input, ...input.previous }, 'newest_before')
        : null,
    series: seriesOf(source, now, context),
    target,
    status: statusOf(current.value, target, definition.direction),
    ...(parts ? { parts } : {}),
    ...(id === 'ikm' ? { mutu: known ? mutuOf(current.value) : null } : {}),
  };
}

/** Of a figure that knows nothing of what the page is narrowed to. */
const unasked = (cut?: Cut): Measured => ({
  total: { value: null, n: 0 },
  series: (cut?.buckets ?? []).map(({ start }) => ({ start, value: null, n: 0 })),
});

/** The total of the period with its series, and the total of the one before. */
async function measure(id: MetricId, input: MetricInput, before: MetricInput | undefined, cut: Cut): Promise<Periods> {
  const source = metricSource(id);
  if (unfiltered(source, input)) return [unasked(cut), before ? unasked() : null];
  if (source.atMoments && noFilters(input)) return measureMoments(id, source.atMoments, input, before, cut);
  return Promise.all([measureRows(id, source, input, cut), before ? measureRows(id, source, before) : null]);
}

/** One question for the moments of both periods. */
async function measureMoments(
  id: MetricId,
  sql: string,
  input: MetricInput,
  before: MetricInput | undefined,
  { buckets }: Cut,
): Promise<Periods> {
  const ends = buckets.map((_, i) => buckets[i + 1]?.start ?? input.to);
  const moments = [...(before ? [before.to] : []), ...ends, input.to].sort((a, b) => a.getTime() - b.getTime());
  const at = [...new Map(moments.map((moment) => [secondOf(moment), moment])).values()];
  const params = { ...parameters(input), from: before?.from ?? input.from, at };
  const rows = await remember(factsIn(sql), [sql, named(sql, params)], () => momentsQuery(id, sql)(params));
  const bySecond = new Map(rows.map((row) => [secondOf(row.at), row]));
  const totalOf = (end: Date): Aggregate => {
    const row = bySecond.get(secondOf(end));
    return { value: row?.value ?? 0, n: row?.n ?? 0 };
  };
  const series = buckets.map(({ start }, i) => {
    const row = bySecond.get(secondOf(ends[i]!));
    return { start, value: row?.value ?? null, n: row?.n ?? 0 };
  });
  return [{ total: totalOf(input.to), ends, series }, before ? { total: totalOf(before.to), series: [] } : null];
}

const secondOf = (at: Date) => Math.floor(at.getTime() / 1000);

/** The rows of a state are those of the period's end: they have no series. */
async function measureRows(id: MetricId, source: MetricSource, input: MetricInput, cut?: Cut): Promise<Measured> {
  const size = cut?.bucket === 'bulan' ? 'per_bulan' : 'per_hari';
  const { summed } = source;
  const { value, n } = summed?.whole ?? { value: source.value!, n: source.n! };
  const groups = await aggregate(
    {
      name: `metric_${id}`,
      rows: summed ? summed.whole.rows(await summed.asked(input, cut?.bucket === 'hari')) : narrowed(source, input),
      columns: { value, n },
      by: cut && !source.atMoments ? ['semua', size] : ['semua'],
    },
    input,
  );
  const aggregateOf = (group?: Group): Aggregate => ({
    value: group?.columns.value ?? null,
    n: group?.columns.n ?? 0,
  });
  const byStart = new Map(groups.filter(({ by }) => by === size).map((group) => [Number(group.member) * 1000, group]));
  return {
    total: aggregateOf(groups.find(({ by }) => by === 'semua')),
    series: (cut?.buckets ?? []).map(({ start, cut: from }) => {
      const { value, n } = aggregateOf(byStart.get(from.getTime()));
      return { start, value: n > 0 ? value : null, n };
    }),
  };
}

/** The series as it may be shown: points of a state that no source could tell are unknown, small ones judged. */
function seriesOf(source: MetricSource, { series, ends }: Measured, context: Context): SeriesPoint[] {
  if (!ends) return source.atMoments ? series : honestSeries(series, source.definition, context);
  const told = (end: Date) => !source.isState || feedersOf(source, context).some((s) => couldTell(s, end));
  return series.map((point, i) => (told(ends[i]!) ? point : { ...point, value: null }));
}

const feedersOf = (source: MetricSource, { sources }: Context) =>
  sources.filter((s) => source.definition.sources.some((table) => table === s.fact));

/** Whether the figure may be shown: its sources fresh, its n enough. */
async function judge(
  source: MetricSource,
  total: Aggregate,
  feeding: SourceState[],
  input: MetricInput,
  watermark: 'newest_of_office' | 'newest_before',
): Promise<MetricValue> {
  const { definition } = source;
  const marks = feeding.map((s) => s[watermark]).filter((t) => t !== null);
  const answer: MetricValue = {
    value: null,
    n: total.n,
    reason: '',
    watermark: marks.length ? new Date(Math.max(...marks.map((t) => t.getTime()))) : null,
    source: feeding.map((s) => s.source),
  };
  const missing = unfiltered(source, input);
  if (missing) return { ...answer, reason: `tidak tercatat menurut ${missing}` };
  if (source.feeders) {
    const newest = watermark === 'newest_before' ? 'newest_before_anywhere' : 'newest';
    Object.assign(answer, await toldByFeeders(source.feeders, feeding, input, newest));
    if (answer.reason) return answer;
  } else {
    if (feeding.every((s) => s.newest === null)) return { ...answer, reason: 'belum ada sumber yang mengirim data' };
    const running = input.now.getTime() - input.to.getTime() < RUNNING_WITHIN_MS;
    const silent = running
      ? !feeding.some((s) => isFresh(s, input.to))
      : source.isState && !feeding.some((s) => couldTell(s, input.to));
    if (silent) {
      const last = Math.max(...feeding.map((s) => s.newest?.getTime() ?? 0));
      return { ...answer, reason: `sumber tidak segar: terakhir ${localStamp(new Date(last), input.timezone)}` };
    }
  }
  if (total.n < definition.minimumN)
    return {
      ...answer,
      reason: `baru ${count(total.n)} dari minimal ${count(definition.minimumN)} ${definition.counts}`,
    };
  if (total.value === null) return { ...answer, reason: source.whenNull ?? 'tidak dapat dihitung dari data yang ada' };
  return { ...answer, value: total.value };
}

/** Silence of machines is unknown, not zero: nobody can tell a broken machine from a broken line. */
async function toldByFeeders(
  feeders: { sql: string; name: string },
  feeding: SourceState[],
  input: MetricInput,
  newest: 'newest' | 'newest_before_anywhere',
): Promise<Pick<MetricValue, 'source' | 'watermark' | 'reason'>> {
  const sources = (await remember([], [feeders.sql], () => feedersQuery(feeders.sql)({}))).map((row) => row.source);
  const own = feeding.filter((s) => sources.includes(s.source));
  const marks = own.flatMap((s) => s[newest]?.getTime() ?? []);
  const heardAt = marks.length === 0 ? null : new Date(Math.max(...marks));
  const told = { source: sources, watermark: heardAt, reason: '' };
  if (!heardAt) return { ...told, reason: `belum ada sumber ${feeders.name} yang mengirim data` };
  const minutes = Math.min(24 * 60, ...own.map((s) => s.expected_minutes));
  const silentMs = input.to.getTime() - heardAt.getTime();
  if (silentMs <= minutes * 60_000) return told;
  return { ...told, reason: `tidak ada detak sejak ${localStamp(heardAt, input.timezone)}` };
}
