import { createHash } from 'node:crypto';

/** A short digest that changes with the stored password; it says nothing about the password itself. */
export const passwordMark = (passwordHash: string) =>
  createHash('sha256').update(passwordHash).digest('base64url').slice(0, 16);
