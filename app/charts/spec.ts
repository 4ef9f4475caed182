/** Colours a series may have; each is the token of the same name. */
export type Tone = 'accent' | 'good' | 'warn' | 'bad' | 'unknown' | 't0' | 't1' | 't2' | 't3' | 't4';

interface ChartColumn {
  label: string;
  /** Of a series; the first column is the axis and has none. */
  tone?: Tone;
}

/** A chart and its table are two views of the same columns and rows. */
export interface ChartSpec {
  kind: 'line' | 'bar' | 'stacked';
  title: string;
  /** What the chart shows, in one or two sentences, for those who cannot see it. */
  summary: string;
  /** The first names the axis, the others are the series. */
  columns: ChartColumn[];
  /** Axis label, then one value per series; null is a gap, never a zero. */
  rows: [string, ...(number | null)[]][];
  /** Written behind numbers in the table and the tip. */
  unit?: string;
  digits?: number;
  target?: { value: number; label: string };
  /** Upper end of the value axis, for shares. */
  max?: number;
}
