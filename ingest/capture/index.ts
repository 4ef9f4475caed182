import { type ConnectedKind, connections } from '../../clickhouse/city/connections';
import type { CitySource } from '../../clickhouse/city/schema';
import type { Capture } from './capture';
import { followLog } from './follow-log';

/** How each kind of source is pulled: one file a kind. */
const captures: { [K in ConnectedKind]?: Capture<K> } = {
  log_akses: followLog,
};

/** How this source is pulled; undefined when its files are given by hand. */
export function captureOf(source: CitySource): Capture<ConnectedKind> | undefined {
  if (source.jenis === 'pindai' || source.sambungan === null) return undefined;
  return captures[source.jenis] as Capture<ConnectedKind> | undefined;
}

/** The connection of a source with its defaults filled in. */
export function connectionOf(source: CitySource) {
  if (source.jenis === 'pindai' || source.sambungan === null) throw new Error(`${source.id} has no connection`);
  return connections[source.jenis].parse(source.sambungan);
}
