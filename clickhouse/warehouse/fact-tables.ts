/** The tables that records of a source can land in. */
export const FACT_TABLES = [
  'web_hits',
  'service_events',
  'complaints',
  'interactions',
  'participation',
  'survey_answers',
  'site_observations',
] as const;
export type FactTable = (typeof FACT_TABLES)[number];
