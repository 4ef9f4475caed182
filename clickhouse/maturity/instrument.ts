/** The version that every result carries. A change of a rule, threshold or probe is a new version. */
export const INSTRUMENT = '2026.1';
