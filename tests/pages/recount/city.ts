import { parse } from 'yaml';
import { warehouse } from '../../../clickhouse/warehouse/client';

/** Moments are whole seconds since 1970. The demo city lies in a zone without summer time. */
const OFFSET_SECONDS = 7 * 3600;
export const DAY_SECONDS = 86_400;
/** The local day of a moment as a number of days, and its hour, ISO weekday and month (months since year 0). */
export const localDay = (at: number) => Math.floor((at + OFFSET_SECONDS) / DAY_SECONDS);
export const localHour = (at: number) => Math.floor((((at + OFFSET_SECONDS) % DAY_SECONDS) + DAY_SECONDS) / 3600) % 24;
export const localWeekday = (at: number) => ((localDay(at) + 3) % 7) + 1;
export const localMonth = (at: number) => {
  const day = new Date((at + OFFSET_SECONDS) * 1000);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
};
export const startOfDay = (day: number) => day * DAY_SECONDS - OFFSET_SECONDS;
export const startOfMonth = (month: number) =>
  Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / 1000 - OFFSET_SECONDS;

export interface ServiceEvent {
  skpd: string;
  service: string;
  case_id: string;
  step: string;
  t: number;
  time_known: boolean;
  channel: string;
  officer: string;
  amount: number | null;
  wilayah: string;
  source_id: string;
  user: string;
  kiosk: string;
  counter: string;
  unit: string;
  number: string;
  /** The case of another office that it belongs to. */
  linked: string;
}
export interface TenderEvent {
  skpd: string;
  case_id: string;
  step: string;
  t: number;
  amount: number | null;
  attributes: Record<string, string>;
}
export interface ComplaintVersion {
  source_id: string;
  tracking_id: string;
  t: number;
  seen: number;
  skpd: string;
  wilayah: string;
  classification: string;
  category: string;
  status: string;
  closed_by: string;
  channel: string;
  has_point: boolean;
  longitude: number | null;
  latitude: number | null;
  secret: boolean;
  title: string;
  status_given: string;
  row: number;
}
interface Message {
  skpd: string;
  channel: string;
  thread_id: string;
  t: number;
  direction: string;
}
export interface Act {
  source_id: string;
  record_key: string;
  t: number;
  skpd: string;
  wilayah: string;
  level: string;
  process: string;
  act: string;
  participant: string;
  outcome: string;
  subject: string;
  channel: string;
}
interface Sheet {
  t: number;
  skpd: string;
  service: string;
  wilayah: string;
  sex: string;
  age_group: string;
  education: string;
  occupation: string;
  answers: (number | null)[];
}
export interface Hit {
  t: number;
  skpd: string;
  site: string;
  visitor: string;
  method: string;
  path: string;
  kind: string;
  status: number;
  referrer_host: string;
  agent_class: string;
  agent_rule: string;
  duration_ms: number | null;
}
/** Something that happened to an alarm, as it was written. */
export interface Happening {
  alarm_id: string;
  rule: string;
  subject: string;
  kind: string;
  event_key: string;
  at: number;
  severity: string;
  value: number | null;
  against: number | null;
  until: number | null;
}
interface CalendarDay {
  isWorking: boolean;
  closesMinute: number;
}

/** The whole warehouse of a small city, as rows: every recount is slow and obvious TypeScript over them. */
export interface City {
  events: ServiceEvent[];
  /** The steps of tender packages, with what their source tells of them. */
  tenders: TenderEvent[];
  complaints: ComplaintVersion[];
  messages: Message[];
  acts: Act[];
  sheets: Sheet[];
  hits: Hit[];
  /** The oldest first. */
  happenings: Happening[];
  services: Map<string, { skpd: string; audience: string; slaValue: number | null; slaUnit: string }>;
  /** kecamatan code -> residents. */
  residents: Map<string, number | null>;
  kelurahan: string[];
  /** Name of a kecamatan -> its code. */
  codes: Map<string, string>;
  offices: string[];
  /** Names of offices, services, regions and sources by their code. */
  names: Map<string, string>;
  rules: { kind: string; key: string; value: number; unit: string }[];
  /** calendar -> local day -> what it is. */
  calendars: Map<string, Map<number, CalendarDay>>;
  sources: { source_id: string; name: string; mapping: string; feeds: string[]; expected: number | null }[];
  /** source -> moments at which a run of it ended well. */
  runs: Map<string, number[]>;
  /** source -> its newest record by the ledger, or the last sight of a complaint. */
  heard: Map<string, number>;
  /** The transactions on sites that the profile tells. */
  funnels: { kode: string; situs?: string; langkah: { pola: string; metode?: string }[] }[];
}

async function rows<Row>(sql: string, query_params = {}): Promise<Row[]> {
  const result = await warehouse().query({
    query: sql,
    query_params,
    format: 'JSONEachRow',
    clickhouse_settings: { output_format_json_quote_64bit_integers: 0, output_format_json_quote_decimals: 0 },
  });
  return result.json<Row>();
}

/** `now`: the moment of the pages, in seconds. */
export async function readCity(now: number): Promise<City> {
  const newest = `profile_version = (SELECT max(version) FROM city_profiles)`;
  const [
    events,
    tenders,
    complaints,
    messages,
    acts,
    sheets,
    hits,
    services,
    regions,
    offices,
    rules,
    days,
    sources,
    runs,
    [profile],
    newestRecords,
    happenings,
  ] = await Promise.all([
    rows<ServiceEvent>(`SELECT skpd, service, case_id, step, toUnixTimestamp(time) AS t, time_known, channel, toString(officer) AS officer,
        amount, wilayah, source_id, lower(attributes['pengguna']) AS user, attributes['kios'] AS kiosk, attributes['loket'] AS counter,
        attributes['unit'] AS unit, attributes['nomor'] AS number, linked_case AS linked FROM service_events ORDER BY time, record_key, record_row`),
    rows<TenderEvent>(
      `SELECT skpd, case_id, step, toUnixTimestamp(time) AS t, amount, attributes FROM service_events WHERE service = 'pengadaan'`,
    ),
    rows<ComplaintVersion>(`SELECT source_id, tracking_id, toUnixTimestamp(time) AS t, toUnixTimestamp(observed_at) AS seen, skpd, wilayah,
        classification, category, status, closed_by, channel, latitude IS NOT NULL AS has_point, longitude, latitude, secret,
        title, status_given, record_row AS row
        FROM complaints ORDER BY observed_at, record_row, record_key`),
    rows<Message>(
      `SELECT skpd, channel, thread_id, toUnixTimestamp(time) AS t, direction FROM interactions ORDER BY time, record_key`,
    ),
    rows<Act>(`SELECT source_id, toString(record_key) AS record_key, toUnixTimestamp(time) AS t, skpd, wilayah, level, process, act,
        toString(participant) AS participant, outcome, subject, channel FROM participation ORDER BY time, record_key`),
    rows<Sheet>(`SELECT toUnixTimestamp(time) AS t, skpd, service, wilayah, sex, age_group, education, occupation,
        [persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, pengaduan, sarpras] AS answers FROM survey_answers`),
    rows<Hit>(`SELECT toUnixTimestamp(time) AS t, skpd, site, toString(visitor) AS visitor, method, path, kind, status, referrer_host,
        agent_class, agent_rule, duration_ms FROM web_hits ORDER BY time`),
    rows<{ service: string; name: string; audience: string; slaValue: number | null; slaUnit: string; skpd: string }>(
      `SELECT service, name, skpd, audience, sla_value AS slaValue, sla_unit AS slaUnit FROM city_services WHERE ${newest}`,
    ),
    rows<{ wilayah: string; level: string; name: string; population: number | null }>(
      `SELECT wilayah, level, name, population FROM city_wilayah WHERE ${newest}`,
    ),
    rows<{ skpd: string; name: string }>(
      `SELECT skpd, if(short_name = '', name, short_name) AS name FROM city_skpd WHERE ${newest}`,
    ),
    rows<City['rules'][number]>(`SELECT kind, key, value, unit FROM city_rules WHERE ${newest}`),
    rows<{ calendar: string; day: number; is_working: boolean; closes_minute: number }>(
      `SELECT calendar, toUInt16(date) AS day, is_working, closes_minute FROM city_calendar WHERE ${newest}`,
    ),
    rows<City['sources'][number]>(
      `SELECT source_id, name, mapping, feeds, expected_every_minutes AS expected FROM city_sources WHERE ${newest}`,
    ),
    rows<{ source_id: string; at: number }>(
      `SELECT source_id, toUnixTimestamp(finished_at) AS at FROM ingest_runs WHERE state = 'selesai' AND finished_at IS NOT NULL`,
    ),
    rows<{ yaml: string }>(`SELECT yaml FROM city_profiles WHERE version = (SELECT max(version) FROM city_profiles)`),

    rows<{ source_id: string; at: number }>(
      `SELECT source_id, max(heard) AS at FROM (
        SELECT source_id, toUnixTimestamp(last_time) AS heard FROM ingest_chunks WHERE last_time IS NOT NULL
        UNION ALL SELECT source_id, toUnixTimestamp(observed_at) AS heard FROM complaints
      ) WHERE heard <= {now:UInt32} GROUP BY source_id`,
      { now: Math.floor(now) },
    ),
    rows<Happening>(`SELECT alarm_id, rule, subject, kind, event_key, toUnixTimestamp64Milli(at) / 1000 AS at, severity, value, against,
        toUnixTimestamp64Milli(until) / 1000 AS until FROM alarm_events
        ORDER BY at, indexOf(['naik', 'pesan', 'baca', 'bisu', 'bunyi', 'selesai'], kind)`),
  ]);
  const calendars: City['calendars'] = new Map();
  for (const { calendar, day, is_working, closes_minute } of days) {
    if (!calendars.has(calendar)) calendars.set(calendar, new Map());
    calendars.get(calendar)!.set(day, { isWorking: Boolean(is_working), closesMinute: closes_minute });
  }
  const ran: City['runs'] = new Map();
  for (const { source_id, at } of runs) ran.set(source_id, [...(ran.get(source_id) ?? []), at]);
  return {
    events,
    tenders,
    complaints,
    messages,
    acts,
    sheets,
    hits,
    happenings,
    services: new Map(services.map((one) => [one.service, one])),
    residents: new Map(regions.filter((r) => r.level === 'kecamatan').map((r) => [r.wilayah, r.population])),
    kelurahan: regions.filter((r) => r.level === 'kelurahan').map((r) => r.wilayah),
    codes: new Map(regions.filter((r) => r.level === 'kecamatan').map((r) => [r.name, r.wilayah])),
    offices: offices.map((one) => one.skpd),
    names: new Map([
      ...services.map((one): [string, string] => [one.service, one.name]),
      ...regions.map((one): [string, string] => [one.wilayah, one.name]),
      ...offices.map((one): [string, string] => [one.skpd, one.name]),
      ...sources.map((one): [string, string] => [one.source_id, one.name]),
    ]),
    rules,
    calendars,
    sources,
    runs: ran,
    heard: new Map(newestRecords.map(({ source_id, at }) => [source_id, at])),
    funnels: parse(profile!.yaml).corong_situs ?? [],
  };
}

/** Rows by what they belong to, each group in the order of the rows. */
export function groupBy<Row>(all: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of all) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** `36.71.04.1001` lies in kecamatan `36.71.04`; 'luar' = outside the city; '' = not told. */
export const kecamatanOf = (wilayah: string) =>
  wilayah === 'luar' ? 'luar' : wilayah.length >= 8 ? wilayah.slice(0, 8) : '';
