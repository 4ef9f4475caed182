import { metrics } from '../../clickhouse/metrics/registry';
import { type City, DAY_SECONDS, groupBy, localDay, localMonth, startOfDay, startOfMonth } from './recount/city';
import { RECOUNTS } from './recount/index';
import type { Ask, Case } from './recount/recount';

/** What a figure must be: null = unknown. */
export interface Expected {
  value: number | null;
  n: number;
}

export const definitionOf = (id: string) => metrics.find((metric) => metric.id === id)!;
export const recountOf = (id: string) => {
  const recount = RECOUNTS[id];
  if (!recount) throw new Error(`${id} has no recount`);
  return recount;
};

/** What figures rest on, by source: moments at which it was heard of. */
function heard(city: City, table: string): Map<string, number[]> {
  const evidence: Record<string, () => [string, number][]> = {
    complaints: () => city.complaints.map((v) => [v.source_id, Math.max(v.t, v.seen)]),
    service_events: () => city.events.map((e) => [e.source_id, e.t]),
    participation: () => city.acts.map((a) => [a.source_id, a.t]),
    // Tables that one source feeds in the demo city.
    interactions: () => city.messages.map((m) => ['', m.t]),
    survey_answers: () => city.sheets.map((s) => ['', s.t]),
    web_hits: () => city.hits.map((h) => ['', h.t]),
  };
  const told = new Map<string, number[]>();
  for (const [source, at] of evidence[table]!()) {
    const id = source || (city.sources.find((s) => s.feeds.includes(table))?.source_id ?? '');
    const all = told.get(id);
    if (all) all.push(at);
    else told.set(id, [at]);
  }
  return told;
}
const kept = new WeakMap<City, Map<string, Map<string, number[]>>>();
function heardOf(city: City, table: string): Map<string, number[]> {
  if (!kept.has(city)) kept.set(city, new Map());
  const tables = kept.get(city)!;
  if (!tables.has(table)) tables.set(table, heard(city, table));
  return tables.get(table)!;
}
const latest = (times: readonly number[], before: number) =>
  times.reduce((newest, at) => (at < before && at > newest ? at : newest), Number.NEGATIVE_INFINITY);

/** Late when the newest record is older than one and a half times what is expected, and that is a day at least. */
function isFresh(city: City, source: string, times: readonly number[], { to }: Pick<Ask, 'to'>, at: number): boolean {
  const rule = city.rules.find(({ kind, key }) => kind === 'sumber_harap' && key === source)?.value;
  const expected = rule || city.sources.find((s) => s.source_id === source)?.expected || 2 * 24 * 60;
  const ran = latest(city.runs.get(source) ?? [], to + 1);
  const newest = Math.min(latest(times, to), Number.isFinite(ran) ? ran : Number.POSITIVE_INFINITY);
  return at - newest <= Math.max(expected, 24 * 60) * 60 * 1.5;
}
const couldTell = (city: City, source: string, times: readonly number[], ask: Ask, at: number) =>
  isFresh(city, source, times, ask, at) || latest(times, Number.POSITIVE_INFINITY) >= at;

const byFilters = (cases: Case[], { filters }: Ask) =>
  cases.filter((one) =>
    Object.entries(filters).every(([name, wanted]) => one.dims[name] === undefined || one.dims[name] === wanted),
  );

const casesOf = (city: City, id: string, ask: Ask) => byFilters(recountOf(id).cases(city, ask), ask);

const isUnanswerable = (id: string, { filters }: Ask) =>
  Object.keys(filters).some((name) => !recountOf(id).knows.includes(name));

/** Nobody who could tell of the period was heard: every source of the figure is silent, or never said anything. */
function isSilent(city: City, id: string, ask: Ask): boolean {
  const told = definitionOf(id).sources.flatMap((table) => [...heardOf(city, table)]);
  if (told.every(([, times]) => latest(times, ask.to) === Number.NEGATIVE_INFINITY)) return true;
  const isRunning = ask.now - ask.to < DAY_SECONDS;
  const isState = recountOf(id).isState || id === 'umur_terbuka';
  if (isRunning) return !told.some(([source, times]) => isFresh(city, source, times, ask, ask.to));
  return Boolean(isState) && !told.some(([source, times]) => couldTell(city, source, times, ask, ask.to));
}

/** A figure of a period, judged by what is known: no source heard, too few cases, or nothing to compute it from. */
export function expected(city: City, id: string, ask: Ask): Expected {
  const recount = recountOf(id);
  const cases = casesOf(city, id, ask);
  const n = recount.n?.(cases) ?? cases.length;
  if (isUnanswerable(id, ask)) return { value: null, n };
  const value = recount.value(cases, city, ask);
  if (id.startsWith('ekios_')) {
    const kiosks = [...heardOf(city, 'service_events')].filter(([source]) => source.includes('kios'));
    const minutes = Math.min(
      24 * 60,
      ...kiosks.map(([source]) => city.sources.find((s) => s.source_id === source)?.expected || 2880),
    );
    const newest = Math.max(...kiosks.map(([, times]) => latest(times, ask.to)));
    return { value: ask.to - newest > minutes * 60 || n < definitionOf(id).minimumN ? null : value, n };
  }
  return { value: isSilent(city, id, ask) || n < definitionOf(id).minimumN ? null : value, n };
}

/** The moment that a silent source was last heard of, as reasons tell it. */
function stampOf(at: number): string {
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', ...options }).format(at * 1000);
  return `${of({ day: 'numeric', month: 'long', year: 'numeric' })} pukul ${of({ hour: '2-digit', minute: '2-digit' })}`;
}

/** Why a figure is unknown, where a number tells it: when its sources were last heard of, or how few cases there are. */
export function expectedReason(city: City, id: string, ask: Ask): string {
  const { minimumN, sources, counts } = definitionOf(id);
  if (isUnanswerable(id, ask)) return '';
  const told = sources.flatMap((table) => [...heardOf(city, table)]);
  if (id.startsWith('ekios_')) {
    const kiosks = told.filter(([source]) => source.includes('kios')).map(([, times]) => latest(times, ask.to));
    return `tidak ada detak sejak ${stampOf(Math.max(...kiosks))}`;
  }
  const newest = Math.max(...told.map(([, times]) => latest(times, ask.to)));
  if (!Number.isFinite(newest)) return '';
  if (isSilent(city, id, ask)) return `sumber tidak segar: terakhir ${stampOf(newest)}`;
  const { n } = expected(city, id, ask);
  const count = (of: number) => of.toLocaleString('id-ID');
  if (n < minimumN) return `baru ${count(n)} dari minimal ${count(minimumN)} ${counts}`;
  return id === 'ikm_rata_unit' ? 'Belum ada SKPD dengan 5 responden dan jawaban untuk semua unsur.' : '';
}

export const expectedParts = (city: City, id: string, ask: Ask): Record<string, number | null> =>
  recountOf(id).parts?.(casesOf(city, id, ask), city, ask) ?? {};

/** A figure of each member of a dimension, however few its cases are; a member that nothing is known of is none. */
export function membersOf(city: City, id: string, dimension: string, ask: Ask): Map<string, Expected> {
  const recount = recountOf(id);
  const members = groupBy(casesOf(city, id, ask), (one) => one.dims[dimension] ?? 'no such dimension');
  return new Map(
    [...members].flatMap(([member, cases]): [string, Expected][] => {
      const n = recount.n?.(cases) ?? cases.length;
      return n === 0 ? [] : [[member, { n, value: recount.value(cases, city, ask) }]];
    }),
  );
}

/** A figure split by a dimension; members with too few cases have no value. */
export function expectedSplit(city: City, id: string, dimension: string, ask: Ask): Map<string, Expected> {
  if (isUnanswerable(id, ask) || isSilent(city, id, ask)) return new Map();
  const { minimumN } = definitionOf(id);
  return new Map(
    [...membersOf(city, id, dimension, ask)].map(([member, { value, n }]) => [
      member,
      { n, value: n < minimumN ? null : value },
    ]),
  );
}

/** The whole of a split, and what its members leave of it. */
export function expectedSums(city: City, id: string, ask: Ask): Expected {
  const cases = casesOf(city, id, ask);
  const n = recountOf(id).n?.(cases) ?? cases.length;
  return { n, value: n < definitionOf(id).minimumN || n === 0 ? null : recountOf(id).value(cases, city, ask) };
}

/** The local days of a period, or its months when it is longer than sixty days; each until the next, the last until now. */
function buckets({ from, to }: Pick<Ask, 'from' | 'to'>): { from: number; to: number }[] {
  const isLong = to - from > 60.1 * DAY_SECONDS;
  const [first, start] = isLong ? [localMonth(from), startOfMonth] : [localDay(from), startOfDay];
  const all: { from: number; to: number }[] = [];
  for (let i = first; start(i) < to; i++) all.push({ from: Math.max(from, start(i)), to: Math.min(to, start(i + 1)) });
  return all.slice(-60);
}

/** The run of a figure: shares, scores and minutes of too few cases are gaps, so is a day that has only begun. */
export function expectedSeries(city: City, id: string, ask: Ask): (number | null)[] {
  const recount = recountOf(id);
  const { unit, minimumN, sources } = definitionOf(id);
  const spans = buckets(ask);
  if (recount.isState) {
    if (Object.keys(ask.filters).length > 0) return spans.map(() => null);
    const told = sources.flatMap((table) => [...heardOf(city, table)]);
    return spans.map(({ from, to }) => {
      if (id !== 'ekios_aktif' && !told.some(([source, times]) => couldTell(city, source, times, ask, to))) return null;
      const at = { ...ask, from, to };
      const cases = recount.cases(city, at);
      // Of silent machines nobody knows.
      return id === 'ekios_aktif' && cases.length === 0 ? null : recount.value(cases, city, at);
    });
  }
  const cases = casesOf(city, id, ask);
  const points = spans.map((span) => {
    const own = cases.filter((one) => one.at >= span.from && one.at < span.to);
    const n = recount.n?.(own) ?? own.length;
    return { ...span, n, value: n === 0 ? null : recount.value(own, city, ask) };
  });
  if (!['persen', 'menit', 'skor'].includes(unit)) return points.map((point) => point.value);
  const isDaily = ask.to - ask.from <= 60.1 * DAY_SECONDS;
  const runs = ({ from }: { from: number }) => isDaily && from <= ask.now && ask.now - from < DAY_SECONDS;
  const finished = points.filter((point) => point.n > 0 && !runs(point)).map((point) => point.n);
  const usual = finished.sort((a, b) => a - b)[Math.floor(finished.length / 2)] ?? 0;
  return points.map((point) =>
    point.n < Math.min(5, minimumN) || (runs(point) && point.n < usual / 2) ? null : point.value,
  );
}
