/**
 * What personal data looks like in Indonesian free text, and what stands in its place. Applied in the engine (RE2) while a
 * record is parsed, so that the original never reaches a table. Order matters: long numbers before short ones.
 */
const maskRules: { name: string; pattern: string; replacement: string }[] = [
  { name: 'surel', pattern: String.raw`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`, replacement: '[surel]' },
  { name: 'nik', pattern: String.raw`\b(?:\d[ .-]?){15}\d\b`, replacement: '[NIK]' },
  {
    name: 'telepon',
    pattern: String.raw`(?:\+?\b62|\b0)[ -]?8\d{1,2}[ .-]?\d{3,4}[ .-]?\d{2,5}\b`,
    replacement: '[telepon]',
  },
  { name: 'nomor', pattern: String.raw`\b\d(?:[ .-]?\d){9,}\b`, replacement: '[nomor]' },
  {
    name: 'nama',
    pattern: String.raw`\b((?i:bapak|bpk\.?|ibu|pak|bu|sdr\.?|sdri\.?|saudara|saudari|a\.?n\.?|atas nama|nama saya|bernama))(\s+)[A-Z][a-z']+(?:\s+[A-Z][a-z']+){0,3}`,
    replacement: String.raw`\1\2[nama]`,
  },
];

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** SQL that masks the personal data in a text expression. */
export function maskedSql(expression: string): string {
  return maskRules.reduce(
    (sql, r) => `replaceRegexpAll(${sql}, ${quote(r.pattern)}, ${quote(r.replacement)})`,
    expression,
  );
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
