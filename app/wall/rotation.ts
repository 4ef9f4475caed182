import type { SceneId, ScreenSettings } from '../screens/settings';

/** What decides which scene comes when. */
export type Order = Pick<ScreenSettings, 'scenes' | 'dwellSeconds' | 'pinned'>;

/** The scene that is on. Times are of a clock that only goes forward, in milliseconds. */
export interface Turn {
  scene: SceneId;
  /** When it came on, or went on after a pause. */
  since: number;
  /** When somebody stopped the rotation; null = it goes on. */
  pausedAt: number | null;
}

/** What changes the turn: time, a person at the screen, the operator. */
export type Move =
  | { kind: 'tick' }
  | { kind: 'next' }
  | { kind: 'previous' }
  | { kind: 'home' }
  | { kind: 'pause' }
  | { kind: 'show'; scene: SceneId }
  /** Nothing but that somebody is there. */
  | { kind: 'stay' }
  | { kind: 'settings' };

/** A wall that somebody stopped and left goes on by itself. */
export const LONGEST_PAUSE_MS = 15 * 60_000;

const homeOf = ({ scenes, pinned }: Order): SceneId => pinned ?? scenes[0]!;

export const firstTurn = (order: Order, at: number): Turn => ({ scene: homeOf(order), since: at, pausedAt: null });

/** The turn after a move; the same object when nothing changes. */
export function move(turn: Turn, order: Order, what: Move, at: number): Turn {
  const on = (scene: SceneId, pausedAt = turn.pausedAt): Turn => ({ scene, since: at, pausedAt });
  switch (what.kind) {
    case 'next':
      return on(neighbour(turn.scene, order, 1));
    case 'previous':
      return on(neighbour(turn.scene, order, -1));
    case 'home':
      return on(homeOf(order), null);
    case 'show':
      return on(what.scene);
    case 'pause':
      return { ...turn, since: at, pausedAt: turn.pausedAt === null ? at : null };
    case 'stay':
      return turn;
    case 'settings':
      return mayStay(turn.scene, order) ? turn : on(homeOf(order), null);
    case 'tick':
      return afterTime(turn, order, at);
  }
}

function afterTime(turn: Turn, order: Order, at: number): Turn {
  if (turn.pausedAt !== null)
    return at - turn.pausedAt < LONGEST_PAUSE_MS ? turn : { ...turn, since: at, pausedAt: null };
  if (at - turn.since < order.dwellSeconds * 1000) return turn;
  // A scene that somebody looked up beside the pinned one, or beside the chosen ones, was a guest.
  const scene = order.pinned ?? neighbour(turn.scene, order, 1);
  return scene === turn.scene ? turn : { scene, since: at, pausedAt: null };
}

const mayStay = (scene: SceneId, { scenes, pinned }: Order) =>
  pinned === null ? scenes.includes(scene) : scene === pinned;

/** The scene before or after in the order; from a scene outside of it, the first. */
function neighbour(scene: SceneId, { scenes }: Order, step: 1 | -1): SceneId {
  const at = scenes.indexOf(scene);
  return at === -1 ? scenes[0]! : scenes[(at + step + scenes.length) % scenes.length]!;
}
