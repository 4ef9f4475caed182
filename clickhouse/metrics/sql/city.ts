/** Pieces of SQL about the city that is in force: always the newest applied profile. */
export const newestProfile = '(SELECT max(version) FROM city_profiles)';

/** The calendar of an office that names none, and of what has no office. */
const DEFAULT_CALENDAR = 'dinas';

/** Rows of `calendar_office, calendar` for the offices that name one. */
export const officeCalendars = `SELECT key AS calendar_office, toString(unit) AS calendar
  FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'skpd_kalender'`;

/** The calendar of a row that was left-joined with `officeCalendars`. */
export const calendarOf = (alias: string) => `if(${alias}.calendar = '', '${DEFAULT_CALENDAR}', ${alias}.calendar)`;

/** Rows of `calendar, date, is_working, working_index`. */
export const workdays = `SELECT toString(calendar) AS calendar, date, is_working, working_index
  FROM city_calendar WHERE profile_version = ${newestProfile}`;

/**
 * Rows of `calendar, start_date, working_days, due_date`: the n-th working day after a date for every n that a service or
 * a complaint rule promises (and those of `alsoN`). Day 0 is the day of receipt; dates beyond the calendar have no row.
 */
export function dueDates(alsoN: readonly number[] = []): string {
  return `SELECT first.calendar AS calendar, first.date AS start_date, promised.working_days AS working_days, last.date AS due_date
  FROM (${workdays}) AS first
  CROSS JOIN (
    SELECT DISTINCT toUInt32(ceil(assumeNotNull(sla_value))) AS working_days FROM city_services
    WHERE profile_version = ${newestProfile} AND sla_unit = 'hari_kerja' AND sla_value IS NOT NULL
    UNION DISTINCT
    SELECT DISTINCT toUInt32(ceil(value)) FROM city_rules
    WHERE profile_version = ${newestProfile} AND kind = 'aduan_sla' AND unit = 'hari_kerja'
    UNION DISTINCT
    SELECT toUInt32(arrayJoin([${[0, ...alsoN].join(', ')}]))
  ) AS promised
  INNER JOIN (SELECT calendar, date, working_index FROM (${workdays}) WHERE is_working) AS last
    ON last.calendar = first.calendar AND last.working_index = first.working_index + promised.working_days
  WHERE promised.working_days > 0`;
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

/** Keeps the rows of the asked office; '' asks for the whole city. */
export const ofOffice = (column = 'skpd') => `({skpd:String} = '' OR ${column} = {skpd:String})`;
