import { expect, test } from 'vitest';
import { zoneDoubt } from './zone-doubt';

/** An office day in local hours: busy 8-16, some in the evening, next to nothing at night. */
const day = Array.from({ length: 24 }, (_, h) => (h >= 8 && h <= 16 ? 40 : h >= 17 && h <= 22 ? 15 : h >= 5 ? 5 : 1));
/** The same day written in a zone so many hours behind. */
const shifted = (by: number) => day.map((_, h) => day[(h + by) % 24]!);

test('times written in UTC and read as WIB are doubted', () => {
  expect(zoneDoubt(shifted(7), 'Asia/Jakarta', 'Asia/Jakarta')).toMatchObject({ rather: 'UTC' });
  expect(zoneDoubt(shifted(8), 'Asia/Makassar', 'Asia/Makassar')).toMatchObject({ rather: 'UTC' });
});

test('hours that make sense raise no doubt, nor do too few, nor a service that never sleeps', () => {
  expect(zoneDoubt(day, 'Asia/Jakarta', 'Asia/Jakarta')).toBeNull();
  expect(zoneDoubt(shifted(7), 'UTC', 'Asia/Jakarta')).toBeNull();
  expect(
    zoneDoubt(
      day.map((_, h) => (h === 3 ? 49 : 0)),
      'Asia/Jakarta',
      'Asia/Jakarta',
    ),
  ).toBeNull();
  expect(zoneDoubt(new Array(24).fill(100), 'Asia/Jakarta', 'Asia/Jakarta')).toBeNull();
});
