import type { FactTable } from '../../clickhouse/warehouse/fact-tables';
import type { Expression } from './fields';

/**
 * What the columns of one system's export mean. Purely declarative: the parser compiles it to one SQL statement in which only
 * column positions and these constants stand; values of the city (offices, regions) arrive as bound parameters.
 */
export interface Mapping {
  id: string;
  /** The system, as people call it. */
  name: string;
  /** 'asli': the layout of a real export. 'kami': ours, because the system's own export is not public. */
  layout: 'asli' | 'kami';
  table: FactTable;
  /** Header columns that must be there; a file without them is not of this layout. */
  required: string[];
  optional?: string[];
  /** Names of `fields` or `identifiers` that together identify a record within its source. */
  key: string[];
  /** Values that only serve the key and are not kept. */
  identifiers?: Record<string, Expression>;
  /** Fact column -> where its value comes from. Columns not named get their type's empty value. */
  fields: Record<string, Expression>;
  /** Service events only: a second step that the record proves without telling its time; '' when there is none. */
  finalStep?: Expression;
}
