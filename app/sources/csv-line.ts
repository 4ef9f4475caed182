/**
 * One line of CSV for people's spreadsheets. A cell that a spreadsheet would take for a formula gets an apostrophe in front, so
 * that a rejected record cannot run anything on the machine of whoever opens it.
 */
export function csvLine(cells: string[]): string {
  return `${cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

const guarded = (cell: string) => (/^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
