import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLLOWS_THE_CITY, PERCENT_PROBES, THRESHOLDS } from '../../clickhouse/maturity/thresholds';
import { PROBE_IDS, type ProbeId } from '../../clickhouse/maturity/types';
import type { Supposition } from '../../clickhouse/maturity/what-if';
import { readWhatIf, withoutIdle } from './read-what-if.server';
import { SUPPOSED_OUTCOMES, type WhatIfAddress, whatIfHref, writeWhatIf } from './what-if-address';

const OFFICES = ['dinas-a', 'dinas-b', 'rsud_kota'];

const probe = fc.constantFrom(...PROBE_IDS);
const threshold = (id: ProbeId) =>
  fc
    .record(
      {
        threshold: fc.integer({ min: 0, max: PERCENT_PROBES.has(id) ? 1000 : 99_999 }).map((n) => n / 10),
        minimumN: fc.integer({ min: 1, max: 5000 }),
      },
      { requiredKeys: FOLLOWS_THE_CITY.has(id) ? ['minimumN'] : [] },
    )
    .map((change) => (FOLLOWS_THE_CITY.has(id) ? { minimumN: change.minimumN } : change))
    .filter((change) => Object.keys(change).length > 0);
const thresholds = fc
  .uniqueArray(
    probe.chain((id) => fc.tuple(fc.constant(id), threshold(id))),
    { selector: ([id]) => id, maxLength: 8 },
  )
  .map((entries) => Object.fromEntries(entries));
const outcomes = fc.dictionary(
  fc.constantFrom(...OFFICES),
  fc.dictionary(probe, fc.constantFrom(...SUPPOSED_OUTCOMES), { minKeys: 1, maxKeys: 5 }),
  { maxKeys: 3 },
);
const address = fc.record({
  month: fc.constantFrom(null, '2026-10', '2025-01'),
  version: fc.constantFrom(null, '2026.1', '2026.1+1a2b3c4d'),
  skpd: fc.constantFrom(null, ...OFFICES),
  supposition: fc.record({ thresholds, outcomes }),
}) as fc.Arbitrary<WhatIfAddress>;

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('the address of a supposition', () => {
  it('says the same after it was written, sent and read', () => {
    fc.assert(
      fc.property(address, (said) => {
        const sent = new URLSearchParams(writeWhatIf(said).toString());
        expect(plain(readWhatIf(sent, OFFICES))).toEqual(plain(said));
        expect(writeWhatIf(readWhatIf(sent, OFFICES)).toString()).toBe(sent.toString());
      }),
      { numRuns: 150 },
    );
  });

  it('leaves out what it does not understand', () => {
    const text =
      'bulan=2026-13&skpd=tidak-ada&ambang.pesan-dibalas=130&ambang.waktu-balas=2,5&bukti.waktu-balas=0&ambang.dibaca-warga=4' +
      '&ambang.bukan-probe=1&ambang.situs-hidup=-5&ambang.tepat-waktu=&hasil.lain.situs-hidup=terpenuhi&hasil.dinas-a.situs-hidup=galat';
    expect(readWhatIf(new URLSearchParams(text), OFFICES)).toEqual({
      month: null,
      version: null,
      skpd: null,
      supposition: { thresholds: { 'waktu-balas': { threshold: 2.5 } }, outcomes: {} },
    });
  });

  it('drops what changes nothing', () => {
    const said: Supposition = {
      thresholds: { 'pesan-dibalas': { threshold: 80, minimumN: 5 }, 'tepat-waktu': { threshold: 80 } },
      outcomes: {
        'dinas-a': { 'situs-hidup': 'terpenuhi', 'tepat-waktu': 'belum' },
        'dinas-b': { 'situs-hidup': 'terpenuhi' },
      },
    };
    expect(withoutIdle(said, THRESHOLDS, (_, id) => (id === 'situs-hidup' ? 'terpenuhi' : 'bukti_kurang'))).toEqual({
      thresholds: { 'pesan-dibalas': { minimumN: 5 } },
      outcomes: { 'dinas-a': { 'tepat-waktu': 'belum' } },
    });
  });

  it('leads from the steps of an office to what they would do', () => {
    expect(whatIfHref('dinas-a', ['situs-mutakhir'], '2026-10')).toBe(
      '/kematangan/andai?bulan=2026-10&skpd=dinas-a&hasil.dinas-a.situs-mutakhir=terpenuhi',
    );
  });
});
