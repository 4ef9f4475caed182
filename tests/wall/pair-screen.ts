import { randomUUID } from 'node:crypto';
import { newToken, writeToken } from '../../app/screens/device-cookie.server';
import { tellScreen } from '../../app/screens/messages.server';
import { defaultSettings, type ScreenSettings } from '../../app/screens/settings';
import { tokenDigest } from '../../clickhouse/accounts/token-digest';
import { addScreen } from '../../clickhouse/screens/screens';

/**
 * Pairs a screen with the product that runs on `RK_DATA`, as the operator page does once its code is confirmed. Returns the cookie
 * that the screen brings.
 */
export async function pairScreen(
  origin: string,
  changed: Partial<ScreenSettings> = {},
): Promise<{ id: string; name: string; value: string }> {
  const token = newToken();
  const settings = { ...defaultSettings, name: 'Lobi', ...changed };
  const screen = await addScreen(
    { name: settings.name, tokenDigest: tokenDigest(token), settings: JSON.stringify(settings) },
    { userId: randomUUID(), role: 'admin' },
  );
  await tellScreen(screen.id, { kind: 'setelan', settings });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(await writeToken(new Request(origin), token))!;
  return { id: screen.id, name: name!, value: value! };
}
