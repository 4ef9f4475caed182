import { useCallback, useEffect, useRef, useState } from 'react';
import type { StandingAlarm } from '../../clickhouse/alarms';
import type { ScreenSettings } from '../screens/settings';
import { firstTurn, type Move } from './rotation';
import { firstSpotlight } from './spotlight';
import { act, tick, type WallState } from './wall-state';

const TICK_MS = 1_000;
/** Ids of the alarms that this screen has told of, so that loading the page again does not tell them twice. */
const TOLD = 'rk-sorotan';

/** Goes only forward, whatever is done to the clock of the screen. */
const steadyMs = () => performance.now();

/** What the wall shows as time goes on, and the way to change it. */
export function useWall(settings: ScreenSettings, alarms: readonly StandingAlarm[] | null) {
  const [state, setState] = useState<WallState>(() => ({
    turn: firstTurn(settings, 0),
    spotlight: firstSpotlight(null, alarms),
  }));
  const around = useRef({ settings, alarms });
  around.current = { settings, alarms };

  useEffect(() => {
    const at = steadyMs();
    const told = readTold();
    setState((state) => ({
      turn: { ...state.turn, since: at },
      spotlight: told ? firstSpotlight(told, null) : state.spotlight,
    }));
    const timer = setInterval(() => setState((state) => tick(state, { ...around.current, at: steadyMs() })), TICK_MS);
    return () => clearInterval(timer);
  }, []);

  // An alarm does not wait for the next second.
  // biome-ignore lint/correctness/useExhaustiveDependencies: called when there are other alarms
  useEffect(() => setState((state) => tick(state, { ...around.current, at: steadyMs() })), [alarms]);

  const { known } = state.spotlight;
  useEffect(() => writeTold(known), [known]);

  const go = useCallback((what: Move, by: Partial<{ settings: ScreenSettings }> = {}) => {
    setState((state) => act(state, what, { ...around.current, ...by, at: steadyMs() }));
  }, []);
  return { ...state, go };
}

function readTold(): string[] | null {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(TOLD) ?? 'null');
    return Array.isArray(told) ? told.map(String) : null;
  } catch {
    return null;
  }
}

function writeTold(known: readonly string[]): void {
  try {
    localStorage.setItem(TOLD, JSON.stringify(known));
  } catch {
    // a browser that keeps nothing tells an alarm again after it was loaded anew
  }
}
