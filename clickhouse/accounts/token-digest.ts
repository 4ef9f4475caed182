import { createHash } from 'node:crypto';

/** What is stored of a token: it has enough chance in it that a fast hash tells nothing of it. */
export const tokenDigest = (token: string) => createHash('sha256').update(token).digest('hex');
