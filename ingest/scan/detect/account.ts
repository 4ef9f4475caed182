import { FOR_STAFF, OWN_DATA, SHARED_ACCOUNTS, SIGN_IN } from './account.phrases';
import type { PageForm, PageLink, Reading } from './reading';
import type { Sight } from './sight';
import { anywhere, atStart, plain, uncounted } from './words';

const signIn = atStart(SIGN_IN);
const forStaff = anywhere(FOR_STAFF);
const shared = anywhere(SHARED_ACCOUNTS);
const ownData = atStart(OWN_DATA);
const OWN_DATA_SENTENCE =
  /^(?:cek|lihat|periksa|perbarui|perbaiki|ubah|koreksi)(?: dan (?:cek|lihat|perbarui|perbaiki|ubah|koreksi))? data .{0,40}(?:anda|saya|kependudukan|pribadi|diri)/;

const isStaffPage = (reading: Reading): boolean => {
  const first = reading.lines.find(({ heading, zone }) => heading > 0 && zone === 'main');
  return forStaff.test(plain(reading.title)) && (first === undefined || !/warga|pemohon/.test(first.plain));
};
const staffForm = (form: PageForm): boolean =>
  forStaff.test(
    plain(
      [
        form.heading,
        form.action ?? '',
        ...form.buttons,
        ...form.fields.flatMap((f) => [f.name, f.label, f.placeholder]),
      ].join(' '),
    ),
  );
const staffLink = (link: PageLink): boolean =>
  forStaff.test(`${link.plain} ${link.url?.hostname.replaceAll('.', ' ')} ${link.url?.pathname.replaceAll('/', ' ')}`);

/** A form with a password, or a link whose words begin with signing in; not for staff. */
export function masuk({ reading, news, unfinished }: Sight): string | null {
  if (unfinished) return null;
  const form = isStaffPage(reading)
    ? undefined
    : reading.forms.find((f) => f.fields.some(({ type }) => type === 'password') && !staffForm(f));
  if (form) return `${form.heading} ${form.buttons.join(' ')}`;
  const link = reading.links.find(
    (l) => l.url && l.plain.length <= 50 && signIn.test(l.plain) && !staffLink(l) && !(news && l.zone === 'main'),
  );
  return link ? `${link.text} (${link.url!.hostname}${link.url!.pathname})` : null;
}

const SHARED_HOST = /^(?:sso|akun|account|accounts|id|login|auth|passport|iam|keycloak)\./;
const SHARED_PATH = /\/realms\/|openid-connect|\/oauth2?\/(?:v\d\/)?auth|\/cas(?:\/|$)|\/saml|\/auth\/authorize/;
const COMMERCIAL = /(?:^|\.)(?:google|facebook|apple|microsoftonline|live|twitter|x|github|linkedin)\.com$/;

/** Signing in that leads to an account of the city or the nation. */
export function sso({ reading }: Sight): string | null {
  const link = reading.links.find((l) => {
    if (!l.url || staffLink(l) || COMMERCIAL.test(l.url.hostname)) return false;
    const elsewhere = l.url.hostname !== reading.page.finalUrl.hostname;
    if (elsewhere && SHARED_HOST.test(l.url.hostname)) return true;
    if (SHARED_PATH.test(l.url.pathname)) return true;
    return l.plain.length <= 60 && signIn.test(l.plain) && shared.test(l.plain);
  });
  if (link) return `${link.text} (${link.url!.hostname})`;
  const form = reading.forms.find((f) => SHARED_PATH.test(f.action ?? '') && !staffForm(f));
  return form ? `${form.buttons.join(' ')} (${form.action})` : null;
}

/** A heading or link that offers one's own data; not a part of a form, not a sentence in the news. */
export function data_diri({ reading, news, unfinished }: Sight): string | null {
  if (news || unfinished) return null;
  const line = reading.lines.find(
    (l) =>
      !l.inForm &&
      l.text.length <= 70 &&
      (l.heading > 0 || l.linked) &&
      (ownData.test(uncounted(l.plain)) || OWN_DATA_SENTENCE.test(uncounted(l.plain))),
  );
  return line ? line.text : null;
}
