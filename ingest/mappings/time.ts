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

/** Hour, minute, second, am or pm, zone by name, zone by hours and minutes: groups 10 to 16, after those of the day. */
const clock = String.raw`(?:[T ,]+([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)? ?([ap]\.?m\.?)? ?(?:(z|utc|gmt|wib|wita|wit)|([+-][0-9]{2}):?([0-9]{2})?)?)?`;
/**
 * All ways to write a day in one pattern: only one of them can be found, so what stands in the groups of the others is empty and
 * joining a group of each gives the part. One list a row instead of a list for each way takes a third of the time.
 */
const shape = literal(
  String.raw`(?i)^(?:(?:([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})|(?:[a-z']+,? +)?([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4}))${clock}|([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2}))?)$`,
);

/** How exports write that there is no time. */
export const noTimeSql = (given: string) => `match(${given}, '(?i)^(?:-|null|0000-00-00.*|00[/-]00[/-]0000.*)?$')`;

/**
 * SQL of a time, as a nullable DateTime64 in UTC, out of the ways exports write one: `2026-10-31 09:15:00` (also with T, without
 * seconds, with a fraction, with `Z`, `UTC`, `WIB` or `+07:00` behind), `31/10/2026 09:15`, `10/31/2026 09:15:00 AM` (month
 * first), `5 Jan 2024 00:41:43`, `Senin, 5 Januari 2024`, `20261031`, seconds or milliseconds since 1970. NULL when it is none
 * of them. Years out of reach come out as themselves, so that they can be told from what cannot be read.
 */
export function timeSql(making: Making, given: string, zone: string, order: 'hari_dulu' | 'bulan_dulu'): string {
  const found = making.let(`extractGroups(${given}, ${shape})`);
  const part = (...groups: number[]) =>
    groups.length === 1 ? `${found}[${groups[0]}]` : `concat(${groups.map((n) => `${found}[${n}]`).join(', ')})`;
  const two = (sql: string) => `leftPad(${sql}, 2, '0')`;
  const [day, month] = order === 'hari_dulu' ? [4, 5] : [5, 4];
  const monthOfWord = `if(${part(8)} = '', '', transform(lowerUTF8(${part(8)}), ${list(monthWords.map(([w]) => w))}, ${list(monthWords.map(([, n]) => n))}, '00'))`;
  const months = `concat(${part(2)}, ${part(month)}, ${monthOfWord}, ${part(18)})`;
  const [half, zoneName, zoneHours, zoneMinutes] = [part(13), part(14), part(15), part(16)];
  const given12 = part(10);
  const hours = `concat(if(${half} = '', ${given12}, toString(toUInt8OrZero(${given12}) % 12 + if(lower(left(${half}, 1)) = 'p', 12, 0))), ${part(20)})`;
  const hour = making.let(hours);
  const local = making.let(`concat(${part(1, 6, 9, 17)}, '-', ${two(months)}, '-', ${two(part(3, day, 7, 19))}, ' ',
    if(${hour} = '', '00:00:00', concat(${two(hour)}, ':', ${part(11, 21)}, ':', leftPad(${part(12, 22)}, 2, '0'))))`);
  const parsed = (zoneSql: string) => `parseDateTime64OrNull(${local}, '%Y-%m-%d %H:%i:%s', ${zoneSql})`;
  const offsetSeconds = `multiIf(${zoneName} != '', transform(lower(${zoneName}), ['wib', 'wita', 'wit'], [25200, 28800, 32400], 0),
    (toInt32OrZero(${zoneHours}) * 60 + if(startsWith(${zoneHours}, '-'), -1, 1) * toInt32OrZero(${zoneMinutes})) * 60)`;
  return `multiIf(
    notEmpty(${found}) AND ${zoneName} = '' AND ${zoneHours} = '', toTimeZone(${parsed(zone)}, 'UTC'),
    notEmpty(${found}), toTimeZone(${parsed(`'UTC'`)} - toIntervalSecond(${offsetSeconds}), 'UTC'),
    match(${given}, '^[0-9]{9,10}$'), toDateTime64(toInt64OrZero(${given}), 6, 'UTC'),
    match(${given}, '^[0-9]{12,13}$'), toDateTime64(intDiv(toInt64OrZero(${given}), 1000), 6, 'UTC'),
    NULL)`;
}
