import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestEngine } from '../../clickhouse/engine/test-engine';
import { listScreens } from '../../clickhouse/screens/screens';
import { warehouse } from '../../clickhouse/warehouse/client';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { guard } from '../access/guard.server';
import { accessOf, type RouteId, routes } from '../access/routes';
import { redis } from '../redis.server';
import { startTestRedis } from '../test-redis';
import { CODE_SIGNS, readCode, shownCode } from './code';
import { newToken, writeToken } from './device-cookie.server';
import type { SentScreenMessage } from './messages';
import { onScreenMessage } from './messages.server';
import { newCode } from './new-code.server';
import { codeFor, findCode, isWaiting, pair } from './pairing.server';
import { pairingPage } from './pairing-page.server';
import { forgetScreens, screenOf } from './screen-of.server';
import { carryOut, operatedScreens } from './screens.server';
import { reportSeen } from './seen.server';
import { limits, type ScreenSettings, sceneIds, wallThemes } from './settings';
import { readSettingsForm, turnField } from './settings-form';
import { readSettings } from './settings-schema';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let store: Awaited<ReturnType<typeof startTestRedis>>;
beforeAll(async () => {
  engine = await startTestEngine();
  store = await startTestRedis();
});
afterAll(async () => {
  await store.stop();
});

const admin = {
  userId: '00000000-0000-4000-8000-00000000000a',
  name: 'Sari',
  email: '',
  role: 'admin',
  skpd: null,
} as const;

/** A request of a browser that holds this token. */
async function from(token: string, init: RequestInit = {}): Promise<Request> {
  const bare = new Request('http://uji.local/dinding', init);
  const cookie = (await writeToken(bare, token)).split(';')[0]!;
  return new Request(bare, { headers: { Cookie: cookie } });
}

/** The code of a new screen. */
async function waiting(address = '10.0.0.1') {
  const token = newToken();
  const code = await codeFor(token, address);
  if (!('code' in code)) throw new Error('no code');
  return { token, code: code.code };
}

async function paired(name: string) {
  const { token, code } = await waiting();
  const result = await pair(code, name, admin);
  if (!('screen' in result)) throw new Error(JSON.stringify(result));
  return { token, id: result.screen.id };
}

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

const formOf = (settings: ScreenSettings) =>
  form({
    perintah: 'simpan',
    nama: settings.name,
    lama: String(settings.dwellSeconds),
    sorotan: String(settings.spotlightSeconds),
    tetap: settings.pinned ?? '',
    latar: settings.theme,
    ...Object.fromEntries(settings.scenes.map((id, i) => [turnField(id), String(i + 1)])),
  });

const audited = defineQuery({
  name: 'audit-of-screens',
  sql: `SELECT action, detail FROM ruang_kendali.audit_log WHERE subject = {id:String} ORDER BY at, action`,
  params: z.object({ id: z.string() }),
  row: z.object({ action: z.string(), detail: z.string() }),
});

describe('codes', () => {
  it('can be read off a wall and typed as anybody types', () => {
    for (let i = 0; i < 500; i++) {
      const code = newCode();
      expect(readCode(code)).toBe(code);
      expect(readCode(` ${shownCode(code).toLowerCase()} `)).toBe(code);
      expect(readCode(`${code.slice(0, 2)}-${code.slice(2)}`)).toBe(code);
    }
  });

  it('have no sign that looks like another', () => {
    for (const alike of ['0O', '1IL', '2Z', '5S', '6G', '8B', 'UV', 'DO', 'QO'])
      expect([...alike].filter((sign) => CODE_SIGNS.includes(sign)).length, alike).toBeLessThan(2);
  });

  it('are never anything else', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const code = readCode(typed);
        if (code !== null) expect(code).toMatch(new RegExp(`^[${CODE_SIGNS}]{6}$`));
      }),
    );
    for (const wrong of ['', null, undefined, 'CFHJK', 'CFHJKMN', 'CFHJK0']) expect(readCode(wrong)).toBeNull();
  });
});

describe('settings', () => {
  const anySettings: fc.Arbitrary<ScreenSettings> = fc.record({
    name: fc.constantFrom('Lobi', 'Ruang rapat wali kota'),
    scenes: fc.uniqueArray(fc.constantFrom(...sceneIds), { minLength: 1 }),
    dwellSeconds: fc.integer({ min: limits.dwellSeconds.from, max: limits.dwellSeconds.to }),
    pinned: fc.option(fc.constantFrom(...sceneIds)),
    theme: fc.constantFrom(...wallThemes),
    spotlightSeconds: fc.integer({ min: limits.spotlightSeconds.from, max: limits.spotlightSeconds.to }),
  });

  it('come back from the form and from the store as they were', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(readSettingsForm(formOf(settings))).toEqual({ settings });
        expect(readSettings(settings.name, JSON.stringify(settings))).toEqual(settings);
      }),
    );
  });

  it('are refused field by field', () => {
    const empty = readSettingsForm(form({ nama: ' ', lama: '4', sorotan: '-1', latar: 'gelap' }));
    expect('problems' in empty && [...empty.problems].sort()).toEqual([
      'dwellSeconds',
      'name',
      'scenes',
      'spotlightSeconds',
    ]);
  });

  it('that nobody understands any more are the standard ones', () => {
    expect(readSettings('Lobi', '{"scenes":["tak-ada"]}').scenes).toEqual(sceneIds);
    expect(readSettings('Lobi', 'bukan json').dwellSeconds).toBe(20);
  });
});

describe('pairing', () => {
  it('shows one code as long as it is good, with a QR that leads to it', async () => {
    const first = await pairingPage(new Request('http://uji.local/dinding'), '10.0.0.1');
    const token = decodeURIComponent(first.cookie!);
    expect(first.cookie).toMatch(/HttpOnly/);
    expect(first.cookie).toMatch(/SameSite=Lax/);
    const again = new Request('http://uji.local/dinding', { headers: { Cookie: token.split(';')[0]! } });
    const second = await pairingPage(again, '10.0.0.1');
    expect(second.cookie).toBeNull();
    expect(second.page).toEqual(first.page);
    expect(first.page.waiting).toMatchObject({ address: 'uji.local/layar', qr: { size: 29 } });
  });

  it('makes of a code one screen, once, however many confirm it at the same time', async () => {
    const { token, code } = await waiting();
    expect(await screenOf(await from(token))).toBeNull();
    const results = await Promise.all([pair(code, 'Lobi', admin), pair(code, 'Lobi dua', admin)]);
    expect(results.filter((r) => 'screen' in r)).toHaveLength(1);
    expect(results.filter((r) => 'problem' in r)).toEqual([{ problem: 'noSuchCode' }]);
    expect(await isWaiting(token)).toBe(false);
    expect((await screenOf(await from(token)))?.settings.scenes).toEqual(sceneIds);
  });

  it('keeps the token nowhere', async () => {
    const { token, id } = await paired('Ruang rapat');
    const stored = await warehouse().query({ query: 'SELECT * FROM ruang_kendali.screens', format: 'JSONEachRow' });
    expect(await stored.text()).toContain(id);
    const rows = await warehouse().query({ query: 'SELECT * FROM ruang_kendali.screens', format: 'JSONEachRow' });
    expect(await rows.text()).not.toContain(token);
    for (const key of await redis().keys('rk:pasang*')) {
      expect(key).not.toContain(token);
      expect(await redis().get(key)).not.toContain(token);
    }
  });

  it('refuses a token that is not ours, a taken name and a code that is over', async () => {
    const forged = new Request('http://uji.local/dinding', { headers: { Cookie: `rk-layar=${newToken()}` } });
    expect(await screenOf(forged)).toBeNull();
    await paired('Aula');
    const { code } = await waiting();
    expect(await pair(code, 'Aula', admin)).toMatchObject({ problem: { sentence: expect.stringContaining('Aula') } });
    expect(await redis().ttl(`rk:pasang:${code}`)).toBeGreaterThan(0);
    await redis().del(`rk:pasang:${code}`);
    expect(await pair(code, 'Aula dua', admin)).toEqual({ problem: 'noSuchCode' });
    expect(await pair(code, '', admin)).toEqual({ problem: 'needName' });
  });

  it('is throttled by who tries and from where codes are asked', async () => {
    const guesser = '00000000-0000-4000-8000-0000000000ff';
    for (let i = 0; i < 20; i++) expect(await findCode('CFHJKM', guesser)).toEqual({ problem: 'noSuchCode' });
    const { code } = await waiting();
    expect(await findCode(code, guesser)).toEqual({ problem: 'tooMany' });
    expect(await pair(code, 'Tebakan', { userId: guesser, role: 'admin' })).toEqual({ problem: 'tooMany' });
    for (let i = 0; i < 60; i++) await waiting('10.9.9.9');
    await expect(waiting('10.9.9.9')).rejects.toThrow('no code');
    expect((await pairingPage(new Request('http://uji.local/dinding'), '10.9.9.9')).page).toMatchObject({
      why: 'wait',
    });
  });
});

describe('a paired screen', () => {
  it('opens its wall and its report, and nothing else', async () => {
    const { token, id } = await paired('Pendopo');
    const others = (Object.keys(routes) as RouteId[]).filter((route) => {
      const { see } = accessOf(route);
      return see !== 'public' && !see.includes('device' as never);
    });
    expect(others.length).toBeGreaterThan(30);
    for (const route of others) {
      const refused = await guard(await from(token), route).catch((thrown: Response) => thrown.status);
      expect([302, 401], route).toContain(refused);
    }
    expect(await guard(await from(token), 'dinding_.kabar')).toMatchObject({ role: 'device', userId: id, skpd: null });
    const opened = (Object.keys(routes) as RouteId[]).filter((route) => !others.includes(route));
    expect(opened.filter((route) => accessOf(route).see !== 'public')).toEqual(['dinding_.kabar']);
  });

  it('is renamed, set, told what to show and revoked, and the log says who did it', async () => {
    const { token, id } = await paired('Kantor');
    const heard: SentScreenMessage[] = [];
    const stop = onScreenMessage((sent) => sent.screen === id && heard.push(sent));
    const before = (await screenOf(await from(token)))!.settings;
    const next: ScreenSettings = { ...before, name: 'Kantor wali kota', pinned: 'pagi', theme: 'terang' };
    expect(await carryOut(id, formOf(next), admin)).toEqual({ news: 'simpan', unheard: false });
    expect((await screenOf(await from(token)))?.settings).toEqual(next);
    expect(await carryOut(id, form({ perintah: 'tampil', adegan: 'situs' }), admin)).toMatchObject({ news: 'tampil' });
    expect(await carryOut(id, form({ perintah: 'muat' }), admin)).toMatchObject({ news: 'muat' });
    expect(await carryOut(id, form({ perintah: 'hapus' }), admin)).toEqual({ problem: 'unknownOrder' });
    await reportSeen(id, 'situs');
    expect((await operatedScreens()).find((s) => s.id === id)).toMatchObject({ isConnected: true, sceneNow: 'situs' });

    expect(await carryOut(id, form({ perintah: 'cabut' }), admin)).toMatchObject({ news: 'cabut' });
    expect(await screenOf(await from(token))).toBeNull();
    expect((await listScreens()).map((s) => s.id)).not.toContain(id);
    expect(await carryOut(id, form({ perintah: 'cabut' }), admin)).toEqual({ problem: 'gone' });
    const orders = ['setelan', 'tampilkan', 'muat-ulang', 'dicabut'];
    // Before them it may still hear that it was paired.
    await expect.poll(() => heard.map(({ message }) => message.kind).slice(-orders.length)).toEqual(orders);
    stop();
    expect((await audited({ id })).map(({ action }) => action).sort()).toEqual(
      ['layar-dicabut', 'layar-dinamai', 'layar-dipasang', 'layar-diatur'].sort(),
    );
  });

  it('goes on while the warehouse is away', async () => {
    const { token } = await paired('Dinas');
    expect(await screenOf(await from(token))).not.toBeNull();
    await warehouse().close();
    await engine.stop();
    forgetScreens();
    expect((await screenOf(await from(token)))?.settings.name).toBe('Dinas');
  });
});
