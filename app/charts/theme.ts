import type { Tone } from './spec';

/** The name under which our theme is registered with ECharts. */
export const THEME = 'ruang-kendali';
export const LOCALE = 'ID';

export const toneColour = (tone: Tone | undefined) => `var(--${tone ?? 'accent'})`;

/**
 * One theme for light and dark: its colours are the CSS variables themselves, which SVG resolves where it stands. A chart
 * drawn by the server therefore follows the theme switch without being drawn again.
 */
export const chartTheme = {
  color: ['accent', 't2', 't4', 'warn', 'good'].map((tone) => toneColour(tone as Tone)),
  backgroundColor: 'transparent',
  textStyle: { fontFamily: 'inherit', color: 'var(--ink-2)' },
  categoryAxis: {
    axisLine: { lineStyle: { color: 'var(--line)' } },
    axisTick: { show: false },
    axisLabel: { color: 'var(--ink-2)', fontSize: 13 },
    splitLine: { show: false },
  },
  valueAxis: {
    axisLine: { show: false },
    axisLabel: { color: 'var(--ink-2)', fontSize: 13 },
    splitLine: { lineStyle: { color: 'var(--line)' } },
  },
};

/** ECharts has no Indonesian locale of its own. */
export const indonesianLocale = {
  time: {
    month: [
      'Januari',
      'Februari',
      'Maret',
      'April',
      'Mei',
      'Juni',
      'Juli',
      'Agustus',
      'September',
      'Oktober',
      'November',
      'Desember',
    ],
    monthAbbr: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
    dayOfWeek: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
    dayOfWeekAbbr: ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'],
  },
  legend: { selector: { all: 'Semua', inverse: 'Balik' } },
  toolbox: {},
  timeline: {},
  series: { typeNames: { line: 'Garis', bar: 'Batang' } },
  aria: {
    general: { withTitle: '{title}', withoutTitle: '' },
    series: {
      single: { prefix: '', withName: '', withoutName: '' },
      multiple: { prefix: '', withName: '', withoutName: '', separator: { middle: '', end: '' } },
    },
    data: { allData: '', partialData: '', withName: '', withoutName: '', separator: { middle: '', end: '' } },
  },
};
