const honorifics = String.raw`bapak|bpk\.?|ibu|pak|bu|sdr\.?|sdri\.?|saudara|saudari|tuan|tn\.|nyonya|ny\.|mas|mbak|ustadz|ustaz|a\.?n\.|atas nama|nama saya(?: adalah|:)?|nama(?: lengkap)?\s*:|bernama`;
const degrees = String.raw`(?:(?:H|Hj|Dr|dr|Drs|Dra|Ir|Prof|KH|R|Rd)\.?\s+){0,3}`;
/** Words after an honorific that are no name: "ibu hamil", "pak lurah". */
const noNames = `(?i:hamil|menyusui|bersalin|anak|dan|atau|kota|negara|rumah|pertiwi)|camat|lurah|rt|rw|wali|walikota|bupati|gubernur|presiden|menteri|kepala|kadis|ketua|guru|dokter|polisi|petugas|satpam|sopir|pimpinan|admin|yang|di|ke|dari|mohon|tolong|saya|kami|tidak|sudah|ini|itu`;
const HELD = '\u0003';

/**
 * What personal data looks like in Indonesian free text, and what stands in its place. Applied in the engine (RE2) while a
 * record is parsed, so that the original never reaches a table. Order matters: long numbers before short ones. Taking a word
 * too many is no harm; leaving a name is.
 */
const maskRules: { name: string; pattern: string; replacement: string }[] = [
  { name: 'surel', pattern: String.raw`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`, replacement: '[surel]' },
  { name: 'nik', pattern: String.raw`\d(?:[ .-]?\d){15,}`, replacement: '[NIK]' },
  {
    name: 'telepon',
    pattern: String.raw`(^|[^0-9])\(?(?:\+?62|0)[ .()-]{0,2}8\d{1,2}[ .()-]{0,2}\d{3,4}[ .-]?\d{2,5}`,
    replacement: String.raw`\1[telepon]`,
  },
  {
    name: 'telepon-rumah',
    pattern: String.raw`(^|[^0-9])\(?(?:\+62[ .-]?|0)\d{2,3}[ .()-]{0,2}\d{3,4}[ .-]?\d{3,5}`,
    replacement: String.raw`\1[telepon]`,
  },
  { name: 'nomor', pattern: String.raw`\d(?:[ .-]?\d){9,}`, replacement: '[nomor]' },
  { name: 'bukan-nama', pattern: String.raw`\b((?i:${honorifics}))\s+(${noNames})\b`, replacement: `\\1${HELD}\\2` },
  {
    name: 'nama',
    pattern: String.raw`\b((?i:${honorifics}))(\s+)${degrees}[A-Z][A-Za-z'.-]*(?:\s+[A-Z][A-Za-z'.-]*){0,3}`,
    replacement: String.raw`\1\2[nama]`,
  },
  {
    name: 'nama-huruf-kecil',
    pattern: String.raw`\b((?i:${honorifics}))(\s+)[a-z][a-z'.-]*(?:\s+[a-z][a-z'.-]*)?`,
    replacement: String.raw`\1\2[nama]`,
  },
  { name: 'bukan-nama-kembali', pattern: HELD, replacement: ' ' },
];

/** Where none of this is found there is nothing to mask: one look instead of one per rule. */
const suspicious = String.raw`@|\d(?:[ .()-]{0,2}\d){7}|\b(?i:${honorifics})\s`;

/** The shape of a NIK (the birth date at its place, women's days + 40), of a telephone number, of an address for mail. */
const personalIdentifier = String.raw`(?:^|[^0-9])(?:[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}|(?:62|0)8\d{8,11})(?:[^0-9]|$)|@`;

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** SQL that masks the personal data in a text expression. */
export function maskedSql(expression: string): string {
  return maskRules.reduce(
    (sql, r) => `replaceRegexpAll(${sql}, ${quote(r.pattern)}, ${quote(r.replacement)})`,
    expression,
  );
}

/** SQL that masks free text, for columns of which most cells hold nothing personal. */
export function maskedIfSuspiciousSql(expression: string): string {
  return `if(match(${expression}, ${quote(suspicious)}), ${maskedSql(expression)}, ${expression})`;
}

/**
 * SQL of a record's identifier that stands in its place where somebody took a person's number for it: still one value per
 * person, in every source of the city, but not the number.
 */
export function pseudonymSql(expression: string): string {
  return `if(match(replaceRegexpAll(${expression}, '[ .-]', ''), ${quote(personalIdentifier)})
      OR (match(${expression}, '[ (]') AND match(${expression}, ${quote(suspicious)})),
    concat('#', lower(hex(sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), 'nomor', ${expression})))), ${expression})`;
}

/** SQL of an identifier as two sources would agree on it: digits of a NIK without what separates them, names in one case. */
export function agreedSql(expression: string): string {
  const digits = `replaceRegexpAll(${expression}, '[ .-]', '')`;
  const words = `trimBoth(replaceRegexpAll(lowerUTF8(${expression}), '\\s+', ' '))`;
  // 3,67199E+15: a spreadsheet has eaten the number; many people would become one.
  return `multiIf(match(${digits}, '^[0-9]{16}$'), ${digits}, match(${expression}, '^[0-9][.,][0-9]+[eE][+]?[0-9]+$'), '', ${words})`;
}

/**
 * SQL of a keyed hash (SipHash-2-4, a keyed pseudo-random function) of an identifier, `purpose` keeping different uses apart;
 * 0 when the identifier is empty. The key arrives as bound parameters {@link privacyParams}.
 */
export function hashedSql(expression: string, purpose: string): string {
  return `if(${expression} = '', 0, sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), ${quote(purpose)}, ${expression}))`;
}

/** SQL of a 128-bit keyed hash over several expressions, as UInt128: the identity of a record. */
export function keyedHash128Sql(...expressions: string[]): string {
  return `reinterpretAsUInt128(sipHash128ReferenceKeyed(({k0:UInt64}, {k1:UInt64}), ${expressions.join(', ')}))`;
}

/** SQL that encrypts the text of a rejected record; the nonce is unique per run and line. */
export function encryptedSql(text: string, iv: string): string {
  return `encrypt('aes-256-gcm', ${text}, unhex({reject_key:String}), ${iv})`;
}

/** Bound parameters that the SQL of this file needs. */
export function privacyParams(secrets: { privacyKey: string; rejectKey: string }) {
  const key = Buffer.from(secrets.privacyKey, 'hex');
  return {
    k0: key.readBigUInt64LE(0).toString(),
    k1: key.readBigUInt64LE(8).toString(),
    reject_key: secrets.rejectKey,
  };
}
