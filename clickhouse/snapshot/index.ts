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

export type { Feed, Feeds } from './feeds';
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

/**
 * Periods end at the end of the running minute, those of logs and of twelve months at that of the running ten minutes. Nothing
 * has happened yet in what is left of them, and so the same questions are asked until then: after a run of one source only what
 * rests on its tables is read anew, the rest is remembered (clickhouse/warehouse/remember.ts).
 */
const MINUTE_MS = 60_000;
const SLOW_STEP_MS = 10 * MINUTE_MS;
const endOfStep = (moment: Date, stepMs: number) => new Date(Math.ceil(moment.getTime() / stepMs) * stepMs);

/** Reads the whole city. Throws only when nothing of it can be read; `onFailure` hears of each part that could not. */
export async function readCitySnapshot(
  moment: Date,
  onFailure: (part: string, error: unknown) => void = () => {},
): Promise<CitySnapshot> {
  const at = endOfStep(moment, MINUTE_MS);
  const later = endOfStep(moment, SLOW_STEP_MS);
  const { version, profile } = await currentCity();
  const timezone = profile.zona_waktu;
  const reader = new PartReader<string>();
  const groups = tileGroups(at, timezone, null);
  const [summary, complaints, services, participation, websites, declared, alarms] = await Promise.all([
    readSummary(reader, { at, timezone, skpd: null, groups, until: at }),
    reader.read('aduan', readComplaints(at, timezone)),
    reader.read('layanan', readServices(at, timezone)),
    reader.read('partisipasi', readParticipation(later, timezone)),
    reader.read('situs', readWebsites(later, profile)),
    reader.read('dinyatakan', declaredBoard(localDate(at, timezone).year)),
    reader.read('alarm', standingAlarms({ at })),
  ]);
  reader.mustHaveRead();
  for (const { part, error } of reader.failed) onFailure(part, error);
  return {
    at: moment,
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
}
