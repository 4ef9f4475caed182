import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';

const EVERY_MS = 60_000;

/**
 * Reads the page's figures again every minute (or as often as told) while it is looked at. Asks for health first: a server that does not answer
 * would replace the page with an error, and the figures of a minute ago are better than none. Returns since when it is cut off.
 */
export function useKeepFresh(everyMs = EVERY_MS): Date | null {
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  latest.current = revalidate;
  const [cutOffSince, setCutOffSince] = useState<Date | null>(null);
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.visibilityState !== 'visible') return;
      const answered = await fetch('/healthz').then(
        (response) => response.ok,
        () => false,
      );
      setCutOffSince((since) => (answered ? null : (since ?? new Date())));
      if (answered) latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return cutOffSince;
}
