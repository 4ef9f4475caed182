import { Worker } from 'node:worker_threads';
import { programFile } from '../../clickhouse/program';
import type { LinkedSite, Links } from './links';
import type { Detected, ScannedPage } from './page';

/** A page on its way to the thread that reads it. */
export interface ToRead {
  page: Omit<ScannedPage, 'url' | 'finalUrl'> & { url: string; finalUrl: string };
  site: LinkedSite;
}

/** What the thread says of it, in two parts. */
export type Told = { links: Links } | { detected: Detected | null };

/** What a page was found to hold. `detected` is null where it could not be told in the time and memory a page is given. */
export interface Reading {
  links: Links;
  detected: Detected | null;
}

/** A long page takes a tenth of it on a slow machine. */
const LONGEST_READING_MS = 6_000;
/**
 * A parser of HTML as browsers have it can be made to take any time and memory: 32 KB of nested formatting took 1.5 GB, then the
 * process; 500 KB of nested blocks more than a minute.
 */
const MEMORY = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/** Reads pages one by one in a thread of its own, which is thrown away when it takes too long or too much. */
export class PageReader {
  private thread: Worker | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  /** Told what the thread says of the page it reads; null: the thread has ended. */
  private hear: (told: Told | null) => void = () => {};

  read(page: ScannedPage, site: ToRead['site']): Promise<Reading> {
    const reading = this.turn.then(() => this.readNow(page, site));
    this.turn = reading;
    return reading;
  }

  async close(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.terminate();
  }

  private async readNow(page: ScannedPage, site: ToRead['site']): Promise<Reading> {
    this.thread ??= this.startThread();
    const reading: Reading = { links: { pages: [], feed: null, services: [] }, detected: null };
    let limit: NodeJS.Timeout | undefined;
    const isWhole = await new Promise<boolean>((resolve) => {
      limit = setTimeout(() => resolve(false), LONGEST_READING_MS);
      this.hear = (told) => {
        if (told && 'links' in told) reading.links = told.links;
        else {
          reading.detected = told?.detected ?? null;
          resolve(told !== null);
        }
      };
      const sent: ToRead = { page: { ...page, url: page.url.href, finalUrl: page.finalUrl.href }, site };
      this.thread!.postMessage(sent);
    });
    clearTimeout(limit);
    this.hear = () => {};
    if (!isWhole) await this.close();
    return reading;
  }

  private startThread(): Worker {
    const thread = new Worker(programFile(new URL('./reader-thread.mjs', import.meta.url)), {
      execArgv: [],
      resourceLimits: MEMORY,
      stdout: true,
      stderr: true,
    });
    const isCurrent = () => this.thread === thread;
    thread.on('message', (told: Told) => isCurrent() && this.hear(told));
    thread.on('error', () => isCurrent() && this.hear(null));
    thread.on('exit', () => isCurrent() && this.hear(null));
    return thread;
  }
}
