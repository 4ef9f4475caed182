import { DOUBTFUL_NAMES, FAMILY_NAMES, GIVEN_NAMES, NAME_ENDINGS, NO_NAMES } from './names';

/*
 * What personal data looks like in Indonesian free text. Applied in the engine (RE2) while a record is parsed, so that the
 * original never reaches a table. RE2 knows no "not followed by" and slows down a hundredfold where an expression is too
 * large for its automaton; hence lists of words stand in one expression each, which only marks the words, and what
 * looks personal but is not is held back between marks before the rules run. The marks stand in no text of a source.
 * Taking a word too many is no harm; leaving a name is.
 */
const HELD = String.raw`\x05[^\x04]*\x04`;
/** Before a word: 1 a name only beside another, 2 a given name, 3 no name, 14 the name of a family. */
const marks = [
  { id: 'nama_depan', pattern: `(?i:\\b(?:${GIVEN_NAMES})\\b)`, mark: '\\x02' },
  { id: 'nama_keluarga', pattern: `(?i:\\b(?:${FAMILY_NAMES}|[a-z]{2,}(?:${NAME_ENDINGS}))\\b)`, mark: '\\x0e' },
  { id: 'nama_ragu', pattern: `(?i:\\b(?:${DOUBTFUL_NAMES})\\b)`, mark: '\\x01' },
  { id: 'bukan_nama', pattern: `(?i:\\b(?:${NO_NAMES}|ibu[ -]ibu|bapak[ -]bapak)\\b)`, mark: '\\x03' },
];

const named = '[\\x01\\x02\\x0e]*';
const letters = `[A-Za-z][A-Za-z'-]+`;
/** A word that may be part of a name; written like one: Siti, SITI, M. */
const word = `${named}${letters}`;
const capital = `${named}(?:[A-Z][A-Za-z'-]+|[A-Z]\\b\\.?)`;
const proper = `${named}[A-Z][a-z'-]+`;
const given = `\\x02[\\x01\\x0e]*${letters}`;
const family = `\\x0e\\x01?${letters}`;
const known = `[\\x01\\x02\\x0e]+${letters}`;
const titles = String.raw`(?:\x03?(?i:h|hj|dr|drg|drs|dra|ir|prof|kh|r|rd|ust|ustadz|ustaz|i|ni)\b\.?\s+)`;
const particles = '(?:(?i:bin|binti|boru|br|alias|haji|h)\\b\\.?\\s+)?';
/** Alternatives whose words may be marked as no names. */
const phrases = (text: string) =>
  `\\b(?i:${text
    .trim()
    .replaceAll(/\s*\|\s*/g, '|')
    .replaceAll(' ', '\\s+\\x03?')})`;

/** Words before a name, whatever its case. */
const addressed =
  phrases(`bapak|bpk|bp|ibu|pak|bu|sdr|sdri|saudara|saudari|tuan|tn|nyonya|ny|nn|mas|mbak|mba|ustadz|ustaz
  |ustadzah|ust|bang|kang|teh|mang|bli|koh|mpok|pakde|pakdhe|bude|paklik|bulik|cak|neng|gus|mbah|eyang|opung|datuk|tante|ananda|alm|almh|almarhum|almarhumah|an|a\\.n|a\\. n|a n|a/n
  |atas nama|nama saya|nama sy|nama aku|nama anak|nama suami|nama istri|nama ayah|nama pelapor|nama pemohon|namaku|bernama`);
const field = phrases(
  'nama|nama lengkap|nama pelapor|nama pemohon|nama pasien|nama tamu|nama siswa|nama pegawai|nama penerima',
);
const cues = `(?:${addressed}(?:[.:,/]\\s*|\\s*[:=]\\s*|\\s+)|${field}\\s*[:=]\\s*|\\b(?i:hj?|dr|drg|drs|dra|ir|prof|kh)\\.\\s*)`;
/** Words before a name or before something else: what follows must be written like a name. */
const weakCues = `${phrases(`oleh|kepada|kpd|pegawai|petugas|staf|oknum|dokter|perawat|bidan|wali kelas|ketua rt|ketua rw|kepala sekolah
  |anak saya|suami saya|istri saya|ayah saya|adik saya|kakak saya|orang tua saya|teman saya|tetangga saya|nenek saya
  |kakek saya|mertua saya|keponakan saya|cucu saya|saya|uda|uni|kak|kakak|dik|adik|om|ko|cik|ci|aa|wali murid|kepala bidang
  |kepala seksi|sekretaris|direktur|koordinator|mandor|notaris|sopir|supir|kontak|narahubung|cp|pic|waris|pelapor|pemohon|pasien|siswa|siswi|korban
  |saksi|terlapor|notulen|pengirim|from|bertemu|ahli waris|kuasa|ttd|peserta|hubungi|undangan|penerima`)}[,:.]?\\s+`;
/** The end of a letter: a name and nothing after it. */
const signature = `${phrases('hormat saya|hormat kami|salam|wassalam|terima kasih|terimakasih|trims|makasih|ttd')}[,.:]\\s*`;

/** The name rules; groups 2 and 3 are what stands before the name and stays. */
const cuedName = [
  `(${cues})${titles}{0,3}(?:${capital}(?:\\s+${particles}${capital}){0,4}|${word}(?:\\s+${particles}${word}){0,3})`,
  `(${weakCues})${titles}{0,3}(?:${proper}|${named}[A-Z'-]{5,})(?:\\s+${particles}(?:${proper}|${named}[A-Z'-]{3,})){0,3}`,
].join('|');
const bareName = [
  `(${signature})${titles}{0,3}${word}(?:\\s+${particles}${word}){0,3}\\s*\\.?$`,
  `(?:${capital}(?:\\s+${particles}${capital}){0,3}|${word}(?:\\s+${word}){0,2}),?\\s+(?i:[sma]\\.\\s?(?:pd|e|h|kom|sos|t|ag|ip|si|psi|farm|kep|m|md|hum)\\b\\.?)`,
  `${word}(?:\\s+${word})?\\s+(?i:bin|binti|boru)\\s+${word}`,
  `(?:${capital}\\s+(?:${capital}\\s+)?|${word}\\s+)?${family}(?:\\s+(?:${known}|${capital}))*`,
  `(?:${proper}\\s+${particles}|\\b(?i:i|ni)\\s+)?(?:${given}|\\x01${letters}\\s+${known})(?:\\s+${particles}(?:${known}|${proper}|[A-Z'-]{3,}))*(?:\\s+[a-z'-]{3,})?`,
].join('|');

const place = String.raw`(?:\b(?i:jl|jln|jalan|gg|gang|simpang|sdn?|smpn?|sman?|smkn?|mts|mtsn|tk|paud|sekolah|univ|universitas|kampus|ponpes|pesantren|yayasan|masjid|mesjid|mushola|musholla|gereja|pura|vihara|rsud|rsia|rs|rumah sakit|klinik|apotek|puskesmas|posyandu|pasar|terminal|stasiun|bandara|halte|stadion|gor|gedung|taman|tpu|perum|perumahan|komplek|kompleks|kampung|kp|desa|kel|kelurahan|kec|kecamatan|kab|kota|situ|toko|warung|pt|cv|bank|hotel|nabi|maulid)\b\.?\s*)`;
const placeTitles = String.raw`(?:${named}(?i:kh|h|haji|hj|dr|prof|raya|jenderal|jendral|jend|pangeran|raden|sultan|teuku|tengku|cut|letjen|mayjen|kapten|ki|nyi|dewi|hos|mh|re|al|muhammad|nabi)\b\.?[\s-]+)`;

/** What looks like a personal number and is none: amounts, days, years, places on a map, numbers of reports. */
const heldNumbers = [
  String.raw`(?i:\brp|\bidr)\.? ?\d{1,3}(?:[.,]\d{3})+(?:,\d\d?)?\b`,
  String.raw`(?i:\brp|\bidr)\.? ?\d{4,15}\b`,
  String.raw`(?:^|[^\d.,-])[1-9]\d{0,2}(?:\.\d{3}){2,4}(?:,\d\d?)?(?:[^\d.]|\.\s|\.?$)`,
  String.raw`\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b(?:,? \d{1,2}[.:]\d\d(?:[.:]\d\d)?\b)?`,
  String.raw`\b(?:19|20)\d\d-[01]\d-[0-3]\d\b(?:[ T]\d\d[.:]\d\d(?:[.:]\d\d)?)?`,
  String.raw`(?:^|\D)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[T_-]?[0-2]\d[0-5]\d(?:[0-5]\d)?(?:\D|$)`,
  String.raw`\b(?:19|20)\d\d(?:(?:, ?| ?[/-] ?| )(?:19|20)\d\d)+\b`,
  String.raw`(?:^|[^\d.])-?(?:\d|10|11|9[4-9]|1[0-3]\d|14[01])\.\d{4,}(?:[^\d.]|\.\s|\.?$)`,
  String.raw`(?i:\b[a-z]{2,6}-20\d\d-\d{4,8}\b)`,
  String.raw`(?i:\b(?:tiket|laporan|aduan|registrasi|booking|antrian|antrean|tracking id)(?: (?:no|nomor|id))?[ .:#]{1,3}[1-57-9]\d{5,11}\b)`,
].join('|');
/** What looks like a name and is none: streets, schools, offices, feasts. */
const heldNames = [
  `${place}+${placeTitles}*(?:${given}(?:[ -]${named}[A-Za-z]{3,})?|\\x01${letters}\\s+${word}|[\\x01\\x02\\x03\\x0e]?[\\w-]+)`,
  String.raw`\b(?i:idul|id) (?:${named}(?i:fitri|adha)\b)`,
].join('|');

const separators = '[ .()_-]{0,3}';
const mobile = String.raw`8\d{1,2}[ .()-]{1,3}\d{3,4}[ .-]{1,3}\d{2,5}\b|8\d{8,11}\b|8\d\d[ .()-]{1,3}\d{6,9}\b|8[1-9](?:[ .()-]{0,3}\d){7,11}`;
const plate = String.raw`\b(?:[BDEFGHKLMNPRSTWZ]|A[ABDEG]?|B[ABDEGHKLMNP]|D[A-Z]|E[ABD]|K[BHTU]|P[AB]) ?[1-9]\d{2,3} ?[A-Z]{1,3}\b|(?i:(?:\bplat|\bnopol|\bno pol|\bmobil|\bmotor|\bangkot|\btruk)[ .:]+(?:(?:plat|nopol|nomor|no)[ .:]+)*[a-z]{1,2} ?[1-9]\d{0,3} ?[a-z]{1,3}\b)`;
const homes = String.raw`\b(?i:alamat|tinggal di|domisili|(?:rumah|tempat tinggal) (?:saya|sy|kami))\b`;
/** Mail addresses, also those spelt out against robots. */
const mail = String.raw`[A-Za-z0-9._%+-]+(?:@|\s?[([]at[)\]]\s?|\s@\s?)[A-Za-z0-9-]+(?:\s?(?:\.|[([]dot[)\]]| dot )\s?[A-Za-z0-9-]+)+|(?i:[a-z0-9._%+-]+ at (?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail)(?: ?(?:\.|dot|titik) ?[a-z]{2,4}){1,2}\b)`;

interface Rule {
  id: string;
  pattern: string;
  /** The group of the pattern that stays before the token; group 1 is what is held back. */
  before?: string;
  token: string;
}
/** Long numbers before short ones. */
const numberRules: Rule[] = [
  {
    id: 'rekening',
    pattern: String.raw`(\b(?i:rek|rekening|norek)[ .:]{1,3}(?i:(?:bca|bri|bni|btn|bjb|bsi|mandiri|no|nomor)[ .:]{1,3})*)\d(?:[ .-]?\d){5,19}\b`,
    before: '2',
    token: '[rekening]',
  },
  { id: 'nik', pattern: String.raw`\d(?:${separators}\d){15,}`, token: '[NIK]' },
  {
    id: 'telepon',
    pattern: String.raw`(^|[^0-9])(?:[(+]{0,2}(?:62|[0oO])[ .()-]{0,3}(?:0[ )]{0,2})?(?:${mobile})|\(?(?:0|\+62[ .-]?)[2-79]\d{1,2}[ .()-]{0,3}\d{3,4}[ .-]?\d{2,5}\b)`,
    before: '2',
    token: '[telepon]',
  },
  { id: 'nomor', pattern: String.raw`\d(?:${separators}\d){9,}`, token: '[nomor]' },
  {
    id: 'telepon_pendek',
    pattern: String.raw`(\b(?i:telp|tlp|telepon|hp|wa|whatsapp|hub)[ .:]{1,3}(?i:(?:no|nomor)[ .:]{1,3})*)\d(?:[ .-]?\d){5,8}\b`,
    before: '2',
    token: '[telepon]',
  },
  { id: 'plat', pattern: plate, token: '[plat]' },
  {
    id: 'alamat',
    pattern: String.raw`(${homes}[ :]+).{0,60}?\b(?i:no|nomor|nmr|blok)\.? ?[A-Za-z]?\d+[A-Za-z]?\b`,
    before: '2',
    token: '[alamat]',
  },
];
const nameRules: Rule[] = [
  { id: 'nama', pattern: cuedName, before: '23', token: '[nama]' },
  { id: 'nama_lepas', pattern: bareName, before: '2', token: '[nama]' },
];

/** Where none of this is found there is nothing to mask: one look instead of one per rule. */
const suspicious = [
  '@',
  String.raw`[([ ](?i:at)[)\] ]`,
  String.raw`\d(?:${separators}\d){5}`,
  cues,
  `${weakCues}[A-Z]`,
  signature,
  `(?i:\\b(?:${GIVEN_NAMES}|${DOUBTFUL_NAMES}|${FAMILY_NAMES}|[a-z]{2,}(?:${NAME_ENDINGS})|bin|binti|boru)\\b)`,
  String.raw`(?i:[a-z],? [sma]\.\s?[a-z])`,
  plate,
  homes,
].join('|');

/** The shape of a NIK (the birth date at its place, women's days + 40), of a telephone number, of an address for mail. */
const personalIdentifier = String.raw`(?:^|[^0-9])(?:[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}|(?:62|0)8\d{8,11})(?:[^0-9]|$)|@`;

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** SQL that masks the personal data in a text expression. Its patterns are the bound parameters {@link maskParams}. */
export function maskedSql(expression: string): string {
  const replaced = (sql: string, id: string, by: string) => `replaceRegexpAll(${sql}, {mask_${id}:String}, '${by}')`;
  const hold = (sql: string, id: string) => replaced(sql, id, '\\x05\\\\0\\x04');
  // What is held back comes out between the marks 6 and 7; what is personal leaves the two side by side.
  const applied = (sql: string, rule: Rule) => {
    const before = [...(rule.before ?? '')].map((group) => `\\\\${group}`).join('');
    return `replaceAll(${replaced(sql, rule.id, `${before}\\x06\\\\1\\x07`)}, '\\x06\\x07', '${rule.token}')`;
  };
  let sql = numberRules.reduce(applied, hold(replaced(expression, 'surel', '[surel]'), 'angka_lain'));
  sql = marks.reduce((marked, m) => replaced(marked, m.id, `${m.mark}\\\\0`), sql);
  sql = nameRules.reduce(applied, hold(sql, 'nama_lain'));
  return `replaceRegexpAll(${sql}, '[\\x01-\\x07\\x0e]', '')`;
}

/** SQL that masks free text, for columns of which most cells hold nothing personal. */
export function maskedIfSuspiciousSql(expression: string): string {
  return `if(match(${expression}, {mask_curiga:String}), ${maskedSql(expression)}, ${expression})`;
}

/** Bound parameters that masking needs: its patterns are long, and a statement names them many times. */
export function maskParams(): Record<string, string> {
  const patterns = {
    surel: mail,
    angka_lain: heldNumbers,
    nama_lain: heldNames,
    curiga: suspicious,
    ...Object.fromEntries(marks.map((m) => [m.id, m.pattern])),
    ...Object.fromEntries([...numberRules, ...nameRules].map((r) => [r.id, `(${HELD})|${r.pattern}`])),
  };
  return Object.fromEntries(Object.entries(patterns).map(([id, pattern]) => [`mask_${id}`, pattern]));
}

/**
 * SQL of a record's identifier that stands in its place where somebody took a person's number for it: still one value per
 * person, in every source of the city, but not the number.
 */
export function pseudonymSql(expression: string): string {
  return `if(match(replaceRegexpAll(${expression}, '[ .-]', ''), ${quote(personalIdentifier)})
      OR (match(${expression}, '[ (]') AND match(${expression}, {mask_curiga:String})),
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
    ...maskParams(),
  };
}
