import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { logReader } from '../kinds/log-reader';
import type { Reader } from '../kinds/reader';
import { tableReader } from '../kinds/table-reader';
import type { Mapping } from '../mappings/mapping';
import type { SurveyedFile } from './survey-file';

/** What a source needs to be read: its line of the profile, the profile, and its mapping (access logs have none). */
export interface ReadableSource {
  source: CitySource;
  profile: CityProfile;
  mapping: Mapping | undefined;
}

/** How a surveyed file of a source is read. `params` are the bound parameters of parsing, such as the zone `tz`. */
export function readerOf(
  file: SurveyedFile,
  { source, profile, mapping }: ReadableSource,
  params: Record<string, unknown>,
): Promise<Reader> | Reader {
  if (mapping) return tableReader(file, mapping, params);
  const settings = {
    sourceId: source.id,
    timezone: String(params.tz),
    site: source.situs ?? '',
    skpd: source.skpd,
    hosts: profile.skpd.flatMap((s) => s.hosts.map((host) => ({ host, skpd: s.kode }))),
  };
  return logReader(file, settings, params, file.logFormat);
}
