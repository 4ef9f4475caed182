import { isDated } from './dates';
import type { Line, PageForm, PageLink, Reading } from './reading';
import { APPLY, APPLY_LINK, CASE_NUMBER, COMPONENTS, FORMS, LIST_OF, SERVICES, TRACK } from './services.phrases';
import type { Section, Sight } from './sight';
import { anywhere, atStart, plain, uncounted } from './words';

type Component = keyof typeof COMPONENTS;
const componentStarts = Object.entries(COMPONENTS).map(
  ([name, phrases]) => [name as Component, atStart(phrases), phrases] as const,
);
/** The component that a short text names at its beginning. */
function componentOf(text: string): Component | null {
  const bare = uncounted(text);
  // The longest phrase decides: "mekanisme pengaduan" is about complaints.
  let best: { name: Component; length: number } | null = null;
  for (const [name, starts] of componentStarts) {
    const length = starts.exec(bare)?.[0].length ?? 0;
    if (length > 0 && (!best || length > best.length)) best = { name, length };
  }
  return best?.name ?? null;
}
const SCORE = /^\s*[1-4](?:[.,]\d{1,4})?\s*$|^\s*\d{1,3}[.,]\d{1,3}\s*$/;

/** The delivery components that a page spells out, each with the words that introduce it. */
function componentsOf({ reading, main }: Sight): Map<Component, string> {
  const found = new Map<Component, string>();
  const add = (name: Component | null, words: string) => name && !found.has(name) && found.set(name, words);
  const lines = main.filter((line) => !line.linked && !line.inForm && !line.columnHead && line.zone !== 'header');
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    const [label = '', rest = ''] = splitLabel(line.plain);
    const isLabel = rest !== '' || label.length <= (line.heading > 0 ? 70 : 48);
    const hasContent = rest !== '' || (next !== undefined && !SCORE.test(next.plain));
    if (isLabel && hasContent && !SCORE.test(rest)) add(componentOf(label), line.text.slice(0, 40));
    // "... Waktu penyelesaian: 28 hari kerja." inside a paragraph.
    for (const sentence of line.plain.split(/[.;] /).slice(1)) {
      const [inner = '', told = ''] = splitLabel(sentence);
      if (told !== '') add(componentOf(inner), sentence.slice(0, 40));
    }
  }
  for (const { rows } of reading.tables) {
    const [head = [], ...body] = rows;
    const columns = head.map(componentOf);
    const filled = body.some((row) => row.filter((cell) => cell !== '').length >= Math.max(3, head.length - 2));
    if (
      columns.filter(Boolean).length >= 3 &&
      filled &&
      !body.some((row) => row.some((cell) => SCORE.test(cell) && /[.,]/.test(cell)))
    )
      for (const [i, name] of columns.entries()) add(name, head[i]!);
  }
  return found;
}

/** "Biaya : Rp0" as label and rest; the label alone when there is no colon near its beginning. */
function splitLabel(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon > 0 && colon < 60 ? [text.slice(0, colon).trim(), text.slice(colon + 1).trim()] : [text, ''];
}

export function halaman_layanan(sight: Sight): string | null {
  if (sight.news || sight.unfinished) return null;
  const components = componentsOf(sight);
  return components.has('persyaratan') && components.size >= 2 ? [...components.values()].join(' · ') : null;
}

export function standar_pelayanan(sight: Sight): string | null {
  if (sight.news || sight.unfinished) return null;
  const components = componentsOf(sight);
  return components.size === 6 ? [...components.values()].join(' · ') : null;
}

const services = atStart(SERVICES);
const mayFollow = new Set(LIST_OF);
/** "Layanan Kami", "Jenis Pelayanan Kecamatan Sukamaju", "Pelayanan Puskesmas": a list; not "Layanan Pindah Datang". */
function opensList(heading: string): boolean {
  const start = services.exec(heading)?.[0];
  if (start === undefined || heading.length > 90) return false;
  const [first = ''] = heading
    .slice(start.length)
    .replace(/\(.*?\)|[^\p{L}\s-]/gu, ' ')
    .trim()
    .split(/\s+/);
  return first === '' || mayFollow.has(first) || /administrasi terpadu/.test(heading);
}

/** At least three services named under a heading that announces services, or in a column of that name. */
export function daftar_layanan(sight: Sight): string | null {
  if (sight.news || sight.unfinished) return null;
  for (const { rows } of sight.reading.tables) {
    const column = (rows[0] ?? []).findIndex((cell) => cell.length < 40 && services.test(cell) && opensList(cell));
    const named =
      column < 0 ? [] : rows.slice(1).flatMap((row) => (row.length > column && row[column] ? [row[column]] : []));
    if (new Set(named).size >= 3) return `${rows[0]![column]}: ${named.slice(0, 3).join(', ')}`;
  }
  for (const section of sight.sections) {
    if (!opensList(section.plain)) continue;
    const items = itemsOf(section, sight.reading);
    if (items.length >= 3) return `${section.heading}: ${items.slice(0, 3).join(', ')}`;
  }
  return null;
}

/** Short lines of a section that can be names: its lesser headings when there are some, else its items. */
function itemsOf(section: Section, reading: Reading): string[] {
  const isName = (line: Line) =>
    line.text.length >= 3 &&
    line.text.length <= 90 &&
    !line.image &&
    !line.inForm &&
    !isDated(reading, line.plain) &&
    componentOf(line.plain) === null &&
    /\p{L}{3}/u.test(line.text) &&
    !/[?@]|(?:telp|telepon|alamat)/.test(line.plain);
  // The page under its title: only what stands in one list.
  const lines = section.level === 0 ? section.lines.filter(({ heading }) => heading === 0) : section.lines;
  const headings = lines.filter((line) => line.heading > 0 && isName(line));
  if (headings.length >= 3) return distinct(headings);
  const items = distinct(lines.filter((line) => line.heading === 0 && line.zone === 'main' && isName(line)));
  if (items.length >= 3) return items;
  // Links side by side stand in one line.
  const row = lines.find((line) => line.linked && line.zone === 'main');
  return reading.links.filter((link) => row && reading.lines[link.line] === row && link.url).map(({ text }) => text);
}
const distinct = (lines: Line[]): string[] => [...new Map(lines.map((line) => [line.plain, line.text])).values()];

const forms = anywhere(FORMS);
const DOCUMENT = /\.(?:docx?|pdf|xlsx?|odt|rtf|zip|rar)$|download|unduh/i;
/** A document whose link, row or file name calls it a form. */
export function unduhan_formulir({ reading }: Sight): string | null {
  const link = reading.links.find(
    ({ url, plain: text, zone, line }) =>
      url &&
      zone !== 'nav' &&
      DOCUMENT.test(decoded(`${url.pathname}${url.search}`)) &&
      (forms.test(text) || forms.test(rowOf(reading, line)) || /form[-_ ]|formulir|blan[kg]+o/i.test(fileOf(url))),
  );
  return link ? `${link.text} (${fileOf(link.url!)})` : null;
}
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const fileOf = (url: URL): string => decoded(`${url.pathname}${url.search}`.split('/').at(-1) ?? '');
/** The words of the line of a link, and of the cell before it. */
function rowOf(reading: Reading, at: number): string {
  const own = reading.lines[at];
  const before = reading.lines[at - 1];
  return `${before?.tag === 'td' && own?.tag === 'td' && !before.linked ? before.plain : ''} ${own?.plain ?? ''}`;
}

const apply = anywhere(APPLY);
const applyLink = anywhere(APPLY_LINK);
const track = anywhere(TRACK);
const caseNumber = anywhere(CASE_NUMBER);
const OTHER_FORM =
  /komentar|balasan|comment|buku tamu|guest ?book|aduan|pengaduan|keluhan|lapor dugaan|complaint|langganan|subscribe|newsletter|survei|kuesioner|kirim pesan|saran|cari\b|search|lacak|cek status|pantau/;

const leadsAway = (link: PageLink, reading: Reading): boolean =>
  link.url !== null && link.url.hostname !== reading.page.finalUrl.hostname;
const hasPassword = (form: PageForm) => form.fields.some(({ type }) => type === 'password');
const introOf = (form: PageForm) => [form.heading, ...form.buttons].join(' ');

/** A form of at least three fields or with an upload that says it applies, or a link to one elsewhere. */
export function permohonan_daring(sight: Sight): string | null {
  const { reading, news, unfinished } = sight;
  if (unfinished) return null;
  const title = plain(reading.title);
  const form = news
    ? undefined
    : reading.forms.find(
        (f) =>
          !f.dead &&
          !hasPassword(f) &&
          !OTHER_FORM.test(introOf(f)) &&
          !f.fields.some(({ type }) => type === 'radio') &&
          (f.fields.length >= 3 || f.fields.some(({ type }) => type === 'file')) &&
          (apply.test(introOf(f)) || apply.test(title)),
      );
  if (form) return introOf(form);
  const link = reading.links.find(
    (l) =>
      leadsAway(l, reading) && l.plain.length <= 80 && applyLink.test(l.plain) && !/berita|news/.test(l.url!.pathname),
  );
  return link ? `${link.text} (${link.url!.hostname})` : null;
}

/** A form that asks for a number and says it tells the state of a case, or a link to one elsewhere. */
export function lacak_berkas(sight: Sight): string | null {
  const { reading, unfinished } = sight;
  if (unfinished) return null;
  const title = plain(reading.title);
  const form = reading.forms.find((f) => {
    if (
      f.dead ||
      hasPassword(f) ||
      f.fields.length > 3 ||
      f.fields.some(({ type }) => type === 'textarea' || type === 'file')
    )
      return false;
    const field = f.fields.find(({ type }) => ['text', 'search', 'number', 'tel'].includes(type));
    if (!field) return false;
    const says = introOf(f);
    const asked = plain(`${field.label} ${field.placeholder} ${field.name.replaceAll(/[_-]/g, ' ')}`);
    const about = track.test(says) || (track.test(`${title} ${f.text}`) && !/cari|search/.test(says));
    return (
      about && (caseNumber.test(asked) || /^no|reg|resi|tiket|berkas|kode/.test(field.name) || f.fields.length === 1)
    );
  });
  if (form) return introOf(form) || title;
  const link = reading.links.find((l) => leadsAway(l, reading) && l.plain.length <= 60 && track.test(l.plain));
  return link ? `${link.text} (${link.url!.hostname})` : null;
}
