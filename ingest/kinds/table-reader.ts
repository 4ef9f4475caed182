import { createHash } from 'node:crypto';
import { ahead } from '../files/ahead';
import type { RecordLayout } from '../files/record-layout';
import { type RecordFile, recordParts } from '../files/records';
import { factColumns } from '../ledger/staging';
import { layoutOf, type Mapping } from '../mappings/mapping';
import type { Reader } from './reader';
import { compileMapping, prepareTableSession, recordsBody, stageRecords } from './table';

const SEPARATOR = Buffer.from(',');

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
      for await (const { header, count, body } of ahead(bodies(file, layoutOf(mapping)))) {
        statement ??= compileMapping(mapping, header, columns, file.path);
        const sql = statement;
        yield {
          records: count,
          bytes: body.reduce((sum, part) => sum + part.length, 0),
          header,
          sha256: () => body.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex'),
          stage: (client) => stageRecords(client, sql, body, params),
        };
      }
    },
  };
}

/** A file's chunks in the form the engine reads them. */
async function* bodies(
  file: RecordFile,
  layout: RecordLayout,
): AsyncGenerator<{ header: string[]; count: number; body: Buffer[] }> {
  let parts: Buffer[] = [];
  let count = 0;
  for await (const { header, records, endsChunk } of recordParts(file, layout)) {
    if (records.length && parts.length) parts.push(SEPARATOR);
    if (records.length) parts.push(recordsBody(records));
    count += records.length;
    if (!endsChunk) continue;
    yield { header, count, body: parts };
    parts = [];
    count = 0;
  }
}
