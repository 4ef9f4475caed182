import { z } from 'zod';
import { everyWords, freshnessOf } from '../ledger/freshness';
import { sourceSummaries } from '../ledger/queries';
import { localDate, monthOf } from '../local-time';
import { maturityBoard } from '../maturity/board';
import { defineQuery } from '../warehouse/define-query';
import { dueCases } from './sql/cases';
import { newestProfile } from './sql/city';
import { complaintsAsOf, dueComplaints } from './sql/complaints';
import { instant } from './sql/types';
import { localStamp } from './status';

export interface BriefFinding {
  severity: 'buruk' | 'waspada' | 'baik';
  /** What it is about: a code of a kecamatan, an SKPD or a source. */
  subject: string;
  /** "Benda: 48 aduan ...": begins with whom it is about. */
  textId: string;
  textEn: string;
  /** Path of the page that shows the rows behind it. */
  link: string;
}

const MOST = 4;
const DAY_MS = 86_400_000;

/** A burst is at least this many complaints in a week, this many times the usual week, and this many deviations above it. */
const BURST = { minimum: 8, times: 2, deviations: 3, badTimes: 3 };
const BASELINE_WEEKS = 8;
/** A rise of overdue complaints is told from this many in a week, and this many more than in the week before. */
const RISE = { complaints: 5, more: 3 };
/** An improvement is told from this many percentage points, over two stretches of days with enough cases each. */
const IMPROVEMENT = { points: 5, days: 28, cases: 30 };

/** What a week is compared with begins here. */
const BASELINE = `toDateTime({now:DateTime('UTC')}, 'UTC') - INTERVAL ${7 * (BASELINE_WEEKS + 1)} DAY`;

const nextDay = `toDateTime(addDays(toDate(toDateTime({now:DateTime('UTC')}, {timezone:String})), 1), {timezone:String})`;

/** Complaints of a week by category and kecamatan against the weekly mean of the eight weeks before (Poisson deviation). */
const bursts = defineQuery({
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
});

/** Undecided applications whose promise ends before the local day does, by office. */
const dueToday = defineQuery({
  name: 'brief_due_today',
  sql: `SELECT skpd, any(o.short_name) AS name, count() AS due
    FROM (${dueCases}) AS d
    INNER JOIN (SELECT skpd AS office, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.office = d.skpd
    WHERE NOT finished AND abandoned_at IS NULL AND due_at >= {now:DateTime('UTC')}
    GROUP BY skpd ORDER BY due DESC, skpd LIMIT 1`,
  params: z.object({ now: instant, from: instant, to: instant, timezone: z.string(), skpd: z.string() }),
  row: z.object({ skpd: z.string(), name: z.string(), due: z.number() }),
});

/** The office whose share on time rose most against the stretch before. */
const improvements = defineQuery({
  name: 'brief_improvements',
  sql: `SELECT skpd, any(o.short_name) AS name,
      100 * avgIf(assumeNotNull(in_time), due_at >= {middle:DateTime('UTC')}) AS after,
      100 * avgIf(assumeNotNull(in_time), due_at < {middle:DateTime('UTC')}) AS before
    FROM (${dueCases}) AS d
    INNER JOIN (SELECT skpd AS office, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.office = d.skpd
    WHERE in_time IS NOT NULL
    GROUP BY skpd
    HAVING countIf(due_at >= {middle:DateTime('UTC')}) >= ${IMPROVEMENT.cases} AND countIf(due_at < {middle:DateTime('UTC')}) >= ${IMPROVEMENT.cases}
      AND after - before >= ${IMPROVEMENT.points}
    ORDER BY after - before DESC, skpd LIMIT 1`,
  params: z.object({ from: instant, middle: instant, to: instant, timezone: z.string(), skpd: z.string() }),
  row: z.object({ skpd: z.string(), name: z.string(), after: z.number(), before: z.number() }),
});

/** Complaints that passed their limit unsettled, by office, in the stretch from {middle} against the one before it. */
const overdueRises = defineQuery({
  name: 'brief_overdue',
  sql: `SELECT skpd, any(o.short_name) AS name, countIf(due_at >= {middle:DateTime('UTC')}) AS after, countIf(due_at < {middle:DateTime('UTC')}) AS before
    FROM (${dueComplaints}) AS d
    INNER JOIN (SELECT skpd AS office, short_name FROM city_skpd WHERE profile_version = ${newestProfile}) AS o ON o.office = d.skpd
    WHERE in_time = false AND (closed_at IS NULL OR closed_at > due_at)
    GROUP BY skpd HAVING after >= ${RISE.complaints} AND after >= before + ${RISE.more}
    ORDER BY after - before DESC, skpd LIMIT 1`,
  params: z.object({ from: instant, middle: instant, to: instant, timezone: z.string(), skpd: z.string() }),
  row: z.object({ skpd: z.string(), name: z.string(), after: z.number(), before: z.number() }),
});

const endOfToday = defineQuery({
  name: 'brief_end_of_today',
  sql: `SELECT toUnixTimestamp(${nextDay}) AS at`,
  params: z.object({ now: instant, timezone: z.string() }),
  row: z.object({ at: z.number() }),
});

const number = (lang: 'id-ID' | 'en-GB', value: number, digits = 0) =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);

async function burst(now: Date): Promise<BriefFinding[]> {
  const rows = await bursts({ now, to: now, skpd: '' });
  return rows.map(({ kode, nama, category, recent, usual }) => ({
    severity: recent >= BURST.badTimes * usual ? 'buruk' : 'waspada',
    subject: kode,
    textId: `${nama}: ${recent} aduan ${category} dalam 7 hari, biasanya ${number('id-ID', usual, 1)} seminggu.`,
    textEn: `${nama}: ${recent} complaints about ${category} in 7 days, usually ${number('en-GB', usual, 1)} a week.`,
    link: `/aduan?kecamatan=${encodeURIComponent(kode)}&kategori=${encodeURIComponent(category)}`,
  }));
}

async function due(now: Date, timezone: string): Promise<BriefFinding[]> {
  const [end] = await endOfToday({ now, timezone });
  const rows = await dueToday({ now, from: now, to: new Date(end!.at * 1000), timezone, skpd: '' });
  return rows.map(({ skpd, name, due }) => ({
    severity: 'waspada',
    subject: skpd,
    textId: `${name}: ${number('id-ID', due)} permohonan jatuh tempo hari ini dan belum diputus.`,
    textEn: `${name}: ${number('en-GB', due)} applications fall due today and are undecided.`,
    link: `/layanan?skpd=${encodeURIComponent(skpd)}`,
  }));
}

async function improvement(now: Date, timezone: string): Promise<BriefFinding[]> {
  const back = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const stretch = { from: back(2 * IMPROVEMENT.days), middle: back(IMPROVEMENT.days), to: now };
  const rows = await improvements({ ...stretch, timezone, skpd: '' });
  return rows.map(({ skpd, name, after, before }) => ({
    severity: 'baik',
    subject: skpd,
    textId: `${name}: layanan tepat waktu naik dari ${number('id-ID', before)} % ke ${number('id-ID', after)} % dalam ${IMPROVEMENT.days} hari.`,
    textEn: `${name}: services on time rose from ${number('en-GB', before)} % to ${number('en-GB', after)} % in ${IMPROVEMENT.days} days.`,
    link: `/layanan?skpd=${encodeURIComponent(skpd)}`,
  }));
}

/** The source that is longest silent by its own expectation; sources without one are never called silent. */
async function silence(now: Date, timezone: string): Promise<BriefFinding[]> {
  const silent = (await sourceSummaries({ at: now }))
    .filter((s) => s.inProfile && s.heardAt !== null && freshnessOf(s, now).freshness === 'terlambat')
    .map((s) => ({ ...s, times: (now.getTime() - s.heardAt!.getTime()) / (s.expectedEveryMinutes! * 60_000) }))
    .sort((a, b) => b.times - a.times || a.id.localeCompare(b.id));
  const [worst] = silent;
  if (!worst) return [];
  const [id, en] = (['id-ID', 'en-GB'] as const).map((lang) => stampOfYear(worst.heardAt!, now, timezone, lang));
  const every = everyWords(worst.expectedEveryMinutes!);
  return [
    {
      severity: 'waspada',
      subject: worst.id,
      textId: `${worst.name}: tidak ada data sejak ${id}; seharusnya ${every.id}.`,
      textEn: `${worst.name}: no data since ${en}; expected ${every.en}.`,
      link: `/sumber/${encodeURIComponent(worst.id)}`,
    },
  ];
}

/** A stamp that leaves the year out when it is this one. */
function stampOfYear(at: Date, now: Date, timezone: string, lang: 'id-ID' | 'en-GB'): string {
  const { year } = localDate(at, timezone);
  const stamp = localStamp(at, timezone, lang);
  return year === localDate(now, timezone).year ? stamp.replace(` ${year} `, ' ') : stamp;
}

/** The office of which most more complaints passed their limit in the last week than in the one before. */
async function overdue(now: Date, timezone: string): Promise<BriefFinding[]> {
  const back = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const rows = await overdueRises({ from: back(14), middle: back(7), to: now, timezone, skpd: '' });
  return rows.map(({ skpd, name, after, before }) => ({
    severity: after >= BURST.times * before ? 'buruk' : 'waspada',
    subject: skpd,
    textId: `${name}: ${number('id-ID', after)} aduan melewati batas waktu dalam 7 hari, dari ${number('id-ID', before)} pada 7 hari sebelumnya.`,
    textEn: `${name}: ${number('en-GB', after)} complaints passed their limit in 7 days, from ${number('en-GB', before)} in the 7 days before.`,
    link: `/aduan?skpd=${encodeURIComponent(skpd)}`,
  }));
}

/** What the last whole month moved: the office that is about to lose the highest stage, else the one that rose highest. */
async function moves(now: Date, timezone: string): Promise<BriefFinding[]> {
  const month = monthOf(now, timezone, 1);
  const { rows, city } = await maturityBoard({ month, timezone });
  const told = (lang: string) =>
    new Intl.DateTimeFormat(lang, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(new Date(`${month}-01`));
  const [falling] = rows.filter((r) => r.terancam).sort((a, b) => b.confirmed - a.confirmed);
  if (falling) {
    const { skpd, shortName, confirmed, observed } = falling;
    return [
      {
        severity: 'waspada',
        subject: skpd,
        textId: `${shortName}: Tahap ${confirmed} terancam, bulan ${told('id-ID')} ${observed === 0 ? 'tidak mencapai Tahap 1' : `hanya mencapai Tahap ${observed}`}.`,
        textEn: `${shortName}: stage ${confirmed} is at risk, ${told('en-GB')} reached ${observed === 0 ? 'no stage' : `only stage ${observed}`}.`,
        link: `/kematangan/${encodeURIComponent(skpd)}`,
      },
    ];
  }
  const [rising] = rows.filter((r) => city.movedUp.includes(r.skpd)).sort((a, b) => b.reached - a.reached);
  if (!rising) return [];
  const { skpd, shortName, reached, baru } = rising;
  return [
    {
      severity: 'baik',
      subject: skpd,
      textId: `${shortName}: naik ke Tahap ${reached} pada ${told('id-ID')}${baru ? ', menunggu bulan kedua' : ''}.`,
      textEn: `${shortName}: rose to stage ${reached} in ${told('en-GB')}${baru ? ', awaiting a second month' : ''}.`,
      link: `/kematangan/${encodeURIComponent(skpd)}`,
    },
  ];
}

/**
 * At most four findings of the morning, the worst first and of equal severity in the order of the list below; the same
 * data and moment give the same findings.
 */
export async function morningBrief(input: { now: Date; timezone: string }): Promise<BriefFinding[]> {
  const { now, timezone } = input;
  const found = await Promise.all([
    burst(now),
    overdue(now, timezone),
    silence(now, timezone),
    moves(now, timezone),
    due(now, timezone),
    improvement(now, timezone),
  ]);
  const order = ['buruk', 'waspada', 'baik'];
  return found
    .flat()
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .slice(0, MOST);
}
