import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What of axe-core's answer is told. */
interface Answer {
  violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[];
}

/**
 * What axe-core (WCAG 2.2 A and AA, and its good practice) has against a page as it stands: one line a rule with the first
 * place of it. With `contrast` only its check of colours, which is the one that another theme can change.
 */
export async function accessibilityTroubles(page: Page, only: 'contrast' | 'all' = 'all'): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], ...(only === 'contrast' ? { runOnly: ['color-contrast'] } : {}) };
  const { violations } = await page.evaluate<Answer, object>(
    // biome-ignore lint/suspicious/noExplicitAny: the page has no types of what was put into it
    (told) => (window as any).axe.run(document, told),
    options,
  );
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.target.join(' ')} and ${nodes.length - 1} more`,
  );
}
