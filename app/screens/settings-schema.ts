import { z } from 'zod';
import { defaultSettings, limits, type ScreenSettings, sceneIds, wallThemes } from './settings';

const scene = z.enum(sceneIds);
const within = ({ from, to }: { from: number; to: number }) => z.number().int().min(from).max(to);

/** Settings as they are stored and sent. Kept apart from settings.ts, so that no wall loads a validator. */
export const settingsSchema = z.object({
  name: z.string().trim().min(1).max(limits.name.longest),
  scenes: z
    .array(scene)
    .min(1)
    .refine((ids) => new Set(ids).size === ids.length),
  dwellSeconds: within(limits.dwellSeconds),
  pinned: scene.nullable(),
  theme: z.enum(wallThemes),
  spotlightSeconds: within(limits.spotlightSeconds),
}) satisfies z.ZodType<ScreenSettings>;

/** Stored settings back from their text; what a later version of the product no longer knows falls back to the standard. */
export function readSettings(name: string, text: string): ScreenSettings {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    told = {};
  }
  const parsed = settingsSchema.safeParse({ ...defaultSettings, ...(told as object), name });
  return parsed.success ? parsed.data : { ...defaultSettings, name };
}
