import { type StandingAlarm, standingAlarms } from '../alarms';
import { currentCity } from '../city/apply';
import { localDate } from '../local-time';
import { type DeclaredSummary, declaredBoard } from '../maturity/declared';
import { type ComplaintsPart, readComplaints } from './complaints';
import { type ParticipationPart, readParticipation } from './participation';
import { PartReader } from './parts';
import { readServices, type ServicesPart } from './services';
import { readSummary, type Summary } from './summary';
import { tileGroups } from './tile-readings';
import { readWebsites, type WebsitesPart } from './websites';

export type { ComplaintsPart } from './complaints';
export type { Feed, Feeds } from './feeds';
export type { ParticipationPart } from './participation';
export type { ServicesPart } from './services';
export type { WebsitesPart } from './websites';

/**
 * Everything that all scenes of the wall show, at one moment. A part that could not be read is null and named in `unread`.
 * It survives JSON: only dates, finite numbers, texts, lists and null.
 */
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
  complaints: ComplaintsPart | null;
  services: ServicesPart | null;
  participation: ParticipationPart | null;
  websites: WebsitesPart | null;
  /** By office, the newest index that it declares of itself. */
  declared: Record<string, DeclaredSummary> | null;
  alarms: StandingAlarm[] | null;
  unread: string[];
}

/** A snapshot, and how long each of its parts took in milliseconds. */
export interface MeasuredSnapshot {
  snapshot: CitySnapshot;
  timings: Record<string, number>;
  /** What went wrong in the parts that are null, for the log. */
  failures: { part: string; error: unknown }[];
}

/** Reads the whole city. Throws only when nothing of it can be read. */
export async function measureCitySnapshot(at: Date): Promise<MeasuredSnapshot> {
  const { version, profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const reader = new PartReader<string>();
  const groups = tileGroups(at, timezone, null);
  const [summary, complaints, services, participation, websites, declared, alarms] = await Promise.all([
    readSummary(reader, { at, timezone, skpd: null, groups, until: at }),
    reader.read('aduan', readComplaints(at, timezone)),
    reader.read('layanan', readServices(at, timezone)),
    reader.read('partisipasi', readParticipation(at, timezone)),
    reader.read('situs', readWebsites(at, profile)),
    reader.read('dinyatakan', declaredBoard(localDate(at, timezone).year)),
    reader.read('alarm', standingAlarms({ at })),
  ]);
  reader.mustHaveRead();
  const snapshot: CitySnapshot = {
    at,
    city: { name: profile.nama, timezone, isExample: profile.data_contoh, version },
    ...summary,
    complaints,
    services,
    participation,
    websites,
    declared,
    alarms,
    unread: reader.failed.map(({ part }) => part),
  };
  return { snapshot, timings: reader.timings, failures: reader.failed };
}

export const readCitySnapshot = async (at: Date): Promise<CitySnapshot> => (await measureCitySnapshot(at)).snapshot;
