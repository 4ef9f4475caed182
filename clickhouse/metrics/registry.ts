import type { MetricSource } from './definition';
import { aduan } from './families/aduan';
import { interaksi } from './families/interaksi';
import { kepuasan } from './families/kepuasan';
import { layanan } from './families/layanan';
import { keikutsertaan } from './families/partisipasi';
import { situs } from './families/situs';
import type { MetricDefinition } from './types';

const sources = { ...aduan, ...layanan, ...kepuasan, ...keikutsertaan, ...situs, ...interaksi } satisfies Record<
  string,
  MetricSource
>;

/** The figures of the house. */
export type MetricId = keyof typeof sources;
export const METRIC_IDS = Object.keys(sources) as [MetricId, ...MetricId[]];
export const isMetricId = (text: string): text is MetricId => Object.hasOwn(sources, text);

export const metricSource = (id: MetricId): MetricSource => sources[id];

/** Every figure of the house, defined once. */
export const metrics: (MetricDefinition & { id: MetricId })[] = METRIC_IDS.map((id) => ({
  ...metricSource(id).definition,
  id,
}));
