import { numbersIn, type Page, type Part } from './page';
import type { City } from './recount/city';

const isSame = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
const told = (value: unknown) => (value === null || value === undefined ? 'unknown' : String(value));

/** How many numbers of a page were held against the recount, and those that differ. */
export class Report {
  numbers = 0;
  /** Figures of the registry that stand there, and whether their value is known. */
  readonly figures = new Map<string, boolean>();
  readonly differences: string[] = [];

  constructor(
    readonly city: City,
    readonly path: string,
    readonly page: Page,
  ) {}

  number(what: string, page: number | null, recount: number | null | undefined): void {
    this.numbers += 1;
    if (recount === undefined || !isSame(page, recount))
      this.differences.push(`${this.path} ${what}: page ${told(page)}, recount ${told(recount)}`);
  }
  text(what: string, page: string, recount: string): void {
    this.numbers += 1;
    if (page !== recount) this.differences.push(`${this.path} ${what}: prints "${page}", recount prints "${recount}"`);
  }
  /** An element that prints nothing but this. */
  prints(what: string, part: Part | undefined, recount: string): void {
    this.text(what, part?.text ?? '', recount);
    part?.claim();
  }
  /** An element in whose words the numbers of these texts stand, all of them and no others. */
  says(what: string, part: Part | undefined, ...recounts: string[]): void {
    this.text(what, numbersIn(part?.words ?? '').join(' '), recounts.flatMap(numbersIn).join(' '));
    part?.claim();
  }
  /** The same of what is read out to who cannot see it; the numbers in its words are told too. */
  speaks(what: string, part: Part | undefined, ...recounts: string[]): void {
    const label = part?.attribute('aria-label') ?? '';
    this.text(what, numbersIn(label).join(' '), recounts.flatMap(numbersIn).join(' '));
  }
}
