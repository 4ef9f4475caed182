import { setTimeout as sleep } from 'node:timers/promises';
import { METRIC_IDS } from '../../clickhouse/metrics/registry';
import type { House } from './house';
import { type City, DAY_SECONDS, groupBy, localMonth, startOfMonth } from './recount/city';
import type { Ask } from './recount/recount';
import { type Asked, asked, checkMarks, checkOverview, Report } from './sweep';
import { checkAges, checkMap, checkServices, checkSites, checkStates, checkUnsur } from './tables';

/** A page, the period that it shows when its address names none, and the addresses it is asked with. */
interface Page {
  path: string;
  standard: string;
  searches: string[];
}

const PAGES: Page[] = [
  {
    path: '/layanan',
    standard: '30h',
    searches: ['', 'periode=2026-09&kanal=daring', 'skpd=disdukcapil', 'kecamatan=36.71.04'],
  },
  { path: '/layanan/telaah', standard: '30h', searches: ['', 'periode=2026-09&kanal=daring'] },
  {
    path: '/aduan',
    standard: '30h',
    searches: ['', 'periode=2026-09&skpd=dpupr', 'periode=90h&kecamatan=36.71.04'],
  },
  { path: '/situs', standard: 'bulan-ini', searches: ['', 'periode=2026-09', 'skpd=diskominfo'] },
  { path: '/kepuasan', standard: '12b', searches: ['', 'periode=90h&skpd=disdukcapil', 'kecamatan=36.71.04'] },
  { path: '/partisipasi', standard: '12b', searches: ['', 'periode=90h&kanal=daring', 'kecamatan=36.71.04'] },
  { path: '/kamus', standard: '30h', searches: ['', 'periode=2026-09&skpd=disdukcapil'] },
];

/** What else stands on a page besides tiles, splits and runs. */
const tables: Record<string, (report: Report, html: string, ask: Ask) => void> = {
  '/layanan': (report, html, ask) => {
    checkServices(report, html, ask);
    checkAges(report, html, ask);
  },
  '/aduan': checkStates,
  '/situs': checkSites,
  '/kepuasan': checkUnsur,
};

/** Every page with figures, within several periods and filters; `only` keeps to some paths. */
export async function sweepPages(city: City, page: House['page'], now: number, only = /./): Promise<Report[]> {
  const reports: Report[] = [];
  const visit = async (path: string, search: string, check: (report: Report, html: string) => void) => {
    if (!only.test(path)) return;
    const address = search ? `${path}?${search}` : path;
    const report = new Report(city, address);
    reports.push(report);

    const html = await readyPage(page, address).catch((error: Error) => error);
    if (html instanceof Error) report.differences.push(html.message);
    else check(report, html);
  };
  for (const { path, standard, searches } of PAGES)
    for (const search of searches) {
      const its = { ...asked(search, standard, now), withholdsFew: path === '/partisipasi' };
      await visit(path, search, (report, html) => {
        checkMarks(report, html, its, path === '/kepuasan' ? yearUpTo(its) : undefined);
        tables[path]?.(report, html, its.ask);
      });
    }
  for (const search of ['', 'periode=2026-09', 'skpd=disdukcapil'])
    await visit('/', search, (report, html) => {
      const askOf = search.includes('periode') ? () => asked(search, '', now).ask : wallAsks(search, now);
      checkOverview(report, html, askOf);
      checkMap(report, html, {
        ...askOf('aduan_terbuka'),
        to: search.includes('periode') ? askOf('').to : Math.floor(now),
      });
    });
  for (const service of servicesOf(city))
    for (const search of ['', 'periode=2026-09']) {
      const { ask, previous } = asked(search, '30h', now);
      const of = (one: Ask): Ask => ({ ...one, filters: { layanan: service } });
      await visit(`/layanan/${service}`, search, (report, html) =>
        checkMarks(report, html, { ask: of(ask), previous: of(previous) }),
      );
    }
  for (const id of METRIC_IDS)
    await visit(`/kamus/${id}`, '', (report, html) => checkMarks(report, html, asked('', '30h', now)));
  return reports;
}

/** Without a period each tile of the wall looks back as far as its subject needs. */
const wallAsks = (search: string, now: number) => (id: string) => {
  const of = (standard: string) => asked(search, standard, now).ask;
  if (id === 'tunggu_loket') return { ...of('30h'), from: Math.floor(now) - 7 * DAY_SECONDS, to: Math.floor(now) };
  return id === 'ikm' || id === 'partisipasi' ? of('12b') : of('30h');
};

/** The busiest service with applications, and the busiest with queue numbers. */
const servicesOf = (city: City) =>
  ['diajukan', 'ambil'].map((step) => {
    const all = groupBy(
      city.events.filter((e) => e.step === step),
      (e) => e.service,
    );
    return [...all].sort((a, b) => b[1].length - a[1].length)[0]![0];
  });

/** The dictionary works its figures out in the background when they are first asked for. */
async function readyPage(page: House['page'], address: string): Promise<string> {
  for (let i = 0; ; i++) {
    const html = await page(address);
    if (!html.includes('class="dictionary-value">…') || i === 60) return html;
    await sleep(500);
  }
}

/** The trend of satisfaction: the twelve months up to the end of the period. */
const yearUpTo = ({ ask }: Asked) => ({ ...ask, from: startOfMonth(localMonth(ask.to - 1) - 11) });
