import { agreedSql, hashedSql, maskedIfSuspiciousSql, maskedSql, pseudonymSql } from '../privacy/mask';

/** SQL of a column's text by its header name; `''` for an optional column that the file does not have. */
type ColumnSql = (name: string) => string;

export interface Compiled {
  sql: string;
  /** Conditions under which the record is rejected, with the reason and the column to look at. */
  rejects: { when: string; reason: string; column: string }[];
}

export type Expression = (column: ColumnSql) => Compiled;

/** A constant of a mapping file as an SQL literal. Mapping files are code; nothing from outside passes here. */
const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const list = (texts: string[]) => `[${texts.map(literal).join(', ')}]`;
/** Trims and turns the no-break spaces of web exports into plain ones. */
const clean = (sql: string) => `trimBoth(replaceAll(${sql}, '\\xC2\\xA0', ' '))`;
/** How names are compared: lower case, letters and digits only. The same rule as {@link normalName}. */
const normalSql = (sql: string) => `trimBoth(replaceRegexpAll(lowerUTF8(${sql}), '[^a-z0-9]+', ' '))`;

/** A name reduced for comparison, as the engine does it. */
export function normalName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

interface TextOptions {
  required?: boolean;
  maxLength?: number;
  lower?: boolean;
}

/** Categories, states, short words. They name no person, unless somebody wrote one there: that is masked. */
export function text(name: string, options: TextOptions = {}): Expression {
  return cell(name, options, maskedIfSuspiciousSql);
}

/** The number or code by which a system knows a record; never a person's. */
export function identifier(name: string, options: TextOptions = {}): Expression {
  return cell(name, options, pseudonymSql);
}

function cell(name: string, options: TextOptions, safe: (sql: string) => string): Expression {
  return (column) => {
    const cleaned = clean(column(name));
    const sized = `substringUTF8(toValidUTF8(${safe(cleaned)}), 1, ${options.maxLength ?? 200})`;
    return {
      sql: options.lower ? `lowerUTF8(${sized})` : sized,
      rejects: options.required ? [{ when: `${cleaned} = ''`, reason: 'kolom_wajib_kosong', column: name }] : [],
    };
  };
}

export function constant(value: string): Expression {
  return () => ({ sql: literal(value), rejects: [] });
}

/** Free text with its personal data masked, also the name in column `person`; empty where `unless` holds (a secret report). */
export function maskedText(
  name: string,
  options: { maxLength?: number; unless?: Expression; person?: string } = {},
): Expression {
  return (column) => {
    const given = clean(column(name));
    const person = options.person ? clean(column(options.person)) : `''`;
    const nameless = options.person
      ? `if(lengthUTF8(${person}) > 3, replaceAll(${given}, ${person}, '[nama]'), ${given})`
      : given;
    const masked = `substringUTF8(toValidUTF8(${maskedSql(nameless)}), 1, ${options.maxLength ?? 200})`;
    return { sql: options.unless ? `if(${options.unless(column).sql}, '', ${masked})` : masked, rejects: [] };
  };
}

/** A person's identifier as a keyed hash; `purpose` is shared by the sources whose persons should be recognised. */
export function hashed(name: string, purpose: string): Expression {
  return (column) => ({ sql: hashedSql(agreedSql(clean(column(name))), purpose), rejects: [] });
}

/** A value of a closed list. Given values compare without regard to case; one that is not listed rejects the record. */
export function choice(
  name: string,
  values: Record<string, string> | string[],
  options: { empty?: string; other?: string } = {},
): Expression {
  const pairs = Array.isArray(values) ? values.map((v) => [v, v] as const) : Object.entries(values);
  return (column) => {
    const given = `lowerUTF8(${clean(column(name))})`;
    const found = `transform(${given}, ${list(pairs.map(([k]) => k.toLowerCase()))}, ${list(pairs.map(([, v]) => v))}, '\\0')`;
    const withEmpty = options.empty === undefined ? found : `if(${given} = '', ${literal(options.empty)}, ${found})`;
    if (options.other !== undefined) {
      return { sql: `if((${withEmpty}) = '\\0', ${literal(options.other)}, ${withEmpty})`, rejects: [] };
    }
    return { sql: withEmpty, rejects: [{ when: `(${withEmpty}) = '\\0'`, reason: 'nilai_tak_dikenal', column: name }] };
  };
}

/** True where the pattern (RE2, case-insensitive) is found. */
export function matches(name: string, pattern: string): Expression {
  return (column) => ({ sql: `match(${column(name)}, ${literal(`(?i)${pattern}`)})`, rejects: [] });
}

/** Values joined in one cell. */
export function listOf(name: string, separator: string): Expression {
  return (column) => ({
    sql: `arrayFilter(x -> x != '', arrayMap(x -> ${maskedIfSuspiciousSql('trimBoth(x)')}, splitByString(${literal(separator)}, ${column(name)})))`,
    rejects: [],
  });
}

/** `key=value` pairs joined in one cell, as a map; both masked. */
export function pairsOf(name: string, separator: string): Expression {
  return (column) => ({
    sql: `mapFromArrays(
      arrayMap(x -> ${maskedIfSuspiciousSql("splitByChar('=', x)[1]")}, arrayFilter(x -> position(x, '=') > 1, splitByString(${literal(separator)}, ${column(name)})) AS pairs_),
      arrayMap(x -> ${maskedSql("substring(x, position(x, '=') + 1)")}, pairs_))`,
    rejects: [],
  });
}

/** An amount stays an amount, whatever a long number may look like in free text. */
const safeValueSql = (sql: string) =>
  `if(match(${sql}, '^[0-9]+(?:[.,][0-9]+)?$'), ${pseudonymSql(sql)}, ${maskedIfSuspiciousSql(sql)})`;

/** Columns kept under their own names beside the model, for whoever opens the rows; masked. */
export function attributes(names: string[]): Expression {
  return (column) => ({
    sql: `mapFilter((k, v) -> v NOT IN ('', '-'), map(${names.flatMap((n) => [literal(n), `substringUTF8(toValidUTF8(${safeValueSql(clean(column(n)))}), 1, 300)`]).join(', ')}))`,
    rejects: [],
  });
}

/**
 * Rupiah, `1500000`, `1500000.50`, `1.500.000,50` or `Rp1,500,000.50`; empty or `-` is unknown. Groups of three after a sign are
 * thousands, whichever sign stands between them.
 */
export function rupiah(name: string): Expression {
  return (column) => {
    const given = clean(column(name));
    const bare = `replaceRegexpAll(${given}, '^(?i)rp[. ]*|[ ]', '')`;
    const number = `multiIf(
      match(${bare}, '^-?[0-9]{1,3}(?:[.][0-9]{3})+(?:,[0-9]+)?$'), replaceAll(replaceAll(${bare}, '.', ''), ',', '.'),
      match(${bare}, '^-?[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?$'), replaceAll(${bare}, ',', ''),
      match(${bare}, '^-?[0-9]+,[0-9]{1,2}$'), replaceAll(${bare}, ',', '.'),
      ${bare})`;
    return {
      sql: `toDecimal64OrNull(${number}, 2)`,
      rejects: [
        {
          when: `${given} NOT IN ('', '-') AND isNull(toDecimal64OrNull(${number}, 2))`,
          reason: 'bukan_angka',
          column: name,
        },
      ],
    };
  };
}

/** An answer of the nine unsur: 1 to 4, empty is not answered. */
export function answer1to4(name: string): Expression {
  return (column) => {
    const given = clean(column(name));
    return {
      sql: `if(${given} IN ('1', '2', '3', '4'), toUInt8OrNull(${given}), NULL)`,
      rejects: [{ when: `${given} NOT IN ('', '1', '2', '3', '4')`, reason: 'jawaban_bukan_1_4', column: name }],
    };
  };
}

export function flag(name: string, yes = 'ya'): Expression {
  return (column) => ({ sql: `lowerUTF8(${clean(column(name))}) = ${literal(yes)}`, rejects: [] });
}

export function optionalFlag(name: string, yes = 'ya', no = 'tidak'): Expression {
  return (column) => ({
    sql: `multiIf(lowerUTF8(${column(name)}) = ${literal(yes)}, true, lowerUTF8(${column(name)}) = ${literal(no)}, false, NULL)`,
    rejects: [],
  });
}

export function wholeNumber(name: string): Expression {
  return (column) => ({ sql: `toUInt32OrNull(${clean(column(name))})`, rejects: [] });
}

export function day(name: string): Expression {
  return (column) => ({ sql: `toDateOrNull(${clean(column(name))})`, rejects: [] });
}

const months = {
  jan: 1,
  januari: 1,
  january: 1,
  feb: 2,
  februari: 2,
  february: 2,
  mar: 3,
  maret: 3,
  march: 3,
  apr: 4,
  april: 4,
  mei: 5,
  may: 5,
  jun: 6,
  juni: 6,
  june: 6,
  jul: 7,
  juli: 7,
  july: 7,
  agu: 8,
  ags: 8,
  agt: 8,
  agustus: 8,
  aug: 8,
  august: 8,
  sep: 9,
  sept: 9,
  september: 9,
  okt: 10,
  oktober: 10,
  oct: 10,
  october: 10,
  nov: 11,
  nop: 11,
  november: 11,
  des: 12,
  desember: 12,
  dec: 12,
  december: 12,
};

/**
 * SQL of a UTC time out of the ways Indonesian exports write one: `2026-10-31 09:15:00` (also with T, without seconds, with
 * an offset), `31/10/2026 09:15`, `31-10-2026`, `5 Jan 2024 00:41:43`, `5 Januari 2024`. NULL when it is none of them.
 */
function timeSql(given: string, zone: string): string {
  const t = `trimBoth(${given})`;
  const clockOf = (rest: string) =>
    `multiIf(match(${rest}, '^[0-9]{2}[:.][0-9]{2}[:.][0-9]{2}$'), replaceAll(${rest}, '.', ':'), match(${rest}, '^[0-9]{2}[:.][0-9]{2}$'), concat(replaceAll(${rest}, '.', ':'), ':00'), ${rest} = '', '00:00:00', 'x')`;
  const parsed = (date: string, clock: string) =>
    `parseDateTimeOrNull(concat(${date}, ' ', ${clock}), '%Y-%m-%d %H:%i:%s', ${zone})`;
  const monthNo = `transform(lowerUTF8(splitByChar(' ', ${t})[2]), ${list(Object.keys(months))}, ${list(Object.values(months).map((m) => String(m).padStart(2, '0')))}, '00')`;
  return `toTimeZone(multiIf(
    match(${t}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{5,8}(?:\\\\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})$'), parseDateTimeBestEffortOrNull(${t}, 'UTC'),
    match(${t}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}'), ${parsed(`substring(${t}, 1, 10)`, clockOf(`substring(${t}, 12)`))},
    match(${t}, '^[0-9]{2}[/-][0-9]{2}[/-][0-9]{4}'), ${parsed(`concat(substring(${t}, 7, 4), '-', substring(${t}, 4, 2), '-', substring(${t}, 1, 2))`, clockOf(`substring(${t}, 12)`))},
    match(${t}, '^[0-9]{1,2} [A-Za-z]+ [0-9]{4}'), ${parsed(`concat(splitByChar(' ', ${t})[3], '-', ${monthNo}, '-', leftPad(splitByChar(' ', ${t})[1], 2, '0'))`, clockOf(`splitByChar(' ', ${t})[4]`))},
    NULL), 'UTC')`;
}

/** A moment. `zone`: 'city' for local times, 'UTC' where the system writes UTC. Years outside 1990-2100 are refused. */
export function moment(
  names: string[],
  options: { zone?: 'city' | 'UTC'; required?: boolean; fallback?: string } = {},
): Expression {
  const zone = options.zone === 'UTC' ? "'UTC'" : '{tz:String}';
  return (column) => {
    const given =
      names.length === 1 ? column(names[0]!) : `concat(${names.map((n) => clean(column(n))).join(`, ' ', `)})`;
    const parsed = timeSql(given, zone);
    const value = options.fallback ? `if(trimBoth(${given}) = '', ${options.fallback}, ${parsed})` : parsed;
    const sane = `(${value}) BETWEEN toDateTime('1990-01-01 00:00:00', 'UTC') AND toDateTime('2100-01-01 00:00:00', 'UTC')`;
    return {
      sql: `ifNull(${value}, toDateTime(0, 'UTC'))`,
      rejects: [{ when: `NOT ifNull(${sane}, false)`, reason: 'waktu_tak_terbaca', column: names[0]! }],
    };
  };
}

/** An office by its code; an unknown code rejects the record, an empty one is the source's own office. */
export function skpdCode(name: string): Expression {
  return (column) => {
    const given = `lowerUTF8(${clean(column(name))})`;
    return {
      sql: `if(${given} = '', {skpd:String}, ${given})`,
      rejects: [
        {
          when: `${given} != '' AND NOT has({skpd_codes:Array(String)}, ${given})`,
          reason: 'skpd_tak_dikenal',
          column: name,
        },
      ],
    };
  };
}

/** An office by any of its registered names; '' when none is meant or it is not of this city. */
export function skpdName(name: string): Expression {
  return (column) => ({
    sql: `transform(${normalSql(column(name))}, {skpd_names:Array(String)}, {skpd_of_name:Array(String)}, '')`,
    rejects: [],
  });
}

/** A region code as the source writes it (its validity is itself a measure, probe kode-referensi); '' when not shaped like one. */
export function wilayahCode(name: string): Expression {
  return (column) => {
    const given = clean(column(name));
    return { sql: `if(match(${given}, '^[0-9]{2}([.][0-9]{2,4}){0,3}$'), ${given}, '')`, rejects: [] };
  };
}

/** A region by names: the kelurahan when it is known, else the kecamatan; '' = tanpa lokasi, 'luar' = outside the city. */
export function wilayahNames(kecamatan: string, kelurahan: string): Expression {
  return (column) => {
    const kec = normalSql(column(kecamatan));
    const pair = `concat(${kec}, '/', ${normalSql(column(kelurahan))})`;
    return {
      sql: `multiIf(${kec} = '', '',
        has({wilayah_names:Array(String)}, ${pair}), transform(${pair}, {wilayah_names:Array(String)}, {wilayah_of_name:Array(String)}, ''),
        transform(${kec}, {wilayah_names:Array(String)}, {wilayah_of_name:Array(String)}, 'luar'))`,
      rejects: [],
    };
  };
}

/** SQL over the fields already mapped, for what no single column tells. Names are fact columns of the same mapping. */
export function derived(sql: string): Expression {
  return () => ({ sql, rejects: [] });
}
