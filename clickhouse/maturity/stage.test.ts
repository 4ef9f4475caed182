import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROBES } from './catalogue';
import { judge } from './outcome';
import { citySentence, cityStage, confirm, type StageProbe, stageOf } from './stage';
import { OUTCOMES, type Outcome, type ProbeId } from './types';

/** The whole instrument with one outcome, and some probes with another. */
const instrument = (outcome: Outcome, others: Partial<Record<ProbeId, Outcome>> = {}): StageProbe[] =>
  PROBES.map(({ id, tahap, mandatory }) => ({ tahap, mandatory, outcome: others[id] ?? outcome }));

const mandatoryOf = (tahap: number) => PROBES.filter((p) => p.mandatory && p.tahap === tahap).map((p) => p.id);
const met = (ids: ProbeId[]) => Object.fromEntries(ids.map((id) => [id, 'terpenuhi' as const]));

test('the instrument has 17 mandatory probes over four stages', () => {
  expect(PROBES.length).toBe(30);
  expect([1, 2, 3, 4].map((s) => mandatoryOf(s).length)).toEqual([4, 4, 5, 4]);
});

describe('golden cases of the instrument', () => {
  test('1: no data at all is unknown, not stage 1 and not a fail', () => {
    expect(stageOf(instrument('bukti_kurang'))).toMatchObject({
      reached: 0,
      possible: 4,
      coverage: 0,
      provisional: true,
      progress: null,
    });
  });

  test('2: source text 1 - the city at stage 2, BKPP at stage 3', () => {
    const bkpp = stageOf(instrument('belum', met([1, 2, 3].flatMap(mandatoryOf))));
    const second = stageOf(instrument('belum', met([1, 2].flatMap(mandatoryOf))));
    const first = stageOf(instrument('belum', met(mandatoryOf(1))));
    expect([bkpp.reached, second.reached, first.reached]).toEqual([3, 2, 1]);
    const offices = [bkpp, second, second, second, first, first];
    expect(cityStage(offices)).toBe(2);
    expect(citySentence(offices).id).toBe('Kota di Tahap 2, 1 SKPD sudah di Tahap 3');
  });

  test('3: every stage-3 probe met but one of stage 2 not: stage 1', () => {
    const probes = instrument('terpenuhi', { 'pesan-dibalas': 'belum' });
    expect(stageOf(probes)).toMatchObject({ reached: 1, possible: 1 });
  });

  test('4: all met but one stage-2 probe unknown: reached 1, possible 4', () => {
    expect(stageOf(instrument('terpenuhi', { 'waktu-balas': 'bukti_kurang' }))).toMatchObject({
      reached: 1,
      possible: 4,
    });
    expect(stageOf(instrument('terpenuhi', { 'waktu-balas': 'galat' }))).toMatchObject({ reached: 1, possible: 4 });
  });

  test('5: a changed threshold gives two results of the same month, side by side', () => {
    const measured = { value: 82, n: 40, detail: '' };
    const fresh = { freshness: null };
    const rule = { threshold: 80, minimumN: 10, higherIsBetter: true };
    const under = (threshold: number) =>
      stageOf(instrument('terpenuhi', { 'pesan-dibalas': judge({ ...rule, threshold }, measured, fresh).outcome }))
        .reached;
    expect([under(80), under(90)]).toEqual([4, 1]);
  });

  const outcome = fc.constantFrom(...OUTCOMES);
  const outcomes = fc.array(outcome, { minLength: PROBES.length, maxLength: PROBES.length });
  const withOutcomes = (all: Outcome[]): StageProbe[] =>
    PROBES.map(({ tahap, mandatory }, i) => ({ tahap, mandatory, outcome: all[i]! }));

  test('6a: meeting one more probe never lowers the stage', () => {
    fc.assert(
      fc.property(outcomes, fc.nat(PROBES.length - 1), (all, i) => {
        fc.pre(all[i] === 'belum' || all[i] === 'bukti_kurang' || all[i] === 'galat');
        const [before, after] = [stageOf(withOutcomes(all)), stageOf(withOutcomes(all.with(i, 'terpenuhi')))];
        return after.reached >= before.reached && after.possible >= before.possible;
      }),
      { numRuns: 2000 },
    );
  });

  test('6b: known made unknown never raises reached and never lowers possible; reached never exceeds possible', () => {
    fc.assert(
      fc.property(outcomes, fc.nat(PROBES.length - 1), (all, i) => {
        fc.pre(all[i] === 'belum' || all[i] === 'terpenuhi');
        const [known, unknown] = [stageOf(withOutcomes(all)), stageOf(withOutcomes(all.with(i, 'bukti_kurang')))];
        return (
          unknown.reached <= known.reached && unknown.possible >= known.possible && known.reached <= known.possible
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('6c: the order of the probes does not matter', () => {
    fc.assert(
      fc.property(
        outcomes.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(withOutcomes(all), { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(stageOf(shuffled)).toEqual(stageOf(withOutcomes(all)));
        },
      ),
    );
  });
});

test('what does not apply is left out; a stage in which nothing applies is not claimed', () => {
  const noFees = instrument('terpenuhi', { 'tepat-waktu': 'tidak_berlaku', 'pesan-dibalas': 'dikecualikan' });
  expect(stageOf(noFees)).toMatchObject({ reached: 4, coverage: 1 });
  const noServices = Object.fromEntries([3, 4].flatMap(mandatoryOf).map((id) => [id, 'tidak_berlaku' as const]));
  expect(stageOf(instrument('terpenuhi', noServices))).toMatchObject({ reached: 2, possible: 2 });
  expect(stageOf(instrument('tidak_berlaku'))).toMatchObject({ reached: 0, possible: 0, coverage: 0 });
});

test('progress weighs the next stage: mandatory twice, unknown ones out of the divisor', () => {
  // Reached 1. Stage 2: of four mandatory two met, one not, one unknown; of three supporting one met, two not.
  const probes = instrument('belum', {
    ...met(mandatoryOf(1)),
    ...met(['kanal-dua-arah', 'pesan-dibalas', 'skm-terlaksana']),
    'aduan-tuntas': 'bukti_kurang',
  });
  // (2 + 2 + 1) / (2 * 3 + 3) = 5 / 9
  expect(stageOf(probes)).toMatchObject({ reached: 1, possible: 1, progress: 5 / 9, progressUnknown: 1 });
});

describe('two months in a row', () => {
  const months = (...reached: number[]) =>
    reached.map((r, i) => ({ month: `2026-${String(i + 1).padStart(2, '0')}`, reached: r as 0 | 1 | 2 | 3 | 4 }));

  test('a new stage is marked, then confirmed', () => {
    expect(confirm(months(2))).toEqual({ shown: 2, confirmed: 0, baru: true, terancam: false });
    expect(confirm(months(2, 2))).toEqual({ shown: 2, confirmed: 2, baru: false, terancam: false });
    expect(confirm(months(2, 3))).toEqual({ shown: 3, confirmed: 2, baru: true, terancam: false });
  });

  test('one bad month does not lose a stage, two do', () => {
    expect(confirm(months(3, 3, 1))).toEqual({ shown: 3, confirmed: 3, baru: false, terancam: true });
    expect(confirm(months(3, 3, 1, 3))).toEqual({ shown: 3, confirmed: 3, baru: false, terancam: false });
    expect(confirm(months(3, 3, 1, 2))).toEqual({ shown: 2, confirmed: 1, baru: true, terancam: false });
  });

  test('months that were not assessed break the row, and order does not matter', () => {
    const gap = [
      { month: '2026-01', reached: 2 as const },
      { month: '2026-03', reached: 2 as const },
    ];
    expect(confirm(gap)).toMatchObject({ confirmed: 0, baru: true });
    const turn = [
      { month: '2027-01', reached: 2 as const },
      { month: '2026-12', reached: 2 as const },
    ];
    expect(confirm(turn)).toMatchObject({ confirmed: 2, baru: false });
    expect(confirm([])).toEqual({ shown: 0, confirmed: 0, baru: false, terancam: false });
  });
});

test('the city: half of those with enough evidence, never an average', () => {
  const at = (reached: 0 | 1 | 2 | 3 | 4, coverage = 1) => ({ reached, coverage });
  expect(cityStage([])).toBeNull();
  expect(cityStage([at(4, 0.4)])).toBeNull();
  expect(cityStage([at(4), at(4), at(0), at(0)])).toBe(4);
  expect(cityStage([at(4), at(1), at(1), at(0)])).toBe(1);
  expect(cityStage([at(2), at(2), at(0, 0.2), at(0, 0.2), at(0, 0.2)])).toBe(2);
  expect(citySentence([at(2), at(2), at(1), at(3), at(4)]).id).toBe(
    'Kota di Tahap 2, 1 SKPD sudah di Tahap 3, 1 SKPD sudah di Tahap 4',
  );
  expect(citySentence([at(0), at(0)]).id).toBe('Kota belum mencapai Tahap 1');
  expect(citySentence([]).id).toBe('Bukti belum cukup untuk menyebut tahap kota');
});

describe('outcomes', () => {
  const rule = { threshold: 80, minimumN: 10, higherIsBetter: true };
  const end = new Date('2026-08-31T17:00:00Z');
  const fresh = { freshness: { newest: new Date('2026-08-30T00:00:00Z'), end } };
  const measured = (value: number | null, n = 10) => ({ value, n, detail: 'x' });

  test('threshold, minimum, staleness', () => {
    expect(judge(rule, measured(80), fresh).outcome).toBe('terpenuhi');
    expect(judge(rule, measured(79.9), fresh).outcome).toBe('belum');
    expect(judge({ ...rule, higherIsBetter: false }, measured(80), fresh).outcome).toBe('terpenuhi');
    expect(judge(rule, { ...measured(90), holds: false }, fresh).outcome).toBe('belum');
    expect(judge(rule, { ...measured(90), limit: 95 }, fresh)).toMatchObject({ outcome: 'belum', threshold: 95 });
    expect(judge(rule, measured(0, 9), fresh).outcome).toBe('bukti_kurang');
    expect(judge(rule, measured(null), fresh).outcome).toBe('bukti_kurang');
    expect(judge(rule, null, fresh).outcome).toBe('bukti_kurang');
    const silent = { freshness: { newest: new Date('2026-08-10T00:00:00Z'), end } };
    expect(judge(rule, measured(10), silent).outcome).toBe('bukti_kurang');
  });

  test('left out, failed and not measured', () => {
    expect(judge(rule, measured(1), { ...fresh, notApplicable: 'gratis' })).toMatchObject({
      outcome: 'tidak_berlaku',
      detail: 'gratis',
    });
    expect(judge(rule, measured(1), { ...fresh, excused: 'banjir' })).toMatchObject({
      outcome: 'dikecualikan',
      detail: 'banjir',
    });
    expect(judge(rule, null, { ...fresh, failed: true }).outcome).toBe('galat');
    expect(judge(rule, null, { ...fresh, declaredOnly: true })).toMatchObject({
      outcome: 'bukti_kurang',
      detail: 'belum diukur pada versi ini',
    });
  });
});
