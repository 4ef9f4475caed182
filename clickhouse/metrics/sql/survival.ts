/** Estimates closer to one half than this stand on it: products of fractions are not exact. R's survival package does so. */
const TOLERANCE = 1.5e-8;

/**
 * Kaplan-Meier median as one aggregate expression, so that it is split and grouped like any other figure. Its parts have names:
 * two in one query need a `km` each. `duration` is how long a case took or has waited, in whole units (null: left out); `happened`
 * tells whether it ended (false: still waiting, censored). The median is when the estimated share still waiting falls to one
 * half; where it rests on exactly one half, the middle of that rest, so that without open cases it is the plain median.
 * Null when it never falls so far. Of equal durations endings come before censorings (Kaplan and Meier 1958).
 *
 * Each duration is one number, its last bit set when it is censored, so that sorting numbers puts all in order; one by one
 * through a tie gives the same product as the tie at once. Shares are kept as their logarithms, durations end at 2^31 (68 years
 * of seconds).
 */
export const survivalMedianOf = (duration: string, happened: string, km = 'km') => `if(
    (arrayFirstIndex(s -> s <= log(0.5 + ${TOLERANCE}),
      (arrayCumSum(arrayMap(
        (one, i) -> if(bitTest(one, 0), 0, log(1 - 1 / (length(${km}_order) - i + 1))),
        (arraySort(groupArrayIf(toUInt32(assumeNotNull(${duration}) * 2 + NOT ${happened}), ${duration} IS NOT NULL)) AS ${km}_order),
        arrayEnumerate(${km}_order))) AS ${km}_waiting)) AS ${km}_half) = 0,
    NULL,
    toNullable((bitShiftRight(${km}_order[${km}_half], 1) + bitShiftRight(multiIf(
      ${km}_waiting[${km}_half] < log(0.5 - ${TOLERANCE}), ${km}_order[${km}_half],
      (arrayFirstIndex(s -> s < log(0.5 - ${TOLERANCE}), ${km}_waiting) AS ${km}_below) > 0, ${km}_order[${km}_below],
      ${km}_order[-1]), 1)) / 2))`;

/** The same in hours of waits that are hours: to the second, since whole hours would cut each of them. */
export const survivalMedianHoursOf = (hours: string, happened: string, km?: string) =>
  `${survivalMedianOf(`round(${hours} * 3600)`, happened, km)} / 3600`;
