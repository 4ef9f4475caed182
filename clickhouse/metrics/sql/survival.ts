/** Estimates closer to one half than this stand on it: products of fractions are not exact. R's survival package does so. */
const TOLERANCE = 1.5e-8;

/**
 * Kaplan-Meier median as one aggregate expression, so that it is split and grouped like any other figure (once in a query:
 * it names its parts). `duration` is how long a case took or has waited, in whole units (null: left out); `happened` tells
 * whether it ended (false: still waiting, censored). The median is when the estimated share still waiting falls to one
 * half; where it rests on exactly one half, the middle of that rest, so that without open cases it is the plain median.
 * Null when it never falls so far. Of equal durations endings come before censorings (Kaplan and Meier 1958).
 *
 * Each duration is one number, its last bit set when it is censored, so that sorting numbers puts all in order; one by one
 * through a tie gives the same product as the tie at once.
 */
export const survivalMedianOf = (duration: string, happened: string) => `if(
    (arrayFirstIndex(s -> s <= 0.5 + ${TOLERANCE},
      (arrayMap(x -> exp(x), arrayCumSum(arrayMap(
        (one, i) -> if(bitTest(one, 0), 0, log(1 - 1 / (length(km_order) - i + 1))),
        (arraySort(groupArrayIf(toUInt64(assumeNotNull(${duration})) * 2 + NOT ${happened}, ${duration} IS NOT NULL)) AS km_order),
        arrayEnumerate(km_order)))) AS km_waiting)) AS km_half) = 0,
    NULL,
    toNullable((bitShiftRight(km_order[km_half], 1) + bitShiftRight(multiIf(
      km_waiting[km_half] < 0.5 - ${TOLERANCE}, km_order[km_half],
      (arrayFirstIndex(s -> s < 0.5 - ${TOLERANCE}, km_waiting) AS km_below) > 0, km_order[km_below],
      km_order[-1]), 1)) / 2))`;

/** The same in hours of waits that are hours: to the second, since whole hours would cut each of them. */
export const survivalMedianHoursOf = (hours: string, happened: string) =>
  `${survivalMedianOf(`round(${hours} * 3600)`, happened)} / 3600`;
