import { ABOUT, DUTIES, NOT_ABOUT, NOT_DUTIES, OFFICE_DUTIES, ORGANISATION, PERHAPS_DUTIES } from './about.phrases';
import { proofOf, proseOf, type Section, type Sight, sectionWith } from './sight';
import { anywhere, atStart } from './words';

const about = atStart(ABOUT);
const notAbout = atStart(NOT_ABOUT);
const duties = atStart(DUTIES);
const perhapsDuties = atStart(PERHAPS_DUTIES);
const officeDuties = anywhere(OFFICE_DUTIES);
const notDuties = atStart(NOT_DUTIES);
const organisation = atStart(ORGANISATION);

/** Text about the office under a heading that says so. */
export function profil(sight: Sight): string | null {
  if (sight.unfinished) return null;
  const section = sectionWith(
    sight,
    about,
    (s) => !notAbout.test(s.plain) && proseOf(s) >= (s.level === 0 ? 150 : 40) && !isPersonal(s.plain),
  );
  if (!section || (sight.news && section.level === 0)) return null;
  return proofOf(section);
}
const isPersonal = (heading: string) => /\b(?:saya|anda|pengguna|kadis|kepala dinas)\b/.test(heading);

/** What the office must do, spelt out. */
export function tugas_fungsi(sight: Sight): string | null {
  if (sight.unfinished) return null;
  const isSpeltOut = (s: Section) => !notDuties.test(s.plain) && proseOf(s) >= 80;
  const section =
    sectionWith(sight, duties, isSpeltOut) ??
    sectionWith(
      sight,
      perhapsDuties,
      (s) => s.level > 0 && isSpeltOut(s) && s.lines.some((line) => officeDuties.test(line.plain)),
    );
  return section ? proofOf(section) : null;
}

/** A chart as a picture, or its units as a list. */
export function struktur_organisasi(sight: Sight): string | null {
  if (sight.unfinished) return null;
  const section = sectionWith(
    sight,
    organisation,
    (s) =>
      s.lines.some((line) => line.image && line.zone === 'main') ||
      s.lines.filter((line) => line.text.length < 120 && !line.linked && line.zone === 'main').length >= 3,
  );
  if (!section || section.level === 0) {
    // A title alone does not tell a chart from a decoration.
    return section && !sight.news ? section.heading : null;
  }
  return section.heading;
}
