export interface BriefFinding {
  severity: 'buruk' | 'waspada' | 'baik';
  /** What it is about: a code of a kecamatan, an SKPD or a source. */
  subject: string;
  textId: string;
  textEn: string;
  /** Path of the page that shows the rows behind it. */
  link: string;
}

/** At most four findings of the morning, the worst first; the same data and moment give the same findings. */
export async function morningBrief(_input: { now: Date; timezone: string }): Promise<BriefFinding[]> {
  throw new Error('not implemented');
}
