/** Estimates closer to one half than this stand on it: products of fractions are not exact. R's survival package does so. */
const TOLERANCE = 1.5e-8;

/**
 * Kaplan-Meier median as one aggregate expression, so that it is split and grouped like any other figure (once in a query:
 * it names its parts). `duration` is how long a case took or has waited (null: left out); `happened` tells whether it ended
 * (false: still waiting, censored). The median is when the estimated share still waiting falls to one half; where it rests
 * on exactly one half, the middle of that rest, so that without open cases it is the plain median. Null when it never falls
 * so far. Of equal durations endings come before censorings (Kaplan and Meier 1958).
 */
export const survivalMedianOf = (duration: string, happened: string) => `if(
    (arrayFirstIndex(s -> s <= 0.5 + ${TOLERANCE},
      (arrayMap(x -> exp(x), arrayCumSum(arrayMap(
        (ended, all, so_far) -> log(1 - ended / (km_steps.3[-1] - so_far + all)),
        (sumMapIf([assumeNotNull(${duration})], [toUInt64(${happened})], [toUInt64(1)], ${duration} IS NOT NULL) AS km_sums).2,
        km_sums.3,
        (tuple(km_sums.1, km_sums.2, arrayCumSum(km_sums.3)) AS km_steps).3))) AS km_waiting)) AS km_half) = 0,
    NULL,
    toNullable((km_sums.1[km_half] + multiIf(
      km_waiting[km_half] < 0.5 - ${TOLERANCE}, km_sums.1[km_half],
      (arrayFirstIndex(s -> s < 0.5 - ${TOLERANCE}, km_waiting) AS km_below) > 0, km_sums.1[km_below],
      km_sums.1[-1])) / 2))`;
