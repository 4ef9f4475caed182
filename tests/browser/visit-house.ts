import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type StartedHouse, startHouse } from './start-house';

/** A Friday morning at which a clock stands still; not at a whole second, as clocks seldom do. */
export const FRIDAY_MORNING = '2026-11-20T08:14:00.250+07:00';

/** A house that serves, and a browser in which its first administrator is signed in. */
export interface Visit extends Pick<StartedHouse, 'origin' | 'folder'> {
  context: BrowserContext;
  /** Every address that the browser asked. */
  requests: string[];
  /** Whatever the browser wrote down as an error. */
  troubles: string[];
  end: () => Promise<void>;
}

/** Starts a house in a process of its own, with these settings, and signs its first administrator in. */
export async function visit(
  house: 'small-house' | 'demo-house',
  options: BrowserContextOptions,
  env: Record<string, string>,
): Promise<Visit> {
  const { origin, folder, invite, end: endHouse } = await startHouse(house, env);
  let browser: Browser | undefined;
  const end = async () => {
    await browser?.close();
    await endHouse();
  };
  try {
    browser = await launch();
    const context = await browser.newContext({ locale: 'id-ID', ...options });
    const requests: string[] = [];
    const troubles: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    // A form that is refused on purpose answers 400, which a browser counts as an error of its own.
    const isTrouble = (text: string) => !/status of 400/.test(text);
    context.on('console', (message) => {
      if (message.type() === 'error' && isTrouble(message.text())) troubles.push(message.text());
    });
    context.on('weberror', (error) => troubles.push(error.error().message));
    const page = await context.newPage();
    await page.goto(`${origin}${invite}`);
    await page.fill('input[name=nama]', 'Sari Wulandari');
    await page.fill('input[name=surel]', 'sari@uji.example');
    await page.fill('input[name=sandi]', 'telaga-ungu-7-mangga');
    await page.fill('input[name=ulang]', 'telaga-ungu-7-mangga');
    await page.click('main form button[type=submit]');
    await page.waitForURL(`${origin}/`);
    await page.close();
    return { origin, folder, context, requests, troubles, end };
  } catch (error) {
    await end();
    throw error;
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-domain-reliability',
      '--no-first-run',
    ],
  });
}

/** Waits for a page of this address; none is wider than the screen. */
export async function arrive(page: Page, path: RegExp): Promise<void> {
  await page.waitForURL(path, { timeout: 30_000 });
  await page.waitForLoadState('networkidle');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways, page.url()).toBeLessThanOrEqual(0);
}

export const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
