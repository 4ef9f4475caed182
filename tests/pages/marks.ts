import type { Page, Part } from './page';

/** A number that a page names as a figure of the registry (`marked` of app/metrics/mark.ts), and what is printed for it. */
export interface Mark {
  id: string;
  /** As the page read it; null = unknown. */
  value: number | null;
  n: number | null;
  bagian?: string;
  pilah?: string;
  anggota?: string;
  part: Part;
}

export function marksOf(page: Page): Mark[] {
  return page.all('[data-metrik]').map((part) => {
    const of = (name: string) => part.attribute(`data-${name}`);
    return {
      id: of('metrik')!,
      value: of('nilai') === '' ? null : Number(of('nilai')),
      n: of('n') === undefined ? null : Number(of('n')),
      bagian: of('bagian'),
      pilah: of('pilah'),
      anggota: of('anggota'),
      part,
    };
  });
}
