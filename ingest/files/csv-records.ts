import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { PlainError } from '../../clickhouse/plain-error';

export interface CsvRecord {
  /** Line of the file on which the record ends, counted from 1. */
  line: number;
  fields: string[];
  /** Set when the text could not be cut into fields; `fields` then holds the text as one. */
  broken: string;
}

/** What a chunk of a table holds at most; one chunk is parsed in the engine's memory at once. */
const RECORDS_PER_CHUNK = 50_000;
/** Longer than any record of a known export; beyond it a quote was never closed. */
const LONGEST_RECORD = 1 << 20;

export interface CsvChunk {
  header: string[];
  records: CsvRecord[];
}

/** Cuts a delimited file (comma, semicolon or tab; RFC 4180 quotes; UTF-8) into chunks of records with their line numbers. */
export async function* csvChunks(
  stream: Readable,
  path: string,
  perChunk = RECORDS_PER_CHUNK,
): AsyncGenerator<CsvChunk> {
  let header: string[] | undefined;
  let records: CsvRecord[] = [];
  const parser = parse({
    bom: true,
    delimiter: await sniffDelimiter(stream, path),
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_RECORD,
    info: true,
    on_skip: (error) => {
      const raw = String((error as { raw?: string } | undefined)?.raw ?? '');
      records.push({
        line: Number((error as { lines?: number } | undefined)?.lines ?? 0),
        fields: [raw],
        broken: 'kutip_rusak',
      });
      return undefined;
    },
  });
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (!header) {
      header = record.map((name) => name.replaceAll('\u00a0', ' ').trim());
      continue;
    }
    records.push({ line: info.lines, fields: record, broken: '' });
    if (records.length >= perChunk) {
      yield { header, records };
      records = [];
    }
  }
  if (!header) throw new PlainError(`Berkas kosong: ${path}`);
  if (records.length) yield { header, records };
}

/** The delimiter of the header line. Refuses what is no text at all. */
async function sniffDelimiter(stream: Readable, path: string): Promise<string> {
  const first = await new Promise<Buffer>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('end', () => resolve(Buffer.alloc(0)));
    stream.once('readable', () => resolve((stream.read() as Buffer | null) ?? Buffer.alloc(0)));
  });
  stream.unshift(first);
  if (first.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw new PlainError(`Berkas ini XLSX atau ZIP, bukan CSV: ${path}. Simpan sebagai CSV (UTF-8), lalu ulangi.`);
  }
  if (first.subarray(0, 4096).includes(0)) throw new PlainError(`Berkas ini bukan teks CSV: ${path}`);
  const line = first.toString('utf8').split('\n', 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((d) => [d, line.split(d).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
