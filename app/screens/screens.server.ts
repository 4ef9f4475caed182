import { now } from '../../clickhouse/clock';
import { PlainError } from '../../clickhouse/plain-error';
import { changeScreen, listScreens, revokeScreen } from '../../clickhouse/screens/screens';
import { withLock } from '../access/account-lock.server';
import type { Viewer } from '../access/roles';
import type { ScreenMessage } from './messages';
import { tellScreen } from './messages.server';
import { OFF_AFTER_MS } from './report';
import { forgetScreens } from './screen-of.server';
import { forgetSeen, seenScreens } from './seen.server';
import { isSceneId, type SceneId, type ScreenSettings } from './settings';
import { readSettingsForm, type SettingsField } from './settings-form';
import { readSettings } from './settings-schema';

/** A screen as its operator sees it. */
export interface OperatedScreen {
  id: string;
  settings: ScreenSettings;
  pairedAt: Date;
  /** undefined = nobody can tell; null = never heard. */
  seenAt: Date | null | undefined;
  sceneNow: SceneId | null;
  isConnected: boolean;
}

/** Every paired screen, and how it does. Without Redis it is not known when they were seen. */
export async function operatedScreens(): Promise<OperatedScreen[]> {
  const [stored, seen] = await Promise.all([listScreens(), seenScreens().catch(() => null)]);
  return stored.map(({ id, name, settings, pairedAt }) => {
    const last = seen?.get(id);
    const isConnected = last !== undefined && now().getTime() - last.at.getTime() < OFF_AFTER_MS;
    return {
      id,
      settings: readSettings(name, settings),
      pairedAt,
      seenAt: seen ? (last?.at ?? null) : undefined,
      sceneNow: isConnected ? last.scene : null,
      isConnected,
    };
  });
}

/** What the page tells after an order; in its address. */
type News = 'simpan' | 'tampil' | 'muat' | 'cabut';

export type Ordered =
  | { news: News; unheard: boolean }
  | { fields: SettingsField[] }
  | { problem: 'busy' | 'gone' | 'unknownOrder' | { sentence: string } };

/** Carries out what the operator's form orders of one screen. */
export async function carryOut(id: string, form: FormData, viewer: Viewer): Promise<Ordered> {
  const order = String(form.get('perintah') ?? '');
  const scene = form.get('adegan');
  if (order === 'simpan') {
    const read = readSettingsForm(form);
    return 'problems' in read ? { fields: read.problems } : save(id, read.settings, viewer);
  }
  if (order === 'tampil' && isSceneId(scene)) return told(id, { kind: 'tampilkan', scene }, 'tampil');
  if (order === 'muat') return told(id, { kind: 'muat-ulang' }, 'muat');
  if (order === 'cabut') return revoke(id, viewer);
  return { problem: 'unknownOrder' };
}

async function save(id: string, { name, ...settings }: ScreenSettings, viewer: Viewer): Promise<Ordered> {
  return changing(async () => {
    const changed = await changeScreen(id, { name, settings: JSON.stringify(settings) }, viewer);
    if (!changed) return { problem: 'gone' };
    forgetScreens();
    return told(id, { kind: 'setelan', settings: { name, ...settings } }, 'simpan');
  });
}

async function revoke(id: string, viewer: Viewer): Promise<Ordered> {
  return changing(async () => {
    if (!(await revokeScreen(id, viewer))) return { problem: 'gone' };
    forgetScreens();
    await forgetSeen(id).catch(() => {});
    return told(id, { kind: 'dicabut' }, 'cabut');
  });
}

async function changing(change: () => Promise<Ordered>): Promise<Ordered> {
  try {
    return (await withLock('layar', change)) ?? { problem: 'busy' };
  } catch (error) {
    if (error instanceof PlainError) return { problem: { sentence: error.message } };
    throw error;
  }
}

async function told(id: string, message: ScreenMessage, news: News): Promise<Ordered> {
  const unheard = await tellScreen(id, message).then(
    () => false,
    () => true,
  );
  return { news, unheard };
}
