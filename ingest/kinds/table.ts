import { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { PlainError } from '../../clickhouse/plain-error';
import { BROKEN, type FileRecord } from '../files/record';
import { type FactColumn, stagingDdl } from '../ledger/staging';
import { conditionSql, expressionOf, momentAbsentSql, pointSql, valueName } from '../mappings/expressions';
import { NAMING_FIELD } from '../mappings/fact-fields';
import type { Field } from '../mappings/kinds';
import { type Mapping, missingColumns, placesOf } from '../mappings/mapping';
import { type Compiled, list, literal, type Making } from '../mappings/sql';
import { encryptedSql, keyedHash128Sql, maskedIfSuspiciousSql, pseudonymSql } from '../privacy/mask';
import { asOneBlock } from './one-block';
import { listForm, type RecordForm } from './record-forms';

/** A field of a record, or what one of its rows has in its place. */
interface Value {
  field: string;
  sql: string;
  rejects: Compiled['rejects'];
}

/**
 * Compiles a mapping against a header into the one statement that parses records of such a file in the engine. In it stand
 * places of columns and constants of the mapping; values of the city (offices, regions, zone) arrive as bound parameters.
 */
export function compileMapping(
  mapping: Mapping,
  header: string[],
  columns: FactColumn[],
  path: string,
  form: RecordForm = listForm(header.length),
): string {
  const missing = missingColumns(mapping, header);
  if (missing.length > 0) {
    throw new PlainError(
      `Berkas ini bukan ${mapping.name}: kolom ${missing.map((m) => `"${m}"`).join(', ')} tidak ada. Kolom yang ditemukan: ${header.slice(0, 30).join(', ').slice(0, 300)}. Berkas: ${path}`,
    );
  }
  const { spec } = mapping;
  const names = new Map<string, string>();
  const named = (name: string, sql: string) => {
    names.set(name, sql);
    return name;
  };
  const cells = new Map<string, string>();
  const texts = { masked: [] as string[], pseudonyms: [] as string[] };
  const placeIn = (list: string[], sql: string) => (list.includes(sql) ? list.indexOf(sql) + 1 : list.push(sql));
  const making: Making = {
    value: valueName,
    masked: (sql) => (sql === "''" ? sql : `t_masked[${placeIn(texts.masked, sql)}]`),
    pseudonym: (sql) => (sql === "''" ? sql : `t_pseudonyms[${placeIn(texts.pseudonyms, sql)}]`),
    let: (sql) => named(`t_${names.size}`, sql),
    column: (name) => {
      let cell = cells.get(name);
      if (cell === undefined) {
        cell = cellSql(placesOf(mapping, name, header).map(form.cell));
        if (cell !== "''") cell = named(`c_${names.size}`, cell);
        cells.set(name, cell);
      }
      return cell;
    },
  };
  const valuesOf = (fields: Record<string, Field>, within = making): Value[] =>
    Object.entries(fields).flatMap(([field, f]) => {
      if (f.jenis !== 'titik') return [{ field, ...expressionOf(f, within, spec) }];
      const { latitude, longitude } = pointSql(f, making);
      return [
        { field: 'latitude', sql: latitude, rejects: [] },
        { field: 'longitude', sql: longitude, rejects: [] },
      ];
    });

  const values = valuesOf({ ...spec.bantu, ...spec.isi });
  for (const { field, sql } of values) named(valueName(field), sql);
  const known = new Set(values.map((v) => v.field));
  const rows = (spec.baris ?? []).map((row, n) => {
    const nameOf = (field: string) => (field in row.isi ? `v${n}_${field}` : valueName(field));
    const own = valuesOf(row.isi, { ...making, value: nameOf });
    for (const { field, sql } of own) named(`v${n}_${field}`, sql);
    const naming = NAMING_FIELD[spec.tabel] ?? '';
    const present = making.let(
      [
        ...(row.bila ? [conditionSql(making, row.bila)] : []),
        ...Object.values(row.isi).flatMap((f) =>
          f.jenis === 'waktu' && !f.cadangan ? [`NOT ${momentAbsentSql(f, making)}`] : [],
        ),
        ...(naming in row.isi ? [`${nameOf(naming)} != ''`] : []),
      ].join(' AND ') || 'true',
    );
    return { own, present, nameOf };
  });

  const checks: Compiled['rejects'] = [
    ...BROKEN.map((reason) => ({ when: `broken = '${reason}'`, reason, column: '' })),
    { when: form.isBlank, reason: 'baris_kosong', column: '' },
    { when: form.hasOtherCount, reason: 'jumlah_kolom_berbeda', column: '' },
    ...values.flatMap((v) => v.rejects),
    ...rows.flatMap(({ own, present }) =>
      own.flatMap((v) => v.rejects).map((r) => ({ ...r, when: `${present} AND (${r.when})` })),
    ),
    ...(rows.length
      ? [{ when: `NOT (${rows.map((r) => r.present).join(' OR ')})`, reason: 'tanpa_langkah', column: '' }]
      : []),
  ];
  // A list is worked out whole; of `multiIf` the engine puts off each condition, and may work out anew what several share.
  named('t_fault', `indexOf([${checks.map((c) => `ifNull(toBool(${c.when}), false)`).join(', ')}], true)`);
  const ofFault = (what: 'reason' | 'column') => `${list(['', ...checks.map((c) => c[what])])}[t_fault + 1]`;
  if (texts.masked.length)
    named('t_masked', `arrayMap(x -> ${maskedIfSuspiciousSql('x')}, [${texts.masked.join(', ')}])`);
  if (texts.pseudonyms.length)
    named('t_pseudonyms', `arrayMap(x -> ${pseudonymSql('x')}, [${texts.pseudonyms.join(', ')}])`);
  named('why', ofFault('reason'));
  named('why_column', ofFault('column'));
  const rowNumbers = `arrayFilter((n, is) -> is, range(toUInt8(${rows.length})), [${rows.map((r) => `toBool(${r.present})`).join(', ')}])`;
  const arrayJoin = rows.length ? `ARRAY JOIN if(why = '', ${rowNumbers}, [toUInt8(0)]) AS row_` : '';

  const sqlOf = (c: FactColumn) => {
    if (c.name === 'record_key') {
      const parts = spec.kunci.map((name) => `toString(${valueName(name)})`);
      return `if(why = '', ${keyedHash128Sql('{source:String}', literal(mapping.id), ...parts)}, 0)`;
    }
    if (c.name === 'record_row') return rows.length ? 'row_' : '0';
    const ofRecord = known.has(c.name)
      ? valueName(c.name)
      : c.name === 'skpd'
        ? '{skpd:String}'
        : `defaultValueOfTypeName(${literal(c.type)})`;
    const ofRows = rows.flatMap(({ own, nameOf }, n) =>
      own.some((v) => v.field === c.name) ? [`row_ = ${n}, CAST(${nameOf(c.name)} AS ${c.type})`] : [],
    );
    return ofRows.length ? `multiIf(${ofRows.join(', ')}, CAST(${ofRecord} AS ${c.type}))` : ofRecord;
  };

  return `INSERT INTO staged (line, verdict, reject_reason, reject_detail, iv, text_encrypted, ${columns.map((c) => c.name).join(', ')})
WITH substring(sipHash128ReferenceKeyed(({k0:UInt64}, {k1:UInt64}), {run:String}, {file:UInt16}, 'nonce', line), 1, 12) AS nonce
SELECT
  line, multiIf(why = '', 'ok', why = 'baris_kosong', 'abai', 'tolak'), why, why_column, nonce,
  if(why IN ('', 'baris_kosong'), '', ${encryptedSql(`toJSONString(${form.cells})`, 'nonce')}),
  ${columns.map((c) => `${sqlOf(c)} AS f_${c.name}`).join(',\n  ')}
FROM ${nested(names, form.from)}
${arrayJoin}
FORMAT ${form.format}`;
}

/**
 * A query that gives each name its value. A name that rests on others stands in a query around theirs: as aliases of one query
 * the engine would write each out wherever it is used, and take seconds to understand what it reads in milliseconds.
 */
function nested(names: Map<string, string>, from: string): string {
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    let depth = depths.get(name);
    if (depth === undefined) {
      const inside = names.get(name)!.match(/\b(?:[ct]|v\d*)_\w+/g) ?? [];
      depth = 1 + Math.max(0, ...inside.filter((other) => other !== name && names.has(other)).map(depthOf));
      depths.set(name, depth);
    }
    return depth;
  };
  const deepest = Math.max(...[...names.keys()].map(depthOf));
  let query = from;
  for (let depth = 1; depth <= deepest; depth += 1) {
    const level = [...names].filter(([name]) => depthOf(name) === depth).map(([name, sql]) => `(${sql}) AS ${name}`);
    query = `(SELECT *,\n  ${level.join(',\n  ')}\nFROM ${query})`;
  }
  return query;
}

/** Text of the first place that holds something, trimmed; web exports write no-break spaces. */
function cellSql(given: string[]): string {
  if (given.length === 0) return "''";
  const cells = given.map((cell) => `trimBoth(replaceAll(${cell}, '\\xC2\\xA0', ' '))`);
  return cells.length === 1 ? cells[0]! : `arrayFirst(x -> x != '', [${cells.join(', ')}])`;
}

export async function prepareTableSession(client: ClickHouseClient, columns: FactColumn[]): Promise<void> {
  await client.command({ query: stagingDdl(columns) });
}

/** Parses records into the table `staged` by a compiled mapping. */
export async function stageRecords(
  client: ClickHouseClient,
  statement: string,
  body: Buffer | Buffer[],
  params: Record<string, unknown>,
  settings: ClickHouseSettings = {},
): Promise<void> {
  await client.command({ query: 'TRUNCATE TABLE staged' });
  await asOneBlock(client, statement, Readable.from([body].flat()), params, settings);
}

/** Records as lists of JSON, without a separator at the ends. */
export function recordsBody(records: FileRecord[]): Buffer {
  return Buffer.from(listForm(0).body(records));
}
