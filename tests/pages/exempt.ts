/** What of a page is no number that could be recounted, by selector, with the reason. */
export const EXEMPT: Record<string, string> = {
  '.alarm-strip': 'sentences of alarms, whose rules are held against counted cases in clickhouse/alarms',
  search: 'the choices of period, office and other filters',
  'form[role=search]': 'where figures are searched by their name',
  'h1, h2, h3, figcaption, caption, summary, thead': 'titles: names of figures, services and columns',
  '.formula-tip, .dictionary-entry > div:first-child, .metric-page .facts': 'the words of a definition',
  '.rule, .survey-note, .survey-profile > .note': 'the words of a rule',
  '.survey-plan td:nth-child(3)': 'what a plan proposes to do',
  '.metric-sql, .query-parameter': 'the text of a query and what it is asked',
  '.chart-drawing svg': 'drawn from the rows of its table, which are held against the recount',
  'td svg, li svg': 'a bar, whose number stands beside it',
  '.why-periods': 'which days are compared',
  '.rows-formula, .rows-table tbody': 'records as they are stored, one by one, and what picks them',
  '.map-legend': 'the limits of the classes of colour',
  '.source-line > span + span': 'when the newest record is of',
  '.maturity-panel': 'stages of the maturity instrument, which has evidence and pages of its own',
};
