import { type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import { reloadOnce } from '../live/reload-once';
import { type InitialLive, useLive } from '../live/use-live';
import type { ScreenMessage } from '../screens/messages';
import type { SceneId, ScreenSettings } from '../screens/settings';
import { useShell, useText } from '../shell/use-shell';
import { Dots } from './dots';
import { Help } from './help';
import { meaningOf } from './keys';
import type { Move } from './rotation';
import { scenes, type WallMap } from './scenes';
import { SpotlightScene } from './spotlight-scene';
import { useIdlePointer, usePixelShift, useWakeLock, useWallTheme } from './use-kiosk';
import { useReport } from './use-report';
import { useWall } from './use-wall';
import { wallText } from './wall.text';
import { WallHead } from './wall-head';
import './wall.css';

export interface WallData {
  settings: ScreenSettings;
  /** A paired screen; otherwise a signed-in person looks. */
  isScreen: boolean;
  initial: InitialLive;
  map: WallMap;
}

/** A wall: its head, one scene at a time, and alarms that take the screen when they come. */
export function WallPage({ settings: firstSettings, isScreen, initial, map }: WallData) {
  const { lang } = useShell();
  const t = useText(wallText);
  const [settings, setSettings] = useState(firstSettings);
  const changed = useRef<(message: ScreenMessage) => void>(() => {});
  const live = useLive(initial, (message) => changed.current(message));
  const { snapshot } = live;
  const { turn, spotlight, go } = useWall(settings, snapshot.alarms);
  changed.current = (message) => {
    if (message.kind === 'tampilkan') go({ kind: 'show', scene: message.scene });
    if (message.kind !== 'setelan') return;
    setSettings(message.settings);
    go({ kind: 'settings' }, { settings: message.settings });
  };
  const [isHelping, setHelping] = useState(false);
  const closeHelp = useCallback(() => setHelping(false), []);
  useKeys(settings.scenes, go, setHelping);
  useReport(turn.scene, isScreen);
  useWallTheme(settings.theme);
  useReloadForCity(initial.snapshot.city.version, snapshot.city.version);
  const wall = useRef<HTMLDivElement>(null);
  usePixelShift(wall);
  useIdlePointer(wall);
  useWakeLock();

  const nameOf = (id: SceneId) => scenes[id].title[lang];
  const { Scene } = scenes[turn.scene];
  return (
    <div className={`wall${live.cut ? ' is-cut' : ''}`} ref={wall} onClickCapture={isScreen ? stayHere : undefined}>
      <div className="wall-shift">
        <WallHead title={spotlight.current ? t.spotlight : nameOf(turn.scene)} live={live} />
        <main className="wall-scene" key={spotlight.current ? 'sorotan' : turn.scene}>
          {spotlight.current ? (
            <SpotlightScene ids={spotlight.current.ids} snapshot={snapshot} />
          ) : (
            <Scene snapshot={snapshot} map={map} now={live.now} />
          )}
        </main>
        <Dots settings={settings} turn={turn} isHeld={spotlight.current !== null} nameOf={nameOf} go={go} />
      </div>
      {isHelping && <Help isScreen={isScreen} close={closeHelp} />}
    </div>
  );
}

/** A screen has no business on other pages: touched by chance, a link would leave it at the sign-in for weeks. */
function stayHere(event: MouseEvent): void {
  if ((event.target as Element).closest('a')) event.preventDefault();
}

/** Keyboard and remote control. What belongs to a button or link that has the focus stays with it. */
function useKeys(
  ids: readonly SceneId[],
  go: (what: Move) => void,
  setHelping: (set: (is: boolean) => boolean) => void,
) {
  const latest = useRef(ids);
  latest.current = ids;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const does = meaningOf(event.key, latest.current);
      const isTheirs = (event.target as Element).closest?.('a, button') && /^(Enter| )$/.test(event.key);
      if (!does || isTheirs) return;
      event.preventDefault();
      if (does.kind === 'help') setHelping((is) => !is);
      else if (does.kind === 'close') {
        setHelping(() => false);
        go({ kind: 'stay' });
      } else go(does);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [go, setHelping]);
}

/** The outlines of the map are those of the page's profile: another profile needs another page. */
function useReloadForCity(first: number, now: number): void {
  useEffect(() => {
    if (now !== first) reloadOnce(`kota ${now}`);
  }, [first, now]);
}
