/*
 * Addresses of a site's pages: which are pages at all, which are the same page, and which belong to a row that may have no end
 * (calendars, filters, generated links).
 */

/** Longer ones are made by machines for machines. The table keeps so much of an address. */
const LONGEST_ADDRESS = 200;
const MOST_SEGMENTS = 8;
const MOST_PARAMETERS = 4;

/** Parameters that change nothing on the page, or change it at every look. */
const IDLE_PARAMETER =
  /^(?:utm_.*|[a-z]*clid|_ga|_gl|ref|referrer|source|sid|sess(?:ion)?(?:_?id)?|phpsessid|jsessionid|aspsessionid.*|token|nonce|_|ts|t|time|timestamp|rand|cache|v|ver|print|cetak|share|replytocom|fb_.*|amp|tmpl|format|sort|order|orderby|dir|view|lang_switch)$/i;

/** What is no page: documents, pictures, scripts, packages. Their links prove what they prove where they stand. */
const NO_PAGE =
  /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|zip|rar|7z|tar|gz|tgz|apk|exe|iso|jpe?g|png|gif|webp|svg|ico|bmp|tiff?|mp[34]|m4[av]|avi|mov|wmv|webm|ogg|wav|css|js|mjs|json|xml|rss|atom|txt|ics|woff2?|ttf|eot|map)$/i;

/** A link that does something when it is opened. */
const ACTS =
  /(?:^|[/?&=_-])(?:log-?out|sign-?out|keluar|hapus|delete|remove|unsubscribe|add-to-cart|wp-admin|xmlrpc)(?:$|[/?&=_.-])/i;

/** Words of addresses and links behind which an office serves. */
const SERVICE_WORDS =
  /layan|izin|syarat|prosedur|permohonan|pendaftaran|daftar|formulir|unduh|download|lacak|cek[-_ /]|tracking|status|antri|online|pengaduan|aduan|lapor|ppid|informasi[-_ ]publik|kontak|hubungi|contact|profil|tugas|tupoksi|struktur|visi|skm|survei|survey|ikm|kepuasan|statistik|open-?data|masuk|login|sso|akun|buku[-_ ]?tamu|faq|standar|sop|maklumat|sitemap|peta[-_ ]situs/i;

/** Whether two hosts are one site: `www.` makes no difference. */
export const isSameSite = (a: string, b: string) => bare(a) === bare(b);
const bare = (host: string) => host.toLowerCase().replace(/^www\./, '');

/**
 * The address of a page of this site as it is asked for and compared: without fragment and idle parameters, over the protocol
 * and under the name that the site goes by. undefined: no page of this site.
 */
export function pageAddress(href: string, base: URL, site: { host: string; protocol: string }): URL | undefined {
  if (href.length > 2_000 || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  if (!/^https?:$/.test(url.protocol) || url.port !== '' || url.username !== '' || url.password !== '')
    return undefined;
  if (!isSameSite(url.hostname, site.host)) return undefined;
  url.protocol = site.protocol;
  url.hostname = site.host;
  url.hash = '';
  url.pathname = url.pathname.replace(/;jsessionid=[^/]*/i, '').replace(/\/{2,}/g, '/');
  const parameters = [...url.searchParams].filter(([name, value]) => !IDLE_PARAMETER.test(name) && value !== '');
  parameters.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  url.search = new URLSearchParams(parameters).toString();
  const path = pathOf(url);
  if (path.length > LONGEST_ADDRESS || parameters.length > MOST_PARAMETERS) return undefined;
  if (NO_PAGE.test(url.pathname) || ACTS.test(path) || goesInCircles(url.pathname)) return undefined;
  return url;
}

/** A page as the table names it: path and query. */
export const pathOf = (url: URL) => `${url.pathname}${url.search}`;

/** Relative links that are wrong grow with every step: /profil/profil/profil. */
function goesInCircles(path: string): boolean {
  const segments = path.split('/').filter(Boolean);
  if (segments.length > MOST_SEGMENTS) return true;
  const times = new Map<string, number>();
  for (const segment of segments) times.set(segment, (times.get(segment) ?? 0) + 1);
  return [...times.values()].some((n) => n > 2);
}

/** How much a page promises to tell of the office's services. */
export const isServiceLike = (path: string, words: string) => SERVICE_WORDS.test(`${path} ${words}`);

/** Pages that one template makes: numbers, dates and long ids are the same. */
export function patternOf(url: URL): string {
  const parameters = [...url.searchParams].map(([name, value]) => `${name}=${likeness(value)}`);
  return `${url.pathname.split('/').map(likeness).join('/')}?${parameters.join('&')}`;
}

/** The row that a page belongs to: what stands above it, or the script that makes it. */
export function rowOf(url: URL): string {
  const names = [...url.searchParams.keys()].join('&');
  return names ? `${likenessOfPath(url.pathname)}?${names}` : likenessOfPath(url.pathname.replace(/[^/]+\/?$/, ''));
}

const likenessOfPath = (path: string) => path.split('/').map(likeness).join('/');

function likeness(part: string): string {
  if (/^[0-9a-f-]{16,}$/i.test(part)) return '#';
  return part.replace(/\d+/g, '0');
}
