import {
  METRIC_IDS,
  type MetricId,
  type MetricInput,
  type MetricValue,
  metrics,
  readMetrics,
} from '../../clickhouse/metrics';
import { metricVersion } from '../../clickhouse/metrics/version';
import { SnapshotShelf } from '../overview/snapshot-shelf';
import { within } from '../patience';
import { definitionOf } from './subject.server';

type Value = MetricValue & { target: number | null };
type Values = Record<string, Value>;

const shelf = new SnapshotShelf<Values>();
const PATIENCE_MS = 1_500;
/** So many metrics are read at once: the engine serves other pages too. */
const AT_ONCE = 4;

async function readAll(input: MetricInput): Promise<Values> {
  const values: Values = {};
  for (let i = 0; i < METRIC_IDS.length; i += AT_ONCE) {
    const readings = await readMetrics(METRIC_IDS.slice(i, i + AT_ONCE) as MetricId[], input);
    for (const { id, value, n, reason, watermark, source, target } of Object.values(readings))
      values[id] = { value, n, reason, watermark, source, target };
  }
  return values;
}

/** Every figure with its value; values are null while they are being computed for the first time. */
export async function readDictionary(input: MetricInput, key: string) {
  const values = await within(
    PATIENCE_MS,
    shelf.get(key, () => readAll({ ...input, previous: undefined })),
  ).catch(() => null);
  const entries = metrics.map(({ id }) => ({
    definition: definitionOf(id),
    version: metricVersion(id),
    value: values?.[id] ?? null,
  }));
  return { entries, isReady: values !== null };
}

export type DictionaryEntry = Awaited<ReturnType<typeof readDictionary>>['entries'][number];
