import type { Look } from './step';

/** How much an alarm matters: `tinggi` takes the wall, `rendah` waits for the digest. */
export const SEVERITIES = ['tinggi', 'sedang', 'rendah'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule saw of one subject at one moment. */
export interface Sighting {
  rule: string;
  /** Whom it is about: a code of an office, a kecamatan or a source, or `kota`. */
  subject: string;
  severity: Severity;
  /** Code of the office that owns it; null = the whole city. */
  skpd: string | null;
  look: Look;
  /** Looks in a row that it takes to raise or end the alarm. */
  hold: number;
  value: number | null;
  /** The limit that the value is held against. */
  against: number | null;
  /** One sentence that begins with whom it is about. */
  textId: string;
  textEn: string;
  /** Path of the page that shows what is behind it. */
  link: string;
}

/** An alarm is the n-th of its rule and subject: two workers that raise it at once raise the same. */
export const alarmId = (rule: string, subject: string, generation: number) => `${rule}:${subject}:${generation}`;
