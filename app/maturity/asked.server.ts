import { versionIn } from './what-if-address';

/** The month in the address (`?bulan=2026-10`), or null. */
export function askedMonth(request: Request): string | null {
  const asked = new URL(request.url).searchParams.get('bulan') ?? '';
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : null;
}

/** The version of the instrument in the address (`?versi=2026.1`), or null. A plus sign that was typed arrives as a blank. */
export const askedVersion = (request: Request): string | null => versionIn(new URL(request.url).searchParams);
