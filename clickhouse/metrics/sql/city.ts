import { cityList, newestProfile } from '../../warehouse/city-constants';

/** Pieces of SQL about the city that is in force: always the newest applied profile. */
export { newestProfile };

/** The calendar of an office that names none, and of what has no office. */
export const DEFAULT_CALENDAR = 'dinas';

const namedCalendars = (column: string) =>
  cityList(`SELECT arrayConcat(['${column === 'key' ? '' : DEFAULT_CALENDAR}'], groupArray(toString(${column}))) FROM (
    SELECT key, unit FROM city_rules WHERE profile_version = ${newestProfile} AND kind = 'skpd_kalender' ORDER BY key)`);

/** The calendar of an office: a look-up in two small constant lists, so that no join can be planned around it. */
export const calendarOf = (office: string) =>
  `transform(toString(${office}), ${namedCalendars('key')}, ${namedCalendars('unit')}, '${DEFAULT_CALENDAR}')`;

/** Rows of `calendar, date, is_working, working_index`. */
export const workdays = `SELECT toString(calendar) AS calendar, date, is_working, working_index
  FROM city_calendar WHERE profile_version = ${newestProfile}`;

/**
 * Moments and record keys as one whole number, which orders as the tuple does: of numbers the engine finds the smallest or
 * largest several times as fast as of tuples.
 */
export const inOrder = (seconds: string, row: string, key: string) =>
  `bitOr(bitShiftLeft(toUInt256(${seconds}), 136), bitOr(bitShiftLeft(toUInt256(${row}), 128), toUInt256(${key})))`;

/** Keeps the rows of the asked office; '' asks for the whole city. */
export const ofOffice = (column = 'skpd') => `({skpd:String} = '' OR ${column} = {skpd:String})`;

const KECAMATAN_CODE_LENGTH = 8;

/** The kecamatan of a region code: 'luar' outside the city, '' when the source tells no more than the city. */
export const kecamatanOf = (wilayah: string) =>
  `multiIf(${wilayah} = 'luar', 'luar', length(${wilayah}) >= ${KECAMATAN_CODE_LENGTH}, left(${wilayah}, ${KECAMATAN_CODE_LENGTH}), '')`;
