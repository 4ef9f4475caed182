import { addColumns, type Layout, table } from './ddl';

/** What the map rests on: borders that the engine can look points up in, and where complaints are. */
export const map = {
  id: 11,
  name: 'map',
  statements: (layout: Layout): string[] => [
    // A cell of a thousandth of a degree that the applied borders touch or hold (clickhouse/city/boundary-cells.ts); x and y are
    // millionths of a degree. kode: the kecamatan that holds all of it; '' = see its edges, of which `owners` tells whose each is.
    // boundaries: which set of borders, as the rule 'batas' of a profile names it.
    ...table(layout, {
      name: 'city_boundaries',
      columns: `
  boundaries UInt64,
  cell UInt64,
  kode LowCardinality(String),
  owners Array(LowCardinality(String)),
  x1 Array(Int32),
  y1 Array(Int32),
  x2 Array(Int32),
  y2 Array(Int32)`,
      orderBy: '(boundaries, cell)',
      shardBy: '1',
    }),
    ...addColumns(layout, 'complaint_states', [
      'latitude Nullable(Float64)',
      'longitude Nullable(Float64)',
      'point_kecamatan LowCardinality(String)',
    ]),
    // What was built before does not have them: everything is worked out once more.
    layout.kind === 'single'
      ? 'TRUNCATE TABLE ruang_kendali.derived_builds'
      : `TRUNCATE TABLE ruang_kendali.derived_builds_local ON CLUSTER '${layout.cluster}'`,
  ],
};
