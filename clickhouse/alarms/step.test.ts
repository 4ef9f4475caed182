import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Look, step, UNWATCHED, type Watched } from './step';

const looks = fc.array(fc.constantFrom<Look>('beyond', 'between', 'within', 'unknown'), { maxLength: 60 });
const moment = (i: number) => new Date(Date.UTC(2026, 10, 1, 0, i));

/** Every state that a run of looks leads through, with what each look changed. */
function walk(run: readonly Look[], hold: number) {
  let state: Watched = UNWATCHED;
  return run.map((look, i) => {
    const before = state;
    const { change, ...after } = step(before, look, hold, moment(i));
    state = after;
    return { look, before, after, change };
  });
}

test('raising and ending take turns, an ended alarm stays ended, and none is raised while one stands', () => {
  fc.assert(
    fc.property(looks, fc.integer({ min: 1, max: 4 }), (run, hold) => {
      const steps = walk(run, hold);
      const changes = steps.flatMap(({ change }) => change ?? []);
      expect(changes).toEqual(changes.map((_, i) => (i % 2 === 0 ? 'naik' : 'selesai')));
      for (const { before, after, change } of steps) {
        expect(after.generation).toBe(before.generation + (change === 'naik' ? 1 : 0));
        if (change) expect(after.standing).toBe(change === 'naik');
        else expect(after.standing).toBe(before.standing);
      }
    }),
  );
});

test('a change needs as many looks in a row as the rule says; unknown neither counts nor breaks the row', () => {
  fc.assert(
    fc.property(looks, fc.integer({ min: 1, max: 4 }), (run, hold) => {
      for (const [i, { look, change, before, after }] of walk(run, hold).entries()) {
        if (look === 'unknown') {
          expect({ ...after, unknownSince: null }).toEqual({ ...before, unknownSince: null });
          expect(after.unknownSince).toEqual(before.unknownSince ?? moment(i));
        } else expect(after.unknownSince).toBeNull();
        if (!change) continue;
        const wanted = change === 'naik' ? 'beyond' : 'within';
        const known = run.slice(0, i + 1).filter((l) => l !== 'unknown');
        expect(known.slice(-hold)).toEqual(Array(hold).fill(wanted));
      }
    }),
  );
});

test('a value that swings around its limit is one alarm', () => {
  const swinging = walk(
    ['beyond', 'beyond', 'between', 'beyond', 'between', 'within', 'between', 'within', 'within'],
    2,
  );
  expect(swinging.flatMap(({ change }, i) => (change ? [[i, change]] : []))).toEqual([
    [1, 'naik'],
    [8, 'selesai'],
  ]);
});
