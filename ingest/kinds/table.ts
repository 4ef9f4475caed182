import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import { PlainError } from '../../clickhouse/plain-error';
import type { CsvRecord } from '../files/csv-records';
import { type FactColumn, stagingDdl } from '../ledger/staging';
import type { Compiled, Expression } from '../mappings/fields';
import type { Mapping } from '../mappings/mapping';
import { encryptedSql, keyedHash128Sql } from '../privacy/mask';
import { asOneBlock } from './one-block';

/** A line with nothing on it, as exports have at their end: nothing to store and nothing to mend. */
const BLANK_LINE = "f = [''] AND broken = ''";

/** Compiles a mapping against a header into the one statement that parses records of such a file in the engine. */
export function compileMapping(mapping: Mapping, header: string[], columns: FactColumn[], path: string): string {
  const missing = mapping.required.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new PlainError(
      `Berkas ini bukan ${mapping.name}: kolom ${missing.map((m) => `"${m}"`).join(', ')} tidak ada. Kolom yang ditemukan: ${header.slice(0, 30).join(', ').slice(0, 300)}. Berkas: ${path}`,
    );
  }
  const column = (name: string) => {
    const at = header.indexOf(name);
    return at < 0 ? "''" : `f[${at + 1}]`;
  };
  const compiled = Object.entries({ ...mapping.identifiers, ...mapping.fields }).map(
    ([name, expression]: [string, Expression]) => [name, expression(column)] as const,
  );
  const byName = new Map<string, Compiled>(compiled);
  // Fields that others derive from come first as aliases of the WITH clause; the engine orders them itself.
  const aliases = compiled.map(([name, c]) => `(${c.sql}) AS ${name}`).join(',\n  ');
  const checks = [
    { when: `broken != ''`, reason: 'kutip_rusak', column: '' },
    { when: BLANK_LINE, reason: 'baris_kosong', column: '' },
    { when: `length(f) != ${header.length}`, reason: 'jumlah_kolom_berbeda', column: '' },
    ...compiled.flatMap(([, c]) => c.rejects),
  ];
  const sqlText = (s: string) => `'${s.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const firstReason = `multiIf(${checks.map((c) => `${c.when}, ${sqlText(c.reason)}`).join(', ')}, '')`;
  const firstColumn = `multiIf(${checks.map((c) => `${c.when}, ${sqlText(c.column)}`).join(', ')}, '')`;
  const keyParts = mapping.key.map((name) => `toString(${name})`);

  const sqlOf = (c: FactColumn) => {
    if (c.name === 'record_key')
      return `if(why = '', ${keyedHash128Sql('{source:String}', sqlText(mapping.id), ...keyParts)}, 0) AS record_key`;
    if (c.name === 'record_row') return `step_.1 AS record_row`;
    if (c.name === 'time_known' && mapping.finalStep) return `step_.3 AS time_known_`;
    if (c.name === 'step' && mapping.finalStep) return `step_.2 AS step_of_row`;
    if (c.name === 'skpd' && !byName.has('skpd')) return `{skpd:String} AS skpd`;
    return byName.has(c.name) ? c.name : `defaultValueOfTypeName(${sqlText(c.type)}) AS ${c.name}`;
  };
  const lastStep = mapping.finalStep ? `(${mapping.finalStep(column).sql})` : "''";
  const rows = mapping.finalStep
    ? `ARRAY JOIN if(why = '' AND ${lastStep} != '', [(0, step, true), (1, ${lastStep}, false)], [(0, step, true)]) AS step_`
    : `ARRAY JOIN [(0, '', true)] AS step_`;

  return `INSERT INTO staged (line, verdict, reject_reason, reject_detail, iv, text_encrypted, ${columns.map((c) => c.name).join(', ')})
WITH
  ${aliases},
  ${firstReason} AS why,
  substring(sipHash128ReferenceKeyed(({k0:UInt64}, {k1:UInt64}), {run:String}, {file:UInt16}, 'nonce', line), 1, 12) AS nonce
SELECT
  line, multiIf(why = '', 'ok', why = 'baris_kosong', 'abai', 'tolak'), why, ${firstColumn}, nonce,
  if(why IN ('', 'baris_kosong'), '', ${encryptedSql('toJSONString(f)', 'nonce')}),
  ${columns.map(sqlOf).join(',\n  ')}
FROM input('line UInt64, f Array(String), broken String')
${rows}
ORDER BY line
FORMAT JSONCompactEachRow`;
}

export async function prepareTableSession(client: ClickHouseClient, columns: FactColumn[]): Promise<void> {
  await client.command({ query: stagingDdl(columns) });
}

/** Parses records into the table `staged` by a compiled mapping. */
export async function stageRecords(
  client: ClickHouseClient,
  statement: string,
  body: Buffer,
  params: Record<string, unknown>,
): Promise<void> {
  await client.command({ query: 'TRUNCATE TABLE staged' });
  await asOneBlock(client, statement, Readable.from([body]), params);
}

/** Records in the form the engine reads them: the same records always give the same bytes. */
export function recordsBody(records: CsvRecord[]): Buffer {
  return Buffer.from(records.map((r) => JSON.stringify([r.line, r.fields, r.broken])).join('\n'));
}
