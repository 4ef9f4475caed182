import axe from 'axe-core';
import type { Page } from 'playwright-core';

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
