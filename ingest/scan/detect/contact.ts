import { CHAT_WIDGETS, COMMENT, COMPLAINT, GUEST_BOOK, MESSAGE, SAMPLE_ADDRESS, SAMPLE_MAIL } from './contact.phrases';
import { isOfficeMail, mailsIn } from './proof';
import type { Line, PageForm } from './reading';
import type { Sight } from './sight';
import { anywhere, atStart, uncounted } from './words';

const STREET =
  /(?<!\p{L})(?:jl|jln|jalan|komplek|kompleks|gedung)(?:\.|(?!\p{L}))\s*\p{L}|kode pos \d{5}|(?<!\p{L})(?:street|avenue)(?!\p{L})/u;
const PHONE =
  /(?<!\p{L})(?:telp|telepon|telpon|tlp|tel|phone|fax|call center|hotline)(?!\p{L})[^\d\p{L}]{0,12}(?:\/? ?fax[^\d\p{L}]{0,6})?\(?\+?\d[\d ().-]{5,}|(?<!\d)\(0\d{2,3}\)\s?\d{3}[\d -]{2,}|(?<!\d)0\d{2,3}[ -]\d{6,8}(?!\d)/u;
const BARE_PHONE = /^[:\s]*\(?(?:0|\+62)[\d ().-]{7,}$/;
const PHONE_LABEL = /^(?:telp|telepon|telpon|phone|tel)\W*$/;
const sample = anywhere(SAMPLE_ADDRESS);
const REACH = 8;

type Part = 'alamat' | 'telepon' | 'surel';
function partsOf(line: Line, before: Line | undefined, twoBefore: Line | undefined): Part[] {
  const parts: Part[] = [];
  if (STREET.test(line.plain) && line.text.length < 400 && !sample.test(line.plain)) parts.push('alamat');
  const labelled = PHONE_LABEL.test(before?.plain ?? '') || PHONE_LABEL.test(twoBefore?.plain ?? '');
  if (PHONE.test(line.plain) || (labelled && BARE_PHONE.test(line.plain))) parts.push('telepon');
  if (officeMails(line.text).length > 0) parts.push('surel');
  return parts;
}

const officeMails = (text: string): string[] =>
  mailsIn(text).filter((mail) => !SAMPLE_MAIL.test(mail.toLowerCase()) && isOfficeMail(mail));

/** At least two ways to reach the office, close together; not in the middle of a piece of news. */
export function kontak({ reading, news }: Sight): string | null {
  let seen: { part: Part; at: number; text: string }[] = [];
  for (const [at, line] of reading.lines.entries()) {
    if (news && line.zone === 'main') continue;
    seen = seen.filter((one) => at - one.at <= REACH);
    for (const part of partsOf(line, reading.lines[at - 1], reading.lines[at - 2])) {
      const other = seen.find((one) => one.part !== part);
      if (other) return other.at === at ? line.text : `${other.text} · ${line.text}`;
      seen.push({ part, at, text: line.text });
    }
  }
  return null;
}

/** An office's address, in words or behind a link. */
export function surel_kontak({ reading, news }: Sight): string | null {
  for (const line of reading.lines) {
    if (news && line.zone === 'main' && line.text.length > 80) continue;
    const [mail] = officeMails(line.text);
    if (mail) return mail;
  }
  for (const link of reading.links) {
    const [mail] = /^mailto:/i.test(link.href) ? officeMails(link.href.slice(7)) : [];
    if (mail) return mail;
  }
  return null;
}

const message = anywhere(MESSAGE);
const comment = anywhere(COMMENT);
const guestBook = anywhere(GUEST_BOOK);
const startsGuestBook = atStart(GUEST_BOOK);
const complaint = anywhere(COMPLAINT);
const startsComplaint = atStart(COMPLAINT);

const wordsOf = (form: PageForm): string =>
  [
    form.heading,
    form.text,
    ...form.buttons,
    ...form.fields.flatMap((f) => [f.label.toLowerCase(), f.placeholder.toLowerCase()]),
  ].join(' ');
const hasText = (form: PageForm) => form.fields.some(({ type }) => type === 'textarea');
const isComment = (form: PageForm) =>
  comment.test(wordsOf(form)) ||
  /comment/.test(`${form.action ?? ''} ${form.classes}`) ||
  form.fields.some(({ name }) => name === 'comment');
/** What a form is about by what introduces it: its heading, buttons and legend. */
const introOf = (form: PageForm): string => [form.heading, ...form.buttons].join(' ');
const isGuestBook = (form: PageForm, title: string) => guestBook.test(introOf(form)) || startsGuestBook.test(title);
const isComplaint = (form: PageForm) => complaint.test(introOf(form)) || /pengaduan|aduan/.test(form.action ?? '');

/** A form with room for a message, that is neither comment, guest book, complaint nor application. */
export function formulir_kontak({ reading }: Sight): string | null {
  const title = reading.title.toLowerCase();
  const form = reading.forms.find(
    (f) =>
      hasText(f) &&
      !f.dead &&
      !isComment(f) &&
      !isGuestBook(f, title) &&
      !isComplaint(f) &&
      !f.fields.some(({ type }) => type === 'file') &&
      !/permohonan|pendaftaran|pengajuan|ajukan/.test(introOf(f)) &&
      message.test(`${wordsOf(f)} ${title}`),
  );
  return form ? `${form.heading} ${form.buttons.join(' ')}` : null;
}

/** A guest book: its form or entries under its heading. */
export function buku_tamu(sight: Sight): string | null {
  const { reading, sections, news, unfinished } = sight;
  if (news || unfinished) return null;
  const title = reading.title.toLowerCase();
  const form = reading.forms.find((f) => hasText(f) && !isComment({ ...f, fields: [] }) && isGuestBook(f, title));
  if (form) return form.heading || form.buttons.join(' ');
  const section = sections.find(
    (s) => startsGuestBook.test(s.plain) && s.plain.length < 50 && s.lines.filter((line) => !line.image).length >= 2,
  );
  return section ? section.heading : null;
}

/** A chat widget or the office's own chat on WhatsApp. */
export function obrolan_langsung({ reading }: Sight): string | null {
  const script = reading.scripts.map((text) => CHAT_WIDGETS.exec(text)?.[0]).find(Boolean);
  if (script) return script;
  const link = reading.links.find(({ url }) => {
    if (!url) return false;
    if (url.hostname === 'wa.me') return /^\/\+?\d{8,}/.test(url.pathname);
    return /(?:^|\.)whatsapp\.com$/.test(url.hostname) && /\d{8,}/.test(url.searchParams.get('phone') ?? '');
  });
  return link ? `${link.text || 'WhatsApp'} (${link.url!.hostname})` : null;
}

/** A link to a complaint channel, or a form for complaints. */
export function tautan_aduan({ reading, unfinished }: Sight): string | null {
  const link = reading.links.find(({ url, plain: text, classes }) => {
    if (!url || /(?:^|[\s_-])tag(?:s|cloud)?(?:$|[\s_-])/.test(classes)) return false;
    if (/(?:^|\.)lapor\.go\.id$/.test(url.hostname)) return true;
    return text.length <= 45 && startsComplaint.test(uncounted(text)) && text.split(' ').length <= 5;
  });
  if (link) return `${link.text} (${link.url!.hostname})`;
  const form = unfinished ? undefined : reading.forms.find((f) => hasText(f) && !isComment(f) && isComplaint(f));
  return form ? `${form.heading} ${form.buttons.join(' ')}` : null;
}

const NETWORKS = /(?:^|\.)(?:facebook|instagram|twitter|x|youtube|tiktok|threads)\.(?:com|net)$/;
const NO_ACCOUNT = /^\/(?:sharer|share|intent|dialog|embed|watch|hashtag|plugins|p|reel|home|results|tr)(?:[/.]|$)/;

/** The office's accounts; not buttons to share a page. */
export function media_sosial({ reading }: Sight): string | null {
  const link = reading.links.find(
    ({ url }) => url && NETWORKS.test(url.hostname) && url.pathname.length > 2 && !NO_ACCOUNT.test(url.pathname),
  );
  return link ? `${link.text} (${link.url!.hostname}${link.url!.pathname})` : null;
}
