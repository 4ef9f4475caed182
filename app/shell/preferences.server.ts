import { createCookie } from '@remix-run/node';
import type { Language } from '../text/define';
import { languages } from '../text/define';
import { type Theme, themes } from './theme';

const YEAR = 365 * 24 * 3600;
const options = { path: '/', sameSite: 'lax', httpOnly: true, maxAge: YEAR } as const;
const languageCookie = createCookie('bahasa', options);
const themeCookie = createCookie('tema', options);

/** How this browser wants to see the product; Indonesian and automatic unless chosen. */
export async function readPreferences(request: Request): Promise<{ lang: Language; theme: Theme }> {
  const header = request.headers.get('Cookie');
  return {
    lang: oneOf(languages, await languageCookie.parse(header)) ?? 'id',
    theme: oneOf(themes, await themeCookie.parse(header)) ?? 'auto',
  };
}

/** The language alone, for messages of an action. */
export const languageOf = async (request: Request): Promise<Language> => (await readPreferences(request)).lang;

/** `Set-Cookie` headers for what a form chose; anything unknown is ignored. */
export async function choosePreferences(form: FormData): Promise<Headers> {
  const headers = new Headers();
  const lang = oneOf(languages, form.get('bahasa'));
  const theme = oneOf(themes, form.get('tema'));
  if (lang) headers.append('Set-Cookie', await languageCookie.serialize(lang));
  if (theme) headers.append('Set-Cookie', await themeCookie.serialize(theme));
  return headers;
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | null {
  return known.find((item) => item === value) ?? null;
}
