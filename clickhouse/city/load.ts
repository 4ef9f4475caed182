import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { PlainError } from '../plain-error';
import { at, readYaml } from './read-yaml';
import { type CityProfile, CityProfileSchema } from './schema';

/** A profile that passed every check, with the text it came from (comments and all). */
export interface LoadedCity {
  profile: CityProfile;
  yaml: string;
}

/** Latitude and longitude outside the country are most often written the other way round. */
function sayIfSwapped(issue: z.core.$ZodIssue, raw: unknown): string {
  const last = issue.path.at(-1);
  if (last !== 'lat' && last !== 'lng') return issue.message;
  const { lat, lng } = at(raw, issue.path.slice(0, -1)) as { lat?: unknown; lng?: unknown };
  const swapped = Number(lat) > 90 && Math.abs(Number(lng)) < 12;
  return swapped ? `tertukar dengan ${last === 'lat' ? 'lng' : 'lat'}. Tulis lat: ${lng}, lng: ${lat}` : issue.message;
}

/**
 * Reads the text of a city profile. Throws a {@link PlainError} that lists up to ten findings, one a line:
 * where (file and line), what is wrong, what to write instead.
 */
export function parseCityProfile(text: string, name = 'profil kota'): LoadedCity {
  return { profile: readYaml(text, name, CityProfileSchema, sayIfSwapped), yaml: text };
}

/**
 * Reads a city profile from a file; a relative `batas` is taken from the file's folder.
 * Throws a {@link PlainError} when the file cannot be read or does not pass.
 */
export function loadCityProfile(path: string): LoadedCity {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PlainError(
      missing
        ? `Berkas profil kota ${path} tidak ditemukan. Periksa letak dan ejaan namanya.`
        : `Berkas profil kota ${path} tidak dapat dibaca. Periksa izin bacanya.`,
    );
  }
  const loaded = parseCityProfile(text, basename(path));
  const { batas } = loaded.profile;
  return batas ? { ...loaded, profile: { ...loaded.profile, batas: resolve(dirname(path), batas) } } : loaded;
}
