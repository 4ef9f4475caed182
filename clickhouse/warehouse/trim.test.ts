import { expect, test } from 'vitest';
import { optional, trim } from './trim';

const rows = `SELECT ${optional('paid_before', 'arrayFilter(x -> x.1 < 5, payments)')} ${optional('paid', 'paid_before[1]')}
  ${optional('wilayah', 'wilayah')} skpd FROM facts`;
const words = (sql: string) => trim(sql).replace(/\s+/g, ' ').trim();

test('columns that nothing names are left out, and those that only they named', () => {
  expect(words(`SELECT skpd, count() FROM (${rows}) GROUP BY skpd`)).toBe(
    'SELECT skpd, count() FROM (SELECT skpd FROM facts) GROUP BY skpd',
  );
});

test('a column that is named stays with those it is made of, in each place where the rows stand', () => {
  expect(words(`SELECT sum(paid) FROM (${rows}) UNION ALL SELECT 1 FROM (${rows})`)).toBe(
    'SELECT sum(paid) FROM (SELECT arrayFilter(x -> x.1 < 5, payments) AS paid_before, paid_before[1] AS paid, skpd FROM facts)' +
      ' UNION ALL SELECT 1 FROM (SELECT arrayFilter(x -> x.1 < 5, payments) AS paid_before, paid_before[1] AS paid, skpd FROM facts)',
  );
  expect(words(`SELECT paid_before FROM (${rows})`)).toBe(
    'SELECT paid_before FROM (SELECT arrayFilter(x -> x.1 < 5, payments) AS paid_before, skpd FROM facts)',
  );
  expect(words(`SELECT wilayah FROM (${rows})`)).toBe('SELECT wilayah FROM (SELECT wilayah, skpd FROM facts)');
});
