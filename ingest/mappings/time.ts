import { list, literal, type Making } from './sql';

const months: Record<string, string[]> = {
  '01': ['jan', 'januari', 'january'],
  '02': ['feb', 'februari', 'february', 'pebruari'],
  '03': ['mar', 'maret', 'march'],
  '04': ['apr', 'april'],
  '05': ['mei', 'may'],
  '06': ['jun', 'juni', 'june'],
  '07': ['jul', 'juli', 'july'],
  '08': ['agu', 'ags', 'agt', 'agustus', 'aug', 'august'],
  '09': ['sep', 'sept', 'september'],
  '10': ['okt', 'oktober', 'oct', 'october'],
  '11': ['nov', 'nop', 'november', 'nopember'],
  '12': ['des', 'desember', 'dec', 'december'],
};
const monthWords = Object.entries(months).flatMap(([number, words]) => words.map((word) => [word, number] as const));

/** Hour, minute, second, am or pm, zone by name, zone by hours and minutes: groups 4 to 10 after those of the date. */
const clock = String.raw`(?:[T ,]+([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)? ?([ap]\.?m\.?)? ?(?:(z|utc|gmt|wib|wita|wit)|([+-][0-9]{2}):?([0-9]{2})?)?)?`;
const shapes = {
  yearFirst: literal(`(?i)^([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})${clock}$`),
  yearLast: literal(`(?i)^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})${clock}$`),
  inWords: literal(String.raw`(?i)^(?:[a-z']+,? +)?([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4})${clock}$`),
  digits: literal(`^([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2}))?$`),
};

/** How exports write that there is no time. */
export const noTimeSql = (given: string) => `match(${given}, '(?i)^(?:-|null|0000-00-00.*|00[/-]00[/-]0000.*)?$')`;

/**
 * SQL of a time, as a nullable DateTime64 in UTC, out of the ways exports write one: `2026-10-31 09:15:00` (also with T, without
 * seconds, with a fraction, with `Z`, `UTC`, `WIB` or `+07:00` behind), `31/10/2026 09:15`, `10/31/2026 09:15:00 AM` (month
 * first), `5 Jan 2024 00:41:43`, `Senin, 5 Januari 2024`, `20261031`, seconds or milliseconds since 1970. NULL when it is none
 * of them. Years out of reach come out as themselves, so that they can be told from what cannot be read.
 */
export function timeSql(making: Making, given: string, zone: string, order: 'hari_dulu' | 'bulan_dulu'): string {
  const groups = (shape: string) => making.let(`extractGroups(${given}, ${shape})`);
  const [yearFirst, yearLast, inWords] = [groups(shapes.yearFirst), groups(shapes.yearLast), groups(shapes.inWords)];
  const digits = groups(shapes.digits);
  const [day, month] = order === 'hari_dulu' ? [1, 2] : [2, 1];
  const monthNo = `transform(lowerUTF8(${inWords}[2]), ${list(monthWords.map(([w]) => w))}, ${list(monthWords.map(([, n]) => n))}, '00')`;
  const part = making.let(`multiIf(
    notEmpty(${yearFirst}), ${yearFirst},
    notEmpty(${yearLast}), arrayConcat([${yearLast}[3], ${yearLast}[${month}], ${yearLast}[${day}]], arraySlice(${yearLast}, 4)),
    notEmpty(${inWords}), arrayConcat([${inWords}[3], ${monthNo}, ${inWords}[1]], arraySlice(${inWords}, 4)),
    ${digits})`);
  const two = (sql: string) => `leftPad(${sql}, 2, '0')`;
  const hour = `if(${part}[7] = '', ${part}[4], toString(toUInt8OrZero(${part}[4]) % 12 + if(lower(left(${part}[7], 1)) = 'p', 12, 0)))`;
  const local = making.let(`concat(${part}[1], '-', ${two(`${part}[2]`)}, '-', ${two(`${part}[3]`)}, ' ',
    if(${part}[4] = '', '00:00:00', concat(${two(hour)}, ':', ${part}[5], ':', if(${part}[6] = '', '00', ${part}[6]))))`);
  const parsed = (zoneSql: string) => `parseDateTime64OrNull(${local}, '%Y-%m-%d %H:%i:%s', ${zoneSql})`;
  const offsetSeconds = `multiIf(${part}[8] != '', transform(lower(${part}[8]), ['wib', 'wita', 'wit'], [25200, 28800, 32400], 0),
    (toInt32OrZero(${part}[9]) * 60 + if(startsWith(${part}[9], '-'), -1, 1) * toInt32OrZero(${part}[10])) * 60)`;
  return `multiIf(
    notEmpty(${part}) AND ${part}[8] = '' AND ${part}[9] = '', toTimeZone(${parsed(zone)}, 'UTC'),
    notEmpty(${part}), toTimeZone(${parsed(`'UTC'`)} - toIntervalSecond(${offsetSeconds}), 'UTC'),
    match(${given}, '^[0-9]{9,10}$'), toDateTime64(toInt64OrZero(${given}), 6, 'UTC'),
    match(${given}, '^[0-9]{12,13}$'), toDateTime64(intDiv(toInt64OrZero(${given}), 1000), 6, 'UTC'),
    NULL)`;
}
