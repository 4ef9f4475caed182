import { isDated, type PageDate } from './dates';
import { EVENT_HEADINGS } from './dates.phrases';
import {
  NOT_STATISTICS,
  PPID,
  PPID_OFFERS,
  PRIVACY,
  QUESTIONS,
  STATISTICS,
  SURVEY,
  SURVEY_BAND,
  SURVEY_RESULT,
} from './information.phrases';
import type { Section, Sight } from './sight';
import { anywhere, atStart, plain, uncounted } from './words';

const ppidHeading = atStart(PPID);
const ppidOffers = PPID_OFFERS.map(anywhere);

/** A page headed as one of public information that offers at least two of what such a page must. */
export function ppid({ sections, main, news, unfinished }: Sight): string | null {
  if (news || unfinished) return null;
  const heading = sections.find((s) => ppidHeading.test(s.plain) && s.plain.length <= 90);
  if (!heading) return null;
  const lines = main.filter(({ zone }) => zone === 'main');
  const said = [heading.heading, ...lines.map(({ text }) => text)].map((text) => ({ text, words: plain(text) }));
  const offers = ppidOffers
    .map((offer) => said.find(({ words }) => offer.test(words)))
    .filter((one) => one !== undefined);
  return offers.length >= 2
    ? [...new Set([heading.heading, ...offers.map(({ text }) => text.slice(0, 60))])].join(' · ')
    : null;
}

const survey = anywhere(SURVEY);
const surveyResult = anywhere(SURVEY_RESULT);
const surveyBand = anywhere(SURVEY_BAND);
const INDEX = /(?<![\d.,])(?:100[.,]00?|[2-9]\d[.,]\d{1,2})(?![\d.,]*\d)(?!\s*(?:juta|miliar|km|hektare))/;

/** A figure between 25 and 100 with decimals, beside the words of the survey and of its bands. */
export function skm_hasil({ reading, unfinished }: Sight): string | null {
  if (unfinished) return null;
  const lines = reading.lines.filter(({ zone, inForm }) => zone !== 'nav' && !inForm);
  for (const [i, line] of lines.entries()) {
    if (!survey.test(line.plain)) continue;
    const near = lines.slice(Math.max(0, i - 2), i + 22).map(({ plain: text }) => text);
    const at = near.findIndex((text) => INDEX.test(text));
    const beside = near.slice(Math.max(0, at - 4), at + 5).join(' ');
    if (at >= 0 && (/\d\s*(?:%|persen)/.test(near[at]!) ? surveyBand : surveyResult).test(beside))
      return `${line.text} · ${near[at]}`;
  }
  return null;
}

const statistics = anywhere(STATISTICS);
const NUMBER = /^(?:rp\.? ?)?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d+)?\s*%?$/;
const DATA_FILE = /\.(?:csv|xlsx?|json|geojson|ods)(?:$|\?)/i;

/** Figures in a table under a heading of statistics, or data to download. */
export function statistik({ reading, sections, news, unfinished }: Sight): string | null {
  if (news || unfinished) return null;
  const isAbout = (text: string) =>
    (statistics.test(text) || /^data .*\b20\d\d\b/.test(text)) && !NOT_STATISTICS.test(text);
  const heading = sections.find((s) => isAbout(s.plain) && s.plain.length <= 110);
  if (!heading) return null;
  for (const { rows, heading: own } of reading.tables) {
    const figures = rows.flat().filter((cell) => NUMBER.test(cell) && !/^\d$/.test(cell)).length;
    if (figures >= 3 && (isAbout(own) || (heading.level <= 1 && !NOT_STATISTICS.test(own))))
      return `${heading.heading}: ${rows[1]?.join(' | ')}`;
  }
  const files = reading.links.filter(({ url }) => url && DATA_FILE.test(url.pathname));
  return files.length >= 2 ? `${heading.heading}: ${files[0]!.text}` : null;
}

const COUNTED = [
  /(?<!\p{L})(?:total|jumlah) (?:pengunjung|kunjungan|visitors?|hits)\D{0,20}\d/u,
  /(?<!\p{L})(?:pengunjung|visitors?|hits|kunjungan)(?: counter| hari ini| online| situs| website| ke)?\s*[:=]?\s*#?\d/u,
  /(?<!\p{L})dikunjungi (?:sebanyak )?[\d.]+ kali/u,
  /(?<!\p{L})pengunjung ke(?!\p{L})/u,
  /\d [-|]? ?(?:total )?pengunjung$/u,
];
const COUNTER_HEADING =
  /^(?:statistik |jumlah )?(?:pengunjung|kunjungan|visitors?|pengunjung situs|kunjungan situs|statistik)(?: situs| website| online)?$/;
const COUNTER_LINE = /hari ini|kemarin|minggu ini|bulan ini|online|total|semua|today/;

/** A counter of the site's own visitors. */
export function statistik_pengunjung({ reading }: Sight): string | null {
  const lines = reading.lines.filter(
    ({ plain: text }) => text.length <= 200 && !/wisata|museum|pasien|perpustakaan/.test(text),
  );
  const line = lines.find(({ plain: text }) => COUNTED.some((pattern) => pattern.test(text)));
  if (line) return line.text;
  for (const [i, head] of reading.lines.entries())
    if (COUNTER_HEADING.test(uncounted(head.plain))) {
      const under = reading.lines.slice(i + 1, i + 8).filter(({ plain: text }) => text.length < 60);
      const told = under.find(({ plain: text }) => COUNTER_LINE.test(text));
      if (told && under.some(({ plain: text }) => /\d/.test(text))) return `${head.text}: ${told.text}`;
    }
  return null;
}

const questions = atStart(QUESTIONS);
/** At least two questions, each followed by words that are none. */
export function tanya_jawab({ reading, sections, news }: Sight): string | null {
  const marked = reading.jsonLd.find((object) => object['@type'] === 'FAQPage');
  if (marked && Array.isArray(marked.mainEntity) && marked.mainEntity.length >= 2) return 'FAQPage';
  if (news) return null;
  const heading = sections.find((s) => questions.test(s.plain) && s.plain.length <= 90);
  if (!heading) return null;
  const lines = reading.lines.filter(({ zone, inForm, image }) => zone === 'main' && !inForm && !image);
  const asked = lines.filter((line, i) => {
    const mark = line.text.indexOf('?');
    if (mark < 8) return false;
    const answered = line.text.length > mark + 6 || (lines[i + 1] !== undefined && !lines[i + 1]!.text.includes('?'));
    return answered && !/^\(?belum dijawab/.test(lines[i + 1]?.plain ?? '');
  });
  return asked.length >= 2 ? `${heading.heading}: ${asked[0]!.text}` : null;
}

const privacy = atStart(PRIVACY);
/** A link to what the site does with personal data, or the page itself. */
export function kebijakan_privasi({ reading, sections, news }: Sight): string | null {
  const link = reading.links.find(({ url, plain: text }) => url && text.length <= 50 && privacy.test(text));
  if (link) return `${link.text} (${link.url!.pathname})`;
  if (news) return null;
  const page = sections.find((s) => privacy.test(s.plain) && s.plain.length <= 60 && s.lines.length >= 1);
  return page ? page.heading : null;
}

const events = atStart(EVENT_HEADINGS);

/** One piece of news, or a list of at least two items with their days. */
export function berita({ reading, dates, news }: Sight): string | null {
  if (news) return reading.lines.find(({ heading, zone }) => heading > 0 && zone === 'main')?.text ?? reading.title;
  const titles = new Set<string>();
  for (const date of dates)
    if (date.kind === 'terbit' && reading.lines[date.line]!.zone !== 'header') titles.add(titleOf(date, reading) ?? '');
  titles.delete('');
  return titles.size >= 2 ? [...titles].slice(0, 2).join(' · ') : null;
}

const NOT_A_TITLE =
  /oleh|by|admin|humas|dilihat|dibaca|kali|wib|ditayangkan|diposting|diterbitkan|posted|published|on|pada/g;
/** The title that a day belongs to: a link or words in its own line, or the nearest line that is linked or loud. */
function titleOf({ line, before, after }: PageDate, reading: Sight['reading']): string | null {
  const link = reading.links.find((l) => l.line === line && l.text.length >= 8 && !isDated(reading, l.plain));
  if (link) return link.text;
  if (`${before}${after}`.replace(NOT_A_TITLE, '').replace(/[^\p{L}]/gu, '').length >= 15)
    return reading.lines[line]!.text;
  const near = [line - 1, line - 2, line + 1].map((at) => reading.lines[at]).filter((l) => l !== undefined);
  const title = near.find((l) => (l.linked || l.heading > 0) && l.text.length >= 8 && !isDated(reading, l.plain));
  return title ? title.text : null;
}

/** At least two days of events under a heading that announces them. */
export function agenda({ sections, reading, news, unfinished }: Sight): string | null {
  if (news || unfinished) return null;
  for (const section of sections) {
    if (!events.test(section.plain) || section.plain.length > 80) continue;
    const days = eventDays(section, reading);
    if (days.length >= 2) return `${section.heading}: ${days[0]}`;
  }
  return null;
}
const eventDays = (section: Section, reading: Sight['reading']): string[] =>
  section.lines
    .filter(({ zone, plain: text }) => zone !== 'nav' && zone !== 'footer' && isDated(reading, text))
    .map(({ text }) => text);
