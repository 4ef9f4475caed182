import type { CityProfile } from '../city/schema';
import { lastDays } from '../local-time';
import { readBreakdown } from '../metrics/breakdown';
import { complaintBursts } from '../metrics/families/aduan/bursts';
import { readMetric } from '../metrics/read';
import { type MetricId, metricSource } from '../metrics/registry';
import type { MetricInput } from '../metrics/types';
import { limitValue } from './profile';
import type { AlarmScope, BurstRule, SeasonRule, Sighting, ThresholdRule } from './rule';
import { SEASON_WEEKS, type SeasonPoint, seasonOf } from './season';
import { seasonWords, thresholdWords, wholeNumber } from './sentence';
import type { Look } from './step';

/** What a rule over metrics needs to know of the city. */
export interface City {
  profile: CityProfile;
  at: Date;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Members of a scope by code, with their names and the office that owns what is about them. */
export function membersOf(
  scope: AlarmScope,
  profile: CityProfile,
): Map<string, { name: string; owner: string | null }> {
  if (scope === 'kota') return new Map([['kota', { name: profile.nama, owner: null }]]);
  if (scope === 'skpd') return new Map(profile.skpd.map((s) => [s.kode, { name: s.singkatan, owner: s.kode }]));
  const officeOf = new Map(profile.skpd.map((s) => [s.wilayah, s.kode]));
  return new Map(profile.kecamatan.map((k) => [k.kode, { name: k.nama, owner: officeOf.get(k.kode) ?? null }]));
}

/**
 * A metric of the members of a scope over one period. Members without a point are unknown: too few cases, or a metric that is
 * unknown for the whole city because its sources are silent.
 */
async function pointsOf(
  { metric, scope }: ThresholdRule | SeasonRule,
  profile: CityProfile,
  input: Pick<MetricInput, 'from' | 'to' | 'now'>,
): Promise<Map<string, SeasonPoint>> {
  const asked = { ...input, timezone: profile.zona_waktu };
  const city = await readMetric(metric, asked);
  if (scope === 'kota') return new Map([['kota', city]]);
  if (city.value === null && city.n >= metricSource(metric).definition.minimumN) return new Map();
  const { parts } = await readBreakdown(metric, scope, asked);
  const told = parts.map(({ member, value, n }) => [member, { value, n }] as const);
  // Of counts a member that is not named had none.
  const none =
    city.value === city.n ? [...membersOf(scope, profile).keys()].map((m) => [m, { value: 0, n: 0 }] as const) : [];
  return new Map<string, SeasonPoint>([...none, ...told]);
}

const side = (worse: 'di_atas' | 'di_bawah') => (worse === 'di_atas' ? 1 : -1);

/** Where a value stands to its two limits. */
function lookOf(value: number, raise: number, clear: number, worse: 'di_atas' | 'di_bawah'): Look {
  const sign = side(worse);
  if (sign * (value - raise) > 0) return 'beyond';
  return sign * (value - clear) <= 0 ? 'within' : 'between';
}

/** The rows behind a value; periods of pages are longer than those of most rules. */
function linkOf(metric: MetricId, scope: AlarmScope, subject: string, days: number): string {
  const period = days > 90 ? '12b' : days > 30 ? '90h' : '30h';
  const asked = new URLSearchParams({ metrik: metric, periode: period });
  if (scope !== 'kota') asked.set(scope, subject);
  return metricSource(metric).rows ? `/baris?${asked}` : `/kamus/${metric}`;
}

const common = ({ id, severity, owner, hold }: ThresholdRule | SeasonRule | BurstRule, memberOwner: string | null) => ({
  rule: id,
  severity,
  skpd: owner ?? memberOwner,
  hold,
});
const UNKNOWN = { look: 'unknown', value: null, against: null, textId: '', textEn: '' } as const;

/** Values held against a limit. A rule whose limit needs a target that the city lacks sees nothing. */
export async function lookAtThreshold(rule: ThresholdRule, { profile, at }: City): Promise<Sighting[]> {
  const { metric, scope, days, worse } = rule;
  const raise = limitValue(rule.raise, profile.target[metric], worse);
  const clear = limitValue(rule.clear, profile.target[metric], worse);
  if (raise === null || clear === null) return [];
  const { from, to } = lastDays(days, at, profile.zona_waktu);
  const points = await pointsOf(rule, profile, { from, to, now: at });
  const { name, unit } = metricSource(metric).definition;
  return [...membersOf(scope, profile)].map(([subject, member]) => {
    const value = points.get(subject)?.value ?? null;
    const of = { ...common(rule, member.owner), subject, link: linkOf(metric, scope, subject, days) };
    if (value === null) return { ...of, ...UNKNOWN };
    const words = thresholdWords({ subject: member.name, metric: { name, unit }, days, value, limit: raise });
    return { ...of, look: lookOf(value, raise, clear, worse), value, against: raise, ...words };
  });
}

/** Values held against the same days of the weeks before, all cut at the same hour. */
export async function lookAtSeason(rule: SeasonRule, { profile, at }: City): Promise<Sighting[]> {
  const { metric, scope, days, worse, minimumN } = rule;
  const to = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const weeks = await Promise.all(
    Array.from({ length: SEASON_WEEKS + 1 }, (_, week) => {
      const end = new Date(to.getTime() - week * 7 * DAY_MS);
      return pointsOf(rule, profile, { from: new Date(end.getTime() - days * DAY_MS), to: end, now: at });
    }),
  );
  const { name, unit } = metricSource(metric).definition;
  return [...membersOf(scope, profile)].map(([subject, member]) => {
    const [now, ...before] = weeks.map((points) => points.get(subject) ?? { value: null, n: 0 });
    const season = seasonOf(now!, before, { unit, minimumN });
    const of = { ...common(rule, member.owner), subject, link: linkOf(metric, scope, subject, days) };
    if (season === null || now!.value === null) return { ...of, ...UNKNOWN };
    const words = seasonWords({
      subject: member.name,
      metric: { name, unit },
      days,
      value: now!.value,
      usual: season.usual,
    });
    const against = season.usual + side(worse) * rule.raise * season.spread;
    const look = lookOf(side(worse) * season.deviations, rule.raise, rule.clear, 'di_atas');
    return { ...of, look, value: now!.value, against, ...words };
  });
}

/** Bursts of complaints; a burst that is none any more is within. Silent feeds are unknown: nothing heard is not nothing said. */
export async function lookAtBursts(
  rule: BurstRule,
  { profile, at }: City,
  standing: readonly string[],
): Promise<Sighting[]> {
  const timezone = profile.zona_waktu;
  const input = { from: new Date(at.getTime() - 7 * DAY_MS), to: at, timezone, now: at };
  const [bursts, received] = await Promise.all([complaintBursts(input), readMetric('aduan_masuk', input)]);
  const members = membersOf('kecamatan', profile);
  const subjectOf = (b: { kecamatan: string; kategori: string }) => `${b.kecamatan} ${b.kategori}`;
  const seen = bursts.map((burst): Sighting => {
    const { kecamatan, kecamatanName, kategori, recent, weeks } = burst;
    const usual = weeks.reduce((sum, n) => sum + n, 0) / weeks.length;
    const asked = new URLSearchParams({ kecamatan, kategori });
    return {
      ...common(rule, members.get(kecamatan)?.owner ?? null),
      subject: subjectOf(burst),
      look: 'beyond',
      value: recent,
      against: usual,
      textId: `${kecamatanName}: ${wholeNumber(recent, 'id')} aduan ${kategori} dalam 7 hari, rata-rata ${wholeNumber(usual, 'id')} seminggu sebelumnya.`,
      textEn: `${kecamatanName}: ${wholeNumber(recent, 'en')} complaints about ${kategori} in 7 days, ${wholeNumber(usual, 'en')} a week on average before.`,
      link: `/aduan?${asked}`,
    };
  });
  const over = standing.filter((subject) => !seen.some((s) => s.subject === subject));
  const look: Look = received.value === null ? 'unknown' : 'within';
  const ended = over.map((subject) => ({ ...common(rule, null), ...UNKNOWN, subject, look, link: '/aduan' }));
  return received.value === null ? ended : [...seen, ...ended];
}
