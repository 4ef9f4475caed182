import type { CitySkpd } from '../../clickhouse/city/schema';
import { trait } from './random';

/**
 * How an office works in the demo: the causes from which its figures and its tahap follow. Nothing here is a result;
 * the thresholds these numbers are chosen against are in the maturity instrument.
 */
export interface Conduct {
  /** The tahap that the office's habits are good for: 3 transacts, 2 answers, 1 publishes, 0 hardly does that. */
  habit: 0 | 1 | 2 | 3;
  /** Weight of its site among all sites; 0 = no traffic is recorded for it. */
  web: number;
  /** Chance that its site fails for some days of a month. */
  outagesPerMonth: number;
  /** Share of visits that come from the city portal. */
  portalEntries: number;
  newsEveryDays: number;
  siteFeatures: SiteFeature[];
  /** Threads begun by citizens in a month, without live chat. */
  threadsPerMonth: number;
  /** Live chats on a working day. */
  chatsPerDay: number;
  answered: number;
  /** Median working days to the first reply. */
  replyDays: number;
  /** Weight of its complaints. */
  complaints: number;
  /** Share of complaints that end settled by reporter or admin within the limit. */
  settled: number;
  /** Share of complaints that it never takes up; the system archives them after a month or more. */
  forgotten: number;
  /** Share of applications that come online, where the service offers it. */
  online: number;
  onTime: number;
  /** Share of cases that never end. */
  abandoned: number;
  /** Share of completed online cases whose result is sent online. */
  resultOnline: number;
  /** Share of cases sent back once for missing papers. */
  returned: number;
  /** Shares of the ways an online applicant is known: NIK, sign-in of the city; the rest has an own account. */
  identityNik: number;
  identitySso: number;
  /** Share of cases that use another office's data, and whose. */
  sharedData: number;
  sharedWith: string[];
  /** Share of cases in which another office does a step, and which office. */
  crossOffice: number;
  crossWith: string[];
  /** Share of cases that the city opens itself because of an event elsewhere. */
  proactive: number;
  /** Share of rows that name a kelurahan or kecamatan. */
  regionKnown: number;
  surveys: number;
  /** Mean answer of its survey sheets, 1-4. */
  satisfaction: number;
}

export type SiteFeature =
  | 'profil'
  | 'tugas_fungsi'
  | 'kontak'
  | 'daftar_layanan'
  | 'ppid'
  | 'standar_pelayanan'
  | 'responsif'
  | 'pencarian'
  | 'peta_situs'
  | 'lacak_berkas'
  | 'skm_hasil'
  | 'tautan_portal'
  | 'sso'
  | 'data_diri';

const required: SiteFeature[] = ['profil', 'tugas_fungsi', 'kontak', 'daftar_layanan', 'ppid'];

/** The four habits, each a whole way of working. */
const habits: Record<Conduct['habit'], Conduct> = {
  3: {
    habit: 3,
    web: 5,
    outagesPerMonth: 0,
    portalEntries: 0.16,
    newsEveryDays: 2,
    siteFeatures: [
      ...required,
      'standar_pelayanan',
      'responsif',
      'pencarian',
      'peta_situs',
      'lacak_berkas',
      'skm_hasil',
      'tautan_portal',
    ],
    threadsPerMonth: 28,
    chatsPerDay: 0.5,
    answered: 0.96,
    replyDays: 0.5,
    complaints: 20,
    settled: 0.965,
    forgotten: 0.003,
    online: 0.76,
    onTime: 0.955,
    abandoned: 0.02,
    resultOnline: 0.88,
    returned: 0.1,
    identityNik: 0.35,
    identitySso: 0.2,
    sharedData: 0.3,
    sharedWith: ['disdukcapil'],
    crossOffice: 0,
    crossWith: [],
    proactive: 0,
    regionKnown: 0.97,
    surveys: 4,
    satisfaction: 3.45,
  },
  2: {
    habit: 2,
    web: 2,
    outagesPerMonth: 0,
    portalEntries: 0.08,
    newsEveryDays: 5,
    siteFeatures: [...required, 'standar_pelayanan', 'responsif', 'pencarian'],
    threadsPerMonth: 19,
    chatsPerDay: 0,
    answered: 0.95,
    replyDays: 1.2,
    complaints: 15,
    settled: 0.975,
    forgotten: 0.004,
    online: 0.3,
    onTime: 0.88,
    abandoned: 0.04,
    resultOnline: 0.35,
    returned: 0.16,
    identityNik: 0.2,
    identitySso: 0.05,
    sharedData: 0.08,
    sharedWith: ['disdukcapil'],
    crossOffice: 0,
    crossWith: [],
    proactive: 0,
    regionKnown: 0.9,
    surveys: 1.5,
    satisfaction: 3.25,
  },
  1: {
    habit: 1,
    web: 1.2,
    outagesPerMonth: 0,
    portalEntries: 0.04,
    newsEveryDays: 8,
    siteFeatures: [...required, 'standar_pelayanan', 'responsif'],
    threadsPerMonth: 7,
    chatsPerDay: 0,
    answered: 0.52,
    replyDays: 4.5,
    complaints: 14,
    settled: 0.2,
    forgotten: 0.025,
    online: 0.1,
    onTime: 0.83,
    abandoned: 0.06,
    resultOnline: 0.15,
    returned: 0.22,
    identityNik: 0.1,
    identitySso: 0,
    sharedData: 0.02,
    sharedWith: ['disdukcapil'],
    crossOffice: 0,
    crossWith: [],
    proactive: 0,
    regionKnown: 0.82,
    surveys: 0.5,
    satisfaction: 3.02,
  },
  0: {
    habit: 0,
    web: 0.7,
    outagesPerMonth: 0.45,
    portalEntries: 0.02,
    newsEveryDays: 410,
    siteFeatures: ['profil', 'kontak'],
    threadsPerMonth: 0,
    chatsPerDay: 0,
    answered: 0,
    replyDays: 8,
    complaints: 3,
    settled: 0.1,
    forgotten: 0.06,
    online: 0,
    onTime: 0.79,
    abandoned: 0.08,
    resultOnline: 0,
    returned: 0.25,
    identityNik: 0,
    identitySso: 0,
    sharedData: 0,
    sharedWith: [],
    crossOffice: 0,
    crossWith: [],
    proactive: 0,
    regionKnown: 0.75,
    surveys: 0,
    satisfaction: 2.9,
  },
};

/** What is special about an office, keyed by its code in the profile. An office that is not here gets a seeded habit. */
const special: Record<string, { habit: Conduct['habit'] } & Partial<Conduct>> = {
  // The office of source text 1: consultation by guest book, e-mail and live chat, registration online.
  bkpsdm: { habit: 3, web: 7, chatsPerDay: 1.6, threadsPerMonth: 42, complaints: 24, satisfaction: 3.5 },
  disdukcapil: {
    habit: 3,
    web: 14,
    threadsPerMonth: 52,
    chatsPerDay: 1.4,
    complaints: 40,
    online: 0.7,
    onTime: 0.915,
    identityNik: 0.6,
    identitySso: 0.28,
    proactive: 0.03,
    sharedData: 0.12,
    sharedWith: ['dinkes'],
    surveys: 12,
    satisfaction: 3.4,
  },
  dpmptsp: {
    habit: 3,
    web: 7,
    chatsPerDay: 1.2,
    sharedData: 0.56,
    sharedWith: ['disdukcapil', 'bapenda'],
    crossOffice: 0.13,
    crossWith: ['dpupr', 'dlh', 'dishub'],
    identitySso: 0.3,
    surveys: 6,
    satisfaction: 3.4,
  },
  bapenda: { habit: 3, web: 6, online: 0.78, complaints: 22 },
  disnaker: { habit: 3, web: 5, complaints: 24, threadsPerMonth: 30, online: 0.78, surveys: 3 },
  // Offices that answer.
  diskominfo: { habit: 2, web: 5, threadsPerMonth: 26, complaints: 18, newsEveryDays: 1 },
  rsud: { habit: 2, web: 4, complaints: 20, surveys: 5 },
  dinsos: { habit: 2, complaints: 32, threadsPerMonth: 21, onTime: 0.82 },
  'perumda-tb': { habit: 2, complaints: 32, threadsPerMonth: 21 },
  bpbd: { habit: 2, complaints: 20 },
  setda: { habit: 2 },
  bappeda: { habit: 2 },
  dp3ap2kb: { habit: 2 },
  dispusip: { habit: 2 },
  'kec-tangerang': { habit: 2 },
  'kec-cipondoh': { habit: 2, complaints: 20 },
  'kec-ciledug': { habit: 2 },
  'kec-karawaci': { habit: 2 },
  'kec-cibodas': { habit: 2 },
  'kec-pinang': { habit: 2 },
  'kec-larangan': { habit: 2 },
  'kec-batuceper': { habit: 2 },
  'kec-karang-tengah': { habit: 2 },
  // Offices that answer, yet have not published the standard of every service.
  dinkes: { habit: 2, web: 5, complaints: 30, threadsPerMonth: 21, online: 0.42, surveys: 6 },
  disdik: { habit: 2, web: 9, complaints: 38, threadsPerMonth: 26, online: 0.4, onTime: 0.77, satisfaction: 3.15 },
  // The offices with the most complaints let the system close them: that is what keeps them at tahap 1 or below.
  dpupr: { habit: 1, web: 4, complaints: 260, threadsPerMonth: 14, settled: 0.09, forgotten: 0.055, onTime: 0.9 },
  dishub: { habit: 1, web: 3, complaints: 165, threadsPerMonth: 11, settled: 0.13, onTime: 0.78 },
  dlh: { habit: 1, web: 3, complaints: 140, threadsPerMonth: 10, settled: 0.1 },
  satpolpp: { habit: 1, web: 2, complaints: 105, settled: 0.08, forgotten: 0.07, onTime: 0.92 },
  disperkimtan: { habit: 1, complaints: 70, settled: 0.12, onTime: 0.88 },
  bpkd: { habit: 1 },
  disperindagkopukm: { habit: 1, onTime: 0.9 },
  dkp: { habit: 1 },
  disbudpar: { habit: 1 },
  dispora: { habit: 1 },
  'kec-benda': { habit: 1 },
  'kec-periuk': { habit: 1 },
  // Offices of which little can be said; two of them have no site that records anything.
  setwan: { habit: 0 },
  inspektorat: { habit: 0 },
  kesbangpol: { habit: 0, web: 0 },
  'kec-jatiuwung': { habit: 0, complaints: 8 },
  'kec-neglasari': { habit: 0, web: 0 },
};

/** Shares of the habits among offices that are not in the table: kecamatan offices live close to the citizen. */
const otherShares = { kecamatan: [0.62, 0.9], dinas: [0.42, 0.78] } as const;

export function conductOf(skpd: CitySkpd, seed: number): Conduct {
  const own = special[skpd.kode];
  const base = habits[own?.habit ?? seededHabit(skpd, seed)];
  const conduct: Conduct = { ...base, ...own };
  if (skpd.wilayah && !own) conduct.web *= 0.6;
  // Offices of one habit do not keep their promises alike.
  if (own?.onTime === undefined) {
    const reach = base.habit === 3 ? 0.03 : 0.08;
    conduct.onTime = Math.min(0.985, conduct.onTime + reach * (2 * trait(seed, 'tepat', skpd.kode) - 1));
  }
  return conduct;
}

function seededHabit(skpd: CitySkpd, seed: number): Conduct['habit'] {
  const x = trait(seed, 'watak', skpd.kode);
  const [answers, publishes] = skpd.wilayah ? otherShares.kecamatan : otherShares.dinas;
  return x < answers ? 2 : x < publishes ? 1 : 0;
}
