import { expect, test } from 'vitest';
import { asCsv, suppressSmall } from './export-table';

test('values of fewer than five cases fall away, and never one alone', () => {
  const cells = [
    { value: 90, n: 100 },
    { value: 50, n: 4 },
    { value: 70, n: 12 },
    { value: null, n: 0 },
  ];
  expect(suppressSmall(cells).map(({ value, isSuppressed }) => [value, isSuppressed])).toEqual([
    [90, false],
    [null, true],
    // The smallest of the others goes too: else the total would tell the first.
    [null, true],
    [null, false],
  ]);
  expect(
    suppressSmall([
      { value: 3, n: 3 },
      { value: 2, n: 2 },
      { value: 9, n: 9 },
    ]).map((c) => c.isSuppressed),
  ).toEqual([true, true, false]);
  expect(suppressSmall([{ value: 5, n: 5 }])[0]!.isSuppressed).toBe(false);
});

test('CSV begins with its stamps, guards formulas and quotes what needs it', () => {
  const csv = asCsv({
    file: 'x',
    title: 'Aduan',
    stamps: [['Periode', '1 Agustus 2026, WIB']],
    columns: ['Kategori', 'Nilai', 'Waktu'],
    rows: [
      ['=HYPERLINK("http://x")', -1.5, new Date('2026-08-01T00:00:00Z')],
      ['@sum', null, null],
    ],
  });
  expect(csv).toBe(
    '\ufeffAduan\r\nPeriode,"1 Agustus 2026, WIB"\r\n\r\nKategori,Nilai,Waktu\r\n' +
      '"\'=HYPERLINK(""http://x"")",-1.5,2026-08-01T00:00:00.000Z\r\n\'@sum,,\r\n',
  );
});
