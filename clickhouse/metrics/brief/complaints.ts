import { z } from 'zod';
import { defineQuery } from '../../warehouse/define-query';
import { remembered } from '../../warehouse/remember';
import { newestProfile } from '../sql/city';
import { complaintsAsOf, dueComplaints } from '../sql/complaints';
import { instant } from '../sql/types';
import { type BriefFinding, daysBefore, number } from './finding';

/** A burst is at least this many complaints in a week, this many times the usual week, and this many deviations above it. */
const BURST = { minimum: 8, times: 2, deviations: 3, badTimes: 3 };
const BASELINE_WEEKS = 8;
/** A rise of overdue complaints is told from this many in a week, and this many more than in the week before. */
const RISE = { complaints: 5, more: 3 };

/** What a week is compared with begins here. */
const BASELINE = `toDateTime({now:DateTime('UTC')}, 'UTC') - INTERVAL ${7 * (BASELINE_WEEKS + 1)} DAY`;

/** Complaints of a week by category and kecamatan against the weekly mean of the eight weeks before (Poisson deviation). */
const bursts = remembered(
  ['complaints'],
  defineQuery({
    name: 'brief_bursts',
    sql: `SELECT toString(c.kecamatan) AS kode, any(w.name) AS nama, category,
      countIf(received_at >= {now:DateTime('UTC')} - INTERVAL 7 DAY) AS recent,
      countIf(received_at < {now:DateTime('UTC')} - INTERVAL 7 DAY) / ${BASELINE_WEEKS} AS usual
    FROM (${complaintsAsOf(`k.received_at >= ${BASELINE}`)}) AS c
    INNER JOIN (SELECT wilayah AS kecamatan, name FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan') AS w
      ON w.kecamatan = c.kecamatan
    WHERE category != ''
    GROUP BY kode, category
    HAVING recent >= ${BURST.minimum} AND recent >= ${BURST.times} * usual AND recent >= usual + ${BURST.deviations} * sqrt(usual)
    ORDER BY (recent - usual) / sqrt(usual + 1) DESC, kode, category LIMIT 1`,
    params: z.object({ now: instant, to: instant, skpd: z.string() }),
    row: z.object({ kode: z.string(), nama: z.string(), category: z.string(), recent: z.number(), usual: z.number() }),
  }),
);

/** Complaints that passed their limit unsettled, by office, in the stretch from {middle} against the one before it. */
const overdueRises = remembered(
  ['complaints'],
  defineQuery({
    name: 'brief_overdue',
    sql: `SELECT skpd, any(o.short_name) AS name, countIf(due_at >= {middle:DateTime('UTC')}) AS after, countIf(due_at < {middle:DateTime('UTC')}) AS before
    FROM (${dueComplaints}) AS d
    INNER JOIN (SELECT skpd AS office, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.office = d.skpd
    WHERE in_time = false AND (closed_at IS NULL OR closed_at > due_at)
    GROUP BY skpd HAVING after >= ${RISE.complaints} AND after >= before + ${RISE.more}
    ORDER BY after - before DESC, skpd LIMIT 1`,
    params: z.object({ from: instant, middle: instant, to: instant, timezone: z.string(), skpd: z.string() }),
    row: z.object({ skpd: z.string(), name: z.string(), after: z.number(), before: z.number() }),
  }),
);

export async function burst(now: Date): Promise<BriefFinding[]> {
  const rows = await bursts({ now, to: now, skpd: '' });
  return rows.map(({ kode, nama, category, recent, usual }) => ({
    severity: recent >= BURST.badTimes * usual ? 'buruk' : 'waspada',
    subject: kode,
    textId: `${nama}: ${recent} aduan ${category} dalam 7 hari, biasanya ${number('id-ID', usual, 1)} seminggu.`,
    textEn: `${nama}: ${recent} complaints about ${category} in 7 days, usually ${number('en-GB', usual, 1)} a week.`,
    link: `/aduan?kecamatan=${encodeURIComponent(kode)}&kategori=${encodeURIComponent(category)}`,
  }));
}

/** The office of which most more complaints passed their limit in the last week than in the one before. */
export async function overdue(now: Date, timezone: string): Promise<BriefFinding[]> {
  const rows = await overdueRises({
    from: daysBefore(now, 14),
    middle: daysBefore(now, 7),
    to: now,
    timezone,
    skpd: '',
  });
  return rows.map(({ skpd, name, after, before }) => ({
    severity: after >= BURST.times * before ? 'buruk' : 'waspada',
    subject: skpd,
    textId: `${name}: ${number('id-ID', after)} aduan melewati batas waktu dalam 7 hari, dari ${number('id-ID', before)} pada 7 hari sebelumnya.`,
    textEn: `${name}: ${number('en-GB', after)} complaints passed their limit in 7 days, from ${number('en-GB', before)} in the 7 days before.`,
    link: `/aduan?skpd=${encodeURIComponent(skpd)}`,
  }));
}
