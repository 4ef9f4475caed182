import type { StandingAlarm } from '../../clickhouse/alarms';
import type { ScreenSettings } from '../screens/settings';
import { type Move, move, type Turn } from './rotation';
import { heed, type Spotlight } from './spotlight';

/** What a wall shows: the scene whose turn it is, unless alarms hold the screen. */
export interface WallState {
  turn: Turn;
  spotlight: Spotlight;
}

/** What the state is judged by. */
export interface Circumstances {
  settings: ScreenSettings;
  alarms: readonly StandingAlarm[] | null;
  /** Milliseconds of a clock that only goes forward. */
  at: number;
}

/** The state as time goes on; the same object when nothing changes. While alarms hold the screen its scene waits. */
export function tick(state: WallState, { settings, alarms, at }: Circumstances): WallState {
  const spotlight = heed(state.spotlight, alarms, { seconds: settings.spotlightSeconds, at });
  const wasHeld = state.spotlight.current !== null;
  const turn = spotlight.current
    ? state.turn
    : wasHeld
      ? { ...state.turn, since: at }
      : move(state.turn, settings, { kind: 'tick' }, at);
  return turn === state.turn && spotlight === state.spotlight ? state : { turn, spotlight };
}

/** The state after somebody moved on: whoever does has seen the alarms that held the screen. */
export function act(state: WallState, what: Move, { settings, at }: Circumstances): WallState {
  const { current, known } = state.spotlight;
  const turn = move(state.turn, settings, what, at);
  const holds = current === null || what.kind === 'settings';
  if (holds) return turn === state.turn ? state : { ...state, turn };
  return { turn, spotlight: { known, current: null } };
}
