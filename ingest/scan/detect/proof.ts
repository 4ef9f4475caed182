import { OFFICE_WORDS_OF_MAIL } from './contact.phrases';

const MAIL = /[a-z0-9._%+-]{1,64}(?:@| ?[[(]at[\])] ?)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/gi;
const NIK = /(?<!\d)\d(?:[ .-]?\d){15,}(?!\d)/g;
const MOBILE = /(?<!\d)(?:\+?62|0)[ .()-]{0,2}8\d(?:[ .()-]{0,2}\d){6,10}(?!\d)/g;

/** An address of a government's domain, or one that names an office; not one that names a person. */
export function isOfficeMail(mail: string): boolean {
  const [name = '', domain = ''] = mail.toLowerCase().split(/@| ?[[(]at[\])] ?/);
  return domain.endsWith('.go.id')
    ? !/^[a-z]+[._][a-z]+\d*$/.test(name) || OFFICE_WORDS_OF_MAIL.test(name)
    : OFFICE_WORDS_OF_MAIL.test(name);
}

/** The addresses for mail in a text. */
export const mailsIn = (text: string): string[] => text.match(MAIL) ?? [];

/** Words as they are kept for proof: short, without what belongs to persons. An office's own address stands. */
export function masked(text: string): string {
  return text
    .slice(0, 1_000)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(MAIL, (mail) => (isOfficeMail(mail) ? mail : '[surel]'))
    .replace(NIK, '[NIK]')
    .replace(MOBILE, '[telepon]')
    .slice(0, 200);
}
