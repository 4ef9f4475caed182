import type { CityProfile } from '../../clickhouse/city/schema';
import { DemoCity } from './city';
import { complaintStream } from './complaints';
import { type Layout, withSpoiltLines } from './damage';
import { type DayStream, DayWalk, textBlocks } from './day-stream';
import { DAY, HOUR, localDay, stamp } from './local-time';
import { procurementStream } from './lpse';
import { messageStream } from './messages';
import { participationStream } from './participation';
import { serviceSources, serviceStream } from './service-cases';
import { siteScanStream } from './site-scans';
import { surveyStream } from './surveys';
import { webStream } from './web';

/** One export of one source, as its system would have written it. */
export interface DemoFile {
  sourceId: string;
  name: string;
  /** time of export */
  observedAt: Date;
  /** text blocks, each ending in a newline */
  blocks(): Iterable<string>;
}

interface DemoSource {
  id: string;
  extension: 'log' | 'csv';
  /** How far its exports lag behind the clock, in seconds. */
  lag?: number;
  /** Set where a few of its lines are spoilt. */
  spoilt?: Layout;
  stream(city: DemoCity): DayStream;
}

const sources: DemoSource[] = [
  { id: 'situs-kota', extension: 'log', stream: webStream },
  { id: 'aduan-lapor', extension: 'csv', stream: complaintStream },
  ...serviceSources.map(
    (id): DemoSource => ({
      id,
      extension: 'csv',
      spoilt: { time: 3, word: 2 },
      // Kiosks hand in their journals late: their tile on the wall is grey, and honestly so.
      ...(id === 'ekios' ? { lag: 30 * HOUR } : {}),
      stream: (city) => serviceStream(city, id),
    }),
  ),
  { id: 'lpse', extension: 'csv', stream: procurementStream },
  { id: 'pesan-warga', extension: 'csv', spoilt: { time: 4, word: 3 }, stream: messageStream },
  { id: 'partisipasi', extension: 'csv', stream: participationStream },
  { id: 'skm', extension: 'csv', spoilt: { time: 1 }, stream: surveyStream },
  { id: 'pindai-situs', extension: 'csv', stream: siteScanStream },
];

/**
 * The history of the demo city as source files, source by source and oldest first. The records of a date depend on
 * seed, date, profile and scale only; `window.to` is now. Each source's files cover whole months, `filesPerYear` of them.
 */
export function* demoFiles(
  profile: CityProfile,
  window: { from: Date; to: Date },
  options: { seed?: number; scale?: number; filesPerYear?: number } = {},
): Iterable<DemoFile> {
  const city = new DemoCity(profile, options.seed ?? 3671, options.scale ?? 1);
  for (const source of sources) {
    const whole = source.stream(city);
    const walk = new DayWalk(source.spoilt ? withSpoiltLines(whole, source.spoilt, city.seed, source.id) : whole);
    const lag = source.lag ?? 0;
    const from = Math.floor(window.from.getTime() / 1000) + city.offset - lag;
    const to = Math.floor(window.to.getTime() / 1000) + city.offset - lag;
    for (const [start, end] of stretches(from, to, options.filesPerYear ?? 4)) {
      yield {
        sourceId: source.id,
        name: `${source.id}_${compact(start)}_${compact(end)}.${source.extension}`,
        observedAt: new Date((end + lag - city.offset) * 1000),
        blocks: () => textBlocks(walk, start, end),
      };
    }
  }
}

/** 20261031-2355, so that exports of one day do not share a name. */
function compact(localSeconds: number): string {
  return stamp(localSeconds).slice(0, 16).replaceAll(/[-:]/g, '').replace(' ', '-');
}

/** Cuts a window at the first of every n-th month, local time. */
function* stretches(from: number, to: number, filesPerYear: number): Iterable<[number, number]> {
  const months = Math.max(1, Math.round(12 / filesPerYear));
  let start = from;
  while (start < to) {
    const day = localDay(Math.floor(start / DAY));
    const nextMonth = Math.floor((day.month - 1) / months) * months + months;
    const end = Math.min(to, Date.UTC(day.year, nextMonth, 1) / 1000);
    yield [start, end];
    start = end;
  }
}
