import { dueAt, workingDays } from './calendar';
import { type City, type ComplaintVersion, groupBy, kecamatanOf } from './city';
import {
  type AnyRecount,
  type Ask,
  type Case,
  count,
  inPeriod,
  inTime,
  median,
  percent,
  type Recount,
  survivalMedian,
} from './recount';

const CLOSED = ['selesai', 'diarsipkan', 'bukan_kewenangan'];
export const isClosed = (version: ComplaintVersion) => CLOSED.includes(version.status);
const byPerson = (version: ComplaintVersion) =>
  version.status === 'selesai' && ['pelapor', 'admin'].includes(version.closed_by);
const isAnswer = (version: ComplaintVersion) =>
  ['diproses', 'ditindaklanjuti'].includes(version.status) ||
  (version.status === 'selesai' && version.closed_by !== 'sistem');

/** One complaint as it stood at the end of the period. */
export interface Complaint extends Case {
  /** Everything that was ever seen of it. */
  versions: ComplaintVersion[];
  received: number;
  office: string;
  classification: string;
  state: string;
  closer: string;
  hasPoint: boolean;
  /** Longitude and latitude, null without a point. */
  point: [number, number] | null;
  title: string;
  /** Its reporter asked for secrecy, in whichever version. */
  isSecret: boolean;
  closed: boolean;
  /** It was seen before the end. */
  seen: boolean;
  settled: boolean;
  /** Its closing was seen, or its source dates each version itself. */
  closingKnown: boolean;
  responseKnown: boolean;
  respondedAt: number | null;
  /** First seen closed; first closing of those that still hold at the end. */
  closedAt: number | null;
  closings: number[];
  lastOpenAt: number | null;
  settledAt: number | null;
}

const histories = new WeakMap<City, ComplaintVersion[][]>();
function historiesOf(city: City): ComplaintVersion[][] {
  if (!histories.has(city))
    histories.set(city, [...groupBy(city.complaints, (v) => `${v.source_id} ${v.tracking_id}`).values()]);
  return histories.get(city)!;
}

/** Sources that give most versions a moment of their own: of these a first sighting tells when it was closed. */
const selfDated = new WeakMap<City, Set<string>>();
export function datesItself(city: City, source: string): boolean {
  if (!selfDated.has(city)) {
    const groups = groupBy(city.complaints, (v) => v.source_id);
    const own = [...groups].filter(
      ([, all]) => all.length >= 100 && new Set(all.map((v) => v.seen)).size > all.length / 2,
    );
    selfDated.set(city, new Set(own.map(([id]) => id)));
  }
  return selfDated.get(city)!.has(source);
}

const first = (times: number[]): number | null => (times.length === 0 ? null : Math.min(...times));

/** Complaints received before the end of the period, each as the last version seen by then told, else the first after it. */
function complaints(city: City, { to, skpd }: Ask): Complaint[] {
  return historiesOf(city).flatMap((all): Complaint[] => {
    const received = Math.min(...all.map((v) => v.t));
    if (received >= to) return [];
    const seen = all.filter((v) => v.seen < to);
    const stands = seen.at(-1) ?? all.filter((v) => v.seen === all[0]!.seen).at(-1)!;
    if (skpd !== '' && stands.skpd !== skpd) return [];
    const closingKnown = !isClosed(all[0]!) || datesItself(city, stands.source_id);
    // What its source dates as closed after the end was open then.
    const isLater = seen.length === 0 && closingKnown && isClosed(stands);
    const [state, closer] = isLater ? ['diterima', ''] : [stands.status, stands.closed_by];
    const open = seen.filter((v) => !isClosed(v)).map((v) => v.seen);
    const closings = seen.filter(isClosed).map((v) => v.seen);
    return [
      {
        at: received,
        versions: all,
        received,
        office: stands.skpd,
        classification: stands.classification,
        state,
        closer,
        hasPoint: stands.has_point,
        point: stands.longitude === null ? null : [stands.longitude, stands.latitude!],
        title: stands.title,
        isSecret: all.some((v) => v.secret),
        closed: CLOSED.includes(state),
        seen: seen.length > 0,
        settled: byPerson(stands) && seen.length > 0,
        closingKnown,
        responseKnown: ['diterima', 'diverifikasi', 'didisposisikan', 'tertunda'].includes(all[0]!.status),
        respondedAt: first(seen.filter(isAnswer).map((v) => v.seen)),
        closedAt: first(closings),
        closings,
        lastOpenAt: open.length === 0 ? null : Math.max(...open),
        settledAt: first(seen.filter(byPerson).map((v) => v.seen)),
        dims: {
          skpd: stands.skpd,
          kanal: stands.channel.split(' - ')[0]!.trim(),
          kecamatan: kecamatanOf(stands.wilayah),
          kelurahan: stands.wilayah.length > 8 ? stands.wilayah : '',
          kategori: stands.category,
          keadaan: state,
          penutup: closer,
        },
      },
    ];
  });
}

const received = (city: City, ask: Ask) => complaints(city, ask).filter((one) => inPeriod(one.received, ask));
const hours = (from: number, to: number) => Math.max(0, to - from) / 3600;

/** The limit of its class by the city's rules. */
function limitOf(city: City, one: Complaint): number | null {
  const rules = city.rules.filter((rule) => rule.kind === 'aduan_sla');
  const rule =
    rules.find(({ key }) => key === one.classification) ??
    rules.find(({ key }) => key === 'pengaduan_tidak_berkadar_pengawasan');
  return rule ? dueAt(city, one.office, one.received, rule.value, rule.unit) : null;
}

/** Known to be open at the end. */
const open = (city: City, ask: Ask) => complaints(city, ask).filter((one) => !one.closed);
const isOverdue = (city: City, one: Complaint, to: number) => {
  const limit = limitOf(city, one);
  return !one.closed && limit !== null && limit < to;
};

export interface Due extends Complaint {
  inTime: boolean | null;
}
export function due(city: City, ask: Ask): Due[] {
  return complaints(city, ask).flatMap((one): Due[] => {
    const limit = limitOf(city, one);
    if (limit === null || !inPeriod(limit, ask) || one.state === 'bukan_kewenangan') return [];
    if (one.state === 'diarsipkan' && (!one.closingKnown || (one.closedAt !== null && one.closedAt <= limit)))
      return [];
    // Closed only after the end: nobody knew at the end.
    const unknown = one.closed && !one.seen;
    const isSettledInTime = one.settled && one.settledAt! <= limit;
    const inTime = unknown ? null : !one.settled ? false : isSettledInTime ? true : one.closingKnown ? false : null;
    return [{ ...one, at: limit, inTime }];
  });
}

interface Closing extends Complaint {
  hours: number;
}
/** Closings seen in the period that hold at its end; those first seen closed are left out. */
function closings(city: City, ask: Ask): Closing[] {
  return complaints(city, ask).flatMap((one): Closing[] => {
    if (!one.closingKnown || !one.closed || !one.seen) return [];
    const since = first(one.closings.filter((at) => one.lastOpenAt === null || at >= one.lastOpenAt));
    return inPeriod(since, ask) ? [{ ...one, at: since!, hours: hours(one.received, since!) }] : [];
  });
}
const done = (city: City, ask: Ask) => closings(city, ask).filter((one) => one.state === 'selesai');

interface Wait extends Complaint {
  duration: number;
  happened: boolean;
}
const untilDone = (city: City, ask: Ask): Wait[] =>
  received(city, ask)
    .filter((one) => one.closingKnown)
    .map((one) => ({
      ...one,
      happened: one.state === 'selesai' && one.seen,
      duration: hours(one.received, one.closed && one.closedAt !== null ? one.closedAt : ask.to),
    }));
const untilAnswered = (city: City, ask: Ask): Wait[] =>
  received(city, ask)
    .filter((one) => one.responseKnown)
    .map((one) => ({
      ...one,
      happened: one.respondedAt !== null,
      duration: hours(one.received, one.respondedAt ?? (one.closed && one.closedAt !== null ? one.closedAt : ask.to)),
    }));

/** Those whose limit for a first answer fell in the period; closed without an answer before it: left out. */
function answersDue(city: City, ask: Ask): (Complaint & { inTime: boolean })[] {
  const rule = city.rules.find(
    ({ kind, key, unit }) => kind === 'aduan_sla' && key === 'tanggapan_pertama' && unit === 'hari_kerja',
  );
  return complaints(city, ask)
    .filter((one) => one.responseKnown)
    .flatMap((one) => {
      const limit = dueAt(city, one.office, one.received, rule?.value ?? 5, 'hari_kerja');
      if (limit === null || !inPeriod(limit, ask)) return [];
      if (one.respondedAt === null && one.closedAt !== null && one.closedAt <= limit) return [];
      return [{ ...one, at: limit, inTime: one.respondedAt !== null && one.respondedAt <= limit }];
    });
}

interface Reopening extends Complaint {
  reopened: boolean;
}
function reopenings(city: City, ask: Ask): Reopening[] {
  return complaints(city, ask).flatMap((one): Reopening[] => {
    const at = first(one.closings.filter((closing) => closing >= ask.from));
    if (!one.closingKnown || at === null) return [];
    return [{ ...one, at, reopened: one.lastOpenAt !== null && one.lastOpenAt > at }];
  });
}

const knows = ['skpd', 'kanal', 'kecamatan', 'kategori'];
const tally = (cases: Complaint[], isSo: (one: Complaint) => boolean) => cases.filter(isSo).length;
const by = (cases: Complaint[]) => ({
  pelapor: tally(cases, (c) => c.state === 'selesai' && c.closer === 'pelapor'),
  admin: tally(cases, (c) => c.state === 'selesai' && c.closer === 'admin'),
  sistem: tally(cases, (c) => c.state === 'selesai' && c.closer === 'sistem'),
  tanpa_penutup: tally(cases, (c) => c.state === 'selesai' && !['pelapor', 'admin', 'sistem'].includes(c.closer)),
});

const ofPage = (all: Complaint[], { filters }: Ask) =>
  all.filter((one) => Object.entries(filters).every(([name, wanted]) => one.dims[name] === wanted));

/** Complaints received before the end that pass the filters of the page as they stand then. */
export const standing = (city: City, ask: Ask): Complaint[] => ofPage(complaints(city, ask), ask);

export const aduan: Record<string, AnyRecount> = {
  aduan_masuk: {
    cases: received,
    value: count,
    knows,
    parts: (cases) => {
      const of = (...states: string[]) => tally(cases, (c) => states.includes(c.state));
      const { pelapor, admin, sistem, tanpa_penutup } = by(cases);
      const known = [
        'diterima',
        'diverifikasi',
        'didisposisikan',
        'diproses',
        'ditindaklanjuti',
        'tertunda',
        ...CLOSED,
      ];
      return {
        menunggu: of('diterima', 'diverifikasi', 'didisposisikan'),
        diproses: of('diproses', 'ditindaklanjuti'),
        tertunda: of('tertunda'),
        selesai_pelapor: pelapor,
        selesai_admin: admin,
        selesai_sistem: sistem,
        selesai_tanpa_penutup: tanpa_penutup,
        diarsipkan: of('diarsipkan'),
        bukan_kewenangan: of('bukan_kewenangan'),
        belum_terklasifikasi: tally(cases, (c) => !known.includes(c.state)),
      };
    },
  },
  aduan_terbuka: {
    cases: open,
    value: count,
    knows,
    isState: true,
    nUnchecked: true,
    parts: (cases: Complaint[], city, ask) => {
      const all = ofPage(complaints(city, ask), ask);
      const settled = all.filter((c) => c.settled && c.closingKnown && inPeriod(c.settledAt, ask));
      return {
        lewat_batas: tally(cases, (c) => isOverdue(city, c, ask.to)),
        baru: tally(all, (c) => inPeriod(c.received, ask)),
        median_tuntas_hk: median(settled.flatMap((c) => workingDays(city, c.office, c.received, c.settledAt!) ?? [])),
        tidak_diketahui: tally(all, (c) => c.closed && !c.seen),
      };
    },
  } satisfies Recount<Complaint>,
  aduan_lewat_batas: {
    cases: (city, ask) => open(city, ask).filter((one) => isOverdue(city, one, ask.to)),
    value: count,
    knows,
    isState: true,
    nUnchecked: true,
    parts: (_, city, ask) => {
      const all = ofPage(open(city, ask), ask);
      return { terbuka: all.length, tanpa_batas: tally(all, (c) => limitOf(city, c) === null) };
    },
  },
  aduan_ditutup: {
    cases: closings,
    value: count,
    knows,
    parts: (cases) => ({
      ...by(cases),
      diarsipkan: tally(cases, (c) => c.state === 'diarsipkan'),
      bukan_kewenangan: tally(cases, (c) => c.state === 'bukan_kewenangan'),
    }),
  },
  aduan_selesai: {
    cases: received,
    value: (cases) => percent<Complaint>(cases, (c) => c.state === 'selesai'),
    knows,
    parts: by,
  },
  aduan_ditutup_orang: {
    cases: (city, ask) => done(city, ask).filter((one) => ['pelapor', 'admin', 'sistem'].includes(one.closer)),
    value: (cases) => percent<Complaint>(cases, (c) => c.closer !== 'sistem'),
    knows,
  },
  aduan_tepat_waktu: {
    cases: due,
    ...inTime,
    knows,
    parts: (cases) => ({
      ditutup_sistem: tally(cases, (c) => c.state === 'selesai' && c.closer === 'sistem'),
      masih_terbuka: tally(cases, (c) => !c.closed),
    }),
  },
  aduan_respons: {
    cases: (city, ask) => untilAnswered(city, ask).filter((one) => one.happened),
    value: (cases: Wait[]) => median(cases.map((c) => c.duration)),
    knows,
    parts: (_, city, ask) => ({
      belum_direspons: ofPage(untilAnswered(city, ask), ask).filter((c) => !(c as Wait).happened).length,
    }),
  },
  aduan_respons_survival: { cases: untilAnswered, value: (cases: Wait[]) => survivalMedian(cases), knows },
  aduan_respons_tepat: {
    cases: answersDue,
    value: (cases: { inTime: boolean }[]) => percent(cases, (c) => c.inTime),
    knows,
  },
  aduan_waktu_tutup: {
    cases: done,
    value: (cases: Closing[]) => median(cases.map((c) => c.hours)),
    knows,
    parts: (cases: Closing[]) =>
      Object.fromEntries(
        ['pelapor', 'admin', 'sistem'].map((who) => [
          who,
          median(cases.filter((c) => c.closer === who).map((c) => c.hours)),
        ]),
      ),
  },
  aduan_waktu_tutup_survival: {
    cases: untilDone,
    value: (cases: Wait[]) => survivalMedian(cases),
    knows,
    parts: (cases: Wait[]) => ({ masih_terbuka: cases.filter((c) => !c.happened).length }),
  },
  aduan_dibuka_kembali: {
    cases: reopenings,
    value: (cases: Reopening[]) => percent(cases, (c) => c.reopened),
    knows,
    parts: (cases: Reopening[]) => ({ dibuka_kembali: cases.filter((c) => c.reopened).length }),
  },
  aduan_tanpa_lokasi: {
    cases: received,
    value: (cases) => percent<Complaint>(cases, (c) => c.dims.kecamatan === ''),
    knows,
    parts: (cases) => ({
      tanpa_kecamatan: tally(cases, (c) => c.dims.kecamatan === ''),
      tanpa_titik: tally(cases, (c) => !c.hasPoint),
      luar_kota: tally(cases, (c) => c.dims.kecamatan === 'luar'),
    }),
  },
};
