import type { FactTable } from '../../clickhouse/warehouse/fact-tables';
import type { RecordLayout } from '../files/record-layout';
import { normalName } from './expressions';
import type { MappingSpec } from './schema';

/** What the columns of one system's export mean: a mapping file that passed every check. */
export interface Mapping {
  id: string;
  /** The system, as people call it. */
  name: string;
  /** 'asli': the layout of a real export. 'kami': ours, because the system's own export is not public. */
  layout: 'asli' | 'kami';
  table: FactTable;
  /** Header columns that must be there; a file without them is not of this layout. */
  required: string[];
  optional: string[];
  spec: MappingSpec;
}

export function mappingOf(spec: MappingSpec): Mapping {
  const columns = Object.keys(spec.kolom);
  return {
    id: spec.id,
    name: spec.nama,
    layout: spec.tata_letak,
    table: spec.tabel,
    required: columns.filter((name) => spec.kolom[name]!.wajib),
    optional: columns.filter((name) => !spec.kolom[name]!.wajib),
    spec,
  };
}

/** What the reader of files needs to know of a mapping. */
export function layoutOf({ spec }: Mapping): RecordLayout {
  const { baris, posisi, lembar } = spec.berkas;
  return {
    columns: Object.entries(spec.kolom).flatMap(([name, { juga }]) => [name, ...juga]),
    ...(baris === undefined ? {} : { rows: baris }),
    ...(posisi === undefined ? {} : { positions: posisi }),
    ...(lembar === undefined ? {} : { sheet: lembar }),
  };
}

/**
 * Places (from 0) of a mapping's column in a header, under its name or another spelling; names that differ only in case and
 * signs are the same. Usually one; a file may have both an old and a new spelling.
 */
export function placesOf({ spec }: Mapping, column: string, header: string[]): number[] {
  const spellings = [column, ...(spec.kolom[column]?.juga ?? [])];
  const exact = spellings.flatMap((name) => (header.includes(name) ? [header.indexOf(name)] : []));
  if (exact.length) return exact;
  const taken = new Set(Object.entries(spec.kolom).flatMap(([name, { juga }]) => [name, ...juga]));
  const folded = spellings.map(normalName);
  return header.flatMap((name, i) => (!taken.has(name) && folded.includes(normalName(name)) ? [i] : []));
}

/** Required columns that a header lacks; a file that lacks one is not of this layout. */
export function missingColumns(mapping: Mapping, header: string[]): string[] {
  return mapping.required.filter((name) => placesOf(mapping, name, header).length === 0);
}
