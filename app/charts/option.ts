import type { EChartsCoreOption } from 'echarts/core';
import type { ChartSpec } from './spec';
import { toneColour } from './theme';

/** The ECharts option of a spec; the same on the server and in the browser. */
export function chartOption(spec: ChartSpec, numbers: (value: number | null) => string): EChartsCoreOption {
  const isLine = spec.kind === 'line';
  const target = spec.target && {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: 'var(--ink-3)', type: [3, 5], width: 1.5 },
    label: {
      formatter: spec.target.label,
      position: endsAbove(spec, spec.target.value) ? 'insideEndBottom' : 'insideEndTop',
      color: 'var(--ink-2)',
      fontSize: 12,
    },
    data: [{ yAxis: spec.target.value }],
  };
  return {
    animation: false,
    // Numbers of our typeface are wider than the server measures them.
    grid: { left: 10, right: 12, top: 16, bottom: 10, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'category', data: spec.rows.map((row) => row[0]), boundaryGap: !isLine },
    yAxis: {
      type: 'value',
      max: spec.max,
      // Of shares the ends are told, and steps that no target stands on.
      interval: spec.max === 100 ? 25 : undefined,
      splitNumber: 3,
      minInterval: spec.digits ? undefined : 1,
      axisLabel: { formatter: (value: number) => numbers(value).replace(/[,.]00$/, '') },
    },
    series: spec.columns.slice(1).map((column, i) => ({
      name: column.label,
      type: isLine ? 'line' : 'bar',
      stack: spec.kind === 'stacked' ? 'all' : undefined,
      data: spec.rows.map((row) => row[i + 1] ?? null),
      showSymbol: false,
      connectNulls: false,
      barMaxWidth: 28,
      emphasis: { disabled: true },
      itemStyle: { color: toneColour(column.tone) },
      lineStyle: { color: toneColour(column.tone), width: 2.5, join: 'round', cap: 'round' },
      markLine: i === 0 ? target : undefined,
    })),
  };
}

/** Whether the last points lie above the target more often than below it: its word stands on the other side. */
function endsAbove({ rows }: ChartSpec, target: number): boolean {
  const last = rows.flatMap(([, value]) => (typeof value === 'number' ? [value] : [])).slice(-8);
  return last.filter((value) => value > target).length > last.length / 2;
}

/** How numbers of a chart are written on axes and in tips; without our `Formats`, so that the browser part stays lean. */
export function numberFormat(spec: ChartSpec, language: 'id' | 'en'): (value: number | null) => string {
  const format = new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    // An index has always both of its decimals.
    minimumFractionDigits: spec.digits === 2 ? 2 : 0,
    maximumFractionDigits: spec.digits ?? 0,
  });
  return (value) => (value === null ? '—' : format.format(value));
}
