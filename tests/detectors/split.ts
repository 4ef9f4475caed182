import { createHash } from 'node:crypto';

/**
 * Whether a page is held back from whoever tunes detectors: by a hash of its name. The pages of `tambahan.pages` were named
 * so that they fall here, before any detector was written: each feature needs five pages that show it.
 */
export const heldBack = (name: string): boolean => createHash('sha256').update(name).digest().readUInt32BE(0) % 3 === 0;
