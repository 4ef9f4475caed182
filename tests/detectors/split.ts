import { createHash } from 'node:crypto';

/** Whether a page is held back from whoever tunes detectors: by a hash of its name, which nobody chooses. */
export const heldBack = (name: string): boolean => createHash('sha256').update(name).digest().readUInt32BE(0) % 3 === 0;
