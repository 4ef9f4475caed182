import { describe, expect, it } from 'vitest';
import type { SourceSummary } from '../../clickhouse/ledger/queries';
import { csvLine } from './csv-line';
import { groupSources } from './groups';
import { historyOfRuns } from './run-history.server';

const now = new Date('2026-11-22T06:00:00Z');
const source = (id: string, given: Partial<SourceSummary> = {}) =>
  ({
    id,
    inProfile: true,
    heardAt: new Date('2026-11-22T05:00:00Z'),
    lastFinishedAt: null,
    expectedEveryMinutes: 1440,
    activeRuns: 0,
    unbalancedRuns: 0,
    ...given,
  }) as SourceSummary;

describe('groupSources', () => {
  it('puts first what somebody should look at, and a paused source nowhere else', () => {
    const old = { heardAt: new Date('2026-11-10T05:00:00Z') };
    const groups = groupSources(
      [
        source('segar'),
        source('terlambat', old),
        source('dijeda', old),
        source('gagal'),
        source('timpang', { unbalancedRuns: 1 }),
        source('memuat', { activeRuns: 1 }),
        source('baru', { heardAt: null }),
        source('bebas', { expectedEveryMinutes: null }),
      ],
      { alarms: [{ source: 'gagal' }, { source: 'dijeda' }], paused: ['dijeda'], now },
    );
    expect(groups.map(({ group, sources }) => [group, sources.map(({ id }) => id)])).toEqual([
      ['perhatian', ['terlambat', 'gagal', 'timpang']],
      ['memuat', ['memuat']],
      ['segar', ['segar']],
      ['jeda', ['dijeda']],
      ['lain', ['baru', 'bebas']],
    ]);
  });
});

describe('csvLine', () => {
  it('doubles quotes and disarms what a spreadsheet would run', () => {
    expect(csvLine(['a "b"', '=HYPERLINK("x")', ' +62', '-1', '@SUM(A1)', '\tx', 'biasa'])).toBe(
      `"a ""b""","'=HYPERLINK(""x"")","' +62","'-1","'@SUM(A1)","'\tx","biasa"\r\n`,
    );
  });
});

describe('historyOfRuns', () => {
  const run = (hour: number, stored: number) => ({
    startedAt: new Date(Date.UTC(2026, 10, 22, hour)),
    stored,
    duplicate: 1,
    rejected: 0,
  });

  it('draws nothing from fewer than three runs, and leaves out a first load that would dwarf the others', () => {
    expect(historyOfRuns([run(1, 900_000), run(2, 10), run(3, 12)], 'id', 'Asia/Jakarta')).toBeNull();
    const chart = historyOfRuns([run(1, 900_000), run(2, 10), run(3, 12), run(4, 11)], 'id', 'Asia/Jakarta');
    expect(chart?.spec.rows).toEqual([
      ['22 Nov 09.00', 10, 1, 0],
      ['22 Nov 10.00', 12, 1, 0],
      ['22 Nov 11.00', 11, 1, 0],
    ]);
    expect(chart?.spec.title).toContain('tanpa 1 muatan besar');
    expect(chart?.svg).toContain('<svg');
  });
});
