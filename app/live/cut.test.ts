import { expect, it } from 'vitest';
import { cutPart, LATE_MS, type Seen } from './cut.server';

const seen = (down: string[], more: Partial<Omit<Seen, 'parts'>> = {}): Seen => {
  const status = (name: string) => (down.includes(name) ? ('mati' as const) : ('sehat' as const));
  return {
    parts: {
      engine: { status: status('engine'), version: null, ms: 1 },
      redis: { status: status('redis'), ms: 1 },
      worker: { status: status('worker'), lastBeatSecondsAgo: null },
    },
    halted: false,
    ageMs: 60_000,
    ...more,
  };
};

it.each([
  ['all is well', seen([]), null],
  ['nothing was computed yet', seen([], { ageMs: null }), null],
  ['Redis, behind which the worker cannot be seen', seen(['redis', 'worker']), 'redis'],
  ['the engine', seen(['engine']), 'gudang'],
  ['the worker says that it cannot read', seen([], { halted: true }), 'gudang'],
  ['the worker', seen(['worker']), 'pengolah'],
  ['the worker lives and computes nothing', seen([], { ageMs: LATE_MS + 1 }), 'pengolah'],
])('%s', (_, what, part) => {
  expect(cutPart(what)).toBe(part);
});
