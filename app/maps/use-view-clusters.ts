import { useCallback, useEffect, useRef, useState } from 'react';
import type { View } from './live-map';
import type { Spot } from './overlay';

/** A moved map is asked for after it has rested this long. */
const REST_MS = 150;

interface Wish {
  /** What the page came with, until something else is known. */
  initial: readonly Spot[];
  search: string;
  /** Squares of so many zooms nearer than what is in view, from the first view on; otherwise only a moved map asks. */
  finer?: { by: number; first: View };
  isOn?: boolean;
}

/** The complaints of what is in view, gathered in squares: those of the page until the live map is moved. */
export function useViewClusters({ initial, search, finer, isOn = true }: Wish) {
  const [moved, setMoved] = useState<readonly Spot[] | null>(null);
  const view = useRef<View | null>(null);
  const running = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const by = finer?.by ?? 0;
  const first = useRef(finer?.first ?? null);

  const ask = useCallback(async () => {
    const wanted = view.current ?? first.current;
    if (!wanted || !isOn) return;
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const params = new URLSearchParams(search);
    params.set('isi', 'kelompok');
    params.set('zoom', (wanted.zoom + by).toFixed(2));
    params.set('kotak', wanted.box.map((side) => side.toFixed(5)).join(','));
    try {
      const answer = await fetch(`/peta/data?${params}`, { signal: abort.signal });
      if (answer.ok) setMoved(((await answer.json()) as { clusters: Spot[] }).clusters);
    } catch {
      // What is shown stays; the next move asks again.
    }
  }, [search, by, isOn]);

  useEffect(() => {
    setMoved(null);
    void ask();
  }, [ask]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      running.current?.abort();
    },
    [],
  );
  const onView = useCallback(
    (next: View) => {
      view.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void ask(), REST_MS);
    },
    [ask],
  );
  return { clusters: moved ?? initial, onView };
}
