/**
 * Where to go after signing in: only a path of this site. Anything that a browser could read as another host
 * (`//host`, `/\host`, `https:`, control characters) becomes the start page.
 */
export function safeReturn(wanted: string | null | undefined, otherwise = '/'): string {
  if (!wanted?.startsWith('/') || wanted.length > 2000 || hasControl(wanted) || wanted.includes('\\')) return otherwise;
  const base = 'http://ruang-kendali.invalid';
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return otherwise;
  // `_routes` is how the browser asks for single loaders; it has no meaning in an address.
  url.searchParams.delete('_routes');
  return `${url.pathname}${url.search}`;
}

function hasControl(text: string): boolean {
  for (const character of text) if (character < ' ' || character === '\u007f') return true;
  return false;
}
