import { type Act, type City, DAY_SECONDS, groupBy, kecamatanOf } from './city';
import { type AnyRecount, type Ask, type Case, count, inPeriod, median, percent, survivalMedian } from './recount';

/** What officials write; any other act is a citizen's. */
const WORDS: Record<string, string[]> = {
  usul: ['usul', 'usulan', 'proposal', 'inisiatif'],
  jawab: ['jawaban', 'jawaban resmi', 'ditanggapi', 'jawaban pejabat'],
  prioritas: [
    'prioritas kelurahan',
    'musrenbang kelurahan',
    'prioritas kecamatan',
    'musrenbang kecamatan',
    'forum perangkat daerah',
    'forum opd',
    'forum skpd',
    'rkpd',
    'masuk rkpd',
    'musrenbang kota',
  ],
  terima: ['diakomodasi', 'diterima', 'disetujui', 'apbd', 'masuk apbd'],
  tolak: ['tidak diakomodasi', 'tidak diterima', 'ditolak'],
  arsip: ['diarsipkan', 'kedaluwarsa'],
  hasil: ['publikasi hasil'],
};
export const meaningOf = ({ act }: Act) => {
  const word = act.toLowerCase().replaceAll('_', ' ');
  return Object.keys(WORDS).find((meaning) => WORDS[meaning]!.includes(word)) ?? 'warga';
};
const isCitizens = (act: Act) => ['usul', 'warga'].includes(meaningOf(act));

export interface CitizenAct extends Case {
  act: string;
  participant: string;
  kelurahan: string;
}
const placeOf = (wilayah: string) => ({
  kecamatan: kecamatanOf(wilayah),
  kelurahan: wilayah === 'luar' ? 'luar' : wilayah.length > 8 ? wilayah : '',
});

export const citizenActs = (city: City, ask: Ask): CitizenAct[] =>
  city.acts
    .filter((a) => inPeriod(a.t, ask) && (ask.skpd === '' || a.skpd === ask.skpd) && isCitizens(a))
    .map((a) => ({
      at: a.t,
      act: a.act,
      participant: a.participant,
      kelurahan: placeOf(a.wilayah).kelurahan,
      dims: { skpd: a.skpd, kanal: a.channel, proses: a.process, tingkat: a.level, ...placeOf(a.wilayah) },
    }));

/** Residents of the city, or of the asked kecamatan; null when one is not told. */
export function residents(city: City, { filters }: Ask): number | null {
  const asked = [...city.residents].filter(([code]) => !filters.kecamatan || code === filters.kecamatan);
  if (asked.length === 0 || asked.some(([, people]) => people === null)) return null;
  return asked.reduce((sum, [, people]) => sum + people!, 0) || null;
}
const per10k = (n: number, people: number | null) => (people === null ? null : (n * 10_000) / people);
const known = (cases: CitizenAct[]) => cases.filter((c) => c.participant !== '0');
const people = (cases: CitizenAct[]) => new Set(known(cases).map((c) => c.participant)).size;

const kelurahanOf = (city: City, { filters }: Ask) =>
  city.kelurahan.filter((code) => !filters.kecamatan || code.slice(0, 8) === filters.kecamatan);
const reached = (cases: CitizenAct[], city: City, ask: Ask) =>
  kelurahanOf(city, ask).filter((code) => cases.some((c) => c.kelurahan === code)).length;

export interface Proposal extends Case {
  /** What was done with it. */
  acts: Act[];
  answered: boolean | null;
  wasAnswered: boolean;
  adopted: boolean | null;
  accepted: boolean;
  refused: boolean;
  archived: boolean;
  linked: boolean;
  duration: number;
  happened: boolean;
}
const ANSWERS = ['jawab', 'prioritas', 'terima', 'tolak'];

export function proposalsOf(city: City, ask: Ask): Proposal[] {
  const tells = (source: string, meanings: string[]) =>
    city.acts.some((a) => a.source_id === source && meanings.includes(meaningOf(a)));
  const official = city.acts.filter((a) => inPeriod(a.t, ask) && !['warga', 'hasil'].includes(meaningOf(a)));
  const keyOf = (a: Act) => `${a.source_id} ${a.subject === '' ? a.record_key : `${a.process}/${a.subject}`}`;
  return [...groupBy(official, keyOf).values()].flatMap((all): Proposal[] => {
    const made = all.find((a) => meaningOf(a) === 'usul');
    if (!made || (ask.skpd !== '' && made.skpd !== ask.skpd)) return [];
    const of = (...meanings: string[]) => all.filter((a) => meanings.includes(meaningOf(a)));
    const answer = of(...ANSWERS)[0];
    const [accepted, refused, archived] = ['terima', 'tolak', 'arsip'].map((m) => of(m).length > 0) as [
      boolean,
      boolean,
      boolean,
    ];
    const linked = accepted && of('terima').some((a) => a.outcome !== '');
    const state = linked
      ? 'diterima, bertaut keputusan'
      : accepted
        ? 'diterima, tanpa tautan'
        : refused
          ? 'ditolak'
          : archived
            ? 'diarsipkan'
            : answer
              ? 'dijawab, belum diputus'
              : 'belum dijawab';
    return [
      {
        at: made.t,
        acts: all,
        wasAnswered: answer !== undefined,
        answered: tells(made.source_id, ANSWERS) ? answer !== undefined : null,
        adopted: tells(made.source_id, ['terima', 'tolak']) ? accepted : null,
        accepted,
        refused,
        archived,
        linked,
        duration: Math.floor(((answer?.t ?? ask.to) - made.t) / DAY_SECONDS),
        happened: answer !== undefined,
        dims: { skpd: made.skpd, kanal: made.channel, proses: made.process, keadaan: state, ...placeOf(made.wilayah) },
      },
    ];
  });
}
const judged = (cases: Proposal[]) => cases.filter((c) => c.answered !== null);
const decided = (cases: Proposal[]) => cases.filter((c) => c.adopted !== null);

const knows = ['skpd', 'kanal', 'kecamatan'];

export const partisipasi: Record<string, AnyRecount> = {
  partisipasi: {
    cases: citizenActs,
    value: (cases, city, ask) => per10k(cases.length, residents(city, ask)),
    knows,
    parts: (cases: CitizenAct[], city, ask) => {
      const { kanal, kecamatan } = ask.filters;
      const told = city.acts.filter(
        (a) =>
          inPeriod(a.t, ask) &&
          (ask.skpd === '' || a.skpd === ask.skpd) &&
          (!isCitizens(a) || ((!kanal || a.channel === kanal) && (!kecamatan || kecamatanOf(a.wilayah) === kecamatan))),
      );
      const processes = [...groupBy(told, (a) => `${a.skpd}/${a.process}`).values()];
      return {
        tindakan: cases.length,
        kelurahan_terjangkau: reached(cases, city, ask),
        kelurahan_total: kelurahanOf(city, ask).length,
        dijawab_persen: percent(processes, (all) => all.some((a) => a.outcome !== '')),
      };
    },
  },
  tindakan_partisipasi: { cases: citizenActs, value: count, knows },
  peserta_partisipasi: {
    cases: citizenActs,
    value: (cases: CitizenAct[]) => people(cases) || null,
    knows,
    parts: (cases: CitizenAct[]) => ({ tanpa_identitas: cases.length - known(cases).length }),
  },
  peserta_per_10rb: {
    cases: citizenActs,
    value: (cases: CitizenAct[], city, ask) =>
      people(cases) === 0 ? null : per10k(people(cases), residents(city, ask)),
    knows,
  },
  tindakan_per_peserta: {
    cases: citizenActs,
    value: (cases: CitizenAct[]) => (people(cases) === 0 ? null : known(cases).length / people(cases)),
    n: (cases: CitizenAct[]) => known(cases).length,
    knows,
  },
  kelurahan_terjangkau: {
    cases: citizenActs,
    value: (cases: CitizenAct[], city, ask) => {
      const all = kelurahanOf(city, ask).length;
      const isTold = cases.some((c) => !['', 'luar'].includes(c.kelurahan));
      return isTold && all > 0 ? (100 * reached(cases, city, ask)) / all : null;
    },
    knows,
    parts: (cases: CitizenAct[], city, ask) => ({
      terjangkau: reached(cases, city, ask),
      seluruhnya: kelurahanOf(city, ask).length,
      tanpa_kelurahan: cases.filter((c) => !kelurahanOf(city, ask).includes(c.kelurahan)).length,
    }),
  },
  usulan_warga: { cases: proposalsOf, value: count, knows },
  usulan_dijawab: {
    cases: proposalsOf,
    value: (cases: Proposal[]) => percent(judged(cases), (c) => c.answered === true),
    n: (cases: Proposal[]) => judged(cases).length,
    knows,
    parts: (cases: Proposal[]) => ({
      dijawab: cases.filter((c) => c.answered === true).length,
      tak_tercatat: cases.filter((c) => c.answered === null).length,
    }),
  },
  waktu_jawab_usulan: {
    cases: proposalsOf,
    value: (cases: Proposal[]) => survivalMedian(judged(cases)),
    n: (cases: Proposal[]) => judged(cases).length,
    knows,
    parts: (cases: Proposal[]) => ({
      median_dijawab: median(cases.filter((c) => c.wasAnswered).map((c) => c.duration)),
    }),
  },
  usulan_diterima: {
    cases: proposalsOf,
    value: (cases: Proposal[]) => percent(decided(cases), (c) => c.adopted === true),
    n: (cases: Proposal[]) => decided(cases).length,
    knows,
    parts: (cases: Proposal[]) => ({
      diterima: cases.filter((c) => c.accepted).length,
      bertaut: cases.filter((c) => c.linked).length,
      ditolak: cases.filter((c) => !c.accepted && c.refused).length,
      diarsipkan: cases.filter((c) => !c.accepted && !c.refused && c.archived).length,
    }),
  },
};
