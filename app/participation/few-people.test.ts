import { expect, test } from 'vitest';
import type { Figure } from '../metrics/scope';
import { withoutFew, withoutFewPeople } from './few-people.server';

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

test('a table hides its small cells, and never one alone', () => {
  expect(withoutFew([{ people: 40 }, { people: 3 }, { people: 7 }, { people: 0 }])).toEqual([
    { people: 40 },
    { people: null },
    { people: null },
    { people: 0 },
  ]);
  expect(withoutFew([{ people: 5 }, { people: 6 }])).toEqual([{ people: 5 }, { people: 6 }]);
});
