import { createHash } from 'node:crypto';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON with sorted keys and no blanks, so that the same content always has the same text. */
function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export const sha256 = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Twelve significant digits: sums of floats differ in the last ones when parts are read in another order. */
export const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(12)));
