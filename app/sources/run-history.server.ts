import type { RunOutcome } from '../../clickhouse/sources/history';
import { drawChart } from '../charts/draw.server';
import type { ChartSpec } from '../charts/spec';
import type { Language } from '../text/define';
import { formatsFor } from '../text/format';
import { sourcesText } from './sources.text';

const SIZE = { width: 420, height: 190 };
/** A first load of years stands so far above the daily runs that they would vanish beside it. */
const TOWERS_OVER = 50;

/** The records of the newest runs as a chart; nothing to draw from fewer than three. */
export function historyOfRuns(
  runs: RunOutcome[],
  language: Language,
  timezone: string,
): { spec: ChartSpec; svg: string } | null {
  const sizeOf = (run: RunOutcome) => run.stored + run.duplicate + run.rejected;
  const sizes = runs.map(sizeOf).sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const shown = runs.filter((run) => sizeOf(run) <= Math.max(middle, 1) * TOWERS_OVER);
  if (shown.length < 3) return null;
  const t = sourcesText[language];
  const f = formatsFor(language, timezone);
  const leftOut = runs.length - shown.length;
  const sum = (part: 'stored' | 'duplicate' | 'rejected') =>
    f.number(
      shown.reduce((all, run) => all + run[part], 0),
      0,
    );
  const spec: ChartSpec = {
    kind: 'stacked',
    title: t.history(f.number(shown.length, 0), leftOut),
    summary: t.historySummary(f.number(shown.length, 0), sum('stored'), sum('duplicate'), sum('rejected')),
    columns: [
      { label: t.started },
      { label: t.stored, tone: 'accent' },
      { label: t.duplicate, tone: 'unknown' },
      { label: t.rejected, tone: 'bad' },
    ],
    rows: shown.map((run) => [
      `${f.dayMonth(run.startedAt)} ${f.clock(run.startedAt)}`,
      run.stored,
      run.duplicate,
      run.rejected,
    ]),
  };
  return { spec, svg: drawChart(spec, { ...SIZE, language }) };
}
