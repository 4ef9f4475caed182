import { createHash } from 'node:crypto';
import { ahead } from '../files/ahead';
import type { RecordLayout } from '../files/record-layout';
import { type RecordFile, recordParts } from '../files/records';
import { factColumns } from '../ledger/staging';
import { layoutOf, type Mapping } from '../mappings/mapping';
import type { Reader } from './reader';
import { formOf, type RecordForm } from './record-forms';
import { compileMapping, prepareTableSession, stageRecords } from './table';

/** Reads a file of records in chunks, each parsed by the mapping in the engine. */
export async function tableReader(
  file: RecordFile,
  mapping: Mapping,
  params: Record<string, unknown>,
): Promise<Reader> {
  const columns = await factColumns(mapping.table);
  return {
    table: mapping.table,
    prepare: (client) => prepareTableSession(client, columns),
    chunks: async function* () {
      let statement: string | undefined;
      for await (const { header, form, count, body } of ahead(bodies(file, layoutOf(mapping)))) {
        statement ??= compileMapping(mapping, header, columns, file.path, form);
        const sql = statement;
        yield {
          records: count,
          bytes: body.reduce((sum, part) => sum + part.length, 0),
          header,
          sha256: () => body.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex'),
          stage: (client) => stageRecords(client, sql, body, params, form.settings),
        };
      }
    },
  };
}

/** A file's chunks in the form the engine reads them. */
async function* bodies(
  file: RecordFile,
  layout: RecordLayout,
): AsyncGenerator<{ header: string[]; form: RecordForm; count: number; body: Buffer[] }> {
  let form: RecordForm | undefined;
  let parts: Buffer[] = [];
  let count = 0;
  for await (const { header, delimiter, records, endsChunk } of recordParts(file, layout)) {
    form ??= formOf(header.length, delimiter);
    if (records.length) parts.push(Buffer.from(`${parts.length ? form.separator : ''}${form.body(records)}`));
    count += records.length;
    if (!endsChunk) continue;
    yield { header, form, count, body: parts };
    parts = [];
    count = 0;
  }
}
