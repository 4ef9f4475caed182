import { definitionOf, expected, expectedParts, expectedReason, expectedSplit, expectedSums } from '../expected';
import { percent, printed, printedShort } from '../print';
import { DAY_SECONDS, groupBy } from '../recount/city';
import { RECOUNTS } from '../recount/index';
import type { Due } from '../recount/layanan';
import type { Ask } from '../recount/recount';
import type { Report } from '../report';

/*
 * What the overview says besides the numbers of its tiles.
 */

interface TileAsk {
  ask: Ask;
  previous: Ask;
}

/** What the lines of a tile tell: in its status, beside its number, and beneath. `days`: how a tile of the wall calls its period. */
interface Lines {
  status?: string;
  unit?: string;
  context: (string | undefined)[];
}

type Parts = Record<string, number | null>;
type Tell = (parts: Parts, now: number, before: number | null, its: { n: number; isWall: boolean }) => Lines;

const change = (now: number, before: number | null): string | undefined => {
  const share = before ? now / before - 1 : null;
  return share === null || Math.abs(share) < 0.005 ? undefined : percent(100 * Math.abs(share), ' ', 0);
};
const known = (value: number | null | undefined, write: (value: number) => string) =>
  value === null || value === undefined ? undefined : write(value);
const whole = (value: number) => printed(value, 0);

const tells: Record<string, Tell> = {
  aduan_terbuka: (parts, now, before) => ({
    status: parts.lewat_batas ? whole(parts.lewat_batas) : undefined,
    context: [change(now, before), known(parts.median_tuntas_hk, (n) => printed(n, 1))],
  }),
  layanan_tepat_waktu: (parts, _now, _before, { isWall }) => ({
    context: [
      ...(parts.permohonan_hari_ini
        ? [whole(parts.permohonan_hari_ini)]
        : [known(parts.permohonan, printedShort), isWall ? '30' : undefined]),
      known(parts.daring_persen, (n) => percent(n, ' ', 0)),
    ],
  }),
  // Nine of ten.
  tunggu_loket: (parts) => ({ context: known(parts.p90, whole) === undefined ? [] : ['9 10', whole(parts.p90!)] }),
  ikm: (parts, now, before, { n, isWall }) => {
    const points = before === null ? null : printed(Math.abs(now - before), 1);
    return {
      context: [
        whole(n),
        parts.n_minimum ? whole(parts.n_minimum) : isWall ? '12' : undefined,
        points === null || points === '0' ? undefined : points,
      ],
    };
  },
  partisipasi: (parts, now, before, { isWall }) => ({
    status: change(now, before),
    unit: '10',
    context: [
      ...(parts.kelurahan_total
        ? [known(parts.kelurahan_terjangkau, whole), whole(parts.kelurahan_total)]
        : [known(parts.tindakan, whole), isWall ? '12' : undefined]),
      known(parts.dijawab_persen, (n) => percent(n, ' ', 0)),
    ],
  }),
  kanal_daring: (parts, _now, _before, { n }) => ({ context: [printedShort(n), known(parts.loket, printedShort)] }),
  pesan_dibalas: (parts, _now, _before, { n }) => ({
    status: parts.belum_dibalas ? whole(parts.belum_dibalas) : undefined,
    context: [printedShort(n)],
  }),
  ekios_aktif: (parts, now, before) => {
    const all = parts.pernah_aktif ?? null;
    const silent = all === null ? 0 : all - now;
    return {
      status: silent > 0 ? whole(silent) : undefined,
      unit: all === null ? undefined : whole(all),
      context: [change(now, before), '24'],
    };
  },
};

/** The words around the number of each tile. `askOf` tells its period and the one before. */
export function checkTileWords(report: Report, askOf: (id: string) => TileAsk, isWall: boolean): void {
  const { city } = report;
  for (const tile of report.page.all('section.tile')) {
    const id = tile.attribute('aria-labelledby')!.replace('ubin-', '');
    const { ask, previous } = askOf(id);
    const { value, n } = expected(city, id, ask);
    const figure = tile.first('.figure');
    const line = tile.first('svg.spark');
    const context = tile.first('.context');
    if (value === null) {
      report.says(`tile ${id} reason`, context, expectedReason(city, id, ask));
      report.speaks(`tile ${id} line`, line);
    } else {
      const before = expected(city, id, previous).value;
      const parts = expectedParts(city, id, ask);
      const lines = tells[id]!(parts, value, before, { n, isWall });
      const number = printed(value, id === 'ikm' ? 2 : 0);
      report.says(`tile ${id} number`, figure, number, lines.unit ?? '');
      report.says(`tile ${id} status`, tile.first('header .status'), lines.status ?? '');
      report.says(`tile ${id} context`, context, ...lines.context.filter((text) => text !== undefined));
      report.speaks(`tile ${id} line`, line, number, lines.unit ?? '');
    }
    figure?.claim();
    line?.claim();
    const feeding = new Set(
      definitionOf(id).sources.flatMap((table) => [
        ...city.sources.filter(({ feeds }) => feeds.includes(table)).map((source) => source.source_id),
        ...(table === 'service_events' ? city.events.map((e) => e.source_id) : []),
      ]),
    );
    const kiosks = [...feeding].filter((source) => source.includes('kios'));
    const many = id === 'ekios_aktif' ? kiosks.length : feeding.size;
    const source = tile.first('.source-line > span');
    if (many > 1) report.says(`tile ${id} sources`, source, printed(many, 0));
    // Its one name.
    else source?.claim();
  }
}

/** Complaints that the map has no place for, what it says to who cannot see it, and of which past day it is. */
export function checkMapFoot(report: Report, ask: Ask): void {
  const day = new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', dateStyle: 'long' });
  const asOf = report.page.first('.map-panel header .note');
  if (asOf) report.prints('map, day', asOf, `per ${day.format((ask.to - 1) * 1000)}`);
  const open = expectedSplit(report.city, 'aduan_terbuka', 'kecamatan', ask);
  const inside = [...report.city.residents.keys()].reduce((sum, code) => sum + (open.get(code)?.n ?? 0), 0);
  const all = expectedSums(report.city, 'aduan_terbuka', ask).n;
  const nowhere = open.get('')?.n ?? 0;
  const [none, outside] = report.page.first('.map-foot > p')?.all('b, span') ?? [];
  report.says('map, without a place', none, printed(nowhere, 0));
  const left = all - nowhere - inside;
  report.says('map, outside', outside, left > 0 ? printed(left, 0) : '');
  const rate = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const shown = [...report.city.residents].map(([code, residents]) => {
    const n = open.get(code)?.n ?? 0;
    const value = ask.skpd ? n : residents ? (n * 10_000) / residents : null;
    const text = value === null ? '—' : ask.skpd ? printed(value, 0) : rate.format(value);
    return { name: report.city.names.get(code)!, value: value ?? -1, text };
  });
  const map = report.page.first('.map-box svg');
  const told = /Tertinggi di (.+) \((.+)\), terendah di (.+) \((.+)\)\./.exec(map?.attribute('aria-label') ?? '');
  for (const [name, text] of [told?.slice(1, 3), told?.slice(3, 5)].map((pair) => pair ?? []))
    report.text(`map, ${name}`, text ?? '', shown.find((one) => one.name === name)?.text ?? 'no such kecamatan');
  const order = [...shown].sort((a, b) => b.value - a.value);
  report.text('map, most', told?.[2] ?? '', order[0]!.text);
  report.text('map, least', told?.[4] ?? '', order.at(-1)!.text);
  for (const label of map?.all('.map-labels > g') ?? []) {
    // A long name stands in two lines, parted within a word or between two.
    const name = label
      .all('.map-name')
      .map((line) => line.text)
      .join('')
      .replaceAll(/[- ]/g, '');
    const own = shown.find((one) => one.name.replaceAll(' ', '') === name);
    report.prints(`map, ${name}`, label.first('.map-value'), own?.text ?? 'no such kecamatan');
  }
  map?.claim();
}

/** The head: the day and the hour, and how many of the sources that something is expected of are as new as that. */
export function checkHead(report: Report, now: number): void {
  const { city, page } = report;
  const in36Hours = (source: (typeof city.sources)[number]): boolean => {
    const rule = city.rules.find(({ kind, key }) => kind === 'sumber_harap' && key === source.source_id)?.value;
    const minutes = Math.max(rule || source.expected!, 24 * 60);
    const heard = city.heard.get(source.source_id);
    const ran = Math.max(...(city.runs.get(source.source_id) ?? []).filter((at) => at <= now));
    const newest = heard === undefined ? Number.NEGATIVE_INFINITY : Number.isFinite(ran) ? Math.min(heard, ran) : heard;
    return now - newest <= minutes * 60 * 1.5;
  };
  const isExpected = ({ source_id, expected: minutes }: (typeof city.sources)[number]) =>
    minutes !== null || city.rules.some(({ kind, key }) => kind === 'sumber_harap' && key === source_id);
  const due = city.sources.filter(isExpected);
  const [fresh] = page.all('.overview-head > p > a');
  report.says('fresh sources', fresh, printed(due.filter(in36Hours).length, 0), printed(due.length, 0));
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', ...options }).format(now * 1000);
  const day = of({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  report.prints('day', page.all('.overview-head > p > span').at(-1), day);
  report.prints('hour', page.first('.overview-head time'), of({ hour: '2-digit', minute: '2-digit' }));
}

/** Offices by how many of these cases are theirs, the most first, with their names. */
const byOffice = (report: Report, cases: { skpd: string }[]) =>
  [...groupBy(cases, ({ skpd }) => skpd)]
    .map(([skpd, own]) => ({ skpd, name: report.city.names.get(skpd) ?? '', n: own.length }))
    .sort((a, b) => b.n - a.n || (a.skpd < b.skpd ? -1 : 1));

/** What stands out this morning: every number in its lines is that of a tile, of an office or of a source. */
export function checkFindings(report: Report, askOf: (id: string) => TileAsk, now: number): void {
  const { city } = report;
  for (const item of report.page.all('.brief li')) {
    const text = item.text;
    const what = `finding "${text}"`;
    if (text.includes('sudah lewat batas waktu')) {
      const { ask } = askOf('aduan_terbuka');
      const open = expected(city, 'aduan_terbuka', ask).value;
      report.says(
        what,
        item,
        printed(expectedParts(city, 'aduan_terbuka', ask).lewat_batas ?? null, 0),
        printed(open, 0),
      );
    } else if (text.includes('targetnya')) {
      const id = TILE_NAMES[text.split(':')[0]!] ?? '';
      const target = city.rules.find(({ kind, key }) => kind === 'target' && key === id)?.value ?? null;
      const { value } = expected(city, id, askOf(id).ask);
      report.says(what, item, printed(value, id === 'ikm' ? 2 : 0), printed(target, 1));
    } else if (text.includes('belum dibalas')) {
      report.says(
        what,
        item,
        printed(expectedParts(city, 'pesan_dibalas', askOf('pesan_dibalas').ask).belum_dibalas ?? null, 0),
      );
    } else if (text.includes('tidak ada data sejak')) {
      const silent = city.sources.find(({ name }) => name === text.split(':')[0]);
      const at = city.heard.get(silent?.source_id ?? '') ?? 0;
      const of = (options: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', ...options }).format(at * 1000);
      const day = of({ day: 'numeric', month: 'long', year: 'numeric' });
      const told = `tidak ada data sejak ${day} pukul ${of({ hour: '2-digit', minute: '2-digit' })}`;
      report.text(what, /tidak ada data sejak [^;]*/.exec(text)?.[0] ?? '', told);
      if (!/;.*\d/.test(text)) item.claim();
    } else if (text.includes('jatuh tempo hari ini')) {
      const endOfDay = Math.floor((now + 7 * 3600) / DAY_SECONDS + 1) * DAY_SECONDS - 7 * 3600;
      const today: Ask = { from: Math.floor(now), to: endOfDay, now, skpd: '', filters: {} };
      const due = RECOUNTS.layanan_tepat_waktu!.cases(city, today) as Due[];
      const [most] = byOffice(
        report,
        due.filter((one) => !one.decided && one.abandonedAt === null),
      );
      report.text(
        what,
        text,
        `${most?.name}: ${printed(most?.n ?? null, 0)} permohonan jatuh tempo hari ini dan belum diputus.`,
      );
      item.claim();
    }
  }
}

const TILE_NAMES: Record<string, string> = {
  'Layanan tepat waktu': 'layanan_tepat_waktu',
  'Waktu tunggu loket': 'tunggu_loket',
  'Kepuasan (IKM)': 'ikm',
  'e-Kios aktif': 'ekios_aktif',
  'Permohonan daring': 'kanal_daring',
  'Pesan warga dibalas': 'pesan_dibalas',
};
