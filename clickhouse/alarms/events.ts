import { z } from 'zod';
import { nullableTime, time } from '../metrics/sql/types';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { alarmId, type Sighting } from './rule';
import type { Watched } from './step';

/** naik raised, pesan its words changed, baca acknowledged, bisu muted until, bunyi unmuted, selesai ended. */
const EVENT_KINDS = ['naik', 'pesan', 'baca', 'bisu', 'bunyi', 'selesai'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface AlarmEvent {
  alarm: { rule: string; subject: string; generation: number };
  kind: EventKind;
  /** Tells repeats of one event from another event of its kind. */
  eventKey?: string;
  at: Date;
  /** Id of the account; absent = the product. */
  actor?: string;
  note?: string;
  until?: Date;
  sighting?: Sighting;
}

/** Adds events to the history, in one insert. */
export async function writeEvents(events: readonly AlarmEvent[]): Promise<void> {
  if (events.length === 0) return;
  await warehouse().insert({
    table: `${DATABASE}.alarm_events`,
    format: 'JSONEachRow',
    values: events.map(({ alarm: { rule, subject, generation }, sighting, ...event }) => ({
      alarm_id: alarmId(rule, subject, generation),
      rule,
      subject,
      generation,
      kind: event.kind,
      event_key: event.eventKey ?? '',
      at: event.at.toISOString(),
      actor: event.actor ?? '',
      note: event.note ?? '',
      until: event.until?.toISOString() ?? null,
      severity: sighting?.severity ?? '',
      skpd: sighting?.skpd ?? '',
      value: sighting?.value ?? null,
      against: sighting?.against ?? null,
      text_id: sighting?.textId ?? '',
      text_en: sighting?.textEn ?? '',
      link: sighting?.link ?? '',
    })),
  });
}

const historyRow = z.object({
  kind: z.enum(EVENT_KINDS),
  at: time,
  /** Id of the account and its name now; both '' of the product, the name '' of an account that is gone. */
  actor: z.string(),
  name: z.string(),
  note: z.string(),
  until: nullableTime,
  value: z.number().nullable(),
  against: z.number().nullable(),
});
export type AlarmStep = z.output<typeof historyRow>;

/** Everything that happened to an alarm, the oldest first. What was written twice is told once, as of its first writing. */
export const alarmHistory = defineQuery({
  name: 'alarm-history',
  sql: `SELECT e.kind AS kind, e.at AS at, e.actor AS actor, u.name AS name, e.note AS note, e.until AS until, e.value AS value, e.against AS against
    FROM (
      SELECT * FROM ruang_kendali.alarm_events WHERE alarm_id = {id:String} ORDER BY at LIMIT 1 BY kind, event_key
    ) AS e
    LEFT JOIN (SELECT toString(user_id) AS user_id, name FROM ruang_kendali.users FINAL) AS u ON u.user_id = e.actor
    ORDER BY at, indexOf(['naik', 'pesan', 'baca', 'bisu', 'bunyi', 'selesai'], kind)`,
  params: z.object({ id: z.string() }),
  row: historyRow,
});

/** What is remembered of each rule and subject, and what was last said of it. */
export interface Remembered extends Watched {
  rule: string;
  subject: string;
  lookedAt: Date | null;
  value: number | null;
  against: number | null;
  textId: string;
  textEn: string;
  link: string;
}

/** Whether an alarm stands is told by the history alone; the watch adds what its rule saw last. */
const rememberedKeys = defineQuery({
  name: 'alarm-keys',
  sql: `SELECT if(e.rule = '', w.rule, e.rule) AS rule, if(e.rule = '', w.subject, e.subject) AS subject, e.generation AS generation,
      e.generation > e.ended AS standing, w.streak AS streak, w.unknown_since AS unknownSince,
      if(w.rule = '', NULL, toNullable(w.looked_at)) AS lookedAt, 
      w.value AS value, w.against AS against, w.text_id AS textId, w.text_en AS textEn, w.link AS link
    FROM (
      SELECT toString(rule) AS rule, subject, maxIf(v.generation, v.kind = 'naik') AS generation, maxIf(v.generation, v.kind = 'selesai') AS ended
      FROM ruang_kendali.alarm_events AS v GROUP BY rule, subject
    ) AS e
    FULL JOIN (SELECT * REPLACE (toString(rule) AS rule) FROM ruang_kendali.alarm_watch FINAL) AS w
      ON w.rule = e.rule AND w.subject = e.subject`,
  params: z.object({}),
  row: z.object({
    rule: z.string(),
    subject: z.string(),
    generation: z.number(),
    standing: z.union([z.boolean(), z.number()]).transform(Boolean),
    streak: z.number(),
    unknownSince: nullableTime,
    lookedAt: nullableTime,
    value: z.number().nullable(),
    against: z.number().nullable(),
    textId: z.string(),
    textEn: z.string(),
    link: z.string(),
  }),
});

export const watchKey = ({ rule, subject }: { rule: string; subject: string }) => `${rule}:${subject}`;

/** By rule and subject. */
export async function readRemembered(): Promise<Map<string, Remembered>> {
  return new Map((await rememberedKeys({})).map((row) => [watchKey(row), row]));
}

/** Keeps what was seen, and of each rule that looked (the row without a subject) when that was. */
export async function writeWatch(
  rows: readonly (Pick<Watched, 'streak' | 'unknownSince'> & { sighting: Sighting })[],
  looked: readonly string[],
  at: Date,
): Promise<void> {
  if (rows.length + looked.length === 0) return;
  const common = { version: Date.now(), looked_at: at.toISOString() };
  await warehouse().insert({
    table: `${DATABASE}.alarm_watch`,
    format: 'JSONEachRow',
    values: [
      ...looked.map((rule) => ({ ...common, rule, subject: '' })),
      ...rows.map(({ sighting, streak, unknownSince }) => ({
        ...common,
        rule: sighting.rule,
        subject: sighting.subject,
        streak,
        unknown_since: unknownSince?.toISOString() ?? null,
        value: sighting.value,
        against: sighting.against,
        text_id: sighting.textId,
        text_en: sighting.textEn,
        link: sighting.link,
      })),
    ],
  });
}
