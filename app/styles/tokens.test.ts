import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function block(opening: string): Record<string, string> {
  const start = css.indexOf(opening);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1]!, m[2]!]));
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const light = block(':root {');
const dark = block(":root[data-tema='gelap']");

describe('tokens', () => {
  it('gives the automatic dark theme the same values as the chosen one', () => {
    expect(block(":root[data-tema='auto']")).toEqual(dark);
  });

  for (const [theme, tokens] of Object.entries({ light, dark })) {
    it(`keeps text readable on every surface (${theme}, WCAG AA 4.5)`, () => {
      const texts = ['--ink', '--ink-2', '--ink-3', '--accent', '--good', '--warn', '--bad', '--unknown'];
      for (const text of texts) {
        for (const surface of ['--ground', '--panel', '--raised']) {
          const ratio = contrast(tokens[text]!, tokens[surface]!);
          expect(ratio, `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
        }
      }
      expect(contrast(tokens['--on-accent']!, tokens['--accent']!)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens['--accent']!, tokens['--accent-soft']!)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens['--bad']!, tokens['--bad-soft']!)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens['--good']!, tokens['--good-soft']!)).toBeGreaterThanOrEqual(4.5);
    });

    it(`keeps the edges of fields visible (${theme}, WCAG 1.4.11 3.0)`, () => {
      for (const surface of ['--ground', '--panel']) {
        expect(contrast(tokens['--line-strong']!, tokens[surface]!), surface).toBeGreaterThanOrEqual(3);
      }
    });

    it(`orders tahap and map classes by lightness (${theme})`, () => {
      for (const scale of [
        ['--t0', '--t1', '--t2', '--t3', '--t4'],
        ['--m1', '--m2', '--m3', '--m4', '--m5'],
      ]) {
        const values = scale.map((name) => luminance(tokens[name]!));
        const rising = [...values].sort((a, b) => a - b);
        expect([rising, rising.toReversed()]).toContainEqual(values);
      }
    });
  }
});
