import { DEFAULT_CALENDAR, newestProfile } from '../metrics/sql/city';

/**
 * Working time in SQL. Each function gives an expression over columns of the caller's rows (`office` = code of the SKPD) that is
 * null where nobody can know: a moment outside the calendar, a calendar without hours. Nothing is joined: all that the calendars
 * say are look-ups in lists that are worked out once per query. {timezone:String} is the city's zone. `version` is the profile
 * version judged by, in SQL: the newest, `{profil:UInt32}`, or that of `profileAt`.
 */

/** The version of the profile that was in force at a moment; before the first profile the first. */
export const profileAt = (moment: string) =>
  `(SELECT if(countIf(applied_at <= ${moment}) > 0, maxIf(version, applied_at <= ${moment}), min(version)) FROM city_profiles)`;

/**
 * Names values that an expression needs more than once. An alias would be written out at each use, and uses of uses multiply: the
 * engine took a second to understand one due moment. The parameters of a lambda stay short.
 */
function having(values: Record<string, string>, expression: string): string {
  const lists = Object.values(values).map((value) => `[${value}]`);
  return `arrayMap((${Object.keys(values).join(', ')}) -> ${expression}, ${lists.join(', ')})[1]`;
}

/** What a look-up answers for what the calendar does not hold. */
const UNKNOWN = 'toUInt64(18446744073709551615)';

/** Columns `k` and `v` of a query's rows as two constant lists. */
const lists = (rows: string) =>
  `(SELECT (arrayPushBack(groupArray(toUInt64(k)), ${UNKNOWN}), arrayPushBack(groupArray(toUInt64(v)), ${UNKNOWN})) FROM (${rows}))`;

/** A look-up of whole numbers in the rows `k, v` of a query; null when there is no such row. */
const found = (key: string, rows: string) =>
  `nullIf(transform(${key}, tupleElement(${lists(rows)}, 1), tupleElement(${lists(rows)}, 2), ${UNKNOWN}), ${UNKNOWN})`;

const days = (version: string) => `city_calendar WHERE profile_version = ${version}`;
/** Days of calendars whose every working day tells its hours; of the others nobody knows working time. */
const daysWithHours = (version: string) =>
  `${days(version)} AND calendar NOT IN (SELECT calendar FROM ${days(version)} AND is_working AND closes_minute <= opens_minute)`;

/** A calendar as a whole number. */
const numberOf = (calendar: string) => `toUInt64(CRC32(toString(${calendar})))`;
const STANDARD = numberOf(`'${DEFAULT_CALENDAR}'`);

/** The number of an office's calendar. */
function calendarOfOffice(office: string, version: string): string {
  const offices = `(SELECT (arrayPushBack(groupArray(toString(key)), ''), arrayPushBack(groupArray(${numberOf('unit')}), ${STANDARD}))
    FROM city_rules WHERE profile_version = ${version} AND kind = 'skpd_kalender')`;
  return `CAST(transform(${office}, tupleElement(${offices}, 1), tupleElement(${offices}, 2), ${STANDARD}) AS UInt64)`;
}

/** A calendar and a place in it (a date, an index, a second of working time) as one whole number. */
const PLACES = 4294967296;
const keyOf = (calendar: string, place: string) => `${calendar} * ${PLACES} + toUInt64(${place})`;
const keyOfRow = (place: string) => keyOf(numberOf('calendar'), place);
const dayKey = (local: string) => keyOf('k_calendar', `intDiv(${local}, 86400)`);

/** Indonesian zones have had no summer time and no new offset for as long as there are calendars here. */
const OFFSET = `timezoneOffset(toDateTime('2024-01-01 00:00:00', {timezone:String}))`;
/** Seconds since 1970 by the clock on the wall, and back. */
const localSecond = (moment: string) => `(toInt64(toUnixTimestamp(${moment})) + ${OFFSET})`;
const asMoment = (local: string) => `toDateTime(${local} - ${OFFSET}, 'UTC')`;

/** Working days from the first day of the calendar up to and including that of a moment. */
const workingIndex = (moment: string, version: string) =>
  found(
    dayKey(localSecond(moment)),
    `SELECT ${keyOfRow('toUInt16(date)')} AS k, working_index AS v FROM ${days(version)}`,
  );

/** What makes up a working day, in minutes, and how many bits it takes in the one number that a day is looked up as. */
const PARTS = [
  ['opens_minute', 11],
  ['closes_minute', 11],
  ['break_from_minute', 11],
  ['break_to_minute - break_from_minute', 9],
  ['minutes_before', 22],
] as const;
const shiftOf = (part: number) => PARTS.slice(0, part).reduce((sum, [, bits]) => sum + bits, 0);

/** A day of the calendar as such a number; all of its hours are 0 on a day off. */
function workingDay(key: string, version: string): string {
  const packed = PARTS.map(([minutes], i) => `bitShiftLeft(toUInt64(${minutes}), ${shiftOf(i)})`).join(' + ');
  return found(key, `SELECT ${keyOfRow('toUInt16(date)')} AS k, ${packed} AS v FROM ${daysWithHours(version)}`);
}
/** Of the day `k_day`: seconds of the day at which the office opens, closes and breaks, and working seconds before it. */
const [OPENS, CLOSES, BREAKS, PAUSE, BEFORE] = PARTS.map(
  ([, bits], i) => `toInt64(bitAnd(bitShiftRight(k_day, ${shiftOf(i)}), ${2 ** bits - 1})) * 60`,
) as [string, string, string, string, string];
const RESUMES = `(${BREAKS} + ${PAUSE})`;

/** Seconds by which the second of the day lies past the beginning of a span, no more than the span is long. */
const within = (from: string, to: string) => `(least(greatest(k_second, ${from}), ${to}) - ${from})`;

/** Working seconds from the first day of the calendar to a moment. */
function workedSeconds(moment: string, version: string): string {
  return having(
    { k_local: localSecond(moment) },
    having(
      { k_second: 'k_local % 86400', k_day: workingDay(dayKey('k_local'), version) },
      `${BEFORE} + ${within(OPENS, CLOSES)} - ${within(BREAKS, RESUMES)}`,
    ),
  );
}

/** Working days after the day of `from`, up to and including that of `to`: the day of receipt is day 0. Nullable(Int64). */
export function workingDaysElapsed(office: string, from: string, to: string, version = newestProfile): string {
  return having(
    { k_calendar: calendarOfOffice(office, version) },
    `toInt64(${workingIndex(to, version)}) - toInt64(${workingIndex(from, version)})`,
  );
}

/** Hours between two moments at which the office was open, breaks left out. Nullable(Float64). */
export function workingHoursElapsed(office: string, from: string, to: string, version = newestProfile): string {
  return having(
    { k_calendar: calendarOfOffice(office, version) },
    `(${workedSeconds(to, version)} - ${workedSeconds(from, version)}) / 3600`,
  );
}

/** Whether the office was open at a moment, its break being closed. Nullable(UInt8). */
export function isOpenAt(office: string, moment: string, version = newestProfile): string {
  return having(
    { k_calendar: calendarOfOffice(office, version), k_second: `${localSecond(moment)} % 86400` },
    having(
      { k_day: workingDay(dayKey(localSecond(moment)), version) },
      `k_second >= ${OPENS} AND k_second < ${CLOSES} AND NOT (k_second >= ${BREAKS} AND k_second < ${RESUMES})`,
    ),
  );
}

/** The n-th working day after the day of a moment ends at closing, or with its date when the calendar tells no hours. */
function endOfWorkingDay(start: string, n: string, version: string): string {
  const ends = `SELECT ${keyOfRow('working_index')} AS k,
      toUInt64(toUInt16(date)) * 86400 + if(closes_minute > 0, toUInt64(closes_minute) * 60, 86399) AS v
    FROM ${days(version)} AND is_working`;
  const index = `${workingIndex(start, version)} + toUInt64(ceil(${n}))`;
  return asMoment(`toInt64(${found(keyOf('k_calendar', index), ends)})`);
}

/** A number of working hours is over in the day in which the sum of all working time reaches it. */
function endOfWorkingHours(start: string, hours: string, version: string): string {
  const beginnings = `SELECT ${keyOfRow('toUInt64(minutes_before) * 60')} AS k, toUInt16(date) AS v
    FROM ${daysWithHours(version)} AND is_working`;
  const begins = `arrayPushFront(arraySort(tupleElement(${lists(beginnings)}, 1)), toUInt64(0))`;
  const steps: Record<string, string>[] = [
    { k_worked: workedSeconds(start, version) },
    { k_last: keyOf('k_calendar', `ifNull(k_worked + toInt64(ceil(${hours} * 3600)) - 1, 0)`) },
    { k_begin: `roundDown(k_last, ${begins})` },
    { k_date: found('k_begin', beginnings), k_into: 'toInt64(k_last - k_begin) + 1' },
    { k_day: workingDay(keyOf('k_calendar', 'k_date'), version) },
    { k_end: `${OPENS} + k_into + if(${PAUSE} > 0 AND k_into > ${BREAKS} - ${OPENS}, ${PAUSE}, 0)` },
  ];
  return steps.reduceRight(
    (expression, values) => having(values, expression),
    `if(isNotNull(k_worked) AND intDiv(k_begin, ${PLACES}) = k_calendar AND k_end <= ${CLOSES},
      ${asMoment('toInt64(k_date) * 86400 + k_end')}, NULL)`,
  );
}

/**
 * The last moment that is still in time when `value` `unit`s are promised from `start`: `jam` and `hari_kalender` by the clock and
 * the date, `jam_kerja` and `hari_kerja` by the office's calendar. The day of receipt is day 0, and a working day ends at closing.
 * Null for a promise of nothing. Nullable(DateTime('UTC')).
 */
export function dueMoment(office: string, start: string, value: string, unit: string, version = newestProfile): string {
  return having(
    { k_calendar: calendarOfOffice(office, version) },
    `multiIf(
    NOT ifNull(${value} > 0, false), NULL,
    ${unit} = 'hari_kerja', ${endOfWorkingDay(start, value, version)},
    ${unit} = 'hari_kalender', ${asMoment(`(intDiv(${localSecond(start)}, 86400) + toInt64(ceil(${value})) + 1) * 86400 - 1`)},
    ${unit} = 'jam', toDateTime(toInt64(toUnixTimestamp(${start})) + toInt64(ceil(${value} * 3600)), 'UTC'),
    ${unit} = 'jam_kerja', ${endOfWorkingHours(start, value, version)},
    NULL)`,
  );
}
