import { utimes } from 'node:fs/promises';
import { z } from 'zod';
import type { Spool, SpoolPart } from '../../clickhouse/data-folder/spool';
import { DAMAGED, openRejectsParams, openRejectsSql } from '../../clickhouse/ledger/rejects';
import type { Run } from '../../clickhouse/ledger/runs';
import { DATABASE, warehouse } from '../../clickhouse/warehouse/client';
import { toldFormat } from './survey-file';

/** Places are written down so many at a time. */
const PLACES_PER_INSERT = 50_000;

const textsSql = `SELECT toString(o.run_id) AS run, o.file_no AS file, o.line AS line,
    o.shown = (o.run_id, o.file_no, o.line) AS is_shown, if(is_shown, o.text, '') AS text,
    f.name AS name, f.header AS header, f.observed_at AS observed_at, f.format AS format
  FROM (${openRejectsSql}) AS o
  LEFT JOIN (SELECT run_id, file_no, name, header, observed_at, format FROM ruang_kendali.ingest_files_newest
    WHERE source_id = {source:String}) AS f ON f.run_id = o.run_id AND f.file_no = o.file_no
  ORDER BY o.shown, is_shown DESC`;

const rejectRow = z.object({
  run: z.string(),
  file: z.number(),
  line: z.number(),
  /** False for an earlier sight of the record before it: it is read only once. */
  is_shown: z.number(),
  text: z.string(),
  name: z.string(),
  header: z.array(z.string()),
  observed_at: z.string(),
  format: z.string(),
});
type Reject = z.output<typeof rejectRow>;

/**
 * Copies the open rejects of a source into the spool as they once stood, one part for each of their files: a table under its own
 * header, a log line by line in the format of its file. A part is as old as the file it is from, so that an old complaint does not pass for news. Where
 * each record now stands is written down beside where it stood (`ingest_replays`); the ledger of the run tells the rest. Returns
 * one sentence, or '' when all could be copied.
 */
export async function spoolRejects(run: Run, runs: string[], isLog: boolean, spool: Spool): Promise<string> {
  const version = Date.now();
  const result = await warehouse().query({
    query: textsSql,
    format: 'JSONEachRow',
    query_params: openRejectsParams(run.source_id, { runs, skip: DAMAGED }),
  });
  let part: { of: string; observedAt: Date; writer: SpoolPart; line: number; number: number } | undefined;
  let parts = 0;
  let unreadable = 0;
  let current: { replay_file_no: number; replay_line: number } | undefined;
  let places: object[] = [];

  const closePart = async () => {
    if (!part) return;
    await part.writer.close();
    await utimes(part.writer.path, part.observedAt, part.observedAt);
    part = undefined;
  };
  const flushPlaces = async () => {
    if (places.length)
      await warehouse().insert({ table: `${DATABASE}.ingest_replays`, values: places, format: 'JSONEachRow' });
    places = [];
  };
  const openPart = async (reject: Reject, of: string) => {
    await closePart();
    const name = reject.name.replace(/^\d{4}-/, '').replace(/\.(?:gz|xlsx|jsonl?|tsv|txt)$/i, '');
    const writer = await spool.part(`tolak-${name}${isLog || name.endsWith('.csv') ? '' : '.csv'}`);
    part = { of, observedAt: new Date(reject.observed_at), writer, line: 1, number: parts };
    parts += 1;
    if (isLog) await writer.context(Buffer.from(toldFormat(reject.format)));
    else part.line += await writeRow(writer, reject.header);
    return part;
  };

  for await (const rows of result.stream()) {
    for (const row of rows) {
      const reject = rejectRow.parse(row.json());
      if (reject.is_shown) {
        current = undefined;
        if (reject.text === '' || (!isLog && reject.header.length === 0)) {
          unreadable += 1;
          continue;
        }
        const of = `${reject.run}/${reject.file}`;
        const into = part?.of === of ? part : await openPart(reject, of);
        current = { replay_file_no: into.number, replay_line: into.line };
        if (isLog) {
          await into.writer.write(`${reject.text}\n`);
          into.line += 1;
        } else into.line += await writeRow(into.writer, JSON.parse(reject.text));
      }
      if (!current) continue;
      places.push({
        source_id: run.source_id,
        run_id: reject.run,
        file_no: reject.file,
        line: reject.line,
        replay_run: run.run_id,
        version,
        ...current,
      });
      if (places.length >= PLACES_PER_INSERT) await flushPlaces();
    }
  }
  await closePart();
  await flushPlaces();
  return unreadable > 0
    ? `${unreadable.toLocaleString('id-ID')} catatan tidak dapat dibaca ulang karena isi atau judul kolomnya tidak tersimpan; muat lagi berkasnya.`
    : '';
}

/** Writes one row of a CSV file and returns how many lines it takes. */
async function writeRow(part: SpoolPart, cells: string[]): Promise<number> {
  const row = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  await part.write(`${row}\n`);
  return row.split('\n').length;
}
