import { type City, groupBy, type Hit, localHour, localWeekday } from './city';
import { type AnyRecount, type Ask, type Case, count, inPeriod, percent } from './recount';

interface Request extends Case {
  hit: Hit;
}

const SESSION_GAP_SECONDS = 30 * 60;
const isAnswered = ({ status }: Hit) => (status >= 200 && status < 300) || status === 304;
export const isPage = (h: Hit) =>
  h.kind === 'halaman' && h.agent_class === 'human' && h.method === 'GET' && isAnswered(h);
export const isDownload = (h: Hit) =>
  h.kind === 'unduhan' && h.agent_class === 'human' && h.method === 'GET' && h.status === 200;
export const isAsked = (h: Hit) => ['halaman', 'unduhan'].includes(h.kind) && h.agent_class === 'human';

const clock = (at: number) => ({ jam: String(localHour(at)), hari: String(localWeekday(at)) });
const requestOf = (hit: Hit): Request => ({
  at: hit.t,
  hit,
  dims: {
    skpd: hit.skpd,
    situs: hit.site,
    halaman: hit.site + hit.path,
    perujuk: hit.referrer_host === hit.site ? 'dalam_situs' : hit.referrer_host,
    agen: hit.agent_class,
    aturan: hit.agent_rule,
    keadaan: String(hit.status),
    ...clock(hit.t),
  },
});
const those = (isSo: (hit: Hit) => boolean) => (city: City, ask: Ask) =>
  city.hits.filter((h) => inPeriod(h.t, ask) && (ask.skpd === '' || h.skpd === ask.skpd) && isSo(h)).map(requestOf);

const share = (cases: Request[], isSo: (hit: Hit) => boolean) => percent(cases, ({ hit }) => isSo(hit));
const tally = (cases: Request[], isSo: (hit: Hit) => boolean) => cases.filter(({ hit }) => isSo(hit)).length;
const different = (cases: Request[], keyOf: (hit: Hit) => string) => new Set(cases.map(({ hit }) => keyOf(hit))).size;
const visitors = (cases: Request[]) => different(cases, (h) => h.visitor);
/** Nine of ten took this long or less. */
function slowest(cases: Request[], of: number): number | null {
  const times = cases.flatMap(({ hit }) => hit.duration_ms ?? []).sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * of))] ?? null;
}

interface Session extends Case {
  pages: number;
  run: Hit[];
}
/** Runs of pages of one visitor on one site without a gap of more than half an hour; those that began in the period. */
export function sessionsOf(city: City, ask: Ask): Session[] {
  const pages = city.hits.filter((h) => h.t < ask.to && (ask.skpd === '' || h.skpd === ask.skpd) && isPage(h));
  return [...groupBy(pages, (h) => `${h.skpd} ${h.site} ${h.visitor}`).values()].flatMap((visit) => {
    const runs: Hit[][] = [];
    let last = Number.NEGATIVE_INFINITY;
    for (const page of visit) {
      if (page.t - last > SESSION_GAP_SECONDS) runs.push([]);
      runs.at(-1)!.push(page);
      last = page.t;
    }
    return runs
      .filter(([first]) => inPeriod(first!.t, ask))
      .map((run): Session => {
        const { t, skpd, site } = run[0]!;
        return { at: t, pages: run.length, run, dims: { skpd, situs: site, ...clock(t) } };
      });
  });
}

const ofPage = (cases: Request[], { filters }: Ask) =>
  cases.filter((one) => Object.entries(filters).every(([name, wanted]) => one.dims[name] === wanted));
const knows = ['skpd', 'situs'];

export const situs: Record<string, AnyRecount> = {
  kunjungan_situs: {
    cases: those(isPage),
    value: count,
    knows,
    parts: (cases: Request[], city, ask) => ({
      pengunjung: visitors(cases),
      bot_persen: share(ofPage(those((h) => h.kind === 'halaman')(city, ask), ask), (h) => h.agent_class === 'bot'),
    }),
  },
  pengunjung_situs: {
    cases: those(isPage),
    value: visitors,
    n: visitors,
    knows,
    parts: (cases: Request[]) => ({
      halaman_per_pengunjung: cases.length === 0 ? null : cases.length / visitors(cases),
    }),
  },
  sesi_situs: {
    cases: sessionsOf,
    value: count,
    knows,
    parts: (cases: Session[]) => ({
      halaman_per_sesi: cases.length === 0 ? null : cases.reduce((sum, c) => sum + c.pages, 0) / cases.length,
      satu_halaman_persen: percent(cases, (c) => c.pages === 1),
    }),
  },
  unduhan_situs: {
    cases: those(isDownload),
    value: count,
    knows,
    parts: (cases: Request[]) => ({ dokumen: different(cases, (h) => `${h.site} ${h.path}`) }),
  },
  galat_situs: {
    cases: those(isAsked),
    value: (cases: Request[]) => share(cases, (h) => h.status >= 400),
    knows,
    parts: (cases: Request[]) => ({
      galat_4xx_persen: share(cases, (h) => h.status >= 400 && h.status < 500),
      galat_5xx_persen: share(cases, (h) => h.status >= 500),
    }),
  },
  gagal_situs: {
    cases: those((h) => isAsked(h) && h.status >= 400),
    value: count,
    knows,
    parts: (cases: Request[]) => ({
      tidak_ditemukan: tally(cases, (h) => h.status === 404 || h.status === 410),
      gangguan_server: tally(cases, (h) => h.status >= 500),
    }),
  },
  lama_jawab_situs: {
    cases: those(isPage),
    value: (cases: Request[]) => slowest(cases, 0.9),
    n: (cases: Request[]) => tally(cases, (h) => h.duration_ms !== null),
    knows,
    parts: (cases: Request[]) => ({
      median_ms: slowest(cases, 0.5),
      tercatat_persen: share(cases, (h) => h.duration_ms !== null),
    }),
  },
  permintaan_situs: {
    cases: those(() => true),
    value: count,
    knows,
    parts: (cases: Request[]) => ({
      manusia: tally(cases, (h) => h.agent_class === 'human'),
      robot: tally(cases, (h) => h.agent_class === 'bot'),
      tak_dikenal: tally(cases, (h) => !['human', 'bot'].includes(h.agent_class)),
    }),
  },
  robot_situs: {
    cases: those(() => true),
    value: (cases: Request[]) => share(cases, (h) => h.agent_class === 'bot'),
    knows,
    parts: (cases: Request[]) => ({
      tak_dikenal_persen: share(cases, (h) => !['human', 'bot'].includes(h.agent_class)),
    }),
  },
};
