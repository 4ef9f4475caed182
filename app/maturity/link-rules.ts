export const MAX_LINK = 500;

/** What speaks against a link to evidence, as a key of the words of its form. */
export type LinkProblem = 'needLink' | 'badLink' | 'longLink' | 'personalLink';

/** An address for mail, the shape of a NIK (birth date at its place, women's days + 40), a mobile number. */
const PERSONAL =
  /[\w.+-]+@[a-z0-9-]+\.[a-z]{2}|(?<!\d)[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}(?!\d)|(?<!\d)(?:62|0)8\d{8,11}(?!\d)/i;

/** Links are shown to everybody who sees the score, and stored as they are: web addresses only, without personal data. */
export function linkProblem(link: string): LinkProblem | undefined {
  if (link === '') return 'needLink';
  if (link.length > MAX_LINK) return 'longLink';
  const url = URL.canParse(link) ? new URL(link) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return 'badLink';
  if (url.username || url.password || /[\s"<>\\^`{|}]/.test(link)) return 'badLink';
  return PERSONAL.test(decoded(link)) ? 'personalLink' : undefined;
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
