import { expect, test } from 'vitest';
import { INDICATORS } from '../../clickhouse/maturity/declared-indicators';
import { readEntries } from './declared-rules';

const link = 'https://uji.example/bukti';
const read = (scheme: 'kesiapan' | 'pemdi', fields: Record<string, string>) =>
  readEntries(scheme, INDICATORS[scheme], new Map(Object.entries(fields)) as unknown as FormData);

test('what is left empty is not filled in, and never a zero', () => {
  const { entries, problems } = read('pemdi', { 'tingkat-3': '5' });
  expect(problems).toEqual({});
  expect(entries).toHaveLength(35);
  expect(entries.filter(({ level }) => level !== null)).toEqual([{ indicator: '3', level: 5, evidence: '' }]);
});

test.each<['kesiapan' | 'pemdi', string, string, string | undefined]>([
  ['pemdi', '6', '', 'badLevel'],
  ['pemdi', '0', '', 'badLevel'],
  ['pemdi', '2.5', '', 'badLevel'],
  ['pemdi', 'tinggi', '', 'badLevel'],
  ['pemdi', '', link, 'linkAlone'],
  ['pemdi', '4', 'berkas.pdf', 'badLink'],
  ['pemdi', '4', link, undefined],
  ['kesiapan', '5', link, 'badLevel'],
  ['kesiapan', '2', '', 'needLink'],
  ['kesiapan', '1', '', undefined],
  ['kesiapan', '4', link, undefined],
])('%s at "%s" with "%s": %s', (scheme, level, evidence, problem) => {
  const code = INDICATORS[scheme][0]!.code;
  expect(read(scheme, { [`tingkat-${code}`]: level, [`bukti-${code}`]: evidence }).problems[code]).toBe(problem);
});
