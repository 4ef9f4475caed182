import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import type { MetricReading } from '../../../clickhouse/metrics';
import type { CitySnapshot, Feed } from '../../../clickhouse/snapshot';
import { sceneIds } from '../../screens/settings';
import { scenes, type WallMap } from '.';
import { feedState } from './lateness';

const at = new Date('2026-09-02T03:15:00Z');
const DAY_MS = 86_400_000;
const later = (days: number) => new Date(at.getTime() + days * DAY_MS);
const sign = { x: 4, y: 4, lines: ['Timur'], nameSize: 2, valueSize: 2, ring: null };
const map: WallMap = {
  width: 100,
  height: 100,
  illustrative: true,
  isCrowded: false,
  areas: [{ kode: '36.71.01', nama: 'Timur', path: 'M0,0L9,0L9,9Z', label: sign, small: sign }],
};
const nothing: CitySnapshot = {
  at,
  city: { name: 'Kota Uji', timezone: 'Asia/Jakarta', isExample: true, version: 1 },
  readings: {},
  undecided: {},
  kecamatan: null,
  board: null,
  brief: null,
  feeds: null,
  complaints: null,
  services: null,
  participation: null,
  websites: null,
  declared: null,
  alarms: null,
  unread: ['peta'],
};
const reading = (given: Partial<MetricReading>): MetricReading => ({
  ...{ id: 'aduan_terbuka', value: 412, n: 412, reason: '', watermark: at, source: ['lapor'], previous: null },
  ...{ series: [], target: null, status: 'netral' },
  ...given,
});
const lapor: Feed = {
  id: 'lapor',
  name: 'Ekspor SP4N-LAPOR!',
  feeds: ['complaints'],
  heardAt: at,
  lastFinishedAt: at,
  expectedEveryMinutes: 1440,
};
const feeds = { loading: 0, expected: 1, fresh: 1, everRan: true, names: { lapor: lapor.name }, sources: [lapor] };

/** A screen: nobody has signed in, so no scene holds a link and none needs a router. */
const root = { lang: 'id', viewer: null };
vi.mock('@remix-run/react', async (real) => ({
  ...(await real<typeof import('@remix-run/react')>()),
  useRouteLoaderData: () => root,
}));

function draw(id: (typeof sceneIds)[number], snapshot: CitySnapshot, now = at): string {
  const { Scene } = scenes[id];
  return renderToString(<Scene snapshot={snapshot} map={map} now={now} />);
}

/** The words of a page without its drawings. */
const words = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<!-- -->/g, '')
    .replace(/<[^>]+>/g, ' ');
const ZERO = /(?<![\d.,])0(?![\d.,]|\s*%?\d)/;

describe('scenes', () => {
  for (const id of sceneIds) {
    it(`${id}: what cannot be read is told so, and is no zero`, () => {
      const html = draw(id, nothing);
      expect(words(html)).toContain('tidak dapat dibaca');
      expect(words(html)).not.toMatch(ZERO);
      expect(html).not.toMatch(/NaN|undefined|Infinity|style=/);
    });
  }

  it('shows a figure that its source does not vouch for as a dash with the reason', () => {
    const silent = reading({ value: null, status: 'tidak_diketahui', reason: 'sumber tidak segar: terakhir 1 Sep' });
    const kecamatan = {
      rows: [{ kode: '36.71.01', nama: 'Timur', penduduk: 9, terbuka: 0, lewatBatas: 0, per10rb: 0 }],
      tanpaLokasi: 0,
      luarKota: 0,
      total: 0,
    };
    const html = draw('peta', { ...nothing, readings: { aduan_terbuka: silent }, kecamatan, feeds });
    expect(words(html)).toContain('sumber tidak segar: terakhir 1 Sep');
    expect(words(html)).toContain('tanpa lokasi: —');
    expect(words(html)).not.toMatch(ZERO);
  });

  it('greys by the clock of the wall alone when its source says nothing any more, and comes back', () => {
    const snapshot = { ...nothing, readings: { aduan_terbuka: reading({}) }, feeds };
    const fresh = draw('ringkasan', snapshot);
    expect(words(fresh)).toContain('SP4N-LAPOR! · per 10.15 · tiap hari');
    expect(words(fresh)).not.toContain('terlambat');
    const stale = draw('ringkasan', snapshot, later(2));
    expect(words(stale)).toContain('terlambat');
    expect(words(stale)).toContain('tidak ada kabar sejak 2 Sep 10.15');
    expect(words(stale)).toContain('412');
    const heard = { ...feeds, sources: [{ ...lapor, heardAt: later(2), lastFinishedAt: later(2) }] };
    expect(words(draw('ringkasan', { ...snapshot, feeds: heard }, later(2)))).not.toContain('terlambat');
  });

  it('reads the morning brief out in full', () => {
    const brief = Array.from({ length: 9 }, (_, i) => ({
      severity: i === 8 ? ('buruk' as const) : ('waspada' as const),
      subject: `dinas-${i}`,
      textId: `Dinas ${i}: ${i + 1} permohonan jatuh tempo.`,
      textEn: '',
      link: '/layanan',
    }));
    const html = draw('pagi', { ...nothing, brief: brief.slice(2) });
    expect(html.match(/<li /g)).toHaveLength(7);
    expect(html.indexOf('Dinas 8')).toBeLessThan(html.indexOf('Dinas 2'));
    expect(html).not.toContain('<a ');
  });
});

describe('feedState', () => {
  const other: Feed = {
    ...lapor,
    id: 'siak',
    heardAt: later(-9),
    lastFinishedAt: later(-9),
    expectedEveryMinutes: 120,
  };
  const both = { ...feeds, sources: [lapor, other] };
  const fed = { source: ['lapor', 'siak'], watermark: at };
  it('is late only when every source of the figure is', () => {
    expect(feedState(fed, both, at)).toEqual({ lateSince: null, everyMinutes: 120 });
    expect(feedState(fed, both, later(3)).lateSince).toEqual(at);
    expect(feedState({ ...fed, source: ['siak'] }, both, at).lateSince).toEqual(later(-9));
  });
  it('does not call late what nothing is expected of, or what never spoke', () => {
    const quiet = { ...feeds, sources: [{ ...lapor, expectedEveryMinutes: null }] };
    expect(feedState(fed, quiet, later(30))).toEqual({ lateSince: null, everyMinutes: null });
    const never = { ...feeds, sources: [{ ...lapor, heardAt: null }] };
    expect(feedState(fed, never, later(30)).lateSince).toBeNull();
  });
});
