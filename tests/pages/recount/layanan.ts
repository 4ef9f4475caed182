import { dueAt, workingDays } from './calendar';
import { type City, DAY_SECONDS, groupBy, kecamatanOf, localDay, localHour, type ServiceEvent } from './city';
import {
  type AnyRecount,
  type Ask,
  type Case,
  count,
  inPeriod,
  inTime,
  mean,
  median,
  percent,
  quantile,
  survivalMedian,
} from './recount';

const DECIDED = ['selesai', 'diserahkan', 'ditolak'];
const ABANDONED = ['dibatalkan', 'kedaluwarsa'];
const YEAR = 365 * DAY_SECONDS;
const USERS = ['umum', 'bisnis', 'pemerintah', 'pns', 'wna'];

/** One application as it stood at the end of the period. */
interface Application extends Case {
  skpd: string;
  service: string;
  channel: string;
  submitted: number;
  /** The submission has a known time. */
  startKnown: boolean;
  verified: number | null;
  /** From when the promise runs. */
  started: number;
  decided: boolean;
  decidedAt: number | null;
  byOfficer: boolean;
  refused: boolean;
  expired: boolean;
  abandonedAt: number | null;
  returned: number;
  completedAt: number | null;
  handedAt: number | null;
  workedAt: number | null;
  paid: number;
  due: number | null;
}

/** What services are split by: the hour is that of the first step; the kind of user is told, else that of the service. */
export function dimsOf(
  city: City,
  e: Pick<ServiceEvent, 'skpd' | 'service' | 'channel' | 'wilayah'>,
  at: number,
  all: ServiceEvent[],
) {
  const audience = city.services.get(e.service)?.audience ?? '';
  const told = all
    .map((one) => one.user)
    .filter((user) => USERS.includes(user))
    .sort()
    .at(-1);
  const ofService = ({ G2B: 'bisnis', G2G: 'pemerintah' } as Record<string, string>)[audience] ?? '';
  return {
    skpd: e.skpd,
    layanan: e.service,
    kanal: e.channel,
    kecamatan: kecamatanOf(e.wilayah),
    jam: String(localHour(at)),
    pengguna: told ?? ofService,
    hubungan: audience,
  };
}

const first = (times: number[]): number | null => (times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)));

const histories = new WeakMap<City, ServiceEvent[][]>();
/** The steps of every application, in their order; queue tickets are none. */
function historiesOf(city: City): ServiceEvent[][] {
  if (!histories.has(city)) {
    const all = [...groupBy(city.events, (e) => `${e.skpd} ${e.service} ${e.case_id}`).values()];
    histories.set(
      city,
      all.filter((steps) => steps.some((e) => e.step === 'diajukan')),
    );
  }
  return histories.get(city)!;
}

function applicationOf(city: City, steps: ServiceEvent[]): Application[] {
  const of = (...names: string[]) => steps.filter((e) => names.includes(e.step));
  const at = (...names: string[]) =>
    of(...names)
      .filter((e) => e.time_known)
      .map((e) => e.t);
  const [asked] = of('diajukan');
  if (!asked) return [];
  const verified = first(at('diverifikasi'));
  const started = verified ?? asked.t;
  const promise = city.services.get(asked.service);
  return [
    {
      at: asked.t,
      skpd: asked.skpd,
      service: asked.service,
      channel: asked.channel,
      submitted: asked.t,
      startKnown: of('diajukan').every((e) => e.time_known),
      verified,
      started,
      decided: of(...DECIDED).length > 0,
      decidedAt: first(at(...DECIDED)),
      byOfficer: of(...DECIDED).some((e) => e.officer !== '0'),
      refused: of('ditolak').length > 0,
      expired: of('kedaluwarsa').length > 0,
      abandonedAt: first(of(...ABANDONED).map((e) => e.t)),
      returned: of('dikembalikan').length,
      completedAt: first(at('selesai')),
      handedAt: first(at('diserahkan')),
      workedAt: at('dikembalikan', 'diverifikasi', 'diproses').at(-1) ?? null,
      paid: Math.max(0, ...steps.map((e) => Number(e.amount ?? 0))),
      due: dueAt(city, asked.skpd, started, promise?.slaValue ?? null, promise?.slaUnit ?? ''),
      dims: dimsOf(city, asked, asked.t, steps),
    },
  ];
}

const kept = new WeakMap<City, Map<string, Application[]>>();
/** Every application submitted before the end, by what was known then. */
export function applications(city: City, { to, skpd }: Ask): Application[] {
  if (!kept.has(city)) kept.set(city, new Map());
  const known = kept.get(city)!;
  const key = `${to} ${skpd}`;
  if (!known.has(key))
    known.set(
      key,
      historiesOf(city)
        .filter((steps) => skpd === '' || steps[0]!.skpd === skpd)
        .flatMap((steps) => applicationOf(city, steps.at(-1)!.t < to ? steps : steps.filter((e) => e.t < to))),
    );
  return known.get(key)!;
}

const submitted = (city: City, ask: Ask) => applications(city, ask).filter((one) => inPeriod(one.submitted, ask));

interface Decided extends Application {
  hours: number;
}
const decided = (city: City, ask: Ask): Decided[] =>
  applications(city, ask)
    .filter((one) => one.startKnown && inPeriod(one.decidedAt, ask))
    .map((one) => ({ ...one, at: one.decidedAt!, hours: Math.max(0, one.decidedAt! - one.submitted) / 3600 }));

export interface Due extends Application {
  inTime: boolean | null;
}
const due = (city: City, ask: Ask): Due[] =>
  applications(city, ask)
    .filter((one) => one.startKnown && inPeriod(one.due, ask))
    .filter((one) => one.decided || one.expired || one.abandonedAt === null || one.abandonedAt > one.due!)
    .map((one) => ({
      ...one,
      at: one.due!,
      inTime: !one.decided ? false : one.decidedAt === null ? null : one.decidedAt <= one.due!,
    }));

interface Open extends Application {
  age: number | null;
}
function open(city: City, ask: Ask): Open[] {
  const ended = (one: Application) => one.decided || one.abandonedAt !== null;
  return applications(city, ask)
    .filter((one) => !ended(one) && one.submitted >= ask.to - YEAR)
    .map((one) => ({ ...one, at: ask.to - 1, age: workingDays(city, one.skpd, one.submitted, ask.to - 1) }));
}

interface Waited extends Application {
  duration: number;
  happened: boolean;
}
/** In whole minutes; those of which only the step of the decision is known are left out. */
const waited = (city: City, ask: Ask): Waited[] =>
  submitted(city, ask)
    .filter((one) => one.startKnown && !(one.decided && one.decidedAt === null))
    .map((one) => {
      const end = one.decided ? one.decidedAt! : (one.abandonedAt ?? ask.to);
      return { ...one, happened: one.decided, duration: Math.floor(Math.max(0, end - one.submitted) / 60) };
    });

/** A kiosk is the machine told by the record, else by its key, else the office where it stands. */
const kioskOf = (e: ServiceEvent) => e.kiosk || (e.officer === '0' ? e.skpd : e.officer);
const kioskEvents = (city: City, from: number, to: number) => {
  const sources = city.sources.filter((s) => s.source_id.includes('kios') || s.mapping.includes('kios'));
  return city.events.filter((e) => e.t >= from && e.t < to && sources.some((s) => s.source_id === e.source_id));
};

interface Kiosk extends Case {
  idle: boolean;
}
function kiosks(city: City, ask: Ask): Kiosk[] {
  const heard = kioskEvents(city, ask.to - 90 * DAY_SECONDS, ask.to).filter(
    (e) => ask.skpd === '' || e.skpd === ask.skpd,
  );
  return [...groupBy(heard, kioskOf).values()].map((all) => ({
    at: ask.to - 1,
    idle: !all.some((e) => e.step === 'diajukan' && e.t >= ask.from),
    dims: { skpd: all.at(-1)!.skpd, kecamatan: kecamatanOf(all.at(-1)!.wilayah) },
  }));
}

const knows = ['skpd', 'layanan', 'kanal', 'kecamatan'];
export const SERVICE_FILTERS = knows;

export const layanan: Record<string, AnyRecount> = {
  permohonan_masuk: { cases: submitted, value: count, knows },
  permohonan_diputus: { cases: decided, value: count, knows },
  permohonan_terbuka: {
    cases: open,
    value: count,
    knows,
    isState: true,
    nUnchecked: true,
    parts: (cases: Open[], _, { to }) => ({
      lewat_janji: cases.filter((c) => c.due !== null && c.due < to).length,
      tanpa_janji: cases.filter((c) => c.due === null).length,
    }),
  },
  umur_terbuka: {
    cases: open,
    value: (cases: Open[]) => median(cases.flatMap((c) => c.age ?? [])),
    n: (cases: Open[]) => cases.filter((c) => c.age !== null).length,
    knows,
  },
  layanan_tepat_waktu: {
    cases: due,
    ...inTime,
    knows,
    parts: (_, city, ask) => {
      const all = submitted(city, ask).filter((c) => ofPage(c, ask));
      const told = all.filter((c) => c.channel !== '');
      return {
        permohonan: all.length,
        permohonan_hari_ini: all.filter((c) => localDay(c.submitted) === localDay(ask.now)).length,
        daring_persen: percent(told, (c) => c.channel === 'daring'),
      };
    },
  },
  layanan_tuntas: {
    cases: due,
    value: (cases: Due[]) => percent(cases, (c) => c.decided),
    knows,
    parts: (cases: Due[]) => ({ belum_diputus: cases.filter((c) => !c.decided).length }),
  },
  kanal_daring: {
    cases: submitted,
    value: (cases: Application[]) =>
      percent(
        cases.filter((c) => c.channel !== ''),
        (c) => c.channel === 'daring',
      ),
    n: (cases: Application[]) => cases.filter((c) => c.channel !== '').length,
    knows,
    parts: (cases: Application[]) => ({
      loket: cases.filter((c) => c.channel === 'loket').length,
      kios: cases.filter((c) => c.channel === 'kios').length,
      tanpa_kanal: cases.filter((c) => c.channel === '').length,
    }),
  },
  lama_layanan: { cases: decided, value: (cases: Decided[]) => median(cases.map((c) => c.hours)), knows },
  lama_layanan_p90: {
    cases: decided,
    value: (cases: Decided[]) =>
      quantile(
        cases.map((c) => c.hours),
        0.9,
      ),
    knows,
  },
  lama_layanan_km: {
    cases: waited,
    value: (cases: Waited[]) => {
      const minutes = survivalMedian(cases);
      return minutes === null ? null : minutes / 60;
    },
    knows,
  },
  dikembalikan: { cases: submitted, value: (cases: Application[]) => percent(cases, (c) => c.returned > 0), knows },
  bolak_balik: { cases: submitted, value: (cases: Application[]) => percent(cases, (c) => c.returned > 1), knows },
  ditolak: { cases: decided, value: (cases: Decided[]) => percent(cases, (c) => c.refused), knows },
  biaya_transaksi: {
    cases: decided,
    value: (cases: Decided[]) => mean(cases.filter((c) => c.paid > 0).map((c) => c.paid)),
    n: (cases: Decided[]) => cases.filter((c) => c.paid > 0).length,
    knows,
  },
  ekios_aktif: {
    cases: (city, { to }) =>
      [...groupBy(kioskEvents(city, to - DAY_SECONDS, to), kioskOf).values()].map((all) => ({
        at: all[0]!.t,
        dims: {},
      })),
    value: count,
    knows: ['skpd'],
    isState: true,
    nUnchecked: true,
    parts: (_, city, { to }) => ({
      pernah_aktif: new Set(kioskEvents(city, to - 90 * DAY_SECONDS, to).map(kioskOf)).size,
    }),
  },
  ekios_menganggur: {
    cases: kiosks,
    value: (cases: Kiosk[]) => percent(cases, (c) => c.idle),
    knows: ['skpd', 'kecamatan'],
  },
};

/** Whether a case is among those that the filters of the page leave. */
const ofPage = (one: Case, { filters }: Ask) =>
  Object.entries(filters).every(([name, wanted]) => one.dims[name] === wanted);
