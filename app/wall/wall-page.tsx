import type { ReactNode } from 'react';
import type { SceneId, ScreenSettings } from '../screens/settings';
import './wall.css';

interface WallProps {
  settings: ScreenSettings;
  /** Draws a scene into the box under the head; the box has the size of what is left of the screen. */
  renderScene: (id: SceneId) => ReactNode;
}

/** A wall: its head, and one scene at a time. */
export function WallPage({ settings, renderScene }: WallProps) {
  const scene = settings.pinned ?? settings.scenes[0]!;
  return (
    <div className="wall">
      <main className="wall-scene">{renderScene(scene)}</main>
    </div>
  );
}
