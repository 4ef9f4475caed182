import { z } from 'zod';
import { localDate } from '../../../local-time';
import { defineQuery } from '../../../warehouse/define-query';
import { remembered } from '../../../warehouse/remember';
import { dueCases } from '../../sql/cases';
import { newestProfile } from '../../sql/city';
import { instant } from '../../sql/types';

/** How far ahead promises are looked at: over a long weekend. */
const AHEAD_DAYS = 5;
/** What falls due this soon can hardly be helped any more. */
const SOON_HOURS = 3;
const DAY_MS = 86_400_000;

const query = remembered(
  ['service_events'],
  defineQuery({
    name: 'cases_due_soon',
    sql: `SELECT toString(skpd) AS office, any(o.short_name) AS name, toString(toDate(due_at, {timezone:String})) AS day, count() AS due,
      countIf(due_at < toDateTime({now:DateTime('UTC')}, 'UTC') + INTERVAL ${SOON_HOURS} HOUR) AS soon
    FROM (${dueCases}) AS d
    INNER JOIN (SELECT skpd AS code, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.code = d.skpd
    WHERE NOT finished AND abandoned_at IS NULL AND due_at >= {now:DateTime('UTC')}
    GROUP BY office, day ORDER BY due DESC, office, day`,
    params: z.object({ now: instant, from: instant, to: instant, timezone: z.string(), skpd: z.string() }),
    row: z.object({ office: z.string(), name: z.string(), day: z.string(), due: z.number(), soon: z.number() }),
  }),
);

/** Undecided applications of one office whose promise ends soon. */
interface DueSoon {
  skpd: string;
  name: string;
  /** Until the local day ends; of them within the next hours. */
  today: number;
  soon: number;
  /** On the next day on which anything falls due. */
  next: number;
}

export interface DueAhead {
  /** That next day (YYYY-MM-DD); null = nothing falls due within the days ahead. */
  nextDay: string | null;
  /** How many hours ahead `soon` looks. */
  soonHours: number;
  /** The most due today first. */
  offices: DueSoon[];
}

/** Applications about to break their promise, by office. What is past its promise already is not among them. */
export async function dueAhead(now: Date, timezone: string, skpd = ''): Promise<DueAhead> {
  const rows = await query({ now, from: now, to: new Date(now.getTime() + AHEAD_DAYS * DAY_MS), timezone, skpd });
  const today = localDate(now, timezone).iso;
  const nextDay =
    rows
      .map(({ day }) => day)
      .filter((day) => day > today)
      .sort()[0] ?? null;
  const offices = new Map<string, DueSoon>();
  for (const { office, name, day, due, soon } of rows) {
    const told = offices.get(office) ?? { skpd: office, name, today: 0, soon: 0, next: 0 };
    if (day === today) told.today = due;
    if (day === nextDay) told.next = due;
    told.soon += soon;
    offices.set(office, told);
  }
  const order = (a: DueSoon, b: DueSoon) => b.today - a.today || b.next - a.next || a.skpd.localeCompare(b.skpd);
  return {
    nextDay,
    soonHours: SOON_HOURS,
    offices: [...offices.values()].filter((o) => o.today + o.next > 0).sort(order),
  };
}
