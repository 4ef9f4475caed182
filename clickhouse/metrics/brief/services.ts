import { z } from 'zod';
import { defineQuery } from '../../warehouse/define-query';
import { remembered } from '../../warehouse/remember';
import { dueAhead } from '../families/layanan/due-soon';
import { dueCases } from '../sql/cases';
import { newestProfile } from '../sql/city';
import { instant } from '../sql/types';
import { type BriefFinding, daysBefore, number } from './finding';

/** A move is told from this many percentage points, over two stretches of days with enough cases each; a fall of `bad` is grave. */
const MOVE = { points: 5, bad: 15, days: 28, cases: 30 };

/** Offices whose share on time moved much against the stretch before, those that rose most first. */
const moved = remembered(
  ['service_events'],
  defineQuery({
    name: 'brief_services_moved',
    sql: `SELECT skpd, any(o.short_name) AS name,
      100 * avgIf(assumeNotNull(in_time), due_at >= {middle:DateTime('UTC')}) AS after,
      100 * avgIf(assumeNotNull(in_time), due_at < {middle:DateTime('UTC')}) AS before
    FROM (${dueCases}) AS d
    INNER JOIN (SELECT skpd AS office, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.office = d.skpd
    WHERE in_time IS NOT NULL
    GROUP BY skpd
    HAVING countIf(due_at >= {middle:DateTime('UTC')}) >= ${MOVE.cases} AND countIf(due_at < {middle:DateTime('UTC')}) >= ${MOVE.cases}
      AND abs(after - before) >= ${MOVE.points}
    ORDER BY after - before DESC, skpd`,
    params: z.object({ from: instant, middle: instant, to: instant, timezone: z.string(), skpd: z.string() }),
    row: z.object({ skpd: z.string(), name: z.string(), after: z.number(), before: z.number() }),
  }),
);

/** The office with most undecided applications whose promise ends before the local day does. */
export async function due(now: Date, timezone: string): Promise<BriefFinding[]> {
  const { offices } = await dueAhead(now, timezone);
  return offices.slice(0, 1).flatMap(({ skpd, name, today }): BriefFinding[] =>
    today === 0
      ? []
      : [
          {
            severity: 'waspada',
            subject: skpd,
            textId: `${name}: ${number('id-ID', today)} permohonan jatuh tempo hari ini dan belum diputus.`,
            textEn: `${name}: ${number('en-GB', today)} applications fall due today and are undecided.`,
            link: `/layanan?skpd=${encodeURIComponent(skpd)}`,
          },
        ],
  );
}

/** The office whose share on time rose most, and the one whose fell most. */
export async function moves(now: Date, timezone: string): Promise<BriefFinding[]> {
  const stretch = { from: daysBefore(now, 2 * MOVE.days), middle: daysBefore(now, MOVE.days), to: now };
  const rows = await moved({ ...stretch, timezone, skpd: '' });
  const [rise, fall] = [rows[0], rows.at(-1)];
  return [
    ...(rise && rise.after > rise.before ? [told(rise, 'baik', 'naik', 'rose')] : []),
    ...(fall && fall.after < fall.before
      ? [told(fall, fall.before - fall.after >= MOVE.bad ? 'buruk' : 'waspada', 'turun', 'fell')]
      : []),
  ];
}

function told(
  { skpd, name, after, before }: { skpd: string; name: string; after: number; before: number },
  severity: BriefFinding['severity'],
  word: string,
  english: string,
): BriefFinding {
  return {
    severity,
    subject: skpd,
    textId: `${name}: layanan tepat waktu ${word} dari ${number('id-ID', before)} % ke ${number('id-ID', after)} % dalam ${MOVE.days} hari.`,
    textEn: `${name}: services on time ${english} from ${number('en-GB', before)} % to ${number('en-GB', after)} % in ${MOVE.days} days.`,
    link: `/layanan?skpd=${encodeURIComponent(skpd)}`,
  };
}
