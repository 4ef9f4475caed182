import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Links } from './links';
import type { Detected, ScannedPage } from './page';

/** A page on its way to the thread that reads it. */
export interface ToRead {
  page: Omit<ScannedPage, 'url' | 'finalUrl'> & { url: string; finalUrl: string };
  site: { host: string; protocol: string };
}

/** What the thread says of it, in two parts. */
export type Told = { links: Links } | { detected: Detected | null };

/** What a page was found to hold. `detected` is null where it could not be told in the time and memory a page is given. */
export interface Reading {
  links: Links;
  detected: Detected | null;
}

/** A long page takes a tenth of it on a slow machine. */
const LONGEST_READING_MS = 10_000;
/**
 * A parser of HTML as browsers have it can be made to take any time and memory: 32 KB of nested formatting took 1.5 GB, then the
 * process; 500 KB of nested blocks more than a minute.
 */
const MEMORY = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/** Reads pages one by one in a thread of its own, which is thrown away when it takes too long or too much. */
export class PageReader {
  private thread: Worker | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  read(page: ScannedPage, site: ToRead['site']): Promise<Reading> {
    const reading = this.turn.then(() => this.readNow(page, site));
    this.turn = reading;
    return reading;
  }

  async close(): Promise<void> {
    await this.thread?.terminate();
    this.thread = undefined;
  }

  private readNow(page: ScannedPage, site: ToRead['site']): Promise<Reading> {
    this.thread ??= startThread();
    const thread = this.thread;
    return new Promise((resolve) => {
      const reading: Reading = { links: { pages: [], feed: null }, detected: null };
      const end = async (isHealthy: boolean) => {
        clearTimeout(limit);
        thread.removeAllListeners();
        thread.on('error', () => {});
        if (!isHealthy) await this.close();
        resolve(reading);
      };
      const limit = setTimeout(() => end(false), LONGEST_READING_MS);
      thread.on('message', (told: Told) => {
        if ('links' in told) reading.links = told.links;
        else {
          reading.detected = told.detected;
          void end(true);
        }
      });
      thread.on('error', () => end(false));
      thread.on('exit', () => end(false));
      thread.postMessage({
        page: { ...page, url: page.url.href, finalUrl: page.finalUrl.href },
        site,
      } satisfies ToRead);
    });
  }
}

function startThread(): Worker {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return new Worker(new URL('./reader-thread.ts', import.meta.url), {
    execArgv: ['--import', tsx],
    resourceLimits: MEMORY,
    stdout: true,
    stderr: true,
  });
}
