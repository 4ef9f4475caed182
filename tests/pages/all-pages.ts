import { setTimeout as sleep } from 'node:timers/promises';
import { METRIC_IDS } from '../../clickhouse/metrics/registry';
import { type Asked, asked, periodName } from './asked';
import { EXEMPT } from './exempt';
import { definitionOf } from './expected';
import type { House } from './house';
import { checkComplaint, checkComplaints, complaintsToOpen } from './lists/aduan';
import { checkAlarm, checkAlarms, checkRules, standing } from './lists/alarm';
import { checkRows, checkWhy } from './lists/angka';
import { checkSatisfaction } from './lists/kepuasan';
import { checkService, checkServicesLead, checkTenders } from './lists/layanan';
import { checkParticipation } from './lists/partisipasi';
import { checkCityMap } from './lists/peta';
import { checkFindings, checkHead, checkMapFoot, checkTileWords } from './lists/ringkasan';
import { checkWebsites } from './lists/situs';
import { Page } from './page';
import { printed } from './print';
import { type City, DAY_SECONDS, groupBy, localMonth, startOfMonth } from './recount/city';
import type { Ask } from './recount/recount';
import { Report } from './report';
import { checkMarks, checkOverview } from './sweep';
import { checkAges, checkMap, checkServices, checkStates, checkUnsur } from './tables';

/** A page, the period that it shows when its address names none, and the addresses it is asked with. */
interface Swept {
  path: string;
  standard: string;
  searches: string[];
}

const PAGES: Swept[] = [
  {
    path: '/layanan',
    standard: '30h',
    searches: ['', 'periode=2026-09&kanal=daring', 'skpd=disdukcapil', 'kecamatan=36.71.04'],
  },
  { path: '/layanan/telaah', standard: '30h', searches: ['', 'periode=2026-09&kanal=daring'] },
  {
    path: '/aduan',
    standard: '30h',
    searches: ['', 'periode=2026-09&skpd=dpupr', 'periode=90h&kecamatan=36.71.04', 'periode=12b'],
  },
  { path: '/situs', standard: 'bulan-ini', searches: ['', 'periode=2026-09', 'skpd=diskominfo'] },
  { path: '/kepuasan', standard: '12b', searches: ['', 'periode=90h&skpd=disdukcapil', 'kecamatan=36.71.04'] },
  { path: '/partisipasi', standard: '12b', searches: ['', 'periode=90h&kanal=daring', 'kecamatan=36.71.04'] },
  { path: '/kamus', standard: '30h', searches: ['', 'periode=2026-09&skpd=disdukcapil'] },
];

/** What else stands on a page besides tiles, splits and runs. */
const others: Record<string, (report: Report, its: Asked, period: string) => void> = {
  '/layanan': (report, { ask }) => {
    checkServicesLead(report, ask);
    checkServices(report, ask);
    checkAges(report, ask);
  },
  '/aduan': (report, { ask }) => {
    checkComplaints(report, ask);
    checkStates(report, ask);
  },
  '/situs': (report, { ask }, period) => checkWebsites(report, ask, period),
  '/kepuasan': (report, { ask, previous }) => {
    checkUnsur(report, ask, previous);
    checkSatisfaction(report, ask);
  },
  '/partisipasi': (report, { ask }) => checkParticipation(report, ask),
  '/kamus': (report) => {
    const known = [...report.figures.values()].filter(Boolean).length;
    report.says('lead', report.page.first('.page-head .lead'), printed(METRIC_IDS.length, 0), printed(known, 0));
  },
};

/** Every page with figures, within several periods and filters; `only` keeps to some paths. */
export async function sweepPages(city: City, page: House['page'], now: number, only = /./): Promise<Report[]> {
  const reports: Report[] = [];
  const names = new Set(city.names.values());
  const visit = async (path: string, search: string, check: (report: Report) => void) => {
    if (!only.test(path)) return;
    const address = search ? `${path}?${search}` : path;
    const html = await readyPage(page, address).catch((error: Error) => error);
    const report = new Report(city, address, new Page(html instanceof Error ? '' : html));
    reports.push(report);
    if (html instanceof Error) report.differences.push(html.message);
    else {
      check(report);
      checkUntold(report);
      for (const left of report.page.left(Object.keys(EXEMPT), names))
        report.differences.push(`${address} no recount claims ${left}`);
    }
  };
  for (const { path, standard, searches } of PAGES)
    for (const search of searches) {
      const its = { ...asked(search, standard, now), withholdsFew: path === '/partisipasi' };
      await visit(path, search, (report) => {
        checkMarks(report, its, path === '/kepuasan' ? yearUpTo(its) : undefined);
        others[path]?.(report, its, periodName(search, standard, now));
      });
    }
  for (const search of ['', 'periode=2026-09', 'skpd=disdukcapil'])
    await visit('/', search, (report) => {
      const isWall = !search.includes('periode');
      const its = isWall ? wallAsks(search, now) : () => asked(search, '', now);
      const ofMap = { ...its('aduan_terbuka').ask, to: isWall ? Math.floor(now) : its('').ask.to };
      checkOverview(report, (id) => its(id).ask);
      checkTileWords(report, its, isWall);
      checkHead(report, now);
      checkFindings(report, its, now);
      checkMap(report, ofMap);
      checkMapFoot(report, ofMap);
    });
  for (const search of ['', 'periode=2026-09&kecamatan=36.71.04', 'skpd=disdukcapil'])
    await visit('/peta', search, (report) =>
      checkCityMap(report, asked(search, '30h', now).ask, periodName(search, '30h', now)),
    );
  for (const service of servicesOf(city))
    for (const search of ['', 'periode=2026-09']) {
      const { ask, previous } = asked(search, '30h', now);
      const of = (one: Ask): Ask => ({ ...one, filters: { layanan: service } });
      await visit(`/layanan/${service}`, search, (report) => {
        checkMarks(report, { ask: of(ask), previous: of(previous) });
        checkAges(report, of(ask));
        checkService(report, service, of(ask));
        if (service === 'pengadaan') checkTenders(report, of(ask), periodName(search, '30h', now));
      });
    }
  for (const versions of complaintsToOpen(city)) {
    const [source, number] = [versions[0]!.source_id, versions[0]!.tracking_id].map(encodeURIComponent);
    await visit(`/aduan/${source}/${number}`, '', (report) => checkComplaint(report, versions));
  }
  for (const search of ['', 'tingkat=sedang', 'keadaan=bisu'])
    await visit('/alarm', search, (report) => checkAlarms(report, search, now));
  for (const one of standing(city, now))
    await visit(`/alarm/${encodeURIComponent(one.id)}`, '', (report) => checkAlarm(report, one, now));
  await visit('/alarm/aturan', '', checkRules);
  const month = asked('periode=30h', '', now);
  for (const id of ['aduan_masuk', 'layanan_tepat_waktu'])
    await visit('/mengapa', `metrik=${id}&periode=30h`, (report) => checkWhy(report, id, month));
  for (const id of ['aduan_masuk', 'permohonan_masuk'])
    await visit('/baris', `metrik=${id}&periode=30h`, (report) =>
      checkRows(report, id, month, periodName('periode=30h', '', now)),
    );
  for (const id of METRIC_IDS)
    await visit(`/kamus/${id}`, '', (report) => {
      checkMarks(report, asked('', '30h', now));
      const lead = report.page.first('.page-head .lead');
      report.prints('formula', lead, definitionOf(id).formula.id);
    });
  return reports;
}

/** A card in whose place a reason stands: that of a tile of the page, which is held against the recount. */
function checkUntold({ page, differences }: Report): void {
  const told = new Set(page.all('.metric-tile .metric-reason').map(({ text }) => text));
  for (const reason of page.all('.unknown-card .metric-reason'))
    if (told.has(reason.text)) reason.claim();
    else differences.push(`${reason.text}: no tile says so`);
}

/** Without a period each tile of the wall looks back as far as its subject needs, and is compared with as long before. */
const wallAsks =
  (search: string, now: number) =>
  (id: string): Asked => {
    const at = (days: number) => Math.floor(now) - days * DAY_SECONDS;
    const { ask, previous } = asked(search, id === 'ikm' || id === 'partisipasi' ? '12b' : '30h', now);
    if (id === 'tunggu_loket')
      return { ask: { ...ask, from: at(7), to: at(0) }, previous: { ...ask, from: at(14), to: at(7) } };
    if (id === 'aduan_terbuka' || id === 'ekios_aktif') return { ask, previous: { ...ask, from: at(37), to: at(7) } };
    return { ask, previous };
  };

/** The busiest service with applications, the busiest with queue numbers, that of which other offices do most, and the tenders. */
function servicesOf(city: City): string[] {
  const busiest = (isSo: (e: City['events'][number]) => boolean) => {
    const all = groupBy(city.events.filter(isSo), (e) => e.service);
    return [...all].sort((a, b) => b[1].length - a[1].length)[0]?.[0];
  };
  const found = [
    busiest((e) => e.step === 'diajukan'),
    busiest((e) => e.step === 'ambil'),
    busiest((e) => e.linked !== ''),
    busiest((e) => e.service === 'pengadaan'),
  ];
  return [...new Set(found.filter((service) => service !== undefined))];
}

/** The dictionary works its figures out in the background when they are first asked for. */
async function readyPage(page: House['page'], address: string): Promise<string> {
  for (let i = 0; ; i++) {
    // A connection that rested while figures were recounted may be closed just as it is used again.
    const html = await page(address).catch(() => page(address));
    if (!html.includes('class="dictionary-value">…') || i === 60) return html;
    await sleep(500);
  }
}

/** The trend of satisfaction: the twelve months up to the end of the period. */
const yearUpTo = ({ ask }: Asked) => ({ ...ask, from: startOfMonth(localMonth(ask.to - 1) - 11) });
