import { type MetricInput, readMetric } from '../../clickhouse/metrics';
import { metricVersion } from '../../clickhouse/metrics/version';
import { complaintLists } from '../complaints/lists.server';
import { participationLists } from '../participation/lists.server';
import { satisfactionLists } from '../satisfaction/lists.server';
import { serviceLists } from '../services/lists.server';
import type { Language } from '../text/define';
import { websiteLists } from '../websites/lists.server';
import type { ExportTable } from './export-table';
import { dayIn, holidaysStamp, scopeStamps } from './exports.server';
import type { List } from './list';
import type { Scope } from './scope';

const lists = {
  ...complaintLists,
  ...serviceLists,
  ...websiteLists,
  ...satisfactionLists,
  ...participationLists,
} satisfies Record<string, List>;

export type ListId = keyof typeof lists;
export const LIST_IDS = Object.keys(lists) as ListId[];
export const isListId = (text: string): text is ListId => Object.hasOwn(lists, text);
export const listOf = (id: ListId): List => lists[id];

/** A list of a page as a file: what it is, what it is narrowed to, and the versions of the figures it belongs to above its rows. */
export async function listTable(
  id: ListId,
  { scope, input, language }: { scope: Scope; input: MetricInput; language: Language },
): Promise<ExportTable> {
  const list = listOf(id);
  const day = dayIn(scope.timezone);
  const [{ rows, note }, reading] = await Promise.all([
    list.read(input, { language, day }),
    readMetric(list.metrics[0], { ...input, previous: undefined }),
  ]);
  const stamps = await scopeStamps({
    scope,
    input,
    about: [['Isi', list.about.id]],
    versions: list.metrics.map((metric) => `${metric} ${metricVersion(metric)}`),
    watermark: reading.watermark,
    notes: [note, reading.reason, await holidaysStamp(list.metrics, input)],
  });
  const until = new Date(scope.period.to.getTime() - 1);
  return {
    file: [id, day(scope.period.from), day(until)].join('-'),
    title: list.title[language],
    stamps,
    columns: list.columns.map(({ label }) => label[language]),
    rows: reading.value === null ? [] : rows,
  };
}
