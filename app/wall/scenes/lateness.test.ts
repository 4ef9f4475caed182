import { expect, test } from 'vitest';
import type { Feed } from '../../../clickhouse/snapshot';
import { freshFeeds } from './lateness';

const feed = (heardAt: string | null, expectedEveryMinutes: number | null): Feed => ({
  id: 'x',
  name: 'X',
  feeds: [],
  heardAt: heardAt === null ? null : new Date(heardAt),
  lastFinishedAt: null,
  expectedEveryMinutes,
});

test('fresh sources are counted by the clock of the wall, not by that of the snapshot', () => {
  const sources = [
    feed('2026-11-20T01:00:00Z', 60),
    feed('2026-11-20T01:00:00Z', 7 * 1440),
    feed(null, 60),
    feed('2026-11-20T01:00:00Z', null),
  ];
  expect(freshFeeds({ sources }, new Date('2026-11-20T03:00:00Z'))).toBe(2);
  expect(freshFeeds({ sources }, new Date('2026-11-24T03:00:00Z'))).toBe(1);
  expect(freshFeeds({ sources }, new Date('2027-01-02T03:00:00Z'))).toBe(0);
});
