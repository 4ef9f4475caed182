/** Scripts that scenes load later are in by then. */
const TELL_AFTER_MS = 60_000;

/**
 * Lets the service worker keep the wall, so that a screen that starts while the server is down shows the last good one. Browsers allow
 * it on https and on localhost only; elsewhere a wall lives as long as nobody loads it again. Returns how to stop.
 */
export function keepForReloads(): () => void {
  if (!('serviceWorker' in navigator)) return () => {};
  void navigator.serviceWorker.register('/dinding-sw.js', { scope: '/dinding' }).catch(() => {});
  const timer = setTimeout(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType('resource').map(({ name }) => name);
    active?.postMessage({
      kind: 'simpan',
      files: files.filter((name) => new URL(name).pathname.startsWith('/assets/')),
    });
  }, TELL_AFTER_MS);
  return () => clearTimeout(timer);
}
