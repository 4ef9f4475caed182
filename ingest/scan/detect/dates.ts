import {
  EVENT_HEADINGS,
  MONTHS,
  OF_SOMETHING_ELSE,
  PLACE_OF_EVENT,
  POSTED,
  TODAY,
  UPDATED,
  VISITOR_HEADINGS,
} from './dates.phrases';
import type { Line, Reading } from './reading';
import { atStart } from './words';

/** What a date on a page is the date of. */
type DateKind = 'terbit' | 'ubah' | 'acara' | 'lain';
export interface PageDate {
  /** YYYY-MM-DD. */
  day: string;
  kind: DateKind;
  line: number;
  /** The words of the line before and after it. */
  before: string;
  after: string;
}

const month = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const DATE = new RegExp(
  [
    String.raw`(?<![\d.,/-])(?<d1>\d{1,2})(?:\s?-\s?\d{1,2})?(?:st|nd|rd|th)?[\s-]+(?<m1>${month})\.?,?[\s-]+(?<y1>20\d\d)(?!\d)`,
    String.raw`(?<![\p{L}])(?<m2>${month})\.? (?<d2>\d{1,2})(?:st|nd|rd|th)?,? (?<y2>20\d\d)(?!\d)`,
    String.raw`(?<![\d./-])(?<y3>20\d\d)-(?<m3>\d{2})-(?<d3>\d{2})(?!\d)`,
    String.raw`(?<![\d./-])(?<d4>\d{1,2})(?<s>[/.-])(?<m4>\d{1,2})\k<s>(?<y4>20\d\d)(?!\d)`,
  ].join('|'),
  'gu',
);
const RELATIVE =
  /(?<![\p{L}\d])(?<n>\d{1,2}) (?<unit>menit|jam|hari|minggu|pekan|bulan|minutes?|hours?|days?|weeks?|months?)(?: yang)? (?:lalu|ago)(?!\p{L})/u;
const DAYS_OF: [RegExp, number][] = [
  [/^(?:menit|minute|jam|hour)/, 0],
  [/^(?:hari|day)/, 1],
  [/^(?:minggu|pekan|week)/, 7],
  [/^(?:bulan|month)/, 30],
];
const WEEKDAY =
  /(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday),?\s*$/;

const endsWith = (phrases: readonly string[]) =>
  new RegExp(
    `(?<!\\p{L})(?:${phrases.map((p) => p.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})(?: (?:pada|on|tanggal))?[\\s:(,|-]*$`,
    'u',
  );
const POSTED_BEFORE = endsWith(POSTED);
const UPDATED_BEFORE = endsWith(UPDATED);
const ELSE_BEFORE = endsWith(OF_SOMETHING_ELSE);
const TODAY_BEFORE = endsWith(TODAY);
const EVENT_HEADING = atStart(EVENT_HEADINGS);
const EVENT_CLASS = /(?:^|[\s_-])(?:events?|agenda|jadwal|kalender|calendar|tribe)(?:$|[\s_-])/;
const VISITOR_HEADING = atStart(VISITOR_HEADINGS);
const VISITOR_CLASS = /(?:^|[\s_-])(?:comments?|komentar|guestbook|phocaguestbook|bukutamu)(?:$|[\s_-])/;
const NOW_CLASS = /(?:^|[\s_-])(?:now|clock|jam|today|sekarang|topbar)(?:$|[\s_-])/;
const PLACE = atStart(PLACE_OF_EVENT);
const IS_ARTICLE = /^(?:News|Blog)?(?:Article|Posting)$|^Report$|^WebPage$|^BlogPosting$/;

const iso = (year: number, monthNo: number, day: number): string | null => {
  const at = new Date(Date.UTC(year, monthNo - 1, day));
  if (at.getUTCMonth() !== monthNo - 1 || at.getUTCDate() !== day) return null;
  return at.toISOString().slice(0, 10);
};
/** The local day of a moment; the three zones of the country differ by two hours, which a day of news does not notice. */
const dayOf = (at: Date, daysBefore = 0): string =>
  new Date(at.getTime() + 7 * 3_600_000 - daysBefore * 86_400_000).toISOString().slice(0, 10);

/** An address of time as ISO, or in words, as a day; null when it is none. */
function dayIn(text: string): string | null {
  const at = /^\s*(20\d\d)-(\d\d)-(\d\d)/.exec(text);
  if (!at) return null;
  const zoned = /T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/.test(text.trim()) ? new Date(text.trim()) : null;
  if (zoned && !Number.isNaN(zoned.getTime())) return dayOf(zoned);
  return iso(Number(at[1]), Number(at[2]), Number(at[3]));
}

/** Every date in the lines of a page, with what it is the date of. Footers are left out. */
export function datesOf(reading: Reading): PageDate[] {
  const today = dayOf(reading.page.fetchedAt);
  const found: PageDate[] = [];
  let level = 9;
  let event = false;
  let visitor = false;
  for (const [i, line] of reading.lines.entries()) {
    if (line.heading > 0 && !datesIn(line.plain, reading.page.fetchedAt).length) {
      const opens = EVENT_HEADING.test(line.plain);
      // A lesser heading under one of events names one of them.
      if (line.heading <= level || opens || VISITOR_HEADING.test(line.plain)) {
        event = opens;
        visitor = VISITOR_HEADING.test(line.plain);
        level = event || visitor ? line.heading : 9;
      }
    }
    if (line.zone === 'footer' || line.zone === 'nav') continue;
    for (const { day, before, after } of datesIn(line.plain, reading.page.fetchedAt)) {
      const isEvent = event || EVENT_CLASS.test(line.classes) || PLACE.test(reading.lines[i + 1]?.plain ?? '');
      const isVisitor = visitor || VISITOR_CLASS.test(line.classes);
      const kind = isVisitor ? 'lain' : kindOf({ line, before, after, isEvent });
      if (day === today && (TODAY_BEFORE.test(before) || NOW_CLASS.test(line.classes) || isClock(reading, i, kind)))
        continue;
      found.push({ day, kind: day > today && kind !== 'lain' ? 'acara' : kind, line: i, before, after });
    }
  }
  return found;
}

/** Today's date without anything beside it that it could date. */
function isClock(reading: Reading, at: number, kind: DateKind): boolean {
  if (kind === 'ubah') return false;
  const beside = reading.lines.slice(Math.max(0, at - 2), at + 3);
  return !beside.some(({ zone, linked, heading }) => zone === 'main' && (linked || heading > 0));
}

function datesIn(text: string, fetchedAt: Date): { day: string; before: string; after: string }[] {
  const found: { day: string; before: string; after: string }[] = [];
  for (const match of text.slice(0, 1_000).matchAll(DATE)) {
    const g = match.groups ?? {};
    const monthName = g.m1 ?? g.m2;
    const monthNo = monthName ? MONTHS[monthName] : Number(g.m3 ?? g.m4);
    const day = iso(Number(g.y1 ?? g.y2 ?? g.y3 ?? g.y4), monthNo ?? 0, Number(g.d1 ?? g.d2 ?? g.d3 ?? g.d4));
    if (day) found.push({ day, before: text.slice(0, match.index), after: text.slice(match.index + match[0].length) });
  }
  const relative = RELATIVE.exec(text.slice(0, 200));
  if (relative?.groups) {
    const each = DAYS_OF.find(([unit]) => unit.test(relative.groups!.unit!))![1];
    const day = dayOf(fetchedAt, each * Number(relative.groups.n));
    found.push({ day, before: text.slice(0, relative.index), after: text.slice(relative.index + relative[0].length) });
  }
  return found;
}

/** A date stands for its page or item when words say so, or when it stands at the edge of a short line. */
function kindOf({
  line,
  before,
  after,
  isEvent,
}: {
  line: Line;
  before: string;
  after: string;
  isEvent: boolean;
}): DateKind {
  const near = before.replace(WEEKDAY, '').slice(-60);
  if (POSTED_BEFORE.test(near)) return 'terbit';
  if (UPDATED_BEFORE.test(near)) return 'ubah';
  if (isEvent) return 'acara';
  if (ELSE_BEFORE.test(near)) return 'lain';
  const words = (text: string) => text.replace(/\d{1,2}[.:]\d\d|wib|wita|wit|[^\p{L}]/gu, '').length;
  const atEdge = words(near) === 0 || words(after) === 0;
  if (line.text.length <= 140 && atEdge) return 'terbit';
  // "Wanareja, 19 Januari 2026 - Sekretariat Daerah ..."
  if (/^[\p{L} .]{3,40},\s*$/u.test(before) && /^\s*(?:\)|-)/u.test(after)) return 'terbit';
  return 'lain';
}

/** The day of the newest thing that a page dates; null when it dates nothing. */
export function newestContent(reading: Reading): string | null {
  const today = dayOf(reading.page.fetchedAt);
  const days: string[] = [];
  for (const name of ['article:published_time', 'article:modified_time', 'og:updated_time', 'dcterms.date', 'date'])
    days.push(dayIn(reading.meta.get(name) ?? '') ?? '');
  const types = reading.jsonLd.map((object) => String(object['@type'] ?? ''));
  for (const [i, object] of reading.jsonLd.entries())
    if (IS_ARTICLE.test(types[i]!))
      for (const name of ['datePublished', 'dateModified']) days.push(dayIn(String(object[name] ?? '')) ?? '');
  const dates = datesOf(reading);
  for (const { day, kind } of dates) if (kind === 'terbit' || kind === 'ubah') days.push(day);
  const isEvent = types.includes('Event');
  for (const time of reading.times) {
    const line = reading.lines[time.line];
    const isOther = dates.some((date) => date.line === time.line && date.kind !== 'terbit' && date.kind !== 'ubah');
    if (
      isEvent ||
      isOther ||
      line?.zone === 'footer' ||
      EVENT_CLASS.test(time.classes) ||
      VISITOR_CLASS.test(time.classes)
    )
      continue;
    days.push(dayIn(time.at) ?? '');
  }
  return (
    days
      .filter((day) => day !== '' && day <= today)
      .sort()
      .at(-1) ?? null
  );
}

export const isDated = (reading: Reading, text: string): boolean => datesIn(text, reading.page.fetchedAt).length > 0;
