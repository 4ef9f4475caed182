import { expect, it } from 'vitest';
import { SnapshotShelf } from './snapshot-shelf';

it('reads each filter once while it is fresh, and never gives one filter the snapshot of another', async () => {
  let at = 0;
  let reads = 0;
  const shelf = new SnapshotShelf<string>(() => at);
  const get = (key: string) =>
    shelf.get(key, async () => {
      reads++;
      return `${key} ${reads}`;
    });
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a 1', 'a 1', 'b 2']);
  at = 19_000;
  expect(await get('a')).toBe('a 1');
  at = 30_000;
  expect(await get('a')).toBe('a 1');
  await Promise.resolve();
  expect(await get('a')).toBe('a 3');
  at = 30_000 + 6 * 60_000;
  expect(await get('a')).toBe('a 4');
});

it('keeps a bounded number of filters: the one asked for longest ago goes first', async () => {
  const shelf = new SnapshotShelf<string>(() => 0);
  for (let i = 0; i < 100; i++) {
    await shelf.get('wall', async () => 'wall');
    await shelf.get(`${i}`, async () => `${i}`);
  }
  expect(shelf.size).toBe(24);
  expect(await shelf.get('wall', async () => 'read again')).toBe('wall');
  expect(await shelf.get('3', async () => 'read again')).toBe('read again');
});
