/**
 * Signs of a pairing code: read from a wall five metres away and typed on a phone. Left out is what looks like another sign
 * (0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) and the vowels, so that no code is a word.
 */
export const CODE_SIGNS = 'CFHJKMNPRTWXY3479';
export const CODE_LENGTH = 6;

/** A code as a person types it: in small letters, with gaps and dashes; null when it cannot be one. */
export function readCode(typed: string | null | undefined): string | null {
  const code = (typed ?? '').toUpperCase().replace(/[\s\u2010-\u2015·.-]+/g, '');
  return code.length === CODE_LENGTH && [...code].every((sign) => CODE_SIGNS.includes(sign)) ? code : null;
}

/** As it is shown: two groups are easier to compare. */
export const shownCode = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;
