import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyCityProfile } from '../city/apply';
import { SMALL_CITY } from '../city/fixture';
import { parseCityProfile } from '../city/load';
import { startTestEngine } from '../engine/test-engine';
import { insertCase, insertFacts } from '../metrics/test-city';
import {
  acknowledgeAlarm,
  alarmHistory,
  endedAlarms,
  findAlarm,
  muteAlarm,
  standingAlarms,
  unmuteAlarm,
  watchAlarms,
} from '.';
import { STANDARD_RULES } from './standard-rules';

const RULES = {
  ramai:
    'jenis: ambang, metrik: aduan_masuk, lingkup: skpd, arah: di_atas, hari: 1, batas: 10, reda: 5, tingkat: tinggi',
  melonjak: 'jenis: musim, metrik: aduan_masuk, lingkup: kota, arah: di_atas, hari: 7, minimal: 20, tingkat: sedang',
  segera: 'jenis: janji, dari: permohonan, jam_kerja: 8, batas: 3, reda: 1, tahan: 1, tingkat: rendah',
};
/** A city that watches only what a test is about. */
async function goBy(...rules: (keyof typeof RULES)[]): Promise<void> {
  const own = rules.map((id) => `    - { id: ${id}, nama: Uji, ${RULES[id]} }\n`).join('');
  const section = `alarm:\n  matikan: [${STANDARD_RULES.map(({ id }) => id).join(', ')}]\n${own && '  aturan:\n'}${own}`;
  await applyCityProfile(parseCityProfile(SMALL_CITY.replace('sumber:\n', `${section}sumber:\n`)), { by: 'uji' });
}

let stop: () => Promise<void>;
beforeAll(async () => {
  ({ stop } = await startTestEngine());
});
afterAll(() => stop());

/** Tuesday noon in the city. */
const NOON = Date.UTC(2026, 10, 10, 5);
const HOUR = 3_600_000;
const at = (hours: number) => new Date(NOON + hours * HOUR);
const look = (hours: number) => watchAlarms(at(hours), { which: 'all' });
const by = { userId: randomUUID(), role: 'analis' };

const complaints = (n: number, hours: number, skpd: string) =>
  insertFacts(
    'complaints',
    Array.from({ length: n }, (_, i) => ({
      tracking_id: `${skpd}-${hours}-${i}`,
      time: at(hours).toISOString(),
      observed_at: at(hours).toISOString(),
      skpd,
    })),
  );
const standing = async (hours: number, rule: string) =>
  (await standingAlarms({ at: at(hours) })).filter((alarm) => alarm.rule === rule);

test('a limit: two looks raise it once, whoever looks; people act on it; silence leaves it as it was; calm ends it', async () => {
  await goBy('ramai');
  await complaints(12, -3, 'disdukcapil');
  await complaints(2, -3, 'diskominfo');
  expect((await look(0)).raised).toEqual([]);
  await Promise.all([look(0.25), look(0.25)]);
  const [alarm, ...others] = await standing(0.25, 'ramai');
  expect(others).toEqual([]);
  expect(alarm).toMatchObject({
    id: 'ramai:disdukcapil:1',
    skpd: 'disdukcapil',
    severity: 'tinggi',
    value: 12,
    against: 10,
    textId: 'Disdukcapil: aduan masuk 12 hari ini, batas 10.',
    textEn: expect.stringContaining('12 today, limit 10.'),
    startedAt: at(0.25),
    acknowledgedBy: null,
    mutedUntil: null,
  });
  const { id } = alarm!;

  await acknowledgeAlarm(id, { at: at(0.5), by, note: 'petugas ditambah' });
  await muteAlarm(id, { at: at(0.6), by, until: at(2) });
  expect((await standing(1, 'ramai'))[0]).toMatchObject({ acknowledgedBy: by.userId, mutedUntil: at(2) });
  expect((await standing(2, 'ramai'))[0]).toMatchObject({ mutedUntil: null });
  await muteAlarm(id, { at: at(2.1), by, until: at(50) });
  await unmuteAlarm(id, { at: at(2.2), by });
  expect((await standing(3, 'ramai'))[0]).toMatchObject({ mutedUntil: null });
  await expect(muteAlarm(id, { at: at(3), by, until: at(24 * 40) })).rejects.toThrow('paling lama 30 hari');
  await expect(acknowledgeAlarm('ramai:disdukcapil:9', { at: at(3), by })).rejects.toThrow('tidak ada');

  // Twenty days without a word from any source: nobody can tell, so it stands as it was seen last.
  await look(480);
  await look(481);
  expect((await standing(481, 'ramai'))[0]).toMatchObject({ id, value: 12, unknownSince: at(480) });

  await complaints(6, 482, 'disdukcapil');
  await look(482.1);
  await look(482.2);
  expect((await standing(482.2, 'ramai'))[0], 'between the limits').toMatchObject({ id, value: 6, unknownSince: null });
  await complaints(1, 506, 'diskominfo');
  await look(506.1);
  expect((await look(506.2)).ended).toEqual([id]);
  expect(await standing(506.2, 'ramai')).toEqual([]);
  await expect(acknowledgeAlarm(id, { at: at(507), by })).rejects.toThrow('sudah selesai');
  expect(await findAlarm(id, at(507))).toMatchObject({ endedAt: at(506.2) });
  expect((await endedAlarms({ since: at(506), at: at(507) })).map((a) => a.id)).toContain(id);

  const told = (await alarmHistory({ id })).map(({ kind, at, actor, note }) => ({ kind, at, actor, note }));
  expect(told).toEqual([
    { kind: 'naik', at: at(0.25), actor: '', note: '' },
    { kind: 'baca', at: at(0.5), actor: by.userId, note: 'petugas ditambah' },
    { kind: 'bisu', at: at(0.6), actor: by.userId, note: '' },
    { kind: 'bisu', at: at(2.1), actor: by.userId, note: '' },
    { kind: 'bunyi', at: at(2.2), actor: by.userId, note: '' },
    { kind: 'selesai', at: at(506.2), actor: '', note: '' },
  ]);
});

test('promises that end within the next working hours', async () => {
  await goBy('segera');
  // Promised within 24 hours, so due in two: Wednesday of the week after, 14:00.
  const noon = 8 * 24;
  for (const i of [1, 2, 3])
    await insertCase(`kasus-${i}`, { diajukan: at(noon - 22).toISOString() }, { skpd: 'disdukcapil', service: 'akta' });
  expect((await look(noon)).raised).toContain('segera:disdukcapil:1');
  expect((await standing(noon, 'segera'))[0]).toMatchObject({
    value: 3,
    textId: 'Disdukcapil: 3 permohonan habis janjinya dalam 8 jam kerja.',
    link: '/layanan?skpd=disdukcapil',
  });
  expect((await look(noon + 3)).ended, 'past their promise they are no warning any more').toContain(
    'segera:disdukcapil:1',
  );
});

test('a week far above its own season is told, with what is usual', async () => {
  await goBy('melonjak');
  const now = 60 * 24;
  const weeks = [1, 2, 3, 4, 5, 6, 7, 8];
  await Promise.all(weeks.map((week) => complaints(28 + (week % 3), now - 24 * (7 * week + 2), 'diskominfo')));
  await complaints(29, now - 24, 'diskominfo');
  await look(now);
  await look(now + 0.1);
  expect(await standing(now + 0.1, 'melonjak')).toEqual([]);
  await complaints(40, now - 12, 'diskominfo');
  await look(now + 0.2);
  await look(now + 0.3);
  expect((await standing(now + 0.3, 'melonjak'))[0]).toMatchObject({
    value: 69,
    textId: 'Kota Uji: aduan masuk 69 dalam 7 hari, biasanya 29.',
    skpd: null,
  });
});

test('an alarm whose rule leaves the profile ends with a word', async () => {
  const [alarm] = await standing(60 * 24 + 1, 'melonjak');
  await goBy();
  await watchAlarms(at(60 * 24 + 1));
  expect(await standing(60 * 24 + 1, 'melonjak')).toEqual([]);
  expect((await alarmHistory({ id: alarm!.id })).at(-1)).toMatchObject({ kind: 'selesai', note: 'tidak dijaga lagi' });
});
