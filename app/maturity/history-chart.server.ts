import type { SkpdMaturity } from '../../clickhouse/maturity';
import { drawChart } from '../charts/draw.server';
import type { ChartSpec } from '../charts/spec';
import type { Language } from '../text/define';
import { formatsFor } from '../text/format';
import { maturityText } from './maturity.text';

const SIZE = { width: 420, height: 190 };
/** More bars leave no room for their months. */
const MOST_MONTHS = 18;

const neverReached = (history: SkpdMaturity['history']) => history.every(({ reached }) => reached === 0);

/** Since which month an office has stood below stage 1, when it never stood higher: a sentence instead of an empty chart. */
export function belowSince(history: SkpdMaturity['history']): string | null {
  return history.length > 1 && neverReached(history) ? history[0]!.month : null;
}

/** The stages of the past months as a chart; nothing to draw from one month alone, or where every bar would be empty. */
export function historyChart(
  all: SkpdMaturity['history'],
  language: Language,
): { spec: ChartSpec; svg: string } | null {
  const history = all.slice(-MOST_MONTHS);
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last || history.length < 2 || neverReached(history)) return null;
  const t = maturityText[language];
  // Months are named by a day in their middle, so the zone does not matter.
  const f = formatsFor(language, 'UTC');
  const month = (key: string) => f.month(`${key}-15T00:00:00Z`);
  const short = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  });
  const spec: ChartSpec = {
    kind: 'bar',
    title: t.history,
    summary: t.historySummary(month(first.month), String(first.reached), String(last.reached), month(last.month)),
    columns: [{ label: t.month }, { label: t.historyReached, tone: 't3' }],
    rows: history.map(({ month: key, reached }) => [short.format(new Date(`${key}-15T00:00:00Z`)), reached]),
    max: 4,
  };
  return { spec, svg: drawChart(spec, { ...SIZE, language }) };
}
