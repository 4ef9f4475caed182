import { z } from 'zod';
import { nullableTime, time } from '../metrics/sql/types';
import { pausedSources } from '../sources/switches';
import { defineQuery } from '../warehouse/define-query';
import { SEVERITIES } from './rule';

/** Rules about the machine behind a source; one that somebody paused has no alarm. */
export const SOURCE_RULES = { silent: 'sumber_sunyi', failed: 'sumber_gagal' } as const;
export const isOfSource = (rule: string) => rule === SOURCE_RULES.silent || rule === SOURCE_RULES.failed;

const standingRow = z.object({
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
export type StandingAlarm = z.output<typeof standingRow>;

const standing = defineQuery({
  name: 'standing-alarms',
  sql: `SELECT e.alarm_id AS id, e.rule AS rule, e.subject AS subject, e.generation AS generation, e.severity AS severity, e.skpd AS skpd,
      if(w.text_id = '', e.text_id, w.text_id) AS textId, if(w.text_id = '', e.text_en, w.text_en) AS textEn,
      if(w.text_id = '', e.link, w.link) AS link,
      e.started_at AS startedAt, w.value AS value, w.against AS against, w.unknown_since AS unknownSince,
      if(e.reader = '', NULL, toNullable(if(u.name = '', e.reader, u.name))) AS acknowledgedBy, e.read_at AS acknowledgedAt,
      if(e.until > {at:DateTime64(3, 'UTC')}, e.until, NULL) AS mutedUntil
    FROM (
      SELECT alarm_id, any(v.rule) AS rule, any(v.subject) AS subject, any(v.generation) AS generation,
        argMinIf(v.severity, v.at, v.kind = 'naik') AS severity, argMinIf(v.skpd, v.at, v.kind = 'naik') AS skpd,
        argMinIf(v.text_id, v.at, v.kind = 'naik') AS text_id, argMinIf(v.text_en, v.at, v.kind = 'naik') AS text_en,
        argMinIf(v.link, v.at, v.kind = 'naik') AS link, minIf(v.at, v.kind = 'naik') AS started_at,
        argMaxIf(v.actor, v.at, v.kind = 'baca') AS reader, maxOrNullIf(v.at, v.kind = 'baca') AS read_at,
        argMaxIf(tuple(v.until), v.at, v.kind IN ('bisu', 'bunyi')).1 AS until
      FROM ruang_kendali.alarm_events AS v
      GROUP BY alarm_id HAVING countIf(v.kind = 'selesai') = 0 AND countIf(v.kind = 'naik') > 0
    ) AS e
    LEFT JOIN (SELECT * FROM ruang_kendali.alarm_watch FINAL) AS w ON w.rule = e.rule AND w.subject = e.subject
    LEFT JOIN (SELECT toString(user_id) AS user_id, name FROM ruang_kendali.users FINAL) AS u ON u.user_id = e.reader
    WHERE {skpd:String} = '' OR e.skpd = {skpd:String}
    ORDER BY indexOf(['tinggi', 'sedang', 'rendah'], e.severity), startedAt, id`,
  params: z.object({ at: z.date(), skpd: z.string() }),
  row: standingRow,
});

/** Alarms that stand at a moment, the gravest and of these the oldest first; `skpd` narrows them to those of one office. */
export async function standingAlarms({ at, skpd = '' }: { at: Date; skpd?: string }): Promise<StandingAlarm[]> {
  const [alarms, paused] = await Promise.all([standing({ at, skpd }), pausedSources()]);
  return alarms.filter(({ rule, subject }) => !(isOfSource(rule) && paused.has(subject)));
}
