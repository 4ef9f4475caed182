import { describe, expect, it } from 'vitest';
import { formatsFor, UNKNOWN } from './format';

const id = formatsFor('id', 'Asia/Jakarta');
const en = formatsFor('en', 'Asia/Jakarta');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const at = new Date('2026-11-22T01:14:00Z');

describe('formats', () => {
  it('writes numbers the Indonesian way', () => {
    expect(id.number(1234.5)).toBe('1.234,5');
    expect(id.number(1234.567, 2)).toBe('1.234,57');
    expect(plain(id.percent(0.958))).toBe('95,8 %');
    expect(id.rupiah(1234567)).toBe('Rp1.234.567');
    expect(plain(id.rupiahShort(1_230_000_000))).toBe('Rp1,2 M');
    expect(plain(id.points(0.014))).toBe('+1,4 poin');
    expect(plain(id.points(-0.014))).toBe('−1,4 poin');
  });

  it('shortens with rb, jt, M and never confuses M in English', () => {
    expect(id.short(8412)).toBe('8.412');
    expect(plain(id.short(12_345))).toBe('12,3 rb');
    expect(plain(id.short(999_999))).toBe('1 jt');
    expect(plain(id.short(1_234_567))).toBe('1,2 jt');
    expect(plain(id.short(2_500_000_000))).toBe('2,5 M');
    expect(plain(en.short(2_500_000))).toBe('2.5 mn');
    expect(plain(en.short(2_500_000_000))).toBe('2.5 bn');
  });

  it('shows a dash for the unknown, never a zero', () => {
    for (const value of [null, undefined, Number.NaN]) {
      for (const text of [id.number(value), id.percent(value), id.rupiah(value), id.short(value), id.duration(value)]) {
        expect(text).toBe(UNKNOWN);
      }
    }
    for (const text of [id.date(null), id.time(undefined), id.dateTime('bukan tanggal'), id.ago(null, at)]) {
      expect(text).toBe(UNKNOWN);
    }
    expect(id.number(0)).toBe('0');
  });

  it('writes dates and hours in the zone of the city', () => {
    expect(id.date(at)).toBe('22 November 2026');
    expect(id.weekday(at)).toBe('Minggu, 22 November 2026');
    expect(id.month(at)).toBe('November 2026');
    expect(plain(id.time(at))).toBe('08.14 WIB');
    expect(plain(formatsFor('id', 'Asia/Makassar').time(at))).toBe('09.14 WITA');
    expect(plain(formatsFor('id', 'Asia/Jayapura').time(at))).toBe('10.14 WIT');
    expect(plain(en.time(at))).toBe('08:14 WIB');
    expect(plain(id.dateTime(at))).toBe('22 November 2026 08.14 WIB');
    expect(plain(id.time('2026-11-21T17:00:00Z'))).toBe('00.00 WIB');
  });

  it('tells durations in the two largest units', () => {
    expect(plain(id.duration(12_000))).toBe('12 detik');
    expect(plain(id.duration(41 * 60_000))).toBe('41 menit');
    expect(plain(id.duration(94 * 60_000))).toBe('1 jam 34 menit');
    expect(plain(id.duration(76 * 3_600_000))).toBe('3 hari 4 jam');
    expect(plain(id.duration(59.7 * 60_000))).toBe('1 jam');
    expect(plain(id.duration(23.99 * 3_600_000))).toBe('23 jam 59 menit');
    expect(plain(en.duration(48 * 3_600_000))).toBe('2 days');
    expect(plain(id.workingDays(1.6))).toBe('1,6 hari kerja');
    expect(plain(id.ago(new Date(at.getTime() - 300_000), at))).toBe('5 menit lalu');
    expect(id.ago(at, at)).toBe('baru saja');
  });
});
