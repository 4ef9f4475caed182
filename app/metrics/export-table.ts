/** A cell of a file: a moment stays a moment, so that a spreadsheet can count with it. */
export type ExportCell = string | number | boolean | Date | null;

export interface ExportTable {
  /** Name of the file without its ending. */
  file: string;
  title: string;
  /** What the table is about: filters, period, version, newest evidence. */
  stamps: [label: string, text: string][];
  columns: string[];
  rows: ExportCell[][];
}

/** Cells of fewer cases than this are not given out. */
export const SMALLEST_SHOWN = 5;

interface Counted {
  value: number | null;
  n: number;
}

/**
 * Takes away the values of cells with too few cases. Where exactly one cell of a whole falls away, the next smallest does too:
 * else the total would tell it.
 */
export function suppressSmall<T extends Counted>(cells: readonly T[]): (T & { isSuppressed: boolean })[] {
  const small = new Set(cells.filter(({ n }) => n > 0 && n < SMALLEST_SHOWN));
  if (small.size === 1) {
    const next = cells.filter((cell) => cell.n > 0 && !small.has(cell)).sort((a, b) => a.n - b.n)[0];
    if (next) small.add(next);
  }
  return cells.map((cell) => ({ ...cell, isSuppressed: small.has(cell), ...(small.has(cell) ? { value: null } : {}) }));
}

/** How a suppressed number stands in a file. */
export const SUPPRESSED = `< ${SMALLEST_SHOWN}`;

/** A text that a spreadsheet would take for a formula, with an apostrophe in front. */
export const guarded = (text: string): string => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const csvCell = (cell: ExportCell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 'ya' : 'tidak';
  const text = cell instanceof Date ? cell.toISOString() : guarded(cell);
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** UTF-8 with the mark that spreadsheets know it by; the stamps stand above the head of the table. */
export function asCsv({ title, stamps, columns, rows }: ExportTable): string {
  const lines: ExportCell[][] = [[title], ...stamps, [], columns, ...rows];
  return `\ufeff${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
