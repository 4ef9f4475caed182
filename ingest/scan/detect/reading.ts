import { type CheerioAPI, load } from 'cheerio/slim';
import type { ScannedPage } from '../page';
import { plain } from './words';

/**
 * A page in the form that detectors ask it in: lines in reading order, links, forms, head. Everything is bounded: the
 * text that is parsed, the number of tags, the depth, the number of lines.
 */
export interface Reading {
  page: ScannedPage;
  title: string;
  lang: string;
  /** Classes of the body element. */
  bodyClass: string;
  lines: Line[];
  links: PageLink[];
  forms: PageForm[];
  images: PageImage[];
  /** `meta` by name or property, small letters. */
  meta: Map<string, string>;
  /** `link` elements of the head. */
  relations: { rel: string; type: string; href: string; hreflang: string }[];
  /** Objects of JSON-LD, graphs taken apart. */
  jsonLd: Record<string, unknown>[];
  /** Addresses and text of scripts, each cut. */
  scripts: string[];
  tables: Table[];
  times: { at: string; line: number; classes: string }[];
  options: { text: string; value: string }[];
}

type Zone = 'main' | 'nav' | 'header' | 'footer' | 'aside';

export interface Line {
  text: string;
  plain: string;
  zone: Zone;
  /** 1 to 6 as in HTML, 7 for what only looks like a heading (bold, a legend, a term), 0 for text. */
  heading: number;
  /** All its words are links. */
  linked: boolean;
  /** Inside a form. */
  inForm: boolean;
  /** Part of a table's row of headings. */
  columnHead: boolean;
  /** Classes and ids of the elements around it, small letters. */
  classes: string;
  /** Item of a list, cell of a table, or a block of its own. */
  tag: string;
  /** Stands for a picture. */
  image: boolean;
}

export interface PageLink {
  text: string;
  plain: string;
  href: string;
  /** null: it leads nowhere. */
  url: URL | null;
  zone: Zone;
  classes: string;
  /** Index of the line that it stands in. */
  line: number;
  hreflang: string;
}

export interface PageForm {
  /** null: it posts to the page itself. */
  action: string | null;
  method: string;
  /** Goes nowhere: its action is `#` or a script that does nothing. */
  dead: boolean;
  role: string;
  classes: string;
  /** Words on buttons. */
  buttons: string[];
  /** Labels, legends, headings and other text inside. */
  text: string;
  /** The nearest heading before or at its beginning. */
  heading: string;
  fields: Field[];
}

interface Field {
  name: string;
  type: string;
  label: string;
  placeholder: string;
}

interface PageImage {
  alt: string | null;
  src: string;
}

/** Rows of cells, the nearest heading before it. */
interface Table {
  heading: string;
  rows: string[][];
  line: number;
}

const LIMITS = { letters: 600_000, tags: 15_000, depth: 120, lines: 6_000, lineLetters: 2_000, scriptLetters: 4_000 };

type Node = ReturnType<CheerioAPI['root']>[0]['children'][number];
type Element = Extract<Node, { attribs: unknown }>;
const isElement = (node: Node): node is Element => 'attribs' in node;

const BLOCKS = new Set(
  'address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main marquee nav ol option p pre section select summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const SILENT = new Set('script style noscript template svg iframe object title textarea noframes'.split(' '));
const ITEM_TAGS = new Set('li td th dt dd p div h1 h2 h3 h4 h5 h6'.split(' '));
const NAV_CLASS = /(?:^|[\s_-])(?:nav|navbar|menu|topmenu|mainmenu|sub-menu|submenu|breadcrumbs?)(?:$|[\s_-])/;
const HEADER_CLASS = /(?:^|\s)(?:topbar|top-bar|site-header|header)(?:$|\s)/;
const FOOTER_CLASS = /(?:^|\s)(?:footer|site-footer|colophon|copyright)(?:$|\s)/;
const TITLE_CLASS = /(?:^|[\s_-])(?:title|judul|heading|card-header)(?:$|[\s_-])|(?:^|\s)label(?:$|\s)/;

/** Where an address leads; null where it leads nowhere, or not to another page. */
function targetOf(href: string, base: URL): URL | null {
  const address = href.trim();
  if (!address || address.startsWith('#') || /^(?:javascript|data|tel|mailto):/i.test(address)) return null;
  try {
    const url = new URL(address, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** Cuts what is too long or has too many tags, so that parsing is bounded whatever a page holds. */
function bounded(html: string): string {
  const cut = html.slice(0, LIMITS.letters);
  let at = -1;
  for (let tags = 0; tags < LIMITS.tags; tags++) {
    at = cut.indexOf('<', at + 1);
    if (at < 0) return cut;
  }
  return cut.slice(0, at);
}

/** Cuts off what is nested too deep, without recursion. */
function prune(roots: Node[]): void {
  const open: [Node, number][] = roots.map((node) => [node, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (!('children' in node)) continue;
    if (depth >= LIMITS.depth) node.children = [];
    else for (const child of node.children) open.push([child, depth + 1]);
  }
}

/** What the walk carries from an element to those inside it. */
interface Around {
  zone: Zone;
  heading: number;
  classes: string;
  tag: string;
  link: PageLink | null;
  form: PageForm | null;
  columnHead: boolean;
  bold: boolean;
  /** Inside `main`, `article` or `section`, whose own header and footer belong to the content. */
  content: boolean;
  label: { text: string } | null;
}

/** Reads a page; never throws for anything in its HTML. */
export function readPage(page: ScannedPage): Reading {
  const $ = load(bounded(page.html), { xml: { xmlMode: false, decodeEntities: true } });
  prune($.root()[0]!.children);
  const attr = (element: Element, name: string): string => element.attribs[name] ?? '';
  const reading: Reading = {
    page,
    title: $('title').first().text().replace(/\s+/g, ' ').trim().slice(0, 300),
    lang: $('html').attr('lang') ?? '',
    bodyClass: ($('body').attr('class') ?? '').toLowerCase(),
    lines: [],
    links: [],
    forms: [],
    images: [],
    meta: new Map(),
    relations: [],
    jsonLd: [],
    scripts: [],
    tables: [],
    times: [],
    options: [],
  };
  const labels = new Map<string, string>();
  const waiting: [Field, string, { text: string } | null][] = [];
  let buffer = '';
  let linkedLetters = 0;
  let boldLetters = 0;
  let lastHeading = '';
  let where: Around = {
    zone: 'main',
    heading: 0,
    classes: '',
    tag: 'body',
    link: null,
    form: null,
    columnHead: false,
    bold: false,
    content: false,
    label: null,
  };

  function flush(): void {
    const text = buffer.replace(/\s+/g, ' ').trim().slice(0, LIMITS.lineLetters);
    const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
    const linked = linkedLetters > 0 && linkedLetters >= letters * 0.9;
    const bold = boldLetters > 0 && boldLetters >= letters * 0.9 && text.length <= 120;
    buffer = '';
    linkedLetters = 0;
    boldLetters = 0;
    if (!text || reading.lines.length >= LIMITS.lines) return;
    const heading = where.heading || (bold ? 7 : 0);
    reading.lines.push({
      text,
      plain: plain(text),
      zone: where.zone,
      heading,
      linked,
      inForm: where.form !== null,
      columnHead: where.columnHead,
      classes: where.classes,
      tag: where.tag,
      image: false,
    });
    if (heading > 0) {
      lastHeading = text;
      if (where.form && !where.form.heading.includes(text)) where.form.heading = text;
    }
  }

  function walk(node: Node): void {
    if (!isElement(node)) {
      if ('data' in node && node.type === 'text') addText(node.data);
      return;
    }
    const name = node.name;
    const classes = `${attr(node, 'class')} ${attr(node, 'id')}`.toLowerCase().trim();
    note(node, name, classes);
    if (SILENT.has(name)) return;
    const block = BLOCKS.has(name);
    if (block) flush();
    else buffer += ' ';
    const before = where;
    where = inside(node, name, classes);
    for (const child of node.children) walk(child);
    if (name === 'label' && where.label) labels.set(attr(node, 'for'), where.label.text);
    if (block) flush();
    else buffer += ' ';
    where = before;
  }

  function addText(data: string): void {
    buffer += data;
    const letters = data.replace(/[^\p{L}\p{N}]/gu, '').length;
    if (where.link) {
      linkedLetters += letters;
      where.link.text += ` ${data}`;
    }
    if (where.bold) boldLetters += letters;
    if (where.label) where.label.text += ` ${data}`;
    if (where.form) where.form.text += ` ${data}`;
  }

  /** What the walk knows inside an element. */
  function inside(element: Element, name: string, classes: string): Around {
    const role = attr(element, 'role');
    let { zone } = where;
    if (name === 'nav' || role === 'navigation') zone = 'nav';
    else if ((name === 'footer' && !where.content) || role === 'contentinfo') zone = 'footer';
    else if (zone !== 'nav' && zone !== 'footer') {
      if (name !== 'body' && NAV_CLASS.test(classes)) zone = 'nav';
      else if (name !== 'body' && FOOTER_CLASS.test(classes)) zone = 'footer';
      else if (!where.content && (name === 'header' || HEADER_CLASS.test(classes))) zone = 'header';
      else if (name === 'aside') zone = 'aside';
      else if (name === 'main' || name === 'article') zone = 'main';
    }
    const level = /^h[1-6]$/.test(name) ? Number(name[1]) : 0;
    const looksLike =
      ['legend', 'summary', 'caption', 'dt'].includes(name) ||
      (name === 'button' && !where.form) ||
      (['div', 'p', 'span', 'strong'].includes(name) && TITLE_CLASS.test(classes) && !where.form);
    return {
      zone,
      heading: level || where.heading || (looksLike ? 7 : 0),
      classes: classes ? `${where.classes} ${classes}`.slice(-400) : where.classes,
      tag: ITEM_TAGS.has(name) ? name : where.tag,
      link: name === 'a' && element.attribs.href !== undefined ? startLink(element, classes) : where.link,
      form: name === 'form' ? startForm(element, classes) : where.form,
      columnHead: where.columnHead || name === 'thead' || (name === 'th' && isColumnHead(element)),
      content: where.content || ['main', 'article', 'section'].includes(name),
      bold: where.bold || name === 'b' || name === 'strong',
      label: name === 'label' ? { text: '' } : where.label,
    };
  }

  function startLink(element: Element, classes: string): PageLink {
    const href = attr(element, 'href');
    const link: PageLink = {
      text: attr(element, 'aria-label') || attr(element, 'title'),
      plain: '',
      href,
      url: targetOf(href, page.finalUrl),
      zone: where.zone,
      classes: `${where.classes} ${classes}`,
      line: reading.lines.length,
      hreflang: attr(element, 'hreflang'),
    };
    reading.links.push(link);
    return link;
  }

  function startForm(element: Element, classes: string): PageForm {
    const action = element.attribs.action ?? null;
    const form: PageForm = {
      action,
      method: (attr(element, 'method') || 'get').toLowerCase(),
      dead: /^\s*(?:#|javascript:)/i.test(action ?? '') || /return\s+false/i.test(attr(element, 'onsubmit')),
      role: attr(element, 'role'),
      classes,
      buttons: [],
      text: '',
      heading: lastHeading,
      fields: [],
    };
    reading.forms.push(form);
    return form;
  }

  function addField(element: Element, name: string): void {
    const type = name === 'input' ? (attr(element, 'type') || 'text').toLowerCase() : name;
    if (['submit', 'button', 'image', 'reset'].includes(type)) {
      where.form?.buttons.push(attr(element, 'value') || attr(element, 'alt'));
      return;
    }
    if (type === 'hidden') return;
    const field: Field = {
      name: attr(element, 'name').toLowerCase(),
      type,
      label: attr(element, 'aria-label') || attr(element, 'title') || (attr(element, 'aria-labelledby') ? '…' : ''),
      placeholder: attr(element, 'placeholder'),
    };
    waiting.push([field, attr(element, 'id'), where.label]);
    if (where.form) where.form.fields.push(field);
    else loose.fields.push(field);
  }
  /** Fields outside any form. */
  const loose: PageForm = {
    action: null,
    method: '',
    dead: true,
    role: '',
    classes: 'tanpa-formulir',
    buttons: [],
    text: '',
    heading: '',
    fields: [],
  };

  /** Elements that say something by themselves. */
  function note(element: Element, name: string, classes: string): void {
    if (name === 'meta')
      reading.meta.set((attr(element, 'property') || attr(element, 'name')).toLowerCase(), attr(element, 'content'));
    else if (name === 'link')
      reading.relations.push({
        rel: attr(element, 'rel').toLowerCase(),
        type: attr(element, 'type').toLowerCase(),
        href: attr(element, 'href'),
        hreflang: attr(element, 'hreflang').toLowerCase(),
      });
    else if (name === 'script') noteScript(element);
    else if (name === 'img') noteImage(element);
    else if (name === 'input' || name === 'textarea' || name === 'select') addField(element, name);
    else if (name === 'button') where.form?.buttons.push($(element).text());
    else if (name === 'option') reading.options.push({ text: plain($(element).text()), value: attr(element, 'value') });
    else if (name === 'time')
      reading.times.push({
        at: attr(element, 'datetime'),
        line: reading.lines.length,
        classes: `${where.classes} ${classes}`,
      });
    else if (name === 'table' && reading.tables.length < 100) noteTable(element);
  }

  function noteScript(element: Element): void {
    const text = $(element).text();
    if (attr(element, 'type') === 'application/ld+json') reading.jsonLd.push(...jsonLdOf(text));
    else reading.scripts.push(`${attr(element, 'src')} ${text.slice(0, LIMITS.scriptLetters)}`);
  }

  function noteImage(element: Element): void {
    const alt = element.attribs.alt ?? null;
    reading.images.push({ alt, src: attr(element, 'src') });
    if (where.link && alt) where.link.text += ` ${alt}`;
    flush();
    if (reading.lines.length < LIMITS.lines)
      reading.lines.push({
        text: alt ?? '',
        plain: plain(alt ?? ''),
        zone: where.zone,
        heading: 0,
        linked: where.link !== null,
        inForm: where.form !== null,
        columnHead: false,
        classes: where.classes,
        tag: 'img',
        image: true,
      });
  }

  function noteTable(element: Element): void {
    const rows: string[][] = [];
    for (const row of $(element).find('tr').toArray().slice(0, 300))
      rows.push(
        $(row)
          .children('td, th')
          .toArray()
          .slice(0, 30)
          .map((cell) => plain($(cell).text().slice(0, 400))),
      );
    flush();
    reading.tables.push({ heading: plain(lastHeading), rows, line: reading.lines.length });
  }

  /** A `th` whose row has no other kind of cell. */
  function isColumnHead(element: Element): boolean {
    const row = element.parent;
    if (!row || !('children' in row)) return false;
    const cells = row.children.filter((child): child is Element => isElement(child));
    return cells.length > 1 && cells.every((cell) => cell.name === 'th');
  }

  for (const node of $.root()[0]!.children) walk(node);
  flush();
  for (const [field, id, around] of waiting) field.label ||= (around?.text ?? labels.get(id) ?? '').trim();
  if (loose.fields.length > 0) reading.forms.push(loose);
  for (const link of reading.links) {
    link.text = link.text.replace(/\s+/g, ' ').trim().slice(0, 300);
    link.plain = plain(link.text).replace(/^[^\p{L}\p{N}(]+/u, '');
  }
  for (const form of reading.forms) {
    form.text = plain(form.text.slice(0, 5_000));
    form.heading = plain(form.heading);
    form.buttons = form.buttons.map(plain);
  }
  return reading;
}

/** The objects of a JSON-LD block; none when it is broken. */
function jsonLdOf(text: string): Record<string, unknown>[] {
  try {
    const found: Record<string, unknown>[] = [];
    const open: unknown[] = [JSON.parse(text.slice(0, 100_000))];
    while (open.length > 0 && found.length < 100) {
      const next = open.pop();
      if (Array.isArray(next)) open.push(...next.slice(0, 100));
      else if (next && typeof next === 'object') {
        found.push(next as Record<string, unknown>);
        open.push((next as Record<string, unknown>)['@graph']);
      }
    }
    return found;
  } catch {
    return [];
  }
}
