import type { ClickHouseClient } from '@clickhouse/client';
import type { Connection } from '../../clickhouse/city/connections';
import type { Spool, SpoolPart } from '../../clickhouse/data-folder/spool';
import { PlainError } from '../../clickhouse/plain-error';
import { connect } from '../../clickhouse/warehouse/client';
import type { Mapping } from '../mappings/mapping';
import { missingColumns, placesOf } from '../mappings/mapping';
import { type Capture, type Pull, SAMPLE_RECORDS } from './capture';
import { databaseError } from './database-errors';

/*
 * Reads a table of an office's own MySQL, MariaDB or PostgreSQL through the engine, which speaks to both. Only the columns that
 * the mapping knows are asked for: what is not read cannot leak. The watermark's bounds reach the other server's WHERE (seen in
 * its query log), so an index on that column is used.
 *
 * A sweep takes all rows from the watermark on, a page of whole watermarks at a time: rows of one watermark are never parted.
 * The next sweep begins a little before the highest watermark that there was when this one began, because rows that were being
 * written then appear later under an earlier watermark.
 */

interface Cursor {
  /** Where the next sweep begins, less the overlap. null: at the start of the table. */
  from: string | null;
  /** The sweep under way: taken up to and including `after`; `top` is where the next one begins. */
  page: { after: string; top: string } | null;
}

interface Limits {
  /** Rows taken by one pull, besides those that share the last one's watermark. */
  rows: number;
}

/** A row of mapped columns is seldom longer than a kilobyte: then this is `BYTES_PER_PULL`. */
const ROWS_PER_PULL = 250_000;
const PART_BYTES = 64 << 20;
/** Numbers that were given out but not yet stored when the highest one was seen. */
const NUMBER_OVERLAP = 1_000n;
const LONGEST_QUERY_S = 1_800;

export const readDatabase = databaseReader({ rows: ROWS_PER_PULL });

export function databaseReader(limits: Limits): Capture<'basis_data'> {
  return async (pull) => {
    const client = connect({ application: 'ruang-kendali-ingest', requestTimeoutMs: LONGEST_QUERY_S * 1_000 });
    try {
      return await readTable(pull, new RemoteTable(client, pull), limits);
    } catch (error) {
      pull.signal.throwIfAborted();
      throw databaseError(error, pull.connection);
    } finally {
      await client.close();
    }
  };
}

async function readTable(pull: Pull<'basis_data'>, table: RemoteTable, limits: Limits) {
  const { connection, range } = pull;
  const columns = await table.columns();
  const wanted = wantedColumns(columns, pull.mapping, connection);
  if (pull.isSample) {
    const { kunci } = connection;
    if (kunci !== null && !columns.some((column) => column.name === kunci))
      throw new PlainError(vanished([kunci], connection));
    if (connection.penanda !== null) watermark(columns, connection.penanda, connection);
    await copyRows(table, wanted, [], pull.spool, undefined, SAMPLE_RECORDS);
    return { cursor: null, more: true, note: '' };
  }
  if (connection.penanda === null) {
    if (range) throw new PlainError('Tabel ini tanpa kolom penanda: setiap tarikan sudah membaca seluruhnya.');
    await copyRows(table, wanted, [], pull.spool);
    return { cursor: null, more: false, note: '' };
  }
  const mark = watermark(columns, connection.penanda, connection);
  if (range) {
    if (!mark.isTime) {
      throw new PlainError(
        `Kolom penanda "${mark.column.name}" bukan waktu, jadi periode lama tidak dapat diminta. Pilih kolom waktu sebagai penanda.`,
      );
    }
    const zone = pull.source.zona_waktu ?? pull.profile.zona_waktu;
    const [from, to] = [localText(range.from, zone), localText(range.to, zone)];
    await copyRows(table, wanted, [mark.bound('>=', from), mark.bound('<', to)], pull.spool, mark);
    return { cursor: null, more: false, note: '' };
  }

  const { from, page } = (pull.cursor as Cursor | null) ?? { from: null, page: null };
  const lower = page
    ? [mark.bound('>', page.after)]
    : from === null
      ? []
      : [mark.bound('>=', mark.before(from, connection.tumpang_menit))];
  const { rows, top: newest } = await table.extent(mark, lower);
  const top = page?.top ?? newest ?? from;
  const unmarked = !page && from === null && mark.column.nullable ? await table.countUnmarked(mark) : 0;
  if (unmarked > 0) await copyRows(table, wanted, [mark.isNull()], pull.spool);
  let more = false;
  let last = newest;
  if (rows > 0) {
    last = rows > limits.rows ? await table.nth(mark, lower, limits.rows) : newest;
    more = last !== newest;
    await copyRows(table, wanted, [...lower, mark.bound('<=', last!)], pull.spool, mark);
  }
  return {
    cursor: (more ? { from, page: { after: last!, top: top! } } : { from: top, page: null }) satisfies Cursor,
    more,
    note: unmarked
      ? `${unmarked.toLocaleString('id-ID')} baris tanpa isi pada kolom penanda "${connection.penanda}" hanya dibaca pada tarikan pertama.`
      : '',
  };
}

interface Column {
  name: string;
  /** The engine's type, such as `DateTime64(6)`. */
  type: string;
  nullable: boolean;
}

/** A condition of the WHERE clause: constants of ours with placeholders, and what is bound to them. */
interface Condition {
  sql: string;
  params: Record<string, string>;
}

interface Mark {
  column: Column;
  isTime: boolean;
  bound: (operator: '>' | '>=' | '<' | '<=', value: string) => Condition;
  isNull: () => Condition;
  /** A little before a watermark. */
  before: (value: string, minutes: number) => string;
}

function watermark(columns: Column[], name: string, connection: Connection<'basis_data'>): Mark {
  const column = columns.find((c) => c.name === name);
  if (!column) throw new PlainError(vanished([name], connection));
  const isDay = /^Date(?:32)?$/.test(column.type);
  const isTime = isDay || column.type.startsWith('DateTime');
  if (!isTime && !/^U?Int\d+$/.test(column.type)) {
    throw new PlainError(
      `Kolom penanda "${name}" pada tabel "${connection.tabel}" bukan waktu dan bukan bilangan bulat. Pilih kolom lain, atau kosongkan penanda agar seluruh tabel dibaca setiap kali.`,
    );
  }
  const type = isTime ? 'String' : column.type;
  return {
    column,
    isTime,
    bound: (operator, value) => {
      const param = operator.startsWith('>') ? 'above' : 'below';
      return {
        sql: `{mark:Identifier} ${operator} {${param}:${type}}`,
        params: { mark: name, [param]: isDay ? value.slice(0, 10) : value },
      };
    },
    isNull: () => ({ sql: 'isNull({mark:Identifier})', params: { mark: name } }),
    before: (value, minutes) => {
      if (!isTime)
        return type.startsWith('U') && BigInt(value) < NUMBER_OVERLAP ? '0' : String(BigInt(value) - NUMBER_OVERLAP);
      const at = Date.parse(`${value.slice(0, 19).replace(' ', 'T')}${isDay ? '' : 'Z'}`);
      return new Date(at - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    },
  };
}

/** The columns that the mapping knows, under any of their spellings. */
function wantedColumns(
  columns: Column[],
  mapping: Mapping | undefined,
  connection: Connection<'basis_data'>,
): Column[] {
  if (!mapping) return columns;
  const header = columns.map((c) => c.name);
  const missing = missingColumns(mapping, header);
  if (missing.length > 0) throw new PlainError(vanished(missing, connection));
  const places = [...mapping.required, ...mapping.optional].flatMap((name) => placesOf(mapping, name, header));
  return [...new Set(places)].map((place) => columns[place]!);
}

const vanished = (names: string[], { tabel }: Connection<'basis_data'>) =>
  `Kolom ${names
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join(
      ', ',
    )} tidak ada pada tabel "${tabel}". Periksa namanya, atau tanyakan kepada pengelola sistem apakah tabelnya berubah.`;

/** A table of another server as the engine sees it. Address, names, account and password are bound, never part of a statement. */
class RemoteTable {
  private readonly sql: string;
  private readonly params: Record<string, string>;

  constructor(
    private readonly client: ClickHouseClient,
    private readonly pull: Pull<'basis_data'>,
  ) {
    const { mesin, alamat, porta, basis, skema, tabel, pengguna } = pull.connection;
    const account = '{remote_table:String}, {remote_user:String}, {remote_password:String}';
    this.sql =
      mesin === 'mysql'
        ? `mysql({remote_address:String}, {remote_database:String}, ${account})`
        : `postgresql({remote_address:String}, {remote_database:String}, ${account}, {remote_schema:String})`;
    const host = alamat.includes(':') ? `[${alamat}]` : alamat;
    this.params = {
      remote_address: `${host}:${porta ?? (mesin === 'mysql' ? 3306 : 5432)}`,
      remote_database: basis,
      remote_table: tabel,
      remote_user: pengguna,
      remote_password: pull.secret ?? '',
      ...(mesin === 'mysql' ? {} : { remote_schema: skema ?? 'public' }),
    };
  }

  private async ask(query: string, params: Record<string, unknown> = {}) {
    return this.client.query({
      query,
      query_params: { ...this.params, ...params },
      format: 'JSONEachRow',
      abort_signal: this.pull.signal,
      clickhouse_settings: {
        max_execution_time: LONGEST_QUERY_S,
        max_bytes_before_external_sort: '100000000',
        output_format_json_quote_64bit_integers: 0,
      },
    });
  }

  async columns(): Promise<Column[]> {
    const rows = await (await this.ask(`DESCRIBE TABLE ${this.sql}`)).json<{ name: string; type: string }>();
    return rows.map(({ name, type }) => {
      const inner = /^Nullable\((.+)\)$/.exec(type)?.[1];
      return { name, type: inner ?? type, nullable: inner !== undefined };
    });
  }

  /** How many rows there are in bounds, and their highest watermark. */
  async extent(mark: Mark, bounds: Condition[]): Promise<{ rows: number; top: string | null }> {
    const rows = await this.marks(mark, bounds, 'SELECT count() AS rows, toString(max(mark)) AS top', '').then((r) =>
      r.json<{ rows: number; top: string | null }>(),
    );
    const found = rows[0]!;
    return { rows: Number(found.rows), top: Number(found.rows) > 0 ? found.top : null };
  }

  /** The watermark of the nth row in bounds. */
  async nth(mark: Mark, bounds: Condition[], n: number): Promise<string> {
    const rows = await this.marks(
      mark,
      bounds,
      'SELECT toString(mark) AS top',
      'ORDER BY mark LIMIT 1 OFFSET {n:UInt64}',
      {
        n: n - 1,
      },
    ).then((r) => r.json<{ top: string }>());
    return rows[0]!.top;
  }

  async countUnmarked(mark: Mark): Promise<number> {
    const rows = await this.marks(mark, [mark.isNull()], 'SELECT count() AS rows', '').then((r) =>
      r.json<{ rows: number }>(),
    );
    return Number(rows[0]!.rows);
  }

  private marks(mark: Mark, bounds: Condition[], select: string, order: string, params: Record<string, unknown> = {}) {
    const { sql, params: bound } = where(bounds);
    return this.ask(`${select} FROM (SELECT {mark:Identifier} AS mark FROM ${this.sql} ${sql}) ${order}`, {
      mark: mark.column.name,
      ...bound,
      ...params,
    });
  }

  /** The rows in bounds as JSON lines, every value as text; `most` = 0: all of them. */
  async *rows(columns: Column[], bounds: Condition[], mark: Mark | undefined, most: number): AsyncGenerator<string> {
    const { sql, params } = where(bounds);
    const names = Object.fromEntries(columns.map((column, i) => [`c${i}`, column.name]));
    const { kunci, mesin } = this.pull.connection;
    const asked = [...columns.map((_, i) => `{c${i}:Identifier} AS v${i}`)];
    const order: string[] = [];
    if (mark) {
      for (const [alias, name] of [['o0', mark.column.name], ...(kunci ? [['o1', kunci]] : [])] as [string, string][]) {
        asked.push(`{${alias}:Identifier} AS ${alias}`);
        names[alias] = name;
        order.push(alias);
      }
    }
    const result = await this.ask(
      `SELECT ${columns.map((column, i) => `${textSql(`v${i}`, column.type, mesin)} AS {c${i}:Identifier}`).join(', ')}
      FROM (SELECT ${asked.join(', ')} FROM ${this.sql} ${sql})
      ${order.length ? `ORDER BY ${order.join(', ')}` : ''} ${most ? 'LIMIT {most:UInt64}' : ''}`,
      { ...names, ...params, ...(most ? { most } : {}) },
    );
    for await (const rows of result.stream()) {
      for (const row of rows) yield row.text;
    }
  }
}

function where(conditions: Condition[]): Condition {
  return {
    sql: conditions.length ? `WHERE ${conditions.map((c) => c.sql).join(' AND ')}` : '',
    params: Object.assign({}, ...conditions.map((c) => c.params)),
  };
}

/** A value as the text of an export: exact numbers, times to the second, '' for NULL and for bytes that are no text. */
function textSql(value: string, type: string, engine: 'mysql' | 'postgresql'): string {
  if (type === 'String') return `if(isValidUTF8(ifNull(${value}, '')), ifNull(${value}, ''), '')`;
  if (!type.startsWith('Date')) return `ifNull(toString(${value}), '')`;
  const text = `ifNull(substring(toString(${value}), 1, 19), '')`;
  // MySQL's date of zeros, which means none, arrives as the engine's first one.
  return engine === 'mysql' ? `if(${text} IN ('1970-01-01', '1970-01-01 00:00:00'), '', ${text})` : text;
}

async function copyRows(
  table: RemoteTable,
  columns: Column[],
  bounds: Condition[],
  spool: Spool,
  mark?: Mark,
  most = 0,
): Promise<void> {
  let part: SpoolPart | undefined;
  let size = 0;
  try {
    for await (const line of table.rows(columns, bounds, mark, most)) {
      part ??= await spool.part('baris.jsonl');
      await part.write(`${line}\n`);
      size += line.length + 1;
      if (size < PART_BYTES) continue;
      await part.close();
      part = undefined;
      size = 0;
    }
    await part?.close();
  } catch (error) {
    await part?.drop();
    throw error;
  }
}

/** A moment as a database of that zone writes it. */
function localText(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
}
