import { useEffect, useRef, useState } from 'react';
import type { CitySnapshot } from '../../clickhouse/snapshot';
import type { ScreenMessage } from '../screens/messages';
import { parseWithDates } from './json';
import { keepForReloads } from './keep-for-reloads';
import { type Cut, LiveLink } from './live-link';
import { reloadOnce } from './reload-once';

/** What a wall begins with, from its loader. */
export interface InitialLive {
  snapshot: CitySnapshot;
  version: string;
  /** The product's clock when the page was drawn. */
  now: Date;
}

export interface Live {
  /** The last good snapshot. */
  snapshot: CitySnapshot;
  version: string;
  /** Set while the figures cannot be new: every tile is then grey and says why. */
  cut: Cut | null;
  /** The product's clock, moving on in steps of half a minute. */
  now: Date;
}

const CLOCK_STEP_MS = 30_000;

/** The build of the running page. */
const buildOfPage = (): string => (window as { __remixManifest?: { version?: string } }).__remixManifest?.version ?? '';

/**
 * The live city: begins with what the loader gave, follows the worker's snapshots and keeps the last good one through every cut. `hear`
 * gets what the operator page tells this screen; loading the page again is done here.
 */
export function useLive(initial: InitialLive, hear?: (message: ScreenMessage) => void): Live {
  const [live, setLive] = useState<Live>(() => ({
    snapshot: initial.snapshot,
    version: initial.version,
    cut: null,
    now: initial.now,
  }));
  const listener = useRef(hear);
  listener.current = hear;
  const first = useRef(initial);

  useEffect(() => {
    /** The product's clock as last told, and when that was. */
    let clock = { told: first.current.now.getTime(), at: Date.now(), moves: true };
    const nowIs = () => new Date(clock.told + (clock.moves ? Date.now() - clock.at : 0));
    const link = new LiveLink({
      version: first.current.version,
      build: buildOfPage(),
      onSnapshot: (json, version) => {
        const snapshot = parseWithDates<CitySnapshot>(json);
        setLive((live) => ({ ...live, snapshot, version, now: nowIs() }));
      },
      onCut: (cut) => setLive((live) => ({ ...live, cut, now: nowIs() })),
      onClock: (told) => {
        // A clock that was stopped for a test stays where it is.
        const moves = told.getTime() !== clock.told;
        clock = { told: told.getTime(), at: Date.now(), moves };
      },
      onScreenMessage: (message) => {
        if (message.kind === 'muat-ulang' || message.kind === 'dicabut') window.location.reload();
        else listener.current?.(message);
      },
      onReload: (build) => (build === null ? window.location.reload() : reloadOnce(`bangun ${build}`)),
    });
    link.start();
    const retry = () => link.retrySoon();
    window.addEventListener('online', retry);
    const stepping = setInterval(() => setLive((live) => ({ ...live, now: nowIs() })), CLOCK_STEP_MS);
    const forget = keepForReloads();
    return () => {
      link.stop();
      window.removeEventListener('online', retry);
      clearInterval(stepping);
      forget();
    };
  }, []);

  return live;
}
