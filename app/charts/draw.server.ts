import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, registerLocale, registerTheme, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { LRUCache } from 'lru-cache';
import { chartOption, numberFormat } from './option';
import type { ChartSpec } from './spec';
import { chartTheme, indonesianLocale, LOCALE, THEME } from './theme';

use([BarChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);
registerTheme(THEME, chartTheme);
// The locale type lists every tool of ECharts; only axes and series are used here.
registerLocale(LOCALE, indonesianLocale as never);

interface Look {
  width: number;
  height: number;
  language?: 'id' | 'en';
}

/** Drawing is most of the work of a page whose figures are remembered; some thousand charts are tens of MB. */
const drawn = new LRUCache<string, string>({ max: 1_000 });

/** A chart as SVG text, for a loader to send along: it stands at first paint and without scripts. */
export function drawChart(spec: ChartSpec, look: Look): string {
  const key = JSON.stringify([spec, look]);
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const svg = draw(spec, look);
  drawn.set(key, svg);
  return svg;
}

function draw(spec: ChartSpec, { width, height, language = 'id' }: Look): string {
  const chart = init(null, THEME, { renderer: 'svg', ssr: true, width, height, locale: LOCALE });
  try {
    chart.setOption(chartOption(spec, numberFormat(spec, language)));
    return underPolicy(chart.renderToSVGString(), width, height);
  } finally {
    chart.dispose();
  }
}

/** The properties that ECharts writes into `style`; all of them exist as SVG attributes. */
const presentation = /^(font-(?:size|family|weight|style)|text-anchor|dominant-baseline|white-space)$/;

/** Our content policy allows no inline styles: they become attributes. The box scales with the page. */
function underPolicy(svg: string, width: number, height: number): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ style="([^"]*)"/g, (_, text: string) =>
      text
        .split(';')
        .map((part) => part.split(':').map((side) => side.trim()))
        .filter(([name = '', value]) => value && presentation.test(name))
        .map(([name, value]) => ` ${name}="${value}"`)
        .join(''),
    )
    .replace(
      /^<svg[^>]*>/,
      `<svg viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false">`,
    );
}
