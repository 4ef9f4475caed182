import type { PageForm } from './reading';
import type { Sight } from './sight';
import { LANGUAGES, SEARCH_FIELDS, SITE_MAP, TRANSLATORS } from './structure.phrases';
import { atStart, exactly, plain } from './words';

const siteMap = exactly(SITE_MAP);
const startsSiteMap = atStart(SITE_MAP);
const language = exactly(LANGUAGES);

/** A form that sends words somewhere. */
export function pencarian({ reading }: Sight): string | null {
  const form = reading.forms.find((f) => {
    const fields = f.fields.filter(({ type }) => type === 'text' || type === 'search');
    if (
      f.dead ||
      fields.length === 0 ||
      f.fields.length > 3 ||
      f.fields.some(({ type }) => type === 'textarea' || type === 'password')
    )
      return false;
    const named = fields.some(({ name }) => SEARCH_FIELDS.test(name));
    return named && (f.action !== null || f.method === 'get') && !/lacak|cek status|track/.test(words(f));
  });
  if (form) return words(form).trim() || form.fields[0]!.name;
  return reading.lines.length > 0 && /gcse-search/.test(reading.scripts.join(' ')) ? 'gcse-search' : null;
}
const words = (form: PageForm): string =>
  [...form.fields.flatMap((f) => [f.placeholder, f.label]), ...form.buttons].filter(Boolean).join(' ').toLowerCase();

export function peta_situs({ reading }: Sight): string | null {
  const link = reading.links.find(
    ({ url, plain: text }) => url && (siteMap.test(text) || /\/sitemap(?:_index)?\.xml$/.test(url.pathname)),
  );
  if (link) return `${link.text} (${link.url!.pathname})`;
  return startsSiteMap.test(plain(reading.title)) && reading.links.length >= 5 ? reading.title : null;
}

export function umpan_rss({ reading }: Sight): string | null {
  const relation = reading.relations.find(({ rel, type }) => rel.includes('alternate') && /rss|atom/.test(type));
  if (relation) return `${relation.type} ${relation.href}`;
  const link = reading.links.find(
    ({ url, plain: text }) =>
      url &&
      /(?:^|\W)(?:rss|atom|feed|umpan)(?:\W|$)/.test(text) &&
      /rss|atom|feed/i.test(`${url.pathname}${url.search}`),
  );
  return link ? `${link.text} (${link.url!.pathname})` : null;
}

/** A version in another language, or a widget that translates. */
export function ganti_bahasa({ reading }: Sight): string | null {
  const own = reading.lang.toLowerCase().slice(0, 2);
  const relation = reading.relations.find(
    ({ rel, hreflang }) =>
      rel.includes('alternate') && hreflang !== '' && hreflang !== 'x-default' && hreflang.slice(0, 2) !== own,
  );
  if (relation) return `hreflang ${relation.hreflang}: ${relation.href}`;
  const link = reading.links.find(
    ({ url, hreflang, plain: text }) =>
      url && ((hreflang !== '' && hreflang.slice(0, 2).toLowerCase() !== own) || language.test(text)),
  );
  if (link) return `${link.text} (${link.url!.pathname}${link.url!.search})`;
  const option = reading.options.find(({ text, value }) => language.test(text) && /^\/|^https?:|lang/.test(value));
  if (option) return option.text;
  const widget = [...reading.scripts, ...reading.lines.map(({ classes }) => classes)].find((text) =>
    TRANSLATORS.test(text),
  );
  return widget ? TRANSLATORS.exec(widget)![0] : null;
}

/** A link to the host that this host is a part of. */
export function tautan_portal({ reading }: Sight): string | null {
  const own = reading.page.finalUrl.hostname.replace(/^www\./, '');
  const link = reading.links.find(({ url }) => {
    const host = url?.hostname.replace(/^www\./, '') ?? '';
    return host !== own && host.split('.').length >= 3 && own.endsWith(`.${host}`);
  });
  return link ? `${link.text} (${link.url!.hostname})` : null;
}

export function responsif({ reading }: Sight): string | null {
  const viewport = reading.meta.get('viewport') ?? '';
  return /width\s*=\s*device-width/i.test(viewport) ? viewport : null;
}

/** Language, main heading, alternative texts and labels together; the proof says how many of each. */
export function aksesibilitas_dasar({ reading }: Sight): string | null {
  const heading = reading.lines.find((line) => line.heading === 1);
  if (!reading.lang || !reading.title || !heading) return null;
  const described = reading.images.filter(({ alt }) => alt !== null).length;
  if (described < reading.images.length * 0.9) return null;
  const fields = reading.forms.flatMap((form) => form.fields);
  if (fields.some(({ label }) => label === '')) return null;
  return `lang="${reading.lang}", h1 "${heading.text}", ${described}/${reading.images.length} alt, ${fields.length} label`;
}
