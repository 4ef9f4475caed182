import { localDate, localMidnight } from '../../local-time';
import { readBreakdown } from '../breakdown';
import type { DimensionId } from '../dimensions';
import type { MetricId } from '../registry';
import { type BriefFinding, number } from './finding';

/** One member of a split over the whole days before today, against as many days before those. */
interface Compared {
  member: string;
  name: string;
  after: number;
  before: number;
}

/** A change is told over so many whole days, of members with at least `n` cases in each stretch. */
interface Rule {
  metric: MetricId;
  by: DimensionId;
  days: number;
  n: number;
}

/** Members of a registered metric that both stretches tell of. Whole days: the answer holds until midnight. */
async function compare({ metric, by, days, n }: Rule, now: Date, timezone: string): Promise<Compared[]> {
  const { year, month, day } = localDate(now, timezone);
  const start = (back: number) => localMidnight(year, month, day - back, timezone);
  const to = start(0);
  const stretch = { timezone, now: to };
  const [after, before] = await Promise.all([
    readBreakdown(metric, by, { ...stretch, from: start(days), to }),
    readBreakdown(metric, by, { ...stretch, from: start(2 * days), to: start(days) }),
  ]);
  const earlier = new Map(before.parts.map((part) => [part.member, part]));
  return after.parts.flatMap(({ member, name, value, n: count }) => {
    const old = earlier.get(member);
    const isKnown = member !== '' && value !== null && old != null && old.value !== null && count >= n && old.n >= n;
    return isKnown ? [{ member, name, after: value, before: old.value! }] : [];
  });
}

/** A wait is told from this many minutes more, and half as much again; double is grave. */
const WAIT = { metric: 'tunggu_loket', by: 'skpd', days: 7, n: 30, more: 10, times: 1.5, badTimes: 2 } as const;

/** The office whose counters let people wait longer than the week before. */
export async function waits(now: Date, timezone: string): Promise<BriefFinding[]> {
  const longer = (await compare(WAIT, now, timezone))
    .filter(({ after, before }) => after >= before + WAIT.more && after >= WAIT.times * before)
    .sort((a, b) => b.after - b.before - (a.after - a.before) || a.member.localeCompare(b.member));
  return longer.slice(0, 1).map(({ member, name, after, before }) => ({
    severity: after >= WAIT.badTimes * before ? 'buruk' : 'waspada',
    subject: member,
    textId: `${name}: tunggu loket ${number('id-ID', after)} menit dalam ${WAIT.days} hari, dari ${number('id-ID', before)} menit pada ${WAIT.days} hari sebelumnya.`,
    textEn: `${name}: people waited ${number('en-GB', after)} minutes in ${WAIT.days} days, from ${number('en-GB', before)} in the ${WAIT.days} days before.`,
    link: `/layanan?skpd=${encodeURIComponent(member)}`,
  }));
}

/** A site is told when this share of people's requests fails, and twice as much as before; `bad` of them is grave. */
const FAILING = { metric: 'galat_situs', by: 'situs', days: 7, n: 100, share: 5, times: 2, bad: 20 } as const;

/** The website where more of what people ask for fails than the week before. */
export async function failing(now: Date, timezone: string): Promise<BriefFinding[]> {
  const worse = (await compare(FAILING, now, timezone))
    .filter(({ after, before }) => after >= FAILING.share && after >= FAILING.times * before)
    .sort((a, b) => b.after - b.before - (a.after - a.before) || a.member.localeCompare(b.member));
  return worse.slice(0, 1).map(({ member, after, before }) => ({
    severity: after >= FAILING.bad ? 'buruk' : 'waspada',
    subject: member,
    textId: `${member}: ${number('id-ID', after)} % permintaan warga gagal dalam ${FAILING.days} hari, dari ${number('id-ID', before)} % pada ${FAILING.days} hari sebelumnya.`,
    textEn: `${member}: ${number('en-GB', after)} % of requests failed in ${FAILING.days} days, from ${number('en-GB', before)} % in the ${FAILING.days} days before.`,
    link: `/situs?situs=${encodeURIComponent(member)}`,
  }));
}

/** A satisfaction index is told when it moves by so many points over three months. */
const CONTENT = { metric: 'ikm', by: 'skpd', days: 91, n: 30, points: 3 } as const;

/** The office with which people are less content than in the three months before. */
export async function content(now: Date, timezone: string): Promise<BriefFinding[]> {
  const fallen = (await compare(CONTENT, now, timezone))
    .filter(({ after, before }) => before - after >= CONTENT.points)
    .sort((a, b) => a.after - a.before - (b.after - b.before) || a.member.localeCompare(b.member));
  return fallen.slice(0, 1).map(({ member, name, after, before }) => ({
    severity: 'waspada',
    subject: member,
    textId: `${name}: kepuasan (IKM) turun dari ${number('id-ID', before, 2)} ke ${number('id-ID', after, 2)} dalam 3 bulan.`,
    textEn: `${name}: satisfaction (IKM) fell from ${number('en-GB', before, 2)} to ${number('en-GB', after, 2)} in 3 months.`,
    link: `/kepuasan?skpd=${encodeURIComponent(member)}`,
  }));
}
