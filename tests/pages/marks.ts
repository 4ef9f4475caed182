/** A number that a page names as a figure of the registry (`marked` of app/metrics/mark.ts), and what is printed for it. */
export interface Mark {
  id: string;
  /** As the page read it; null = unknown. */
  value: number | null;
  n: number | null;
  bagian?: string;
  pilah?: string;
  anggota?: string;
  /** The printed text, and the part of it before any inner element. */
  text: string;
  lead: string;
  /** The markup within. */
  html: string;
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#39': "'",
  nbsp: '\u00a0',
};
const decode = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
export const textOf = (html: string) => decode(html.replace(/<!--.*?-->/g, '').replace(/<[^>]*>/g, '')).trim();

/** What stands between the tag that ends at `from` and its own closing tag. */
function within(html: string, tag: string, from: number): string {
  const tags = new RegExp(`<(/?)${tag}\\b[^>]*>`, 'g');
  tags.lastIndex = from;
  let depth = 1;
  for (let found = tags.exec(html); found; found = tags.exec(html)) {
    depth += found[1] === '/' ? -1 : 1;
    if (depth === 0) return html.slice(from, found.index);
  }
  throw new Error(`<${tag}> is never closed`);
}

/** Elements whose opening tag matches, with what they hold. Our pages are written by React, which escapes `>` in attributes. */
export function elements(html: string, opening: RegExp): { attributes: Record<string, string>; inner: string }[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/g)]
    .filter((found) => opening.test(found[0]) && !found[0].endsWith('/>'))
    .map((found) => ({
      attributes: Object.fromEntries(
        [...found[2]!.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, decode(value!)]),
      ),
      inner: within(html, found[1]!, found.index + found[0].length),
    }));
}

export function marksOf(html: string): Mark[] {
  return elements(html, /\sdata-metrik="/).map(({ attributes: a, inner }) => ({
    id: a['data-metrik']!,
    value: a['data-nilai'] === '' ? null : Number(a['data-nilai']),
    n: a['data-n'] === undefined ? null : Number(a['data-n']),
    bagian: a['data-bagian'],
    pilah: a['data-pilah'],
    anggota: a['data-anggota'],
    text: textOf(inner),
    lead: textOf(inner.replace(/<!--.*?-->/g, '').split('<')[0]!),
    html: inner,
  }));
}

/** Cells of the rows of the first table body in some markup. */
export function cells(html: string): string[][] {
  const [body] = elements(html, /^<tbody/);
  return elements(body?.inner ?? '', /^<tr/).map(({ inner }) =>
    elements(inner, /^<t[hd]/).map((cell) => textOf(cell.inner)),
  );
}
