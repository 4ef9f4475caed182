import { useCallback, useEffect, useRef, useState } from 'react';
import type { View } from './live-map';
import type { Spot } from './overlay';

/** A moved map is asked for after it has rested this long. */
const REST_MS = 150;

/** The clusters of what is in view: those of the page until the live map is moved. */
export function useViewClusters(initial: readonly Spot[], search: string) {
  const [moved, setMoved] = useState<readonly Spot[] | null>(null);
  const view = useRef<View | null>(null);
  const running = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const ask = useCallback(async () => {
    const { current } = view;
    if (!current) return;
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const params = new URLSearchParams(search);
    params.set('isi', 'kelompok');
    params.set('zoom', current.zoom.toFixed(2));
    params.set('kotak', current.box.map((side) => side.toFixed(5)).join(','));
    try {
      const answer = await fetch(`/peta/data?${params}`, { signal: abort.signal });
      if (answer.ok) setMoved(((await answer.json()) as { clusters: Spot[] }).clusters);
    } catch {
      // What is shown stays; the next move asks again.
    }
  }, [search]);

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
