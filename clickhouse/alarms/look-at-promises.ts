import { z } from 'zod';
import { dueMoment } from '../calendar/sql';
import { silentTables } from '../metrics/freshness';
import { openCases } from '../metrics/sql/cases';
import { newestProfile } from '../metrics/sql/city';
import { openComplaints } from '../metrics/sql/complaints';
import { instant } from '../metrics/sql/types';
import { defineQuery } from '../warehouse/define-query';
import { type City, membersOf } from './look-at-metrics';
import type { PromiseRule, Sighting } from './rule';
import { wholeNumber } from './sentence';

/** How far ahead each office looks; null where its calendar tells no hours. */
const horizons = `SELECT toString(o.skpd) AS office,
    ${dueMoment('o.skpd', `toDateTime({to:DateTime('UTC')}, 'UTC')`, '{hours:Float64}', `'jam_kerja'`)} AS horizon
  FROM city_skpd AS o WHERE o.profile_version = ${newestProfile}`;

const params = z.object({ to: instant, timezone: z.string(), skpd: z.string(), hours: z.number() });
const row = z.object({ skpd: z.string(), due: z.number() });

/** Open cases that are still in time and will not be for long, by office. */
const soon = (name: string, open: string) =>
  defineQuery({
    name,
    sql: `SELECT h.office AS skpd, countIf(c.due_at >= {to:DateTime('UTC')} AND c.due_at <= h.horizon) AS due
      FROM (${horizons}) AS h LEFT JOIN (${open}) AS c ON c.skpd = h.office
      WHERE h.horizon IS NOT NULL GROUP BY skpd ORDER BY skpd`,
    params,
    row,
  });

const ask = {
  permohonan: soon(
    'alarm_applications_due',
    `SELECT toString(skpd) AS skpd, due_at FROM (${openCases}) WHERE NOT decided AND abandoned_at IS NULL AND start_known`,
  ),
  aduan: soon('alarm_complaints_due', `SELECT toString(skpd) AS skpd, due_at FROM (${openComplaints})`),
} as const;

const words = {
  permohonan: { id: 'permohonan habis janjinya', en: 'applications reach the end of their promise' },
  aduan: { id: 'aduan habis batas waktunya', en: 'complaints reach their limit' },
} as const;

const tables = { permohonan: 'service_events', aduan: 'complaints' } as const;

/** Offices with many cases whose promise ends within the next working hours; unknown while nobody tells which are still open. */
export async function lookAtPromises(rule: PromiseRule, { profile, at }: City): Promise<Sighting[]> {
  const { of, workingHours, raise, clear, owner } = rule;
  const timezone = profile.zona_waktu;
  const [found, silent] = await Promise.all([
    ask[of]({ to: at, timezone, skpd: '', hours: workingHours }),
    silentTables([tables[of]], at, timezone),
  ]);
  const due = new Map(silent.size > 0 ? [] : found.map((r) => [r.skpd, r.due]));
  return [...membersOf('skpd', profile)].map(([subject, { name }]) => {
    const value = due.get(subject) ?? null;
    const say = (lang: 'id' | 'en', within: string) =>
      `${name}: ${wholeNumber(value ?? 0, lang)} ${words[of][lang]} ${within}.`;
    return {
      rule: rule.id,
      subject,
      severity: rule.severity,
      skpd: owner ?? subject,
      hold: rule.hold,
      look: value === null ? 'unknown' : value >= raise ? 'beyond' : value <= clear ? 'within' : 'between',
      value,
      against: raise,
      textId: say('id', `dalam ${wholeNumber(workingHours, 'id')} jam kerja`),
      textEn: say('en', `within ${wholeNumber(workingHours, 'en')} working hours`),
      link: `/${of === 'aduan' ? 'aduan' : 'layanan'}?skpd=${encodeURIComponent(subject)}`,
    };
  });
}
