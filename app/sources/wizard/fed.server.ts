import { PROBES } from '../../../clickhouse/maturity/catalogue';
import { metrics } from '../../../clickhouse/metrics/registry';
import type { Preview } from '../../../clickhouse/sources/preview';
import type { Language } from '../../text/define';

/** What a source would feed, by the names that people know. */
export function fedNames(feeds: Preview['feeds'], lang: Language): { metrics: string[]; probes: string[] } {
  return {
    metrics: metrics.filter(({ id }) => feeds.metrics.includes(id)).map(({ name }) => name[lang]),
    probes: PROBES.filter(({ id }) => feeds.probes.includes(id)).map(({ question }) => question[lang]),
  };
}
