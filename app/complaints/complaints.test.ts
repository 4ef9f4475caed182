import { expect, test } from 'vitest';
import { stateWord } from './complaints.text';
import { flowSteps } from './flow-steps';

test('each bar begins where the one before ended, and the last stand is the sum', () => {
  const steps = flowSteps({
    awal: 10,
    masuk: 5,
    dibukaKembali: 0,
    ditutup: { sistem: 4, lain: 1 },
    akhir: 11,
    sisa: 1,
    pertamaTerlihatTertutup: 0,
  });
  expect(steps.map(({ key, n, from, to }) => [key, n, from, to])).toEqual([
    ['start', 10, 0, 10],
    ['received', 5, 10, 15],
    ['sistem', -4, 15, 11],
    ['lain', -1, 11, 10],
    ['unexplained', 1, 10, 11],
    ['end', 11, 0, 11],
  ]);
});

test('a state without a word of ours is shown as it came', () => {
  expect(stateWord('id', 'didisposisikan')).toBe('diteruskan ke SKPD');
  expect(stateWord('en', 'hal_lain')).toBe('hal lain');
});
