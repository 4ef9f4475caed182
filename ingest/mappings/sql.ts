/** Where a field gets its columns from while a mapping is compiled against a header. */
export interface Making {
  /** SQL of a column's text, trimmed; `''` for an optional column that the file does not have. */
  column: (name: string) => string;
  /** Names an expression once, so that value and reasons share it; returns the name. */
  let: (sql: string) => string;
  /** The value of another field of the same row. */
  value: (field: string) => string;
  /** The text with personal data masked. All texts of a record are masked as one list: long patterns are built once. */
  masked: (sql: string) => string;
  /** An identifier that is no person's number, in the same way. */
  pseudonym: (sql: string) => string;
}

export interface Compiled {
  sql: string;
  /** Conditions under which the record is rejected, with the reason and the column to look at. */
  rejects: { when: string; reason: string; column: string }[];
}

/** A constant of a mapping file as an SQL literal. */
export const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
export const list = (texts: string[]) => `[${texts.map(literal).join(', ')}]`;
/** A pattern of a mapping file: RE2, upper and lower case alike. */
export const patternSql = (pattern: string) => literal(`(?i)${pattern}`);
