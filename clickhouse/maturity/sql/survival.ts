/**
 * Kaplan-Meier median of durations: the smallest t at which the estimated share still waiting is at most one half.
 * `rows` selects `office, duration, happened` (happened = false: still waiting when last seen). Gives
 * `office, n, median, longest`; median is null when the curve never falls to one half, longest is the longest wait seen.
 * Of equal durations events come before censorings (Kaplan and Meier 1958).
 */
export const survivalMedian = (rows: string) => `SELECT office, total AS n,
    arrayFirstOrNull((t, s) -> s <= 0.5, durations, surviving) AS median,
    durations[-1] AS longest
  FROM (
    SELECT office, sum(at_time) AS total,
      arraySort(groupArray((duration, events, at_time))) AS steps,
      arrayMap(x -> x.1, steps) AS durations,
      arrayMap((left_before, step) -> total - left_before + step.3, arrayCumSum(x -> x.3, steps), steps) AS at_risk,
      arrayMap((step, risk) -> 1 - step.2 / risk, steps, at_risk) AS factors,
      arrayMap(i -> arrayProduct(arraySlice(factors, 1, i)), arrayEnumerate(factors)) AS surviving
    FROM (SELECT office, duration, countIf(happened) AS events, count() AS at_time FROM (${rows}) GROUP BY office, duration)
    GROUP BY office
  )`;
