import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RouteId } from '../../app/access/routes';

/** What of axe-core's answer is told. */
interface Answer {
  violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[];
}

/** What axe-core (WCAG 2.2 A and AA, and good practice) has against a page: a line a rule with its first place. */
export async function accessibilityTroubles(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Answer>(
    // biome-ignore lint/suspicious/noExplicitAny: the page has no types of what was put into it
    () => (window as any).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.target.join(' ')} and ${nodes.length - 1} more`,
  );
}

/** The page that a test has come to; axe-pages.ts says which route it is of. */
export async function isAccessible(page: Page, route: RouteId): Promise<void> {
  expect(await accessibilityTroubles(page), route).toEqual([]);
}
