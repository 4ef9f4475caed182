import { createHash } from 'node:crypto';
import { type RecordFile, recordParts } from '../files/records';
import { factColumns } from '../ledger/staging';
import { layoutOf, type Mapping } from '../mappings/mapping';
import type { Reader } from './reader';
import { compileMapping, prepareTableSession, recordsBody, stageRecords } from './table';

const NEWLINE = Buffer.from('\n');

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
      let bodies: Buffer[] = [];
      let count = 0;
      for await (const { header, records, endsChunk } of recordParts(file, layoutOf(mapping))) {
        if (records.length) bodies.push(recordsBody(records), NEWLINE);
        count += records.length;
        if (!endsChunk) continue;
        statement ??= compileMapping(mapping, header, columns, file.path);
        const sql = statement;
        const body = Buffer.concat(bodies);
        yield {
          records: count,
          bytes: body.length,
          header,
          sha256: () => createHash('sha256').update(body).digest('hex'),
          stage: (client) => stageRecords(client, sql, body, params),
        };
        bodies = [];
        count = 0;
      }
    },
  };
}
