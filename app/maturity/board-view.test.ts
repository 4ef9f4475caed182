import { describe, expect, it } from 'vitest';
import { type ArrangedRow, arrangedRows, clusterName, readBoardView, SORTS } from './board-view';

const row = (skpd: string, more: Partial<ArrangedRow> = {}): ArrangedRow => ({
  skpd,
  name: skpd,
  shortName: skpd,
  cluster: 'dasar',
  reached: 1,
  observed: 1,
  confirmed: 1,
  possible: 1,
  progress: 0.5,
  coverage: 0.8,
  provisional: false,
  baru: false,
  terancam: false,
  movement: 'tetap',
  before: 1,
  watermark: null,
  sha256: '',
  declaredIndex: null,
  ...more,
});

const rows = [
  row('a', { cluster: 'umum', movement: 'turun', coverage: 0.2, declaredIndex: 2 }),
  row('b', { reached: 2, possible: 4, movement: 'naik', baru: true, progress: null }),
  row('c', { cluster: 'umum', progress: 0.9, terancam: true, possible: 3 }),
];
const order = (search: string) =>
  arrangedRows(rows, readBoardView(new URLSearchParams(search))).map(({ skpd }) => skpd);

describe('the board in the order of its address', () => {
  it('sorts by every column, both ways', () => {
    expect(order('')).toEqual(['b', 'c', 'a']);
    expect(order('urut=skpd')).toEqual(['a', 'b', 'c']);
    expect(order('urut=skpd&arah=balik')).toEqual(['c', 'b', 'a']);
    expect(order('urut=gerak')).toEqual(['b', 'c', 'a']);
    expect(order('urut=sampai')).toEqual(['b', 'c', 'a']);
    expect(order('urut=kemajuan')).toEqual(['c', 'a', 'b']);
    expect(order('urut=cakupan&arah=balik')).toEqual(['a', 'b', 'c']);
    expect(order('urut=dinyatakan')[0]).toBe('a');
    for (const sort of SORTS) expect(order(`urut=${sort}`).sort()).toEqual(['a', 'b', 'c']);
  });

  it('narrows and groups', () => {
    expect(order('tahap=1')).toEqual(['c', 'a']);
    expect(order('rumpun=umum')).toEqual(['c', 'a']);
    expect(order('kelompok=rumpun')).toEqual(['b', 'c', 'a']);
    expect(order('kelompok=rumpun&urut=skpd')).toEqual(['b', 'a', 'c']);
    expect(order('tahap=9&urut=apa')).toEqual(['b', 'c', 'a']);
    expect(clusterName('pelayanan-dasar')).toBe('Pelayanan dasar');
  });
});
