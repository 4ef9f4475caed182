/** Ids that are addresses of other pages. */
const RESERVED = ['baru', 'unggah'];

/** An id made of a name: `Antrian RSUD (loket)` -> `antrian-rsud-loket`. */
export function idFromName(name: string): string {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return RESERVED.includes(id) ? `sumber-${id}` : id;
}

export const isFreeId = (id: string): boolean => !RESERVED.includes(id);

/** The host of a site as people give it, such as its whole address; '' when it is none. */
export function siteOf(given: string): string {
  const host = given
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/:?#].*$/, '');
  return /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host) ? host : '';
}

export const SCHEDULES = ['tidak', '15-menit', 'jam', 'hari', 'sendiri'] as const;
export type Schedule = (typeof SCHEDULES)[number];

/** The cron of a friendly choice; '' = not by itself. `clock` is HH:MM. */
export function cronOf(schedule: string, clock: string, own: string): string {
  if (schedule === '15-menit') return '*/15 * * * *';
  if (schedule === 'jam') return '7 * * * *';
  if (schedule === 'sendiri') return own.trim().replace(/\s+/g, ' ');
  if (schedule !== 'hari') return '';
  const [, hour = '2', minute = '0'] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  return `${Number(minute)} ${Number(hour)} * * *`;
}

/** After how many minutes of silence somebody should look: choices of the form. */
export const EXPECTATIONS = [0, 60, 360, 1_440, 2_880, 10_080, 44_640] as const;

/** A name to start from: `aduan_2026-10.csv` -> `Aduan 2026 10`. */
export function nameFromFile(fileName: string): string {
  const bare = fileName
    .replace(/(?:\.[a-z0-9]{1,5}){1,2}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/**
 * Sentences about a source or its mapping, as the profile says them (`profil kota baris 12: sumber[3].id "x" ...`), by the field
 * they are about; '' is about none.
 */
export function problemsByField(sentences: string): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const sentence of sentences.split('\n')) {
    const [, path = '', rest = ''] = /^[^:]* baris \d+: (?:sumber\[\d+\]\.?)?(\S*) (.+)$/.exec(sentence) ?? [];
    const field = path || (/^Sumber dengan id/.test(sentence) ? 'id' : '');
    problems[field] ??= rest || sentence;
  }
  return problems;
}
