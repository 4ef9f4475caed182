import { describe, expect, it } from 'vitest';
import type { ProbeReading, SkpdMaturity } from '../../clickhouse/maturity';
import { recentMonths } from '../../clickhouse/maturity';
import { formatsFor } from '../text/format';
import { maturityText } from './maturity.text';
import { probeValue } from './probe-format';
import { stageSentence, tied } from './sentence';

const f = formatsFor('id', 'Asia/Jakarta');
const t = maturityText.id;

describe('stageSentence', () => {
  const probe = (id: string, outcome: string) => ({ probe: id, outcome }) as ProbeReading;
  const office = (stage: Partial<SkpdMaturity['stage']>, toNext: SkpdMaturity['toNext'], probes: ProbeReading[] = []) =>
    ({ stage, toNext, probes }) as SkpdMaturity;

  it('names what stands before the next stage, unknown apart from unmet', () => {
    const maturity = office({ reached: 2, confirmed: 2 }, { tahap: 3, probes: ['tuntas-daring', 'tepat-waktu'] }, [
      probe('tuntas-daring', 'belum'),
      probe('tepat-waktu', 'bukti_kurang'),
    ]);
    expect(stageSentence(maturity, t, f)).toBe(
      'Tahap 2, terkonfirmasi. 1 syarat wajib tahap 3 belum terpenuhi dan 1 belum dapat dinilai.',
    );
  });

  it('tells a month apart from what is confirmed', () => {
    const maturity = office({ reached: 0, confirmed: 3 }, { tahap: 1, probes: ['situs-mutakhir'] }, [
      probe('situs-mutakhir', 'bukti_kurang'),
    ]);
    expect(stageSentence(maturity, t, f)).toBe(
      'Bukti bulan ini menunjukkan belum mencapai tahap 1; terkonfirmasi Tahap 3. 1 syarat wajib tahap 1 belum dapat dinilai.',
    );
  });

  it('says when nothing is left to do', () => {
    expect(stageSentence(office({ reached: 4, confirmed: 4 }, null), t, f)).toBe(
      'Tahap 4, terkonfirmasi. Semua syarat wajib terpenuhi.',
    );
  });
});

describe('tied', () => {
  it('keeps numbers with their words', () => {
    expect(tied('Kota di Tahap 2, 5 SKPD sudah di Tahap 3')).toBe(
      'Kota di Tahap\u00a02, 5\u00a0SKPD sudah di Tahap\u00a03',
    );
  });
});

describe('probeValue', () => {
  it('writes values in the unit of the probe and the unknown as a dash', () => {
    expect(probeValue(74.2, 'persen', 'id', f)).toBe('74\u00a0%');
    expect(probeValue(1.6, 'hari_kerja', 'id', f)).toBe('1,6\u00a0hari kerja');
    expect(probeValue(null, 'persen', 'id', f)).toBe('—');
  });
});

describe('recentMonths', () => {
  it('counts months in the time of the city', () => {
    expect(recentMonths(new Date('2026-10-31T17:30:00Z'), 'Asia/Jakarta')).toEqual([
      '2026-11',
      '2026-10',
      '2026-09',
      '2026-08',
    ]);
  });
});
