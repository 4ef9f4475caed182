/** The thread in which pages are taken apart (`reading.ts`): a page that was made to break its reader breaks nothing else. */
import { parentPort } from 'node:worker_threads';
import { detect } from './detect';
import { linksOf } from './links';
import type { ScannedPage } from './page';
import type { Told, ToRead } from './reading';

const tell = (told: Told) => parentPort!.postMessage(told);

parentPort!.on('message', ({ page, site }: ToRead) => {
  const whole: ScannedPage = { ...page, url: new URL(page.url), finalUrl: new URL(page.finalUrl) };
  try {
    // First, so that a page whose offers cannot be told is at least followed.
    tell({ links: linksOf(whole.html, whole.finalUrl, site) });
    tell({ detected: detect(whole) });
  } catch {
    tell({ detected: null });
  }
});
