import type { FactTable } from '../warehouse/fact-tables';

/**
 * Rows worked out from facts so that pages need not do so each time. They hold nothing that their facts and the city profile do
 * not say, and are worked out anew when these have changed (`keep.ts`).
 */
export interface DerivedTable {
  /** Its first column is `built UInt64`, its partition key. */
  name: string;
  /** Tables of facts that it rests on. */
  from: readonly FactTable[];
  /** Selects its rows with all columns but `built`, by their names; {timezone:String} is the city's zone. */
  select: string;
}
