import type { ConnectedKind, Connection } from '../../clickhouse/city/connections';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import type { Spool } from '../../clickhouse/data-folder/spool';
import type { Mapping } from '../mappings/mapping';

/** What a pull is given. `K` is the kind of the source, its connection checked. */
export interface Pull<K extends ConnectedKind = ConnectedKind> {
  source: CitySource;
  profile: CityProfile;
  connection: Connection<K>;
  /** The mapping of the source; undefined for access logs. */
  mapping: Mapping | undefined;
  /** Where the last finished pull stopped, as it said; null on the first. */
  cursor: unknown;
  /** Set when an older period is filled in: the cursor is then neither used nor moved. */
  range: { from: Date; to: Date } | null;
  /** The secret of the source, undefined when none is kept. */
  secret: string | undefined;
  spool: Spool;
  /** Ends a pull that takes too long, or whose worker stops. */
  signal: AbortSignal;
  /** Somebody waits before a screen: the first records are enough, and where the pull stopped is of no use. */
  isSample?: boolean;
}

/** So many records are enough to show what a source holds. */
export const SAMPLE_RECORDS = 1_000;

/** What a pull found. */
export interface Pulled {
  /** Where the next pull goes on: plain JSON, in force once the run has stored everything. */
  cursor: unknown;
  /** There is more than one run should hold: the next one starts at once. */
  more: boolean;
  /** One sentence worth showing beside the run, such as that the source lied about its total; '' = nothing. */
  note: string;
  /** Files that are read where they lie instead of from the spool. */
  files?: OutsideFile[];
}

/** A file outside of the spool as it was when a pull found it: it must still be so when it is loaded. */
export interface OutsideFile {
  path: string;
  size: number;
  /** When it was last written to, in ms. */
  changed: number;
}

/**
 * Copies what is new at a source into the spool, as files that any reader knows (CSV, JSON, log). It may be killed anywhere and
 * called again from the same cursor; what it then copies twice is stored once, because records have keys. What a clerk can mend
 * (wrong password, a login page instead of data) is a PlainError; anything else is tried again.
 */
export type Capture<K extends ConnectedKind> = (pull: Pull<K>) => Promise<Pulled>;

/** A run holds at most this much of a source; the rest comes with the next run. */
export const BYTES_PER_PULL = 256 << 20;
