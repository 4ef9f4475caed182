import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { drawChart } from './draw.server';
import { Spark } from './spark';
import type { ChartSpec } from './spec';
import { TableTwin } from './table-twin';

const spec: ChartSpec = {
  kind: 'line',
  title: 'Layanan tepat waktu',
  summary: 'Turun dari 90 menjadi 83 persen.',
  columns: [{ label: 'Hari' }, { label: 'Tepat waktu', tone: 'good' }],
  rows: [
    ['20 Nov', 90.5],
    ['21 Nov', null],
    ['22 Nov', 1083],
  ],
  target: { value: 90, label: 'target 90 %' },
};

describe('drawChart', () => {
  const svg = drawChart(spec, { width: 400, height: 200 });

  it('draws with colours of the theme and the numbers of Indonesia', () => {
    expect(svg).toContain('var(--good)');
    expect(svg).toContain('target 90 %');
    expect(svg).toMatch(/1\.\d00</);
    expect(svg).toContain('22 Nov');
  });

  it('carries no style, script or animation, and scales with its box', () => {
    expect(svg).not.toMatch(/<style|<script|<animate| style=/);
    expect(svg).toMatch(/^<svg viewBox="0 0 400 200"/);
    expect(svg).not.toMatch(/undefined|NaN/);
  });
});

describe('Spark', () => {
  const draw = (values: (number | null)[], target?: number) =>
    renderToStaticMarkup(<Spark values={values} target={target} tone="good" label="Perjalanan" />);

  it('leaves a gap where a value is unknown', () => {
    expect(draw([1, 2, null, 3, 4]).match(/<polyline/g)).toHaveLength(2);
  });
  it('marks the last known point', () => {
    expect(draw([1, 2, null])).toContain('cx="95.0"');
  });
  it('shows the target only where it does not flatten the run', () => {
    expect(draw([80, 85], 90)).not.toContain('spark-target');
    expect(draw([80, 88], 90)).toContain('spark-target');
  });
  it('draws no line of what was never known', () => {
    const svg = draw([null, null]);
    expect(svg).toContain('spark-nothing');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

describe('TableTwin', () => {
  it('has a caption and heads for both directions', () => {
    const html = renderToStaticMarkup(
      <TableTwin label="Tabel" caption="Aduan" columns={['Hari', 'Nilai']} rows={[['20 Nov', '412']]} />,
    );
    expect(html).toContain('<caption class="hidden">Aduan</caption>');
    expect(html).toContain('<th scope="row">20 Nov</th>');
    expect(html).toContain('<summary>Tabel');
  });
});
