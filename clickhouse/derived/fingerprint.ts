import { createHash } from 'node:crypto';

/** Twelve characters that tell how rows are worked out: other statements, another fingerprint. */
export const fingerprint = (statements: string): string =>
  createHash('sha256').update(statements).digest('hex').slice(0, 12);
