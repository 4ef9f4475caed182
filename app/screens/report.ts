/** A running screen speaks at least this often. */
export const REPORT_EVERY_MS = 60_000;
/** A screen that was not heard for this long is taken for off. */
export const OFF_AFTER_MS = 150_000;
