export interface BriefFinding {
  severity: 'buruk' | 'waspada' | 'baik';
  /** What it is about: a code of a kecamatan, an SKPD or a source. */
  subject: string;
  /** "Benda: 48 aduan ...": begins with whom it is about. */
  textId: string;
  textEn: string;
  /** Path of the page that shows the rows behind it. */
  link: string;
}

const DAY_MS = 86_400_000;
/** A moment so many days earlier. */
export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS);

/** A number as it is written in either language. */
export const number = (lang: 'id-ID' | 'en-GB', value: number, digits = 0) =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);
