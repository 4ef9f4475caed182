import { describe, expect, it } from 'vitest';
import { formatPeriod, parsePeriod, pastMonths, pastYears, periodsAround, readFilters, withFilters } from './filters';

const timeZone = 'Asia/Jakarta';
// 15 October 2026, 08.14 WIB
const now = new Date('2026-10-15T01:14:30Z');
const parse = (wanted: string | null, at = now) => parsePeriod(wanted, { now: at, timeZone });
const iso = (date: Date) => date.toISOString().replace(':00.000Z', 'Z');

describe('period', () => {
  it('is this month so far, against the month before up to the same hour', () => {
    const period = parse(null);
    expect(period).toMatchObject({ key: 'bulan-ini', label: 'Oktober 2026' });
    expect([period.from, period.to, period.previous.from, period.previous.to].map(iso)).toEqual([
      '2026-09-30T17:00Z',
      '2026-10-15T01:14Z',
      '2026-08-31T17:00Z',
      '2026-09-15T01:14Z',
    ]);
  });

  it('is the whole of a past month, against the whole month before', () => {
    const period = parse('2026-03');
    expect(period).toMatchObject({ key: '2026-03', label: 'Maret 2026' });
    expect([period.from, period.to, period.previous.from, period.previous.to].map(iso)).toEqual([
      '2026-02-28T17:00Z',
      '2026-03-31T17:00Z',
      '2026-01-31T17:00Z',
      '2026-02-28T17:00Z',
    ]);
    expect(parse('2026-01').previous.from.toISOString()).toBe('2025-11-30T17:00:00.000Z');
  });

  it('never reaches past the end of a shorter month before', () => {
    const period = parse(null, new Date('2026-03-31T10:00:00Z'));
    expect(iso(period.previous.to)).toBe('2026-02-28T17:00Z');
    expect(period.previous.to).toEqual(period.from);
  });

  it('counts rolling days in local days, today included', () => {
    const period = parse('30h');
    expect([period.from, period.to, period.previous.from, period.previous.to].map(iso)).toEqual([
      '2026-09-15T17:00Z',
      '2026-10-15T01:14Z',
      '2026-08-16T17:00Z',
      '2026-09-15T01:14Z',
    ]);
    expect(period.label).toBe('30 hari terakhir');
    expect(iso(parse('90h').from)).toBe('2026-07-17T17:00Z');
    expect(period.previous.to.getTime()).toBeLessThan(period.from.getTime());
  });

  it('counts twelve months with the present one', () => {
    const period = parse('12b');
    expect([period.from, period.to, period.previous.from, period.previous.to].map(iso)).toEqual([
      '2025-10-31T17:00Z',
      '2026-10-15T01:14Z',
      '2024-10-31T17:00Z',
      '2025-10-15T01:14Z',
    ]);
  });

  it('takes what it does not understand, and the future, as this month', () => {
    for (const wanted of ['2026-10', '2026-11', '2027-01', '2026-13', '1999-01', '7h', "2026-03'--", '']) {
      expect(parse(wanted).key, wanted).toBe('bulan-ini');
    }
  });

  it('begins a month at the midnight of the city, not of London', () => {
    const late = new Date('2026-10-31T17:30:00Z'); // 1 November 00.30 WIB
    expect(parse(null, late).label).toBe('November 2026');
    expect(iso(parsePeriod(null, { now: late, timeZone: 'Asia/Jayapura' }).from)).toBe('2026-10-31T15:00Z');
  });

  it('says it in English', () => {
    expect(parsePeriod('2026-03', { now, timeZone, language: 'en' }).label).toBe('March 2026');
    expect(parsePeriod('12b', { now, timeZone, language: 'en' }).label).toBe('Last 12 months');
  });

  it('comes back from its own spelling', () => {
    for (const wanted of [null, '30h', '90h', '12b', '2025-12']) expect(formatPeriod(parse(wanted))).toBe(wanted);
  });
});

it('offers the past months, newest first', () => {
  const months = pastMonths(24, { now, timeZone });
  expect([months[0]?.key, months[9]?.key, months.at(-1)?.key]).toEqual(['2026-09', '2025-12', '2024-10']);
});

it('reads and changes the filters of an address', () => {
  const url = new URL('http://x/kematangan?periode=30h&skpd=disdukcapil&urut=nama');
  const analyst = { role: 'analis', skpd: null } as const;
  const staff = { role: 'skpd', skpd: 'dinkes' } as const;
  expect(readFilters(url, { now, timeZone, viewer: analyst })).toMatchObject({
    period: { key: '30h' },
    skpd: 'disdukcapil',
  });
  expect(readFilters(url, { now, timeZone, viewer: staff }).skpd).toBe('dinkes');
  expect(readFilters(new URL("http://x/?skpd=a'b"), { now, timeZone, viewer: analyst }).skpd).toBeNull();
  // Categories are words; everything else is a code.
  expect(
    readFilters(new URL('http://x/aduan?kecamatan=36.71.02&kategori=Jalan%20%26%20Trotoar&kanal=a%20b'), {
      now,
      timeZone,
      viewer: analyst,
    }).filters,
  ).toEqual({ kecamatan: '36.71.02', kategori: 'Jalan & Trotoar' });
  expect(withFilters(url.search, { periode: null })).toBe('?skpd=disdukcapil&urut=nama');
  expect(withFilters('', { skpd: 'dinkes' })).toBe('?skpd=dinkes');
  expect(withFilters('?skpd=dinkes', { skpd: null })).toBe('');
});

describe('older periods', () => {
  const options = { now, timeZone };
  it('is a whole past year, against the year before; a year not past is this month', () => {
    const period = parse('2016');
    expect(period).toMatchObject({ key: '2016', label: '2016' });
    expect([period.from, period.to, period.previous.from, period.previous.to].map(iso)).toEqual([
      '2015-12-31T17:00Z',
      '2016-12-31T17:00Z',
      '2014-12-31T17:00Z',
      '2015-12-31T17:00Z',
    ]);
    expect(parse('2026').key).toBe('bulan-ini');
  });

  it('offers the months of an older year once a period of it is chosen, and the years around it', () => {
    expect(pastMonths(24, options)).toHaveLength(24);
    const keys = pastMonths(24, options, '2012-09').map(({ key }) => key);
    expect(keys).toHaveLength(36);
    expect(keys.slice(23, 26)).toEqual(['2024-10', '2012-12', '2012-11']);
    expect(
      pastMonths(24, options, '2024')
        .map(({ key }) => key)
        .at(-1),
    ).toBe('2024-01');
    expect(new Set(pastMonths(24, options, '2024').map(({ key }) => key)).size).toBe(33);
    expect(pastYears(options)).toEqual([
      '2025',
      '2024',
      '2023',
      '2022',
      '2021',
      '2020',
      '2019',
      '2018',
      '2017',
      '2016',
    ]);
    expect(pastYears(options, '2012-09').slice(-3)).toEqual(['2013', '2012', '2011']);
  });

  it('finds the month and the year of a moment, the running one as far as it has come', () => {
    const keys = (at: string) => periodsAround(new Date(at), options).map(({ key }) => key);
    expect(keys('2024-04-16T07:00:00Z')).toEqual(['2024-04', '2024']);
    expect(keys('2026-10-02T07:00:00Z')).toEqual(['bulan-ini', 'bulan-ini']);
  });
});
