import type { CityProfile } from '../city/schema';
import { lastDays, localDate, localMidnight } from '../local-time';
import { type MetricReading, readMetrics } from '../metrics';
import { readBreakdown } from '../metrics/breakdown';
import { sitesHeard, trafficSeries } from '../metrics/families/situs/lists';

/** A page of a website, as `host/path`. */
interface PageLine {
  page: string;
  /** Pages opened, or for slow pages nine of ten answers in milliseconds. */
  value: number;
  n: number;
}

/** What the scene of websites tells of the last seven days. */
export interface WebsitesPart {
  visitors: MetricReading;
  pages: MetricReading;
  /** All requests, with those by people, robots and unknown. */
  requests: MetricReading;
  failed: MetricReading;
  slow: MetricReading;
  days: { start: Date; human: number; bot: number; others: number }[];
  busiest: PageLine[];
  slowest: PageLine[];
  /** Sites of the profile; those without a line in any log since the start of yesterday. */
  sites: { known: number; silent: string[] };
}

const DAYS = 7;
const LINES = 5;

export async function readWebsites(now: Date, profile: CityProfile): Promise<WebsitesPart> {
  const timezone = profile.zona_waktu;
  const week = { ...lastDays(DAYS, now, timezone), timezone, now };
  const { year, month, day } = localDate(now, timezone);
  const sinceYesterday = { from: localMidnight(year, month, day - 1, timezone), to: week.to };
  const [readings, days, busiest, slowest, heard] = await Promise.all([
    readMetrics(['pengunjung_situs', 'kunjungan_situs', 'permintaan_situs', 'galat_situs', 'lama_jawab_situs'], week),
    trafficSeries({ ...week, bucket: 'hari' }),
    readBreakdown('kunjungan_situs', 'halaman', week),
    readBreakdown('lama_jawab_situs', 'halaman', week),
    sitesHeard(sinceYesterday),
  ]);
  const sites = [
    ...new Set([...profile.sumber.flatMap((s) => s.situs ?? []), ...profile.skpd.flatMap((office) => office.hosts)]),
  ];
  const told = new Set(heard.map(({ site }) => site));
  const { pengunjung_situs, kunjungan_situs, permintaan_situs, galat_situs, lama_jawab_situs } = readings;
  const lines = (parts: typeof busiest.parts): PageLine[] =>
    parts
      .flatMap(({ member, value, n }) => (value === null ? [] : [{ page: member, value, n }]))
      .sort((a, b) => b.value - a.value)
      .slice(0, LINES);
  return {
    visitors: pengunjung_situs,
    pages: kunjungan_situs,
    requests: permintaan_situs,
    failed: galat_situs,
    slow: lama_jawab_situs,
    days,
    busiest: lines(busiest.parts),
    slowest: lines(slowest.parts),
    sites: { known: sites.length, silent: sites.filter((site) => !told.has(site)).sort() },
  };
}
