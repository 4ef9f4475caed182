import { expect, test } from 'vitest';
import type { KnownSplit } from '../metrics/known-split';
import type { Figure } from '../metrics/scope';
import {
  placelessWithoutFew,
  splitWithoutFew,
  withoutFew,
  withoutFewCases,
  withoutFewParts,
  withoutFewPeople,
} from './few-people.server';

const start = (day: number) => new Date(Date.UTC(2026, 7, day));
const figure = (value: number, before: number, run: number[]) =>
  ({
    definition: {},
    reading: {
      value,
      n: 100,
      reason: '',
      status: 'baik',
      previous: { value: before, n: 100, reason: '' },
      series: run.map((point, i) => ({ start: start(i + 1), value: point, n: 9 })),
    },
  }) as unknown as Figure;
const figures = (people: number, before: number) => ({
  peserta_partisipasi: figure(people, before, [4, 5, 12]),
  peserta_per_10rb: figure(0.1, 0.2, [0.4, 0.5, 1.2]),
  tindakan_per_peserta: figure(20, 10, [2, 2, 2]),
  tindakan_partisipasi: figure(100, 100, [9, 9, 9]),
});

test('fewer than five people are told by no figure, in no period and at no point of a run', () => {
  const few = withoutFewPeople(figures(4, 5));
  for (const id of ['peserta_partisipasi', 'peserta_per_10rb', 'tindakan_per_peserta'] as const) {
    expect(few[id].reading, id).toMatchObject({ value: null, status: 'tidak_diketahui' });
    expect(few[id].reading.reason).toContain('kurang dari 5 peserta');
    expect(few[id].reading.previous?.value, id).not.toBeNull();
    expect(few[id].reading.series.map(({ value }) => value === null)).toEqual([true, false, false]);
  }
  // Acts are no people.
  expect(few.tindakan_partisipasi).toEqual(figures(4, 5).tindakan_partisipasi);
  const enough = withoutFewPeople(figures(5, 4));
  expect(enough.peserta_per_10rb.reading).toMatchObject({ value: 0.1, status: 'baik', previous: { value: null } });
});

test('a table hides the small cells of its columns, and never one alone; what is not recorded stays so', () => {
  const rows = [40, 3, 7, 0].map((people, i) => ({ people, answered: i === 0 ? null : 9 }));
  expect(withoutFew(rows, ['people', 'answered'])).toEqual([
    { people: 40, answered: null },
    { people: 'sedikit', answered: 9 },
    { people: 'sedikit', answered: 9 },
    { people: 0, answered: 9 },
  ]);
  expect(withoutFew([{ people: 5 }, { people: 6 }], ['people'])).toEqual([{ people: 5 }, { people: 6 }]);
});

test('counts of fewer than five are told by no figure and no split, as in their files', () => {
  const counts = { tindakan_partisipasi: figure(4, 9, [4, 5, 12]), usulan_warga: figure(9, 4, [9, 9, 9]) };
  const few = withoutFewCases(counts);
  expect(few.tindakan_partisipasi.reading).toMatchObject({ value: null, status: 'tidak_diketahui' });
  expect(few.usulan_warga.reading).toMatchObject({ value: 9, previous: { value: null } });
  const part = (member: string, n: number) => ({ member, name: member, value: n, n });
  const split: KnownSplit = {
    parts: [part('daring', 40), part('loket', 6), part('surat', 2)],
    truncated: false,
    total: { value: 48, n: 48 },
    rest: { value: 0, n: 0 },
    isUnknown: false,
  };
  expect(splitWithoutFew(split).parts.map(({ n, isFew }) => [n, Boolean(isFew)])).toEqual([
    [40, false],
    [0, true],
    [0, true],
  ]);
});

test('acts without a place are withheld below five, and never one alone where the kecamatan would tell it', () => {
  const nowhere = { without_place: 3, outside: 9, foreign: 0, without_kelurahan: 4 };
  expect(placelessWithoutFew([{ acts: 40 }, { acts: 60 }], nowhere)).toEqual({
    without_place: 'sedikit',
    outside: 'sedikit',
    foreign: 0,
    without_kelurahan: 'sedikit',
  });
  // Two are small already: neither can be worked out, and nothing more falls away.
  expect(placelessWithoutFew([{ acts: 4 }, { acts: 60 }], { ...nowhere, without_kelurahan: 5 })).toEqual({
    without_place: 'sedikit',
    outside: 9,
    foreign: 0,
    without_kelurahan: 5,
  });
});

test('side figures that count fewer than five fall away; kelurahan are no people', () => {
  const reached = figure(50, 50, []);
  const told = { ...reached, reading: { ...reached.reading, parts: { terjangkau: 3, tanpa_kelurahan: 4 } } } as Figure;
  expect(withoutFewParts({ told }).told.reading.parts).toEqual({ terjangkau: 3 });
});
