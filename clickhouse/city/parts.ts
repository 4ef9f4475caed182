import { z } from 'zod';
import { writeOneOf } from './wording';

/** An object without other keys; a stray key is answered with the nearest known one (one line per key). */
export function closed<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue.keys as string[]).map((key) => `tidak dikenal. ${writeOneOf(key, known)}`).join('\n')
        : undefined,
  });
}

export const text = z.string().refine((value) => value.trim() !== '', {
  error: 'kosong. Isi teksnya, atau hapus baris ini bila memang belum ada.',
});
