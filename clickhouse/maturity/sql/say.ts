/**
 * An amount for an Indonesian sentence, as SQL: 1.221 and 12,5. Of zero or more; years and codes are not amounts.
 */
export const said = (amount: string, decimals = 1) => `arrayMap(digits -> concat(
    trim(LEADING '.' FROM reverse(replaceRegexpAll(reverse(digits[1]), '([0-9]{3})', '\\\\1.'))),
    if(length(digits) > 1, concat(',', digits[2]), '')),
  [splitByChar('.', ifNull(toString(round(${amount}, ${decimals})), '–'))])[1]`;

/** A number of cases for a sentence. */
export const count = (cases: string) => said(cases, 0);

/** A code for a sentence: buku_tamu is "buku tamu". */
export const words = (code: string) => `replaceAll(replaceAll(toString(${code}), '_', ' '), 'ppid', 'PPID')`;
