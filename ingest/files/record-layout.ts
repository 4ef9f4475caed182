/** What a mapping knows of the files it reads, beyond its columns. Everything else is told by the file itself. */
export interface RecordLayout {
  /** Names of the columns that the mapping reads. Fields of JSON records are looked up by them, `a.b` reaches into objects. */
  columns: string[];
  /** Where the records of a JSON document stand, such as `data` or `result.items`; unset = the document, or its only array. */
  rows?: string;
  /** Names of the places, when a record is an array (SPSE). */
  positions?: string[];
  /** Worksheet of a workbook; unset = the first that has a header with the mapping's columns. */
  sheet?: string;
}
