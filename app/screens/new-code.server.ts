import { randomInt } from 'node:crypto';
import { CODE_LENGTH, CODE_SIGNS } from './code';

/** A code that nobody can foresee: one of 24 million. */
export const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join('');
