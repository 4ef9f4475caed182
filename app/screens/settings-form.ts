import { defaultSettings, isSceneId, limits, type ScreenSettings, sceneIds } from './settings';
import { settingsSchema } from './settings-schema';

export type SettingsField = 'name' | 'scenes' | 'dwellSeconds' | 'spotlightSeconds';

/** Name of the field that holds the turn of a scene. */
export const turnField = (scene: string) => `urutan-${scene}`;

/**
 * Settings from the form of the operator page: a scene with a number takes its turn in the order of the numbers, one without is
 * not shown.
 */
export function readSettingsForm(form: FormData): { settings: ScreenSettings } | { problems: SettingsField[] } {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const whole = (name: string) => (/^\d{1,5}$/.test(text(name)) ? Number(text(name)) : Number.NaN);
  const turns = sceneIds.map((id) => ({ id, turn: whole(turnField(id)) })).filter(({ turn }) => turn > 0);
  const parsed = settingsSchema.safeParse({
    name: text('nama'),
    scenes: turns.sort((a, b) => a.turn - b.turn).map(({ id }) => id),
    dwellSeconds: whole('lama'),
    pinned: isSceneId(text('tetap')) ? text('tetap') : null,
    theme: text('latar') || defaultSettings.theme,
    spotlightSeconds: whole('sorotan'),
  });
  if (parsed.success) return { settings: parsed.data };
  const fields = new Set(parsed.error.issues.map(({ path }) => path[0] as SettingsField));
  return { problems: [...fields] };
}

/** What may be typed, for the sentences of the form. */
export const ranges = { dwellSeconds: limits.dwellSeconds, spotlightSeconds: limits.spotlightSeconds };
