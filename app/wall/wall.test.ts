import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SceneId, type ScreenSettings, sceneIds } from '../screens/settings';
import { meaningOf } from './keys';
import { SHIFT_MOST, shiftAt } from './pixel-shift';
import { firstTurn, LONGEST_PAUSE_MS, type Move, move, type Order, type Turn } from './rotation';
import { firstSpotlight, heed, type Spotlight } from './spotlight';
import { act, tick, type WallState } from './wall-state';

const order = (change: Partial<Order> = {}): Order => ({
  scenes: ['ringkasan', 'layanan', 'pagi'],
  dwellSeconds: 10,
  pinned: null,
  ...change,
});

const anyScene = fc.constantFrom(...sceneIds);
const anyOrder = fc.record({
  scenes: fc.uniqueArray(anyScene, { minLength: 1 }),
  dwellSeconds: fc.integer({ min: 5, max: 3_600 }),
  pinned: fc.option(anyScene),
});
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom('tick', 'next', 'previous', 'home', 'pause', 'stay', 'settings').map((kind) => ({ kind }) as Move),
  anyScene.map((scene) => ({ kind: 'show' as const, scene })),
);

/** What is on after each second. */
function watch(turn: Turn, by: Order, seconds: number, from = turn.since): { turn: Turn; seen: SceneId[] } {
  const seen: SceneId[] = [];
  let now = turn;
  for (let s = 1; s <= seconds; s++) {
    now = move(now, by, { kind: 'tick' }, from + s * 1000);
    seen.push(now.scene);
  }
  return { turn: now, seen };
}

describe('rotation', () => {
  it('gives every scene its time, in order and around', () => {
    const { seen } = watch(firstTurn(order(), 0), order(), 60);
    expect(seen.filter((scene, i) => scene !== seen[i - 1])).toEqual([
      'ringkasan',
      'layanan',
      'pagi',
      'ringkasan',
      'layanan',
      'pagi',
      'ringkasan',
    ]);
    expect(seen.filter((scene) => scene === 'layanan')).toHaveLength(20);
  });

  it('keeps a pinned scene, and comes back to it from any other', () => {
    const pinned = order({ pinned: 'peta' });
    const guest = move(firstTurn(pinned, 0), pinned, { kind: 'next' }, 0);
    expect(guest.scene).toBe('ringkasan');
    const { seen } = watch(guest, pinned, 30);
    expect(seen[8]).toBe('ringkasan');
    expect(new Set(seen.slice(9))).toEqual(new Set(['peta']));
  });

  it('stops and goes on, by itself after a while', () => {
    const paused = move(firstTurn(order(), 0), order(), { kind: 'pause' }, 5_000);
    expect(new Set(watch(paused, order(), 800, 5_000).seen)).toEqual(new Set(['ringkasan']));
    const again = move(paused, order(), { kind: 'pause' }, 60_000);
    expect(watch(again, order(), 11, 60_000).seen.at(-1)).toBe('layanan');
    const left = move(paused, order(), { kind: 'tick' }, 5_000 + LONGEST_PAUSE_MS);
    expect(left.pausedAt).toBeNull();
  });

  it('follows changed settings at once, and stays where it may', () => {
    const turn = move(firstTurn(order(), 0), order(), { kind: 'next' }, 0);
    expect(move(turn, order({ scenes: ['layanan', 'peta'] }), { kind: 'settings' }, 1)).toBe(turn);
    expect(move(turn, order({ scenes: ['situs', 'peta'] }), { kind: 'settings' }, 1).scene).toBe('situs');
    expect(move(turn, order({ pinned: 'pagi' }), { kind: 'settings' }, 1).scene).toBe('pagi');
  });

  it('whatever was done to it, shows what was chosen again after a pause and a round', () => {
    fc.assert(
      fc.property(anyOrder, fc.array(fc.tuple(anyMove, fc.integer({ min: 0, max: 5_000_000 }))), (by, moves) => {
        let at = 0;
        let turn = firstTurn(by, at);
        for (const [what, ms] of moves) {
          at += ms;
          turn = move(turn, by, what, at);
          expect(sceneIds).toContain(turn.scene);
          expect(turn.since).toBeLessThanOrEqual(at);
        }
        at += LONGEST_PAUSE_MS;
        turn = move(turn, by, { kind: 'tick' }, at);
        at += by.dwellSeconds * 1000;
        turn = move(turn, by, { kind: 'tick' }, at);
        if (by.pinned) expect(turn.scene).toBe(by.pinned);
        else expect(by.scenes).toContain(turn.scene);
      }),
    );
  });

  it('forward and back is nowhere', () => {
    fc.assert(
      fc.property(anyOrder, fc.nat(20), (by, steps) => {
        const start = firstTurn({ ...by, pinned: null }, 0);
        let turn = start;
        for (let i = 0; i < steps; i++) turn = move(turn, by, { kind: 'next' }, 1);
        for (let i = 0; i < steps; i++) turn = move(turn, by, { kind: 'previous' }, 2);
        expect(turn.scene).toBe(start.scene);
      }),
    );
  });
});

const alarm = (id: string, change: object = {}) => ({
  id,
  severity: 'tinggi' as const,
  acknowledgedBy: null,
  mutedUntil: null,
  ...change,
});

describe('spotlight', () => {
  it('gives the screen to a new alarm for the set time, once', () => {
    let spot: Spotlight = firstSpotlight(null, [alarm('lama')]);
    expect(heed(spot, [alarm('lama')], { seconds: 30, at: 0 })).toBe(spot);
    spot = heed(spot, [alarm('lama'), alarm('baru')], { seconds: 30, at: 1_000 });
    expect(spot.current).toEqual({ ids: ['baru'], until: 31_000 });
    const both = [alarm('lama'), alarm('baru')];
    expect(heed(spot, both, { seconds: 30, at: 30_999 })).toBe(spot);
    spot = heed(spot, both, { seconds: 30, at: 31_000 });
    expect(spot.current).toBeNull();
    expect(heed(spot, both, { seconds: 30, at: 90_000 })).toBe(spot);
  });

  it('leaves those alone that are of less weight, acknowledged or muted', () => {
    const calm = [
      alarm('a', { severity: 'sedang' }),
      alarm('b', { acknowledgedBy: 'Sari' }),
      alarm('c', { mutedUntil: new Date() }),
    ];
    expect(heed(firstSpotlight([], null), calm, { seconds: 30, at: 0 }).current).toBeNull();
  });

  it('steps back when its alarm has ended, and when alarms cannot be read only after its time', () => {
    const held = heed(firstSpotlight([], null), [alarm('a')], { seconds: 30, at: 0 });
    expect(heed(held, [], { seconds: 30, at: 5_000 }).current).toBeNull();
    expect(heed(held, null, { seconds: 30, at: 5_000 })).toBe(held);
    expect(heed(held, null, { seconds: 30, at: 30_000 }).current).toBeNull();
  });

  it('never takes the screen where it was told not to', () => {
    expect(heed(firstSpotlight([], null), [alarm('a')], { seconds: 0, at: 0 }).current).toBeNull();
  });

  it('remembers no more than stands, tells of each alarm once, and never of one that is not calling', () => {
    const anyAlarms = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        severity: fc.constantFrom('tinggi' as const, 'sedang' as const),
        acknowledgedBy: fc.constantFrom(null, 'Sari'),
        mutedUntil: fc.constantFrom(null, new Date(0)),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anyAlarms, fc.integer({ min: 1, max: 20_000 }))), (looks) => {
        let at = 0;
        let spot = firstSpotlight([], null);
        for (const [alarms, ms] of looks) {
          at += ms;
          const before = spot;
          spot = heed(spot, alarms, { seconds: 10, at });
          expect(spot.known.length).toBeLessThanOrEqual(alarms.length);
          const calling = alarms.filter((a) => a.severity === 'tinggi' && !a.acknowledgedBy && !a.mutedUntil);
          for (const id of spot.current?.ids ?? []) expect(calling.map((a) => a.id)).toContain(id);
          const come = (spot.current?.ids ?? []).filter((id) => !before.current?.ids.includes(id));
          for (const id of come) expect(before.known).not.toContain(id);
          if (spot.current) expect(spot.current.until).toBeGreaterThan(at);
        }
      }),
    );
  });
});

describe('wall', () => {
  const settings: ScreenSettings = { ...order(), name: 'Lobi', theme: 'gelap', spotlightSeconds: 30, scenes: sceneIds };
  const begin: WallState = { turn: firstTurn(settings, 0), spotlight: firstSpotlight([], null) };
  const alarms = [alarm('a')] as never;

  it('comes back from a spotlight to the scene that was on, for its whole time', () => {
    let state = tick(begin, { settings, alarms, at: 9_000 });
    expect(state.spotlight.current?.ids).toEqual(['a']);
    state = tick(state, { settings, alarms, at: 20_000 });
    expect(state.turn.scene).toBe('ringkasan');
    state = tick(state, { settings, alarms, at: 39_000 });
    expect(state).toMatchObject({ turn: { scene: 'ringkasan', since: 39_000 }, spotlight: { current: null } });
    expect(tick(state, { settings, alarms, at: 48_999 })).toBe(state);
    expect(tick(state, { settings, alarms, at: 49_000 }).turn.scene).toBe('peta');
  });

  it('lets a person put a spotlight away, but not a change of settings', () => {
    const held = tick(begin, { settings, alarms, at: 1_000 });
    expect(act(held, { kind: 'settings' }, { settings, alarms, at: 2_000 }).spotlight.current).not.toBeNull();
    const gone = act(held, { kind: 'next' }, { settings, alarms, at: 2_000 });
    expect(gone.spotlight.current).toBeNull();
    expect(tick(gone, { settings, alarms, at: 3_000 }).spotlight.current).toBeNull();
  });
});

it('keys of keyboards and remote controls are understood, others left alone', () => {
  expect(meaningOf('ArrowRight', ['peta'])).toEqual({ kind: 'next' });
  expect(meaningOf('MediaPlayPause', ['peta'])).toEqual({ kind: 'pause' });
  expect(meaningOf('2', ['peta', 'situs'])).toEqual({ kind: 'show', scene: 'situs' });
  expect(meaningOf('3', ['peta', 'situs'])).toBeNull();
  expect(meaningOf('?', [])).toEqual({ kind: 'help' });
  for (const other of ['a', 'Tab', 'F5', 'toString']) expect(meaningOf(other, sceneIds)).toBeNull();
});

it('wanders everywhere within its margin, a pixel at a time', () => {
  const steps = Array.from({ length: 4 * SHIFT_MOST * 5 * 4 }, (_, i) => shiftAt(i));
  const places = new Set(steps.map(({ x, y }) => `${x} ${y}`));
  for (const [i, { x, y }] of steps.entries()) {
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(SHIFT_MOST);
    const before = steps[i - 1] ?? steps[0]!;
    expect(Math.max(Math.abs(x - before.x), Math.abs(y - before.y))).toBeLessThanOrEqual(1);
  }
  expect(new Set(steps.map(({ x }) => x)).size).toBe(2 * SHIFT_MOST + 1);
  expect(new Set(steps.map(({ y }) => y)).size).toBe(2 * SHIFT_MOST + 1);
  expect(places.size).toBeGreaterThan(2 * SHIFT_MOST * 5);
});
