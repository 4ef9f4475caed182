/** One field by RFC 4180: quoted only when it must be. Line breaks inside fields are not produced by the demo. */
function field(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of fields, ending in a newline. */
export function csvLine(fields: readonly (string | number)[]): string {
  let line = '';
  for (let i = 0; i < fields.length; i++) {
    const value = fields[i] as string | number;
    line += (i === 0 ? '' : ',') + (typeof value === 'number' ? value : field(value));
  }
  return `${line}\n`;
}
