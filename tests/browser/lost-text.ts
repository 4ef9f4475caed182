import type { Page } from 'playwright-core';

/** Text that nobody five metres away can read, in pixels of a screen of 1080 lines. */
const SMALLEST_PX = 16;
/** Rounding of boxes to whole pixels. */
const SLACK_PX = 2;
/** Lines of text may touch by their empty edges: more than this share of their height is a clash. */
const CLASH = 0.35;

/**
 * What of a wall's text cannot be read: outside of its panel or of the scene, over another text, cut off, or too small. A line
 * for each.
 */
export async function lostText(page: Page): Promise<string[]> {
  // A window that has just been given another size is laid out with its next frames.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(
    ([smallest, slack, clash]) => {
      const lost: string[] = [];
      const root = document.documentElement;
      const lines = innerHeight / 1080;
      if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) lost.push('the page scrolls');
      const texts: { of: Element; told: string; box: DOMRect }[] = [];
      const walker = document.createTreeWalker(document.querySelector('.wall')!, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const of = node.parentElement!;
        const told = (node.nodeValue ?? '').trim();
        if (told === '' || of.closest('.hidden')) continue;
        const drawing = of.closest('svg');
        const scale = drawing ? drawing.getScreenCTM()!.a : 1;
        const size = (Number.parseFloat(getComputedStyle(of).fontSize) * scale) / lines;
        if (size < smallest - 0.1) lost.push(`${told} is ${size.toFixed(1)} px`);
        const host = of.closest('.fact, .wall-panel, .is-large li, .is-rest, .wall-head, .wall-foot, .wall-scene')!;
        const [room, style] = [host.getBoundingClientRect(), getComputedStyle(host)];
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
          texts.push({ of, told, box });
          const right = room.right - Number.parseFloat(style.paddingRight);
          const bottom = room.bottom - Number.parseFloat(style.paddingBottom);
          if (box.right > right + slack || box.bottom > bottom + slack * 2) lost.push(`${told} leaves its panel`);
        }
      }
      for (const [i, a] of texts.entries())
        for (const b of texts.slice(i + 1)) {
          if (a.of === b.of) continue;
          const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (wide > slack && high > clash * Math.min(a.box.height, b.box.height))
            lost.push(`${a.told} lies over ${b.told}`);
        }
      for (const part of document.querySelectorAll('.wall *')) {
        const { overflowX, overflowY } = getComputedStyle(part);
        if (part.closest('svg, .hidden') || (overflowX === 'visible' && overflowY === 'visible')) continue;
        if (part.scrollWidth > part.clientWidth + slack || part.scrollHeight > part.clientHeight + slack)
          lost.push(`${part.className} cuts what it holds`);
      }
      return [...new Set(lost)];
    },
    [SMALLEST_PX, SLACK_PX, CLASH] as const,
  );
}
