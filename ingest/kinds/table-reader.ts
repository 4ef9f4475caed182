import { createHash } from 'node:crypto';
import { ahead } from '../files/ahead';
import { CHUNK_LIMITS } from '../files/record';
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
        let sha256: string | undefined;
        yield {
          records: count,
          bytes: body.length,
          header,
          sha256: () => {
            sha256 ??= createHash('sha256').update(body).digest('hex');
            return sha256;
          },
          stage: (client) => stageRecords(client, sql, body, params, form.settings),
        };
      }
    },
  };
}

/**
 * A file's chunks in the form the engine reads them. Three buffers serve in turn: for the two chunks on their way and the one that
 * is cut ahead. What a chunk holds is gone when the second one after it is asked for.
 */
async function* bodies(
  file: RecordFile,
  layout: RecordLayout,
): AsyncGenerator<{ header: string[]; form: RecordForm; count: number; body: Buffer }> {
  const buffers = [new GrowingBuffer(), new GrowingBuffer(), new GrowingBuffer()];
  let form: RecordForm | undefined;
  let count = 0;
  for await (const { header, delimiter, records, endsChunk } of recordParts(file, layout)) {
    form ??= formOf(header.length, delimiter);
    if (records.length) buffers[0]!.add(`${count > 0 ? form.separator : ''}${form.body(records)}`);
    count += records.length;
    if (!endsChunk) continue;
    const filled = buffers.shift()!;
    buffers.push(filled);
    yield { header, form, count, body: filled.take() };
    count = 0;
  }
}

/** Text as bytes, in memory that is used again. */
class GrowingBuffer {
  private bytes = Buffer.allocUnsafeSlow(CHUNK_LIMITS.chars + (4 << 20)); // what is never written to takes no memory
  private length = 0;

  add(text: string): void {
    if (this.length + 3 * text.length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.bytes.length + 3 * text.length);
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.length += this.bytes.write(text, this.length);
  }

  /** What was added, until something is added again. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }
}
