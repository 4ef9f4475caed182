import type { ClickHouseSettings } from '@clickhouse/client';
import { type FileRecord, WrittenRecord } from '../files/record';

/** How records are sent to the engine, and how its statement sees them. The same records always give the same bytes. */
export interface RecordForm {
  /** What the statement reads from. */
  from: string;
  format: string;
  settings: ClickHouseSettings;
  /** SQL of the cell at a place, from 0. */
  cell: (place: number) => string;
  /** SQL of all cells as a list. */
  cells: string;
  /** A line with nothing on it, as exports have at their end: nothing to store and nothing to mend. */
  isBlank: string;
  /** A record with more or fewer cells than the header. */
  hasOtherCount: string;
  /** Records without a separator at the ends. */
  body: (records: FileRecord[]) => string;
  separator: string;
}

/** Signs that the engine takes for a delimiter of CSV: not a tab. */
const DELIMITERS = [',', ';', '|'];

/** How records of a file with so many columns are sent; `delimiter` of a text whose cells the engine may find itself. */
export const formOf = (columns: number, delimiter: string | undefined) =>
  delimiter && DELIMITERS.includes(delimiter) ? writtenForm(columns, delimiter) : listForm(columns);

/** Each record as a list of JSON: for records that JavaScript made. */
export function listForm(columns: number): RecordForm {
  return {
    from: `input('line UInt64, f Array(String), broken String')`,
    format: 'JSONCompactEachRow',
    settings: {},
    cell: (place) => `f[${place + 1}]`,
    cells: 'f',
    isBlank: `f = [''] AND broken = ''`,
    hasOtherCount: `length(f) != ${columns}`,
    // One call for many records takes two thirds of the time of a call for each.
    body: (records) => JSON.stringify(records.map((r) => [r.line, r.fields, r.broken])).slice(1, -1),
    separator: ',',
  };
}

/**
 * Records of delimited text as they were written, with their line before them: the engine finds their cells. A record with another
 * number of cells than the header stands as a list of JSON in the column `odd`, and so does a broken one.
 */
function writtenForm(columns: number, delimiter: string): RecordForm {
  const places = Array.from({ length: columns }, (_, place) => `w${place}`);
  const odd = (r: FileRecord) =>
    [r.line, r.broken, quoted(JSON.stringify(r.fields)), ...places.map(() => '')].join(delimiter);
  const written = (r: FileRecord) => {
    if (r instanceof WrittenRecord && r.isUntouched) {
      const isWhole = r.cellCount === columns && r.delimiter === delimiter && r.written !== '';
      // Behind a lone carriage return the engine would see a new line.
      if (isWhole && !r.written.includes('\r')) return `${r.line}${delimiter}${delimiter}${delimiter}${r.written}`;
    }
    const { fields } = r;
    if (r.broken || fields.length !== columns || (columns === 1 && fields[0] === '')) return odd(r);
    return [r.line, '', '', ...fields.map(quoted)].join(delimiter);
  };
  return {
    from: `input('line UInt64, broken String, odd String, ${places.map((w) => `${w} String`).join(', ')}')`,
    format: 'CSV',
    settings: {
      format_csv_delimiter: delimiter,
      format_csv_allow_double_quotes: 1,
      format_csv_allow_single_quotes: 0,
      input_format_csv_trim_whitespaces: 0,
      input_format_csv_detect_header: 0,
      input_format_null_as_default: 0, // \N is a text like any other
    },
    cell: (place) => places[place]!,
    cells: `if(odd = '', [${places.join(', ')}], JSONExtract(odd, 'Array(String)'))`,
    isBlank: `odd = '[""]' AND broken = ''`,
    hasOtherCount: `odd != ''`,
    body: (records) => records.map(written).join('\n'),
    separator: '\n',
  };
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
