/** The period of a probe, for tables with a column `time`. */
export const inPeriod = `time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')}`;
/** The twelve months that end with the period. */
export const inYear = `time >= toDateTime({to:DateTime('UTC')}, 'UTC') - INTERVAL 12 MONTH AND time < {to:DateTime('UTC')}`;
/** One office, or all of them. */
export const office = `({skpd:String} = '' OR skpd = {skpd:String})`;
/** First and last local date of the period. */
export const firstDay = `toDate(toDateTime({from:DateTime('UTC')}, {timezone:String}))`;
export const lastDay = `toDate(toDateTime({to:DateTime('UTC')}, {timezone:String}) - 1)`;
export const localDate = (time: string) => `toDate(${time}, {timezone:String})`;
