import type { FactTable } from '../warehouse/fact-tables';
import { namedSums } from './web-days';

/** The newest record of each source and office on each local day, of the tables too large to be read for it. */
const newestOf = (fact: FactTable) =>
  namedSums('terbaru', {
    fact,
    tables: [
      {
        name: 'newest_of_days',
        columns: ['source_id', 'skpd', 'newest'],
        days: ({ from, to, days = 'true' }) =>
          `SELECT toDate(time, {timezone:String}) AS start, source_id, skpd, max(time) AS newest FROM ${fact}
            WHERE time >= toDateTime(${from}, 'UTC') AND time < toDateTime(${to}, 'UTC') AND ${days} GROUP BY start, source_id, skpd`,
        month: (days) => `SELECT source_id, skpd, max(newest) AS newest FROM ${days} GROUP BY source_id, skpd`,
      },
    ],
  });

export const newestHits = newestOf('web_hits');
export const newestEvents = newestOf('service_events');
