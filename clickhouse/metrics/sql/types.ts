import { z } from 'zod';

/** A moment as a query parameter: whole seconds since 1970. */
export const instant = z.date().transform((d) => Math.floor(d.getTime() / 1000));
export const instants = z.array(z.date()).transform((all) => all.map((d) => Math.floor(d.getTime() / 1000)));

/** A moment in a row (ISO 8601). */
export const time = z.string().transform((text) => new Date(text));
export const nullableTime = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : new Date(text)));
