import { agreedSql, hashedSql, maskedIfSuspiciousSql, maskedSql } from '../privacy/mask';
import { type Condition, FILE_TIME, type Field } from './kinds';
import type { MappingSpec } from './schema';
import { type Compiled, list, literal, type Making, patternSql } from './sql';
import { noTimeSql, timeSql } from './time';

type Of<J extends Field['jenis']> = Extract<Field, { jenis: J }>;
type Reject = Compiled['rejects'][number];

/** How names are compared: lower case, letters and digits only. The same rule as {@link normalName}. */
const normalSql = (sql: string) => `trimBoth(replaceRegexpAll(lowerUTF8(${sql}), '[^a-z0-9]+', ' '))`;

/** A name reduced for comparison, as the engine does it. */
export function normalName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

const sized = (sql: string, length: number) => `substringUTF8(toValidUTF8(${sql}), 1, ${length})`;
const plain = (sql: string): Compiled => ({ sql, rejects: [] });

/** The name under which an expression sees the value of another field. */
export const valueName = (field: string) => `v_${field}`;

/** SQL of conditions on columns: all of them hold. */
export function conditionSql(making: Making, conditions: Condition[]): string {
  return conditions
    .map((c) => {
      const found = `match(${making.column(c.kolom)}, ${patternSql(c.cocok ?? c.tidak_cocok!)})`;
      return c.cocok === undefined ? `NOT ${found}` : found;
    })
    .join(' AND ');
}

/** Categories, states, short words and numbers of records. A person's data that somebody wrote there is masked. */
function cell(f: Of<'teks'> | Of<'nomor'>, making: Making): Compiled {
  const given = making.column(f.kolom);
  const safe = f.jenis === 'nomor' ? making.pseudonym(given) : making.masked(given);
  const short = sized(safe, f.paling_panjang ?? 200);
  return {
    sql: f.huruf_kecil ? `lowerUTF8(${short})` : short,
    rejects: f.harus_isi ? [{ when: `${given} = ''`, reason: 'kolom_wajib_kosong', column: f.kolom }] : [],
  };
}

function maskedText(f: Of<'bebas'>, making: Making): Compiled {
  const nameless = (f.orang ?? []).reduce((text, name) => {
    const person = making.column(name);
    return `if(lengthUTF8(${person}) > 3, replaceAll(${text}, ${person}, '[nama]'), ${text})`;
  }, making.column(f.kolom));
  const masked = sized(making.masked(nameless), f.paling_panjang ?? 200);
  return plain(f.kecuali ? `if(${conditionSql(making, f.kecuali)}, '', ${masked})` : masked);
}

const UNKNOWN = '\\0';
const unknownValue = (sql: string, column: string): Reject => ({
  when: `${sql} = '${UNKNOWN}'`,
  reason: 'nilai_tak_dikenal',
  column,
});

/** A value of a closed list. Given values compare without regard to case; one that is not listed rejects the record. */
function choice(f: Of<'pilihan'>, making: Making): Compiled {
  const pairs = Array.isArray(f.nilai) ? f.nilai.map((v) => [v, v] as const) : Object.entries(f.nilai);
  const given = `lowerUTF8(${making.column(f.kolom)})`;
  const other = f.lainnya === undefined ? `'${UNKNOWN}'` : literal(f.lainnya);
  const found = `transform(${given}, ${list(pairs.map(([k]) => k.toLowerCase()))}, ${list(pairs.map(([, v]) => v))}, ${other})`;
  const value = making.let(f.kosong === undefined ? found : `if(${given} = '', ${literal(f.kosong)}, ${found})`);
  return { sql: value, rejects: f.lainnya === undefined ? [unknownValue(value, f.kolom)] : [] };
}

/** The value of the first pattern that is found. */
function firstPattern(f: Of<'pola'>, making: Making): Compiled {
  const columnOf = (u: { kolom?: string | undefined }) => u.kolom ?? f.kolom!;
  const branches = f.urutan.map(
    (u) => `match(${making.column(columnOf(u))}, ${patternSql(u.cocok)}), ${literal(u.jadi)}`,
  );
  const other = f.lainnya === undefined ? `'${UNKNOWN}'` : literal(f.lainnya);
  const value = making.let(`multiIf(${branches.join(', ')}, ${other})`);
  return { sql: value, rejects: f.lainnya === undefined ? [unknownValue(value, columnOf(f.urutan[0]!))] : [] };
}

/** Columns kept under their own names beside the model, for whoever opens the rows; masked. */
function attributes(f: Of<'atribut'>, making: Making, spec: MappingSpec): Compiled {
  const safe = (name: string) => {
    const given = making.column(name);
    if (given === "''") return given;
    const { kelas } = spec.kolom[name]!;
    if (kelas === 'pengenal') return making.pseudonym(given);
    if (kelas === 'bebas') return making.masked(given);
    // An amount stays an amount and a date a date, whatever a long number may look like in free text. Masking them would also
    // take the longest way through the patterns.
    const isNumber = making.let(`match(${given}, '^[0-9]+(?:[.,][0-9]+)?$')`);
    const isDate = making.let(
      `match(${given}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$')`,
    );
    const masked = making.masked(`if(${isNumber} OR ${isDate}, '', ${given})`);
    return `multiIf(${isDate}, ${given}, ${isNumber}, ${making.pseudonym(`if(${isNumber}, ${given}, '')`)}, ${masked})`;
  };
  const pairs = f.kolom.flatMap((name) => [literal(name), sized(safe(name), 300)]);
  return plain(`mapFilter((k, v) -> v NOT IN ('', '-'), map(${pairs.join(', ')}))`);
}

/** `key=value` pairs joined in one cell, as a map; both masked. */
function pairs(f: Of<'pasangan'>, { column }: Making): Compiled {
  const each = `arrayFilter(x -> position(x, '=') > 1, splitByString(${literal(f.pemisah)}, ${column(f.kolom)}))`;
  return plain(`mapFromArrays(
      arrayMap(x -> ${maskedIfSuspiciousSql("splitByChar('=', x)[1]")}, ${each}),
      arrayMap(x -> ${maskedSql("substring(x, position(x, '=') + 1)")}, ${each}))`);
}

/** Factors of the words that pages put behind a shortened amount. */
const factors = { rb: 1e3, ribu: 1e3, jt: 1e6, juta: 1e6, m: 1e9, miliar: 1e9, milyar: 1e9, t: 1e12, triliun: 1e12 };

/**
 * Rupiah, `1500000`, `1500000.50`, `1.500.000,50`, `Rp1,500,000.50` or `176,3 Jt`; empty or `-` is unknown. Groups of three after
 * a sign are thousands, whichever sign stands between them; before `Jt` or `M` a comma is always the decimal sign.
 */
function rupiah(f: Of<'rupiah'>, making: Making): Compiled {
  const given = making.column(f.kolom);
  const bare = making.let(`replaceRegexpAll(${given}, '^(?i)(?:rp|idr)[. ]*|[ ]|,-$', '')`);
  const short = making.let(`extractGroups(${bare}, '(?i)^(-?[0-9][0-9.,]*)(${Object.keys(factors).join('|')})$')`);
  const words = list(Object.keys(factors));
  const factor = `transform(lower(${short}[2]), ${words}, [${Object.values(factors).join(', ')}], 0)`;
  const number = making.let(`multiIf(
      match(${bare}, '^-?[0-9]{1,3}(?:[.][0-9]{3})+(?:,[0-9]+)?$'), replaceAll(replaceAll(${bare}, '.', ''), ',', '.'),
      match(${bare}, '^-?[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?$'), replaceAll(${bare}, ',', ''),
      match(${bare}, '^-?[0-9]+,[0-9]{1,2}$'), replaceAll(${bare}, ',', '.'),
      ${bare})`);
  const shortNumber = `toFloat64OrNull(replaceAll(if(match(${short}[1], '^[^,]*[.][0-9]{3}(?:,|$)'), replaceAll(${short}[1], '.', ''), ${short}[1]), ',', '.'))`;
  const whole = `if(match(${number}, '^-?[0-9]+(?:[.][0-9]+)?$'), toDecimal64OrNull(${number}, 2), NULL)`;
  const scaled = f.kali === undefined ? whole : `accurateCastOrNull(toFloat64(${whole}) * ${f.kali}, 'Decimal(18, 2)')`;
  const value = making.let(
    `if(notEmpty(${short}), accurateCastOrNull(round(${shortNumber} * ${factor}, 2), 'Decimal(18, 2)'), ${scaled})`,
  );
  return {
    sql: value,
    rejects: [{ when: `${given} NOT IN ('', '-') AND isNull(${value})`, reason: 'bukan_angka', column: f.kolom }],
  };
}

/** A number with its decimal sign; empty or `-` is unknown. */
function number(f: Of<'angka'>, making: Making): Compiled {
  const given = making.column(f.kolom);
  const bare =
    f.desimal === 'koma' ? `replaceAll(replaceAll(${given}, '.', ''), ',', '.')` : `replaceAll(${given}, ',', '')`;
  const value = making.let(`if(match(${bare}, '^-?[0-9]+(?:[.][0-9]+)?$'), toFloat64OrNull(${bare}), NULL)`);
  return {
    sql: value,
    rejects: [{ when: `${given} NOT IN ('', '-') AND isNull(${value})`, reason: 'bukan_angka', column: f.kolom }],
  };
}

/** A point in degrees: latitude, longitude, both NULL ("tanpa lokasi") when empty, unreadable, out of range or 0,0. */
export function pointSql(f: Of<'titik'>, making: Making): { latitude: string; longitude: string } {
  const both = f.kolom
    ? making.let(
        `extractGroups(${making.column(f.kolom)}, '^[( ]*(-?[0-9]{1,2}(?:[.][0-9]+)?)[ ]*[,; ][ ]*(-?[0-9]{1,3}(?:[.][0-9]+)?)[ )]*$')`,
      )
    : undefined;
  const degrees = (sql: string) => making.let(`toFloat64OrNull(replaceAll(${sql}, ',', '.'))`);
  const latitude = degrees(both ? `${both}[1]` : making.column(f.lintang!));
  const longitude = degrees(both ? `${both}[2]` : making.column(f.bujur!));
  const real = making.let(
    `ifNull(abs(${latitude}) <= 90 AND abs(${longitude}) <= 180 AND (${latitude} != 0 OR ${longitude} != 0), false)`,
  );
  return { latitude: `if(${real}, ${latitude}, NULL)`, longitude: `if(${real}, ${longitude}, NULL)` };
}

/** SQL of the text in which a moment stands. */
function momentText(f: Of<'waktu'>, { column }: Making): string {
  return f.kolom.length === 1 ? column(f.kolom[0]!) : `trimBoth(concat(${f.kolom.map(column).join(`, ' ', `)}))`;
}

/** True where no column of a moment holds a time. */
export const momentAbsentSql = (f: Of<'waktu'>, making: Making) => noTimeSql(momentText(f, making));

/** A moment. Before 1990, more than a day ahead of now (unless the mapping is about plans) and after 2100 it makes no sense. */
function moment(f: Of<'waktu'>, making: Making, spec: MappingSpec): Compiled {
  const zone = f.zona ?? spec.zona_waktu;
  const own = making.let(momentText(f, making));
  const others = (f.cadangan ?? []).filter((name) => name !== FILE_TIME).map(making.column);
  const given = others.length
    ? making.let(`arrayFirst(x -> NOT ${noTimeSql('x')}, [${[own, ...others].join(', ')}])`)
    : own;
  const parsed = making.let(timeSql(making, given, zone === 'kota' ? '{tz:String}' : literal(zone), f.urutan));
  const at = f.cadangan?.includes(FILE_TIME)
    ? making.let(`if(${noTimeSql(given)}, toDateTime64({observed_at:DateTime('UTC')}, 6, 'UTC'), ${parsed})`)
    : parsed;
  const column = f.kolom[0]!;
  const late = `${at} > toDateTime64('2100-01-01 00:00:00', 6, 'UTC')`;
  return {
    sql: `ifNull(toDateTime(${at}, 'UTC'), toDateTime(0, 'UTC'))`,
    rejects: [
      { when: `isNull(${at})`, reason: 'waktu_tak_terbaca', column },
      {
        when: `${at} < toDateTime64('1990-01-01 00:00:00', 6, 'UTC')${f.boleh_depan ? ` OR ${late}` : ''}`,
        reason: 'waktu_tak_masuk_akal',
        column,
      },
      ...(f.boleh_depan
        ? []
        : [{ when: `${at} > {now:DateTime('UTC')} + INTERVAL 1 DAY`, reason: 'waktu_masa_depan', column }]),
    ],
  };
}

/** An office by its code; an unknown code rejects the record, an empty one is the source's own office. */
function skpdCode(f: Of<'skpd_kode'>, { column }: Making): Compiled {
  const given = `lowerUTF8(${column(f.kolom)})`;
  return {
    sql: `if(${given} = '', {skpd:String}, ${given})`,
    rejects: [
      {
        when: `${given} != '' AND NOT has({skpd_codes:Array(String)}, ${given})`,
        reason: 'skpd_tak_dikenal',
        column: f.kolom,
      },
    ],
  };
}

/** A region by names: the kelurahan when it is known, else the kecamatan; '' = tanpa lokasi, 'luar' = outside the city. */
function wilayahNames(f: Of<'wilayah_nama'>, making: Making): Compiled {
  const kecamatan = making.let(normalSql(making.column(f.kecamatan)));
  const idOf = (name: string, other: string) =>
    `transform(${name}, {wilayah_names:Array(String)}, {wilayah_of_name:Array(String)}, ${other})`;
  const ofKecamatan = idOf(kecamatan, `'luar'`);
  const pair = f.kelurahan && `concat(${kecamatan}, '/', ${normalSql(making.column(f.kelurahan))})`;
  return plain(`if(${kecamatan} = '', '', ${pair ? idOf(pair, ofKecamatan) : ofKecamatan})`);
}

/** What the engine does to make a field, and when it rejects the record. */
export function expressionOf(f: Exclude<Field, Of<'titik'>>, making: Making, spec: MappingSpec): Compiled {
  const { column } = making;
  switch (f.jenis) {
    case 'teks':
    case 'nomor':
      return cell(f, making);
    case 'bebas':
      return maskedText(f, making);
    case 'sidik':
      return plain(hashedSql(agreedSql(column(f.kolom)), f.maksud));
    case 'pilihan':
      return choice(f, making);
    case 'pola':
      return firstPattern(f, making);
    case 'cocok':
      return plain(`match(${column(f.kolom)}, ${patternSql(f.pola)})`);
    case 'petik': {
      const found = `trimBoth(extract(${column(f.kolom)}, ${patternSql(f.pola)}))`;
      const short = sized(making.masked(found), f.paling_panjang ?? 200);
      return plain(f.huruf_kecil ? `lowerUTF8(${short})` : short);
    }
    case 'daftar':
      return plain(
        `arrayFilter(x -> x != '', arrayMap(x -> ${maskedIfSuspiciousSql('trimBoth(x)')}, splitByString(${literal(f.pemisah)}, ${column(f.kolom)})))`,
      );
    case 'pasangan':
      return pairs(f, making);
    case 'atribut':
      return attributes(f, making, spec);
    case 'rupiah':
      return rupiah(f, making);
    case 'angka':
      return number(f, making);
    case 'bulat':
      return plain(`toUInt32OrNull(${column(f.kolom)})`);
    case 'jawaban': {
      const given = column(f.kolom);
      return {
        sql: `if(${given} IN ('1', '2', '3', '4'), toUInt8OrNull(${given}), NULL)`,
        rejects: [{ when: `${given} NOT IN ('', '1', '2', '3', '4')`, reason: 'jawaban_bukan_1_4', column: f.kolom }],
      };
    }
    case 'ya_tidak': {
      const given = `lowerUTF8(${column(f.kolom)})`;
      const isOneOf = (words: string[]) => `has(${list(words.map((w) => w.toLowerCase()))}, ${given})`;
      return plain(f.tidak ? `multiIf(${isOneOf(f.ya)}, true, ${isOneOf(f.tidak)}, false, NULL)` : isOneOf(f.ya));
    }
    case 'tanggal': {
      const at = making.let(timeSql(making, column(f.kolom), `'UTC'`, f.urutan));
      return plain(
        `if(${at} BETWEEN toDateTime64('1970-01-01', 6, 'UTC') AND toDateTime64('2100-01-01', 6, 'UTC'), toDate(${at}, 'UTC'), NULL)`,
      );
    }
    case 'waktu':
      return moment(f, making, spec);
    case 'skpd_kode':
      return skpdCode(f, making);
    case 'skpd_nama':
      return plain(
        `transform(${normalSql(column(f.kolom))}, {skpd_names:Array(String)}, {skpd_of_name:Array(String)}, ${f.lainnya ? '{skpd:String}' : `''`})`,
      );
    case 'wilayah_kode': {
      const given = column(f.kolom);
      return plain(`if(match(${given}, '^[0-9]{2}([.][0-9]{2,4}){0,3}$'), ${given}, '')`);
    }
    case 'wilayah_nama':
      return wilayahNames(f, making);
    case 'tetap':
      return plain(literal(f.nilai));
    case 'sidik_isi':
      return plain(`ifNull(sipHash64(${f.isi.map(making.value).join(', ')}), 0)`);
  }
}
