import { datesOf, type PageDate } from './dates';
import { FILLER, NO_PAGE, UNFINISHED } from './page-state.phrases';
import type { Line, Reading } from './reading';
import { anywhere, plain, uncounted } from './words';

/** A heading with what stands under it, as far as a heading of its rank or higher. */
export interface Section {
  /** The heading as a phrase list matches it, without what counts it. */
  plain: string;
  heading: string;
  /** 0: the title of the whole page. */
  level: number;
  lines: Line[];
}

/** A page as detectors see it. */
export interface Sight {
  reading: Reading;
  /** What is neither menu nor footer, without a theme's filling text. */
  main: Line[];
  /** Sections of the main part; the page itself under each part of its title comes first. */
  sections: Section[];
  dates: PageDate[];
  /** One piece of news: what it tells of is not what the site offers. */
  news: boolean;
  /** Says that its content is still to come. */
  unfinished: boolean;
}

const isNoPage = anywhere(NO_PAGE);
const isUnfinished = anywhere(UNFINISHED);
const isFiller = anywhere(FILLER);
const TITLE_PARTS = /\s+[-|–—»·:]\s+|\s*[|»]\s*/;

/** Whether what answered is a page of the office at all: not an error, not a directory, not a domain for sale. */
export function isPage(reading: Reading): boolean {
  const { status } = reading.page;
  if (status === null || status < 200 || status >= 300) return false;
  if (/(?:^|\s)error404(?:\s|$)/.test(reading.bodyClass)) return false;
  const loud = reading.lines.filter(({ heading, zone }) => heading > 0 && heading < 4 && zone !== 'nav').slice(0, 2);
  if (
    [plain(reading.title), ...loud.map((line) => line.plain)].some((text) => text.length < 120 && isNoPage.test(text))
  )
    return false;
  const letters = reading.lines.reduce((sum, line) => sum + line.text.length, 0);
  return letters > 300 || !reading.lines.some((line) => /^(?:404|500|not found)$/.test(line.plain));
}

export function look(reading: Reading): Sight {
  const main = reading.lines.filter(
    (line) => (line.zone === 'main' || line.zone === 'aside' || line.zone === 'header') && !isFiller.test(line.plain),
  );
  const content = main.filter(({ zone }) => zone === 'main');
  const dates = datesOf(reading);
  const prose = content.reduce((sum, line) => sum + (line.heading === 0 && !line.linked ? line.text.length : 0), 0);
  return {
    reading,
    main,
    sections: [...ofTitle(reading, content), ...sectionsOf(main)],
    dates,
    news: isNews(reading, dates),
    unfinished: prose < 300 && content.some((line) => isUnfinished.test(line.plain)),
  };
}

function ofTitle(reading: Reading, lines: Line[]): Section[] {
  return reading.title
    .split(TITLE_PARTS)
    .slice(0, 4)
    .map((part) => ({ plain: uncounted(plain(part)), heading: part, level: 0, lines }));
}

function sectionsOf(lines: Line[]): Section[] {
  const sections: Section[] = [];
  const open: Section[] = [];
  for (const line of lines) {
    if (line.heading > 0) {
      while (open.length > 0 && open.at(-1)!.level >= line.heading) open.pop();
      const section = { plain: uncounted(line.plain), heading: line.text, level: line.heading, lines: [] };
      for (const above of open) above.lines.push(line);
      open.push(section);
      sections.push(section);
    } else for (const section of open) section.lines.push(line);
  }
  return sections;
}

const NEWS_TYPES = new Set(['Article', 'NewsArticle', 'BlogPosting']);

/** A piece of news says when it was published beside its heading, and goes on in prose. */
function isNews(reading: Reading, dates: PageDate[]): boolean {
  if (reading.meta.has('article:published_time') || /(?:^|\s)single-post(?:\s|$)/.test(reading.bodyClass)) return true;
  if (reading.jsonLd.some((object) => NEWS_TYPES.has(String(object['@type'] ?? '')))) return true;
  const at = reading.lines.findIndex(({ heading, zone }) => heading > 0 && heading <= 3 && zone === 'main');
  if (at < 0) return false;
  const published = dates.filter(({ kind }) => kind === 'terbit');
  const beside = published.some(({ line }) => line > at - 2 && line <= at + 2);
  const prose = reading.lines.slice(at + 1, at + 8).some((line) => line.zone === 'main' && line.text.length > 80);
  // Two days close together are those of a list.
  const isList = published.length > 2 || (published.length === 2 && published[1]!.line - published[0]!.line < 8);
  return beside && prose && !isList;
}

/** The first section that a phrase opens and whose content passes. */
export function sectionWith(sight: Sight, heading: RegExp, passes: (section: Section) => boolean): Section | undefined {
  return sight.sections.find(
    (section) => section.plain.length <= 110 && heading.test(section.plain) && passes(section),
  );
}

/** Letters of prose in a section: what is neither a link nor a heading nor in a form. */
export const proseOf = (section: Section): number =>
  section.lines.reduce(
    (sum, line) =>
      sum + (line.linked || line.heading > 0 || line.inForm || line.zone === 'header' ? 0 : line.text.length),
    0,
  );

/** A heading and the beginning of what stands under it. */
export const proofOf = (section: Section): string => {
  const first = section.lines.find((line) => line.text.length > 20 && !line.linked && line.heading === 0);
  return first ? `${section.heading}: ${first.text}` : section.heading;
};
