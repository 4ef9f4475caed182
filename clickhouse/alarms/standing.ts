import { z } from 'zod';
import { nullableTime, time } from '../metrics/sql/types';
import { pausedSources } from '../sources/switches';
import { defineQuery } from '../warehouse/define-query';
import { SEVERITIES } from './rule';

/** Rules about the machine behind a source; one that somebody paused has no alarm. */
export const SOURCE_RULES = { silent: 'sumber_sunyi', failed: 'sumber_gagal' } as const;
export const isOfSource = (rule: string) => rule === SOURCE_RULES.silent || rule === SOURCE_RULES.failed;

const alarmRow = z.object({
  id: z.string(),
  rule: z.string(),
  subject: z.string(),
  generation: z.number(),
  severity: z.enum(SEVERITIES),
  /** Code of the office that owns it; null = the whole city. */
  skpd: z
    .string()
    .transform((code) => code || null)
    .nullable(),
  /** One sentence that begins with whom it is about, as the rule saw it last. */
  textId: z.string(),
  textEn: z.string(),
  link: z.string(),
  startedAt: time,
  /** null = it stands. */
  endedAt: nullableTime,
  value: z.number().nullable(),
  /** The limit that the value is held against. */
  against: z.number().nullable(),
  /** Since when the rule can no longer tell; the alarm then stands as it was. */
  unknownSince: nullableTime,
  /** Name of who acknowledged it. */
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: nullableTime,
  /** Its mute, while that lasts. */
  mutedUntil: nullableTime,
});
export type Alarm = z.output<typeof alarmRow>;
/** What the wall and others show of an alarm that stands. */
export type StandingAlarm = Alarm;

/** Alarms that stand, and those that ended at {since} or later; of an ended one the words and value of its end. */
const alarms = defineQuery({
  name: 'alarms',
  sql: `SELECT e.alarm_id AS id, e.rule AS rule, e.subject AS subject, e.generation AS generation, e.severity AS severity, e.skpd AS skpd,
      isNull(e.ended_at) AND w.text_id != '' AS is_watched,
      if(is_watched, w.text_id, e.text_id) AS textId, if(is_watched, w.text_en, e.text_en) AS textEn,
      if(is_watched, w.link, e.link) AS link, e.started_at AS startedAt, e.ended_at AS endedAt,
      if(is_watched, w.value, e.value) AS value, if(is_watched, w.against, e.against) AS against,
      if(is_watched, w.unknown_since, NULL) AS unknownSince,
      if(e.reader = '', NULL, toNullable(if(u.name = '', e.reader, u.name))) AS acknowledgedBy, e.read_at AS acknowledgedAt,
      if(e.until > {at:DateTime64(3, 'UTC')}, e.until, NULL) AS mutedUntil
    FROM (
      SELECT alarm_id, any(v.rule) AS rule, any(v.subject) AS subject, any(v.generation) AS generation,
        argMinIf(v.severity, v.at, v.kind = 'naik') AS severity, argMinIf(v.skpd, v.at, v.kind = 'naik') AS skpd,
        argMinIf(v.text_id, v.at, v.kind = 'naik') AS text_id, argMinIf(v.text_en, v.at, v.kind = 'naik') AS text_en,
        argMinIf(v.link, v.at, v.kind = 'naik') AS link, minIf(v.at, v.kind = 'naik') AS started_at,
        argMinIf(tuple(v.value), v.at, v.kind = 'naik').1 AS value, argMinIf(tuple(v.against), v.at, v.kind = 'naik').1 AS against,
        minOrNullIf(v.at, v.kind = 'selesai') AS ended_at,
        argMaxIf(v.actor, v.at, v.kind = 'baca') AS reader, maxOrNullIf(v.at, v.kind = 'baca') AS read_at,
        argMaxIf(tuple(v.until), v.at, v.kind IN ('bisu', 'bunyi')).1 AS until
      FROM ruang_kendali.alarm_events AS v
      WHERE {id:String} = '' OR v.alarm_id = {id:String}
      GROUP BY alarm_id HAVING countIf(v.kind = 'naik') > 0 AND (ended_at IS NULL OR ended_at >= {since:DateTime64(3, 'UTC')})
    ) AS e
    LEFT JOIN (SELECT * FROM ruang_kendali.alarm_watch FINAL) AS w ON w.rule = e.rule AND w.subject = e.subject
    LEFT JOIN (SELECT toString(user_id) AS user_id, name FROM ruang_kendali.users FINAL) AS u ON u.user_id = e.reader
    WHERE {skpd:String} = '' OR e.skpd = {skpd:String}
    ORDER BY indexOf(['tinggi', 'sedang', 'rendah'], e.severity), startedAt, id`,
  params: z.object({ at: z.date(), skpd: z.string(), since: z.date(), id: z.string() }),
  row: alarmRow,
});

/** Later than any alarm ends. */
const NEVER = new Date('2200-01-01T00:00:00Z');

/** Alarms that stand at a moment, the gravest and of these the oldest first; `skpd` narrows them to those of one office. */
export async function standingAlarms({ at, skpd = '' }: { at: Date; skpd?: string }): Promise<StandingAlarm[]> {
  const [found, paused] = await Promise.all([alarms({ at, skpd, since: NEVER, id: '' }), pausedSources()]);
  return found.filter((a) => a.endedAt === null && !(isOfSource(a.rule) && paused.has(a.subject)));
}

/** Alarms that ended at a moment or later, the newest first. */
export async function endedAlarms({
  since,
  at,
  skpd = '',
}: {
  since: Date;
  at: Date;
  skpd?: string;
}): Promise<Alarm[]> {
  const found = await alarms({ at, skpd, since, id: '' });
  const ended = found.filter((a): a is Alarm & { endedAt: Date } => a.endedAt !== null);
  return ended.sort((a, b) => b.endedAt.getTime() - a.endedAt.getTime());
}

/** One alarm, whether it stands or ended long ago. */
export async function findAlarm(id: string, at: Date): Promise<Alarm | null> {
  return (await alarms({ at, skpd: '', since: new Date(0), id }))[0] ?? null;
}
