import { type Layout, table } from './ddl';

/** Screens that show the wall. Append-only: the newest version of a screen wins. */
export const screens = {
  id: 9,
  name: 'screens',
  statements: (layout: Layout): string[] => [
    // state: aktif | dicabut. settings: how the screen shows the city, as JSON. The token itself is stored nowhere.
    ...table(layout, {
      name: 'screens',
      columns: `
  screen_id UUID,
  version UInt64,
  name String,
  token_sha256 String,
  settings String,
  state LowCardinality(String),
  paired_by String,
  paired_at DateTime64(3, 'UTC'),
  written_at DateTime64(3, 'UTC')`,
      replacingBy: 'version',
      orderBy: 'screen_id',
      shardBy: '1',
    }),
  ],
};
