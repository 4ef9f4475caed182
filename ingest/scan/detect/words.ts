/** Words as a phrase list matches them: small letters, one kind of space, `&` as "dan", no accents of typography. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('&', ' dan ')
    .replace(/[’‘`]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

const escaped = (phrase: string) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ -]');
const anyPhrase = (phrases: readonly string[]) =>
  `(?:${[...phrases]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})`;

/** One of the phrases as whole words, anywhere. */
export const anywhere = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${anyPhrase(phrases)}(?![\\p{L}\\p{N}])`, 'u');

/** One of the phrases at the beginning, as whole words. */
export const atStart = (phrases: readonly string[]): RegExp =>
  new RegExp(`^${anyPhrase(phrases)}(?![\\p{L}\\p{N}])`, 'u');

/** Nothing but one of the phrases, up to punctuation. */
export const exactly = (phrases: readonly string[]): RegExp =>
  new RegExp(`^[^\\p{L}\\p{N}]*${anyPhrase(phrases)}[^\\p{L}\\p{N}]*$`, 'u');

/** "A. Persyaratan", "2) Biaya", "📊 Indeks Kepuasan" without what counts or marks them. */
export const uncounted = (text: string): string =>
  text
    .replace(/^[^\p{L}\p{N}(]+/u, '')
    .replace(/^(?:\d{1,2}[.)]\s*|[a-z]{1,2}[.)]\s+)/, '')
    .trim();
