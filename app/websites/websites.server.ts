import { currentCity } from '../../clickhouse/city/apply';
import type { MetricInput } from '../../clickhouse/metrics';
import { readFunnels } from '../../clickhouse/metrics/families/situs/funnels';
import { bySite, doors, hoursOfWeek, trafficSeries } from '../../clickhouse/metrics/families/situs/lists';
import { bucketsOf } from '../../clickhouse/metrics/series';
import type { Viewer } from '../access/roles';
import { drawChart } from '../charts/draw.server';
import type { ChartSpec } from '../charts/spec';
import type { DrawnChart, Scope } from '../metrics/scope';
import { readSubject } from '../metrics/subject.server';
import type { Language } from '../text/define';
import { formatsFor } from '../text/format';
import { questionOf } from './lists.server';
import { websitesText } from './websites.text';

const DAY_MS = 86_400_000;
/** Longer periods are drawn by months. */
const MOST_DAYS = 61;
const CHART = { width: 1100, height: 260 };

const isLong = ({ from, to }: MetricInput) => to.getTime() - from.getTime() > MOST_DAYS * DAY_MS;

/** Everything that the page on websites shows. */
export async function readWebsites(request: Request, viewer: Pick<Viewer, 'role' | 'skpd'>) {
  const { profile } = await currentCity();
  const { subject, beside, input, language } = await readSubject(request, viewer, {
    beside: (asked) => {
      const question = questionOf(asked);
      return Promise.all([
        trafficSeries({ ...question, bucket: isLong(asked) ? 'bulan' : 'hari' }),
        hoursOfWeek(question),
        bySite(question),
        doors(question),
        readFunnels(profile.corong_situs, question),
      ]);
    },
    metrics: [
      'kunjungan_situs',
      'pengunjung_situs',
      'sesi_situs',
      'unduhan_situs',
      'galat_situs',
      'lama_jawab_situs',
      'robot_situs',
      'permintaan_situs',
      'gagal_situs',
    ],
    breakdowns: [
      'kunjungan_situs/halaman',
      'kunjungan_situs/skpd',
      'kunjungan_situs/perujuk',
      'unduhan_situs/halaman',
      'gagal_situs/halaman',
      'gagal_situs/keadaan',
      'lama_jawab_situs/halaman',
      'permintaan_situs/agen',
      'permintaan_situs/aturan',
    ],
  });
  const [traffic, hours, sites, pages, funnels] = beside;
  const byMonth = isLong(input);
  const officeOf = new Map(profile.skpd.map(({ kode, singkatan }) => [kode, singkatan]));
  const byStart = new Map(traffic.map((point) => [point.start.getTime(), point]));
  const points = bucketsOf(input, byMonth ? 'bulan' : 'hari').map(({ start, cut }) => ({
    start,
    point: byStart.get(cut.getTime()),
  }));
  return {
    subject,
    traffic: trafficChart(points, byMonth, subject.scope, language),
    hours,
    sites: sites.map((site) => ({ ...site, office: officeOf.get(site.office) ?? site.office })),
    doors: pages,
    // Of another office's site nothing is to be seen.
    funnels: input.skpd ? funnels.filter(({ steps }) => steps.some(({ reached }) => reached > 0)) : funnels,
  };
}

export type Websites = Awaited<ReturnType<typeof readWebsites>>;

/** Requests by who asked; a day without a single line in the logs is a gap: nobody can tell a quiet day from a lost log. */
function trafficChart(
  points: { start: Date; point?: { human: number; bot: number; others: number } }[],
  isLong: boolean,
  scope: Scope,
  language: Language,
): DrawnChart {
  const t = websitesText[language];
  const f = formatsFor(language, scope.timezone);
  const sum = (key: 'human' | 'bot' | 'others') => points.reduce((all, { point }) => all + (point?.[key] ?? 0), 0);
  const spec: ChartSpec = {
    kind: 'stacked',
    title: t.traffic,
    summary: t.trafficSummary(f.number(sum('human'), 0), f.number(sum('bot'), 0), f.number(sum('others'), 0)),
    columns: [
      { label: isLong ? t.month : t.day },
      { label: t.human, tone: 't3' },
      { label: t.bot, tone: 'warn' },
      { label: t.unknown, tone: 'unknown' },
    ],
    rows: points.map(({ start, point }) => [
      isLong ? f.month(start) : f.dayMonth(start),
      point?.human ?? null,
      point?.bot ?? null,
      point?.others ?? null,
    ]),
  };
  return { spec, svg: drawChart(spec, { ...CHART, language }) };
}
