const RELOADED = 'rk-dimuat-ulang';

/**
 * Loads the page again, once for each reason in a row: a page that comes back as it was, from a server that is wrong or from what the
 * browser kept, must not be loaded for ever.
 */
export function reloadOnce(reason: string): void {
  if (sessionStorage.getItem(RELOADED) === reason) return;
  sessionStorage.setItem(RELOADED, reason);
  window.location.reload();
}
