/** Estimates closer to one half than this stand on it: products of fractions are not exact. R's survival package does so. */
const TOLERANCE = 1.5e-8;

/**
 * Kaplan-Meier median as one aggregate expression, so that it is split and grouped like any other figure. Its parts have names:
 * two in one query need a `km` each. `duration` is how long a case took or has waited, in whole units (null: left out); `happened`
 * tells whether it ended (false: still waiting, censored). The median is when the estimated share still waiting falls to one
 * half; where it rests on exactly one half, the middle of that rest, so that without open cases it is the plain median.
 * Null when it never falls so far. Of equal durations endings come before censorings (Kaplan and Meier 1958).
 *
 * Each duration is one number, its last bit set when it is censored, so that sorting numbers puts all in order. After the i-th
 * of n cases the share is (n - i) / n times (n - p + 1) / (n - p) for each censored place p up to i: only censored ones are gone
 * through, and between two of them the place is told by division. Durations end at 2^31 (68 years of seconds).
 */
export const survivalMedianOf = (duration: string, happened: string, km = 'km') => {
  const [order, n, open, rest, half, below] = ['order', 'n', 'open', 'rest', 'half', 'below'].map(
    (name) => `${km}_${name}`,
  );
  const sorted = `(arraySort(groupArrayIf(toUInt32(assumeNotNull(${duration}) * 2 + NOT ${happened}), ${duration} IS NOT NULL)) AS ${order})`;
  const censored = `(arrayFilter((i, one) -> bitTest(one, 0), arrayEnumerate(${sorted}), ${order}) AS ${open})`;
  const factors = `(arrayPushFront(arrayMap(s -> exp(s), arrayCumSum(arrayMap(p -> log((${n} - p + 1) / (${n} - p)), ${censored}))), 1.) AS ${rest})`;
  /** The first place after which the share is at most this; 0: there is none. */
  const placeOf = (share: string, factors: string) => `toInt64(arrayFirst((place, next) -> place < next,
      arrayMap((p, more) -> greatest(toFloat64(p + 1), ceil(${n} - ${share} * ${n} / more)), arrayPushFront(${open}, 0), ${factors}),
      arrayPushBack(${open}, ${n} + 1)))`;
  // No `if`: the engine would work out its branches for each row on its own, at twice the cost. A product with null is null.
  return `(bitShiftRight(${order}[${placeOf(`(0.5 + ${TOLERANCE})`, factors)} AS ${half}], 1)
      + bitShiftRight(${order}[(${placeOf(`(0.5 - ${TOLERANCE})`, rest!)} AS ${below}) - (${below} = 0)], 1)) / 2
    * nullIf(${half} > 0 AND (length(${order}) AS ${n}) > 0, false)`;
};

/** The same in hours of waits that are hours: to the second, since whole hours would cut each of them. */
export const survivalMedianHoursOf = (hours: string, happened: string, km?: string) =>
  `${survivalMedianOf(`round(${hours} * 3600)`, happened, km)} / 3600`;
