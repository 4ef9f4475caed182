import type { SceneId, ScreenSettings } from './settings';

/** Redis channel on which changes of screens are told to every web process, as JSON of `{ screen, message }`. */
export const SCREEN_CHANNEL = 'rk:layar';

/** What the operator page tells one running screen: data of the event `layar` of its stream. */
export type ScreenMessage =
  /** Also the first event after a stream opens, so that a screen that was away catches up. */
  | { kind: 'setelan'; settings: ScreenSettings }
  | { kind: 'tampilkan'; scene: SceneId }
  | { kind: 'muat-ulang' }
  /** The token is worth nothing from now on; the stream ends after this. */
  | { kind: 'dicabut' };

export interface SentScreenMessage {
  /** Id of the screen. */
  screen: string;
  message: ScreenMessage;
}
