/**
 * How one kind of server writes a line of its access log. A format is SQL only: the engine parses, JavaScript looks at no more
 * than the head of a file to recognise it.
 */
export interface LogFormat {
  /** Kept as the format of a file, such as `combined`, `w3c`, `caddy-json`. */
  id: string;
  /** As people call it, for sentences. */
  name: string;
  /** Whether these first lines of a file (without line ends, at most a hundred) are of this format. */
  recognises: (head: string[]) => boolean;
  /**
   * Aliases of a WITH clause over `raw` (String: one line without its line end; over `directive` too where `directives` is set).
   * They end in these names, in bytes as given, undecoded values decoded, '-' and missing as '':
   * `problem` String ('' = a request; 'baris_kosong' and 'baris_petunjuk' are ignored; anything else is the reason of a reject),
   * `at` Nullable(DateTime('UTC')), `client` String (address), `host` String (lower case, no port), `method` String,
   * `target` String (path with query as requested), `status` UInt16, `bytes` UInt64, `referrer` String, `agent` String,
   * `duration_ms` Nullable(UInt32). Times without an offset are read in `{tz:String}`.
   */
  fieldsSql: string;
  /**
   * A short way for usual lines, for a format whose `fieldsSql` is slow with care: the same aliases, but `is_usual` UInt8 in place of
   * `problem`. A line that is not usual is read by `fieldsSql` after all; one that is must come out as it would there.
   */
  usualSql?: string;
  /** Set where a line is read by the last directive line before it (W3C `#Fields:`): how such a line begins. */
  directives?: string;
}
