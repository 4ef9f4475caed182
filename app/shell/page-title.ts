import type { Language } from '../text/define';
import type { ShellData } from './shell-data.server';

/**
 * For a route's `meta`: the browser tab says the page first, then the product.
 * `export const meta: MetaFunction = ({ matches }) => pageTitle(matches, words, (t) => t.title);`
 */
export function pageTitle<T>(
  matches: { id: string; data?: unknown }[],
  words: Record<Language, T>,
  title: (t: T) => string,
): [{ title: string }] {
  const root = matches.find((match) => match.id === 'root')?.data as ShellData | undefined;
  return [{ title: `${title(words[root?.lang ?? 'id'])} · Ruang Kendali` }];
}
