import { expected } from '../expected';
import { percent, printed, printedShort } from '../print';
import {
  groupBy,
  type Hit,
  localDay,
  localHour,
  localMonth,
  localWeekday,
  startOfDay,
  startOfMonth,
} from '../recount/city';
import { type Ask, inPeriod } from '../recount/recount';
import { isAsked, isDownload, isPage, sessionsOf } from '../recount/situs';
import type { Report } from '../report';
import { checkChart } from '../sweep';

/*
 * What the page of websites lists besides figures and their splits.
 */

/** Everything on the page of websites that is no figure of the registry and no split of one. `period`: as the page calls it. */
export function checkWebsites(report: Report, ask: Ask, period: string): void {
  const [pages, sessions, robots] = ['kunjungan_situs', 'sesi_situs', 'robot_situs'].map(
    (id) => expected(report.city, id, ask).value,
  );
  const lead = report.page.first('.page-head .lead');
  if (pages !== null) report.says('lead', lead, period, printed(pages!, 0), printed(sessions!, 0), percent(robots));
  const hits = report.city.hits.filter(
    (h) =>
      inPeriod(h.t, ask) &&
      (ask.skpd === '' || h.skpd === ask.skpd) &&
      (!ask.filters.situs || h.site === ask.filters.situs),
  );
  checkTraffic(report, ask, hits);
  checkFunnels(report, ask, hits);
  checkSites(report, hits);
  checkDoors(report, ask);
  checkHours(report, hits);
}

/** Requests of each day, or month, by who asked; a day without any is a gap. */
function checkTraffic(report: Report, ask: Ask, hits: Hit[]): void {
  const isLong = ask.to - ask.from > 61 * 86_400;
  const [unitOf, start] = isLong ? [localMonth, startOfMonth] : [localDay, startOfDay];
  const byUnit = groupBy(hits, (h) => String(unitOf(h.t)));
  const classOf = ({ agent_class }: Hit) => (['human', 'bot'].includes(agent_class) ? agent_class : 'other');
  const count = (own: Hit[] | undefined, who: string) =>
    own === undefined ? null : own.filter((h) => classOf(h) === who).length;
  const points: string[][] = [];
  const who = ['human', 'bot', 'other'];
  for (let unit = unitOf(ask.from); start(unit) < ask.to; unit++)
    points.push(who.map((one) => printed(count(byUnit.get(String(unit)), one), 0)));
  const all = who.map((one) => printed(count(hits, one), 0));
  checkChart(report, 'traffic', report.page.first('section.traffic'), points, all);
}

/** `*` stands for anything within one part of a path, `**` for anything at all. */
function fits(glob: string, path: string): boolean {
  const literal = (text: string) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  const pattern = glob
    .split('**')
    .map((part) => part.split('*').map(literal).join('[^/]*'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(path);
}

/** Visitors of a day by how far they came, step after step; pages that were answered with an error count for nothing. */
function checkFunnels(report: Report, ask: Ask, hits: Hit[]): void {
  const plans = report.city.funnels.filter(
    (plan) => !ask.filters.situs || !plan.situs || plan.situs === ask.filters.situs,
  );
  const told = plans.map((plan) => {
    const asked = hits.filter(
      (h) => h.agent_class === 'human' && h.status >= 200 && h.status < 400 && (!plan.situs || h.site === plan.situs),
    );
    const stepOf = (h: Hit) =>
      plan.langkah.findLastIndex(({ pola, metode }) => (!metode || metode === h.method) && fits(pola, h.path));
    const visits = groupBy(
      asked.filter((h) => stepOf(h) >= 0),
      (h) => `${h.site} ${h.visitor} ${localDay(h.t)}`,
    );
    const came = [...visits.values()].map((visit) => {
      let reached = 0;
      let last = Number.NEGATIVE_INFINITY;
      // The next step only after the one before, never in the same second.
      for (const h of visit)
        if (stepOf(h) === reached && h.t > last) {
          reached += 1;
          last = h.t;
        }
      return reached;
    });
    return { plan, steps: plan.langkah.map((_, i) => came.filter((reached) => reached > i).length) };
  });
  const shown = told.filter(({ steps }) => ask.skpd === '' || steps.some((n) => n > 0));
  const grid = report.page.all('.funnel-grid > section');
  report.number('funnels', grid.length, shown.length);
  for (const [i, { plan, steps }] of shown.entries()) {
    const items = grid[i]?.all('.funnel > li') ?? [];
    const [began] = steps;
    report.number(`funnel ${plan.kode} steps`, items.length, began === 0 ? 0 : steps.length);
    if (began === 0) continue;
    for (const [step, n] of steps.entries()) {
      const [head, note] = items[step]?.all('p') ?? [];
      report.prints(`funnel ${plan.kode} ${step + 1}`, head?.first('b'), printed(n, 0));
      const ofFirst = step === 0 ? '' : percent((100 * n) / began!, ' ', 0);
      const lost = step + 1 < steps.length ? n - steps[step + 1]! : 0;
      const gone = lost > 0 ? [printed(lost, 0), percent((100 * lost) / n, ' ', 0)] : [];
      report.says(`funnel ${plan.kode} ${step + 1} note`, note, ofFirst, ...gone);
    }
  }
}

/** The sites side by side; shares of few requests are not told. */
function checkSites(report: Report, hits: Hit[]): void {
  const nameOf = (office: string) => report.city.names.get(office) ?? office;
  const sites = groupBy(hits, (h) => `${h.site} ${nameOf(h.skpd)}`);
  const rows = report.page.first('.sites')?.rows() ?? [];
  report.number('sites', rows.length, Math.min(200, sites.size));
  for (const [site, office, ...shown] of rows) {
    const key = `${site!.text} ${office!.text}`;
    const own = sites.get(key) ?? [];
    const pages = own.filter(isPage);
    const asked = own.filter(isAsked);
    const share = (part: Hit[], whole: Hit[]) =>
      whole.length < 30 ? 'terlalu sedikit' : percent((100 * part.length) / whole.length);
    const times = pages.flatMap((h) => h.duration_ms ?? []).sort((a, b) => a - b);
    const slow = times[Math.min(times.length - 1, Math.floor(times.length * 0.9))] ?? null;
    const truth = [
      printed(pages.length, 0),
      printed(new Set(pages.map((h) => h.visitor)).size, 0),
      printed(own.filter(isDownload).length, 0),
      share(
        asked.filter((h) => h.status >= 400),
        asked,
      ),
      share(
        own.filter((h) => h.agent_class === 'bot'),
        own,
      ),
      times.length === 0 ? 'tidak dicatat' : times.length < 30 ? 'terlalu sedikit' : `${printed(slow, 0)} md`,
    ];
    for (const [i, text] of truth.entries()) report.prints(`site ${key} column ${i + 1}`, shown[i], text);
    site!.claim();
  }
}

/** Pages on which sessions begin, and on which they end, with the share of sessions of that page alone. */
function checkDoors(report: Report, ask: Ask): void {
  const sessions = sessionsOf(report.city, ask).filter(
    ({ dims }) => !ask.filters.situs || dims.situs === ask.filters.situs,
  );
  const singles = groupBy(
    sessions.filter(({ run }) => run.length === 1),
    ({ run }) => `${run[0]!.path} ${run[0]!.site}`,
  );
  for (const [title, doorOf] of [
    ['Halaman masuk', (run: Hit[]) => run[0]!],
    ['Halaman keluar', (run: Hit[]) => run.at(-1)!],
  ] as const) {
    const doors = groupBy(sessions, ({ run }) => `${doorOf(run).path} ${doorOf(run).site}`);
    const bySite = (key: string) => key.split(' ').reverse().join('\u0001');
    const truth = [...doors]
      .sort(([a, ones], [b, others]) => others.length - ones.length || (bySite(a) < bySite(b) ? -1 : 1))
      .slice(0, 12);
    const rows = report.page.first(`section[aria-label="${title}"]`)?.rows() ?? [];
    report.number(`${title}, rows`, rows.length, truth.length);
    for (const [i, [door, own]] of truth.entries()) {
      report.prints(`${title} ${i + 1}`, rows[i]?.[0], door);
      report.prints(`${title} ${door}`, rows[i]?.[1], printed(own.length, 0));
      const alone = (100 * (singles.get(door)?.length ?? 0)) / own.length;
      report.prints(`${title} ${door} alone`, rows[i]?.[2], percent(alone, '\u00a0', 0));
    }
  }
}

const DAYS = ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'];

/** Pages by weekday and hour of the city. */
function checkHours(report: Report, hits: Hit[]): void {
  const pages = hits.filter(isPage);
  const counts = Array.from({ length: 24 }, (_, hour) =>
    DAYS.map((_, day) => pages.filter((h) => localHour(h.t) === hour && localWeekday(h.t) === day + 1).length),
  );
  const section = report.page.first('section.busy-hours');
  const rows = section?.rows() ?? [];
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}.00`;
  report.number('hours', rows.length, pages.length > 0 ? 24 : 0);
  for (const [hour, row] of rows.entries()) {
    report.prints(`hour ${hour}`, row[0], clock(hour));
    for (const [day, n] of counts[hour]!.entries())
      report.prints(`pages at ${hour} on day ${day + 1}`, row[day + 1], printedShort(n));
  }
  const most = Math.max(...counts.flat());
  const [day, hour] = DAYS.flatMap((_, d) => counts.map((row, h) => [d, h, row[d]!] as const)).find(
    ([, , n]) => n === most,
  )!;
  const told = pages.length > 0 ? `Paling ramai ${DAYS[day]} pukul ${clock(hour)}: ${printed(most, 0)} halaman.` : '';
  const lead = section?.first('.lead');
  report.text('busiest hour', /Paling ramai .*/.exec(lead?.text ?? '')?.[0] ?? '', told);
  lead?.claim();
}
