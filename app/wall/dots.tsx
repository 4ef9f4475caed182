import type { SceneId, ScreenSettings } from '../screens/settings';
import { useText } from '../shell/use-shell';
import type { Move, Turn } from './rotation';
import { wallText } from './wall.text';

interface Props {
  settings: ScreenSettings;
  turn: Turn;
  /** Alarms hold the screen: the turn waits. */
  isHeld: boolean;
  nameOf: (id: SceneId) => string;
  go: (what: Move) => void;
}

/** Which scenes take turns, which is on, and how much of its time has gone. */
export function Dots({ settings: { scenes, dwellSeconds, pinned, name }, turn, isHeld, nameOf, go }: Props) {
  const t = useText(wallText);
  const shown = scenes.includes(turn.scene) ? scenes : [...scenes, turn.scene];
  const isStill = isHeld || turn.pausedAt !== null || turn.scene === pinned || shown.length === 1;
  return (
    <footer className="wall-foot">
      <span className="wall-name">{name}</span>
      <nav className="wall-dots" aria-label={t.scenes}>
        {shown.map((id) => (
          <button
            key={id}
            type="button"
            aria-label={nameOf(id)}
            aria-current={id === turn.scene ? 'true' : undefined}
            onClick={() => go({ kind: 'show', scene: id })}
          >
            {id === turn.scene && (
              <i
                // A new turn begins its bar anew.
                key={turn.since}
                className={isStill ? 'is-still' : undefined}
                style={isStill ? undefined : { animationDuration: `${dwellSeconds}s` }}
              />
            )}
          </button>
        ))}
      </nav>
      <span className="wall-paused">{turn.pausedAt !== null && t.paused}</span>
    </footer>
  );
}
