/**
 * The product's one clock. `RK_NOW` (ISO 8601) freezes it, so that tests, screenshots and recomputed scores
 * give the same answer every time. SQL never calls `now()`: the time is always a bound parameter.
 */
export function now(): Date {
  const frozen = process.env.RK_NOW;
  return frozen ? new Date(frozen) : new Date();
}
