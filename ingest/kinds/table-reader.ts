import { createHash } from 'node:crypto';
import { byteStream } from '../files/byte-stream';
import { csvChunks } from '../files/csv-records';
import { factColumns } from '../ledger/staging';
import { mappings } from '../mappings';
import type { Reader } from './reader';
import { compileMapping, prepareTableSession, recordsBody, stageRecords } from './table';

/** Reads a file of records in chunks, each parsed by the mapping in the engine. */
export async function tableReader(
  file: { path: string; fileBytes: number },
  mappingId: string,
  params: Record<string, unknown>,
): Promise<Reader> {
  const mapping = mappings[mappingId]!;
  const columns = await factColumns(mapping.table);
  return {
    table: mapping.table,
    looksBack: false,
    prepare: (client) => prepareTableSession(client, columns),
    chunks: async function* () {
      let statement: string | undefined;
      for await (const { header, records } of csvChunks(await byteStream(file.path, file.fileBytes), file.path)) {
        statement ??= compileMapping(mapping, header, columns, file.path);
        const sql = statement;
        const body = recordsBody(records);
        yield {
          records: records.length,
          bytes: body.length,
          sha256: () => createHash('sha256').update(body).digest('hex'),
          stage: (client) => stageRecords(client, sql, body, params),
        };
      }
    },
  };
}
