import type { FactTable } from '../warehouse/fact-tables';

/** What a source that is being made would become, as the worker tells the pages. */

/** umum: may be kept. pengenal: knows a record. pribadi: a person's, hashed only. bebas: free text, masked only. */
export type ColumnClass = 'umum' | 'pengenal' | 'pribadi' | 'bebas';

export interface ZoneDoubt {
  /** Zone in which the hours would make sense. */
  rather: string;
  /** Share of the times that fall at night, 0..1, as read now and as read in that zone. */
  atNight: number;
  atNightRather: number;
}

export interface Suggestion {
  id: string;
  name: string;
  /** Columns of the mapping that the file has, and those it must have and lacks. */
  found: number;
  missing: string[];
}

export interface PreviewColumn {
  name: string;
  /** By the mapping, or guessed by the name. */
  class: ColumnClass;
  /** The different values met, masked; empty when there are too many or they may not be shown. */
  values: string[];
}

export interface Preview {
  /** Of a log its id (`combined`, `w3c`, ...), else csv, json, jsonl or xlsx. */
  format: string;
  /** The mapping used, '' when none fits. */
  mapping: string;
  table: FactTable | '';
  /** Columns that the mapping needs and that are not there: then nothing is mapped. */
  missing: string[];
  suggestions: Suggestion[];
  /** Every mapping that could be chosen instead. */
  mappings: { id: string; name: string; table: FactTable }[];
  columns: PreviewColumn[];
  /** The first rows as read, masked; columns of persons hidden. */
  read: { line: number; cells: string[] }[];
  /** The first rows as they would be stored. */
  mapped: { line: number; fields: Record<string, string> }[];
  rejected: { line: number; reason: string; column: string }[];
  counts: { read: number; ok: number; rejected: number; ignored: number; reasons: Record<string, number> };
  /** Oldest and newest time of the rows that fit. */
  span: { first: string; last: string } | null;
  zone: string;
  doubt: ZoneDoubt | null;
  feeds: { metrics: string[]; probes: string[] };
}

/** How somebody chose a mapping on a screen: for each fact a column (or two) or a fixed value. */
export interface MappingChoices {
  id: string;
  nama: string;
  /** A fact table. */
  tabel: string;
  /** `kota`, `UTC` or an IANA zone. */
  zona?: string;
  kolom: { nama: string; kelas: ColumnClass }[];
  isi: Record<
    string,
    {
      /** One column; date and clock, or kecamatan and kelurahan, may be two. */
      kolom?: string[];
      tetap?: string;
      /** Given value -> stored value, where the fact knows a closed list. */
      nilai?: Record<string, string>;
      bulan_dulu?: boolean;
    }
  >;
  /** Column that knows a record, where the facts themselves do not. */
  kunci?: string;
  lintang?: string;
  bujur?: string;
}
