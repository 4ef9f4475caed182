/** A moment as `JSON.stringify` writes a Date: nothing else in a snapshot looks like it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Reads JSON back with its moments as dates. */
export function parseWithDates<T>(text: string): T {
  return JSON.parse(text, (_key, value) =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
  ) as T;
}
