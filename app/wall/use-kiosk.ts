import { type RefObject, useEffect } from 'react';
import { SHIFT_EVERY_MS, shiftAt } from './pixel-shift';

const IDLE_MS = 3_000;

/** Lets the whole wall wander by a few pixels, against burn-in. */
export function usePixelShift(wall: RefObject<HTMLElement>): void {
  useEffect(() => {
    const shift = () => {
      const { x, y } = shiftAt(Math.floor(performance.now() / SHIFT_EVERY_MS));
      wall.current?.style.setProperty('--shift-x', `${x / 16}rem`);
      wall.current?.style.setProperty('--shift-y', `${y / 16}rem`);
    };
    shift();
    const timer = setInterval(shift, SHIFT_EVERY_MS);
    return () => clearInterval(timer);
  }, [wall]);
}

/** Hides the pointer that nobody moves. */
export function useIdlePointer(wall: RefObject<HTMLElement>): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => wall.current?.classList.add('is-idle');
    const wake = () => {
      wall.current?.classList.remove('is-idle');
      clearTimeout(timer);
      timer = setTimeout(rest, IDLE_MS);
    };
    wake();
    window.addEventListener('pointermove', wake);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', wake);
    };
  }, [wall]);
}

/** Keeps the screen awake where the browser may (https and localhost); it forgets whenever the page was hidden. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const ask = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      const got = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (isOver) void got?.release();
      else lock = got;
    };
    void ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release().catch(() => {});
    };
  }, []);
}

/** Gives the whole document the ground of the wall. */
export function useWallTheme(theme: string): void {
  useEffect(() => {
    document.documentElement.dataset.tema = theme;
  }, [theme]);
}
