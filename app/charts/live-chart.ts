import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, registerLocale, registerTheme, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { chartOption, numberFormat } from './option';
import type { ChartSpec } from './spec';
import { chartTheme, indonesianLocale, LOCALE, THEME } from './theme';

use([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);
registerTheme(THEME, chartTheme);
registerLocale(LOCALE, indonesianLocale as never);

interface TipItem {
  axisValueLabel: string;
  seriesName: string;
  value: number | null;
}

/** Puts a chart that answers to the pointer in the place of the drawn one; returns how to end it. */
export function startLiveChart(element: HTMLElement, spec: ChartSpec, language: 'id' | 'en'): () => void {
  const numbers = numberFormat(spec, language);
  element.replaceChildren();
  const chart = init(element, THEME, { renderer: 'svg', locale: LOCALE });
  chart.setOption({
    ...chartOption(spec, numbers),
    tooltip: {
      trigger: 'axis',
      // Text of the drawing itself: an HTML tip would need inline styles.
      renderMode: 'richText',
      confine: true,
      backgroundColor: 'var(--raised)',
      borderWidth: 0,
      textStyle: { color: 'var(--ink)', fontSize: 13 },
      axisPointer: {
        lineStyle: { color: 'var(--ink-3)' },
        shadowStyle: { color: 'rgba(128,140,160,0.15)' },
        type: spec.kind === 'line' ? 'line' : 'shadow',
      },
      formatter: (items: TipItem[]) =>
        [
          items[0]?.axisValueLabel,
          ...items.map(
            ({ seriesName, value }) =>
              `${seriesName}: ${numbers(value)}${spec.unit && value !== null ? ` ${spec.unit}` : ''}`,
          ),
        ].join('\n'),
    },
  });
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(element);
  return () => {
    watch.disconnect();
    chart.dispose();
  };
}
