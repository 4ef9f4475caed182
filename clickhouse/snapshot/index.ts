import { currentCity } from '../city/apply';
import { PartReader } from './parts';
import { readSummary, type Summary } from './summary';
import { tileGroups } from './tile-readings';

export type { Feed, Feeds } from './feeds';

/** Everything that all scenes of the wall show, at one moment. It survives JSON: only dates, numbers, texts and null. */
export interface CitySnapshot extends Summary {
  /** The moment that it was read for. */
  at: Date;
  city: {
    name: string;
    timezone: string;
    /** Its figures are generated: "data contoh". */
    isExample: boolean;
    /** Version of the city profile. */
    version: number;
  };
  /** Names of the parts that could not be read. */
  unread: string[];
}

/** Reads the whole city. Throws only when nothing of it can be read. */
export async function readCitySnapshot(at: Date): Promise<CitySnapshot> {
  const { version, profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const reader = new PartReader<string>();
  const groups = tileGroups(at, timezone, null);
  const summary = await readSummary(reader, { at, timezone, skpd: null, groups, until: at });
  reader.mustHaveRead();
  return {
    at,
    city: { name: profile.nama, timezone, isExample: profile.data_contoh, version },
    ...summary,
    unread: reader.failed.map(({ part }) => part),
  };
}
