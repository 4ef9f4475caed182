import { z } from 'zod';
import { currentCity } from '../../clickhouse/city/apply';
import { secrets } from '../../clickhouse/data-folder/secrets';
import { DAMAGED, DECIPHERED } from '../../clickhouse/ledger/rejects';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { findMapping } from '../mappings';
import { type Mapping, placesOf } from '../mappings/mapping';
import { maskedSql, privacyParams } from '../privacy/mask';

interface Place {
  runId: string;
  fileNo: number;
  line: number;
}

const headers = defineQuery({
  name: 'headers-of-files',
  sql: `SELECT toString(run_id) AS run, file_no AS file, header FROM ruang_kendali.ingest_files_newest
    WHERE source_id = {source:String} AND has({runs:Array(UUID)}, run_id)`,
  params: z.object({ source: z.string(), runs: z.array(z.uuid()) }),
  row: z.object({ run: z.string(), file: z.number(), header: z.array(z.string()) }),
});

const LONGEST_CELL = 300;

/** A line of a log without the last part of any address and without what a query string holds. */
const logLineSql = [
  [String.raw`\\b([0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3})\\.[0-9]{1,3}\\b`, String.raw`\\1.0`],
  [String.raw`\\b[0-9A-Fa-f:]*::[0-9A-Fa-f:.]*`, '::'],
  // A time after a date has three colons at most.
  ['(?:[0-9A-Fa-f]{1,4}:){4,}[0-9A-Fa-f]{1,4}', '::'],
  [String.raw`\\?[^ "]+`, '?…'],
].reduce((sql, [pattern, stand]) => `replaceRegexpAll(${sql}, '${pattern}', '${stand}')`, 'text');

/** Decrypted and masked inside the engine: only what may be shown leaves it. Cells that may not be shown become ''. */
const texts = defineQuery({
  name: 'reject-texts',
  sql: `WITH
      any(${DECIPHERED}) AS text,
      has({damaged:Array(String)}, any(reason)) AS is_damaged,
      JSONExtract(text, 'Array(String)') AS cells,
      {shown:Array(Array(UInt8))}[indexOf(arrayZip({header_runs:Array(UUID)}, {header_files:Array(UInt16)}), (run_id, file_no))] AS may
    SELECT toString(run_id) AS run, file_no AS file, line,
      if({is_log:Bool}, [toValidUTF8(substringUTF8(${maskedSql(logLineSql)}, 1, 1000))],
        arrayMap((cell, ok) -> if(ok AND NOT is_damaged, substringUTF8(${maskedSql('cell')}, 1, ${LONGEST_CELL}), ''),
          cells, arrayResize(may, length(cells)))) AS shown_cells,
      arrayMap(cell -> cell = '', cells) AS blank
    FROM ruang_kendali.ingest_rejects
    WHERE source_id = {source:String}
      AND (run_id, file_no, line) IN (SELECT arrayJoin(arrayZip({runs:Array(UUID)}, {files:Array(UInt16)}, {lines:Array(UInt64)})))
    GROUP BY run_id, file_no, line`,
  params: z.record(z.string(), z.unknown()),
  row: z.object({
    run: z.string(),
    file: z.number(),
    line: z.number(),
    shown_cells: z.array(z.string()),
    blank: z.array(z.number()),
  }),
});

export interface RejectText {
  cells: [column: string, text: string][];
}

/** What stands for a cell that may hold personal data. */
const HIDDEN = '[disembunyikan]';

/**
 * What some rejected records of a source held, one entry for each place. Masked like anything that is stored; a cell is shown
 * only when the mapping says that its column holds no person's name or number, and never when the record is damaged, since then
 * nobody knows which column a cell is of.
 */
export async function readRejectTexts(source: string, places: Place[]): Promise<RejectText[]> {
  if (places.length === 0) return [];
  const { profile } = await currentCity();
  const mappingId = profile.sumber.find((s) => s.id === source)?.pemetaan ?? '';
  const mapping = findMapping(mappingId, profile);
  const files = await headers({ source, runs: [...new Set(places.map((p) => p.runId))] });
  const rows = await texts({
    ...privacyParams(secrets()),
    source,
    damaged: DAMAGED,
    is_log: mapping === undefined,
    runs: places.map((p) => p.runId),
    files: places.map((p) => p.fileNo),
    lines: places.map((p) => p.line),
    header_runs: files.map((f) => f.run),
    header_files: files.map((f) => f.file),
    shown: files.map((f) => (mapping ? mayShow(mapping, f.header) : [])),
  });
  const key = (run: string, file: number, line: number) => `${run}/${file}/${line}`;
  const headerOf = new Map(files.map((f) => [`${f.run}/${f.file}`, f.header]));
  const byPlace = new Map(rows.map((row) => [key(row.run, row.file, row.line), row]));
  return places.map(({ runId, fileNo, line }) => {
    const row = byPlace.get(key(runId, fileNo, line));
    if (!row) return { cells: [] };
    const header = headerOf.get(`${runId}/${fileNo}`) ?? [];
    return {
      cells: row.shown_cells.map((text, i) => [header[i] ?? '', text === '' && row.blank[i] === 0 ? HIDDEN : text]),
    };
  });
}

/** 1 for each column of a header whose cells may be shown masked: the mapping knows it, and not as a person's own. */
function mayShow(mapping: Mapping, header: string[]): number[] {
  const shown = header.map(() => 0);
  for (const [name, { kelas }] of Object.entries(mapping.spec.kolom)) {
    if (kelas === 'pribadi') continue;
    for (const place of placesOf(mapping, name, header)) shown[place] = 1;
  }
  return shown;
}
