import type { SceneId } from '../screens/settings';
import type { Move } from './rotation';

/** What a key of a keyboard or a remote control does on a wall. */
export type KeyDoes = Move | { kind: 'help' } | { kind: 'close' };

/** Keys by the name that the browser gives them: of keyboards, of remote controls and of presenters. */
const keys: Record<string, KeyDoes['kind']> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ChannelUp: 'next',
  MediaTrackNext: 'next',
  MediaFastForward: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  ChannelDown: 'previous',
  MediaTrackPrevious: 'previous',
  MediaRewind: 'previous',
  ' ': 'pause',
  Enter: 'pause',
  Accept: 'pause',
  MediaPlayPause: 'pause',
  MediaPlay: 'pause',
  MediaPause: 'pause',
  Home: 'home',
  '0': 'home',
  BrowserHome: 'home',
  '?': 'help',
  F1: 'help',
  Info: 'help',
  Guide: 'help',
  Escape: 'close',
  GoBack: 'close',
  BrowserBack: 'close',
  MediaStop: 'close',
};

/** What a key does; null when it is not ours. A digit shows the scene of that place in the order. */
export function meaningOf(key: string, scenes: readonly SceneId[]): KeyDoes | null {
  const scene = /^[1-9]$/.test(key) ? scenes[Number(key) - 1] : undefined;
  if (scene) return { kind: 'show', scene };
  const kind = Object.hasOwn(keys, key) ? keys[key] : undefined;
  return kind && kind !== 'show' ? ({ kind } as KeyDoes) : null;
}
