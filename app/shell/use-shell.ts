import { useRouteLoaderData } from '@remix-run/react';
import type { Language } from '../text/define';
import { type Formats, formatsFor } from '../text/format';
import type { ShellData, shellData } from './shell-data.server';

const stranger: ShellData = {
  viewer: null,
  city: {
    name: '',
    timeZone: 'Asia/Jakarta',
    demo: false,
    skpd: [],
    layanan: [],
    kecamatan: [],
    situs: [],
    tiles: null,
  },
  lang: 'id',
  theme: 'auto',
  now: new Date(0),
  alarms: { standing: 0, ofSources: 0 },
  newest: {},
  down: [],
};

/** What the root knows on every page: viewer, city, language, theme, the server's time, parts that do not answer. */
export function useShell(): ShellData {
  return useRouteLoaderData<typeof shellData>('root') ?? stranger;
}

/** The words of a page in the viewer's language: `const t = useText(words)`. */
export function useText<T>(words: Record<Language, T>): T {
  return words[useShell().lang];
}

/** Numbers, dates and durations in the viewer's language and the city's time zone. */
export function useFormats(): Formats {
  const { lang, city } = useShell();
  return formatsFor(lang, city.timeZone);
}
