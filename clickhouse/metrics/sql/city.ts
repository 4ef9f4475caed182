/** Pieces of SQL about the city that is in force: always the newest applied profile. */
export const newestProfile = '(SELECT max(version) FROM city_profiles)';

/** The calendar of an office that names none, and of what has no office. */
export const DEFAULT_CALENDAR = 'dinas';

const namedCalendars = (
  column: string,
) => `(SELECT arrayConcat(['${column === 'key' ? '' : DEFAULT_CALENDAR}'], groupArray(toString(${column}))) FROM (
    SELECT key, unit FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'skpd_kalender' ORDER BY key))`;

/** The calendar of an office: a look-up in two small constant lists, so that no join can be planned around it. */
export const calendarOf = (office: string) =>
  `transform(toString(${office}), ${namedCalendars('key')}, ${namedCalendars('unit')}, '${DEFAULT_CALENDAR}')`;

/** Rows of `calendar, date, is_working, working_index`. */
export const workdays = `SELECT toString(calendar) AS calendar, date, is_working, working_index
  FROM city_calendar WHERE profile_version = ${newestProfile}`;

/**
 * Rows of `calendar, start_date, working_days, due_date`: the n-th working day after a date for every n that a service or
 * a complaint rule promises (and those of `alsoN`). Day 0 is the day of receipt; dates beyond the calendar have no row.
 */
export function dueDates(alsoN: readonly number[] = []): string {
  return `SELECT first.calendar AS calendar, first.date AS start_date, first.working_days AS working_days, last.date AS due_date
  FROM (
    SELECT calendar, date, arrayJoin(arrayDistinct(arrayConcat(
        (SELECT groupUniqArray(toUInt32(ceil(assumeNotNull(sla_value)))) FROM city_services
          WHERE profile_version = ${newestProfile} AND sla_unit = 'hari_kerja' AND sla_value > 0),
        (SELECT groupUniqArray(toUInt32(ceil(value))) FROM city_rules
          WHERE profile_version = ${newestProfile} AND kind = 'aduan_sla' AND unit = 'hari_kerja' AND value > 0),
        [${alsoN.map((n) => `toUInt32(${n})`).join(', ')}]))) AS working_days,
      working_index + working_days AS due_index
    FROM (${workdays})
  ) AS first
  INNER JOIN (SELECT calendar, date, working_index FROM (${workdays}) WHERE is_working) AS last
    ON last.calendar = first.calendar AND last.working_index = first.due_index`;
}

/** The last second of a local date, as an instant. */
const endOfLocalDay = (date: string) => `toDateTime(addDays(${date}, 1), {timezone:String}) - 1`;

/**
 * The last second that is still in time. `due` is the row joined from `dueDates` on the start's local date; a limit in
 * working days without such a row has no due moment (1970) and the caller leaves the case out.
 */
export function dueAt(start: string, value: string, unit: string, due = 'due'): string {
  return `multiIf(
    ${unit} = 'jam', toDateTime(toUnixTimestamp(${start}) + toUInt32(${value} * 3600), 'UTC'),
    ${unit} = 'hari_kalender', toDateTime(toUnixTimestamp(${endOfLocalDay(`addDays(toDate(${start}, {timezone:String}), toUInt32(ceil(${value})))`)}), 'UTC'),
    ${due}.due_date > toDate(0), toDateTime(toUnixTimestamp(${endOfLocalDay(`${due}.due_date`)}), 'UTC'),
    toDateTime(0, 'UTC'))`;
}

/**
 * Moments and record keys as one whole number, which orders as the tuple does: of numbers the engine finds the smallest or
 * largest several times as fast as of tuples.
 */
export const inOrder = (seconds: string, row: string, key: string) =>
  `bitOr(bitShiftLeft(toUInt256(${seconds}), 136), bitOr(bitShiftLeft(toUInt256(${row}), 128), toUInt256(${key})))`;

/** Keeps the rows of the asked office; '' asks for the whole city. */
export const ofOffice = (column = 'skpd') => `({skpd:String} = '' OR ${column} = {skpd:String})`;
