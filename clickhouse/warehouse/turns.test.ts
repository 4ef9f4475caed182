import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { inOneState } from './state';
import { inTurn } from './turns';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A question that is answered when told to be. */
function held(name: string, begun: string[]) {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const ask = () =>
    inTurn(() => {
      begun.push(name);
      return answered;
    });
  return { answer, ask };
}

test('the page that began first is answered first, and what no page asks does not wait', async () => {
  const begun: string[] = [];
  const filling = Array.from({ length: 2 * availableParallelism() }, (_, i) => held(`sibuk ${i}`, begun));
  const [early, late, beside] = ['awal', 'akhir', 'di luar'].map((name) => held(name, begun)) as [Held, Held, Held];
  const asked: Promise<unknown>[] = [];
  let askEarly = () => {};
  asked.push(
    inOneState(async () => {
      await new Promise<void>((resolve) => {
        askEarly = resolve;
      });
      await early.ask();
    }),
  );
  asked.push(inOneState(() => Promise.all(filling.map(({ ask }) => ask()))));
  asked.push(inOneState(() => late.ask()));
  await soon();
  askEarly();
  asked.push(beside.ask());
  await soon();
  expect(begun).toEqual([...filling.map((_, i) => `sibuk ${i}`), 'di luar']);
  filling[0]!.answer();
  await soon();
  expect(begun.slice(-1)).toEqual(['awal']);
  filling[1]!.answer();
  await soon();
  expect(begun.slice(-1)).toEqual(['akhir']);
  for (const { answer } of [...filling, early, late, beside]) answer();
  await Promise.all(asked);
});

test('a question that fails gives its turn on', async () => {
  const fail = () => inOneState(() => inTurn(() => Promise.reject(new Error('gagal'))).catch(() => 'gagal'));
  const many = 10 * availableParallelism();
  expect(await Promise.all(Array.from({ length: many }, fail))).toEqual(Array(many).fill('gagal'));
  expect(await inOneState(() => inTurn(async () => 'jawaban'))).toBe('jawaban');
});

type Held = ReturnType<typeof held>;
