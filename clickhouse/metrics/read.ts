import { z } from 'zod';
import { defineQuery } from '../warehouse/define-query';
import type { MetricSource } from './definition';
import { mutuOf } from './families/kepuasan/ikm';
import { couldTell, isFresh, readSources, type SourceState } from './freshness';
import { narrowed, noFilters, parameters, period, unfiltered } from './narrow';
import { type MetricId, metricSource } from './registry';
import { type Bucket, type BucketSize, bucketsOf, honestSeries } from './series';
import { newestProfile } from './sql/city';
import { instants, nullableTime, time } from './sql/types';
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

/** The whole of a period (bucket null) and its local days or months. */
const aggregateQuery = (id: MetricId, source: MetricSource) =>
  defineQuery({
    name: `metric_${id}`,
    sql: `SELECT if(grouping(bucket) = 1, NULL, toNullable(toDateTime(toUnixTimestamp(toDateTime(bucket, {timezone:String})), 'UTC'))) AS start,
      toNullable(toFloat64(${source.value})) AS value, toUInt64(${source.n}) AS n
    FROM (
      SELECT *, if({bucket:String} = 'bulan', toStartOfMonth(toDate(moment, {timezone:String})), toDate(moment, {timezone:String})) AS bucket
      FROM (${narrowed(source)})
    )
    GROUP BY GROUPING SETS ((bucket), ()) ORDER BY start`,
    params: period.extend({ bucket: z.enum(['hari', 'bulan']) }),
    row: z.object({ start: nullableTime, value: z.number().nullable(), n: z.number() }),
  });

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

const targetsQuery = defineQuery({
  name: 'metric_targets',
  sql: `SELECT key, value FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'target'`,
  params: z.object({}),
  row: z.object({ key: z.string(), value: z.number() }),
});

const aggregates = new Map<MetricId, ReturnType<typeof aggregateQuery>>();
const aggregateOf = (id: MetricId, source: MetricSource) => {
  if (!aggregates.has(id)) aggregates.set(id, aggregateQuery(id, source));
  return aggregates.get(id)!;
};

interface Context {
  input: MetricInput;
  bucket: BucketSize;
  buckets: Bucket[];
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
  const [targets, sources] = await Promise.all([
    targetsQuery({}),
    readSources(tables, {
      to: input.to,
      previousTo: input.previous?.to ?? input.from,
      now: input.now,
      skpd: input.skpd ?? '',
    }),
  ]);
  const context: Context = {
    input,
    bucket,
    buckets: bucketsOf(input, bucket).slice(-MAX_POINTS),
    targets: new Map(targets.map((t) => [t.key, t.value])),
    sources,
  };
  const readings = await Promise.all(ids.map((id) => readOne(id, context)));
  return Object.fromEntries(readings.map((reading) => [reading.id, reading])) as Record<Id, MetricReading>;
}

async function readOne(id: MetricId, context: Context): Promise<MetricReading> {
  const source = metricSource(id);
  const { definition } = source;
  const { input } = context;
  const [now, before, parts] = await Promise.all([
    measure(id, source, input, context),
    input.previous ? measure(id, source, { ...input, ...input.previous }, null) : null,
    source.parts ? partsQuery(id, source.parts)(parameters(input)) : null,
  ]);
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
    series: now.series,
    target,
    status: statusOf(current.value, target, definition.direction),
    ...(parts ? { parts: parts[0] ?? {} } : {}),
    ...(id === 'ikm' ? { mutu: known ? mutuOf(current.value) : null } : {}),
  };
}

/** The total of a period and, with a context, its series. */
async function measure(
  id: MetricId,
  source: MetricSource,
  input: MetricInput,
  context: Context | null,
): Promise<{ total: Aggregate; series: SeriesPoint[] }> {
  const buckets = context?.buckets ?? [];
  if (source.atMoments && noFilters(input)) {
    const ends = buckets.map((_, i) => buckets[i + 1]?.start ?? input.to);
    const at = [...new Map([...ends, input.to].map((d) => [d.getTime(), d])).values()];
    const rows = await momentsQuery(id, source.atMoments)({ ...parameters(input), at });
    const byMoment = new Map(rows.map((r) => [r.at.getTime(), r]));
    const total = byMoment.get(Math.floor(input.to.getTime() / 1000) * 1000);
    const told = (end: Date) => !source.isState || feedersOf(source, context).some((s) => couldTell(s, end));
    return {
      total: { value: total?.value ?? 0, n: total?.n ?? 0 },
      series: buckets.map(({ start }, i) => {
        const point = byMoment.get(ends[i]!.getTime());
        return { start, value: told(ends[i]!) ? (point?.value ?? null) : null, n: point?.n ?? 0 };
      }),
    };
  }
  const rows = await aggregateOf(id, source)({ ...parameters(input), bucket: context?.bucket ?? 'bulan' });
  const total = rows.find((r) => r.start === null) ?? { value: null, n: 0 };
  const byStart = new Map(rows.filter((r) => r.start !== null).map((r) => [r.start!.getTime(), r]));
  const series = buckets.map(({ start, cut }) => {
    const point = byStart.get(cut.getTime());
    return { start, value: point && point.n > 0 ? point.value : null, n: point?.n ?? 0 };
  });
  // The rows of a state are those of the period's end: they have no series.
  if (source.atMoments) return { total, series: series.map((point) => ({ ...point, value: null, n: 0 })) };
  return { total, series: context ? honestSeries(series, source.definition, context) : series };
}

const feedersOf = (source: MetricSource, context: Context | null) =>
  (context?.sources ?? []).filter((s) => source.definition.sources.some((table) => table === s.fact));

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
    return judgeFeeders(answer, source.feeders, total, feeding, input, newest);
  }
  if (feeding.every((s) => s.newest === null)) return { ...answer, reason: 'belum ada sumber yang mengirim data' };
  const running = input.now.getTime() - input.to.getTime() < RUNNING_WITHIN_MS;
  const silent = running
    ? !feeding.some((s) => isFresh(s, input.to))
    : source.isState && !feeding.some((s) => couldTell(s, input.to));
  if (silent) {
    const last = Math.max(...feeding.map((s) => s.newest?.getTime() ?? 0));
    return { ...answer, reason: `sumber tidak segar: terakhir ${localStamp(new Date(last), input.timezone)}` };
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
async function judgeFeeders(
  answer: MetricValue,
  feeders: { sql: string; name: string },
  total: Aggregate,
  feeding: SourceState[],
  input: MetricInput,
  newest: 'newest' | 'newest_before_anywhere',
): Promise<MetricValue> {
  const sources = (await feedersQuery(feeders.sql)({})).map((row) => row.source);
  const own = feeding.filter((s) => sources.includes(s.source));
  const marks = own.flatMap((s) => s[newest]?.getTime() ?? []);
  const heardAt = marks.length === 0 ? null : new Date(Math.max(...marks));
  const told = { ...answer, source: sources, watermark: heardAt };
  if (!heardAt) return { ...told, reason: `belum ada sumber ${feeders.name} yang mengirim data` };
  const minutes = Math.min(24 * 60, ...own.map((s) => s.expected_minutes));
  const silentMs = input.to.getTime() - heardAt.getTime();
  if (silentMs > minutes * 60_000)
    return { ...told, reason: `tidak ada detak sejak ${localStamp(heardAt, input.timezone)}` };
  return { ...told, value: total.value };
}
