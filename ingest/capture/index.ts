import { type ConnectedKind, connections } from '../../clickhouse/city/connections';
import type { CitySource } from '../../clickhouse/city/schema';
import type { Capture } from './capture';
import { readDatabase } from './database';
import { takeFolder } from './folder';
import { followLog } from './follow-log';
import { http } from './http';
import { readMailbox } from './mailbox';
import { open311 } from './open311';
import { push } from './push';
import { siteScan } from './site-scan';

/** How each kind of source is pulled: one file a kind. */
const captures: { [K in ConnectedKind]: Capture<K> } = {
  berkas: takeFolder,
  log_akses: followLog,
  basis_data: readDatabase,
  surel: readMailbox,
  http,
  open311,
  dorong: push,
  pindai: siteScan,
};

/** How this source is pulled; undefined when its files are given by hand. What is pushed needs no address. */
export function captureOf(source: CitySource): Capture<ConnectedKind> | undefined {
  if (source.sambungan === null && source.jenis !== 'dorong') return undefined;
  return captures[source.jenis] as Capture<ConnectedKind> | undefined;
}

/** The connection of a source with its defaults filled in. */
export function connectionOf(source: CitySource) {
  if (!captureOf(source)) throw new Error(`${source.id} has no connection`);
  return connections[source.jenis as ConnectedKind].parse(source.sambungan ?? {});
}
