import { useEffect, useRef } from 'react';
import { REPORT_EVERY_MS } from '../screens/report';
import type { SceneId } from '../screens/settings';

/** Scenes that follow each other faster than this are not told one by one. */
const NOT_BEFORE_MS = 5_000;

/** Tells the server now and then which scene a paired screen shows, for its operator. */
export function useReport(scene: SceneId, isScreen: boolean): void {
  const shown = useRef(scene);
  shown.current = scene;
  const told = useRef({ at: Number.NEGATIVE_INFINITY, scene: null as SceneId | null });
  useEffect(() => {
    if (!isScreen) return;
    const timer = setInterval(() => {
      const ms = performance.now() - told.current.at;
      const isNews = told.current.scene !== shown.current;
      if (ms < (isNews ? NOT_BEFORE_MS : REPORT_EVERY_MS)) return;
      told.current = { at: performance.now(), scene: shown.current };
      const body = new URLSearchParams({ adegan: shown.current });
      void fetch('/dinding/kabar', { method: 'POST', body }).catch(() => {});
    }, 1_000);
    return () => clearInterval(timer);
  }, [isScreen]);
}
