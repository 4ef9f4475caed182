import type { CityService } from '../../clickhouse/city/schema';
import type { DemoCity, Office } from './city';
import type { LocalDay } from './local-time';

/** How the cases of a service run. */
export type CaseKind = 'permohonan' | 'antrian' | 'kios' | 'seleksi' | 'penerimaan' | 'darurat';

/** Service cases of the 24 reference months at scale 1, queue tickets and kiosk transactions included. */
const totalCases = 200_000;

/** Weights of the services among all cases, by code in the profile. Those not named get `otherWeight`. */
const weights: Record<string, number> = {
  'antrian-puskesmas': 270,
  'rawat-jalan-rsud': 140,
  'ktp-el': 70,
  'kartu-keluarga': 52,
  'akta-kelahiran': 36,
  kia: 32,
  'pindah-datang': 26,
  'akta-kematian': 13,
  'akta-perkawinan': 2,
  nib: 24,
  'izin-praktik-nakes': 11,
  'izin-reklame': 6,
  'izin-penelitian': 7,
  pbg: 6,
  pkkpr: 4,
  'izin-makam': 5,
  'spmb-sd': 24,
  'spmb-smp': 22,
  'mutasi-siswa': 5,
  'legalisir-ijazah': 6,
  cpns: 18,
  'cuti-asn': 17,
  'kenaikan-pangkat': 9,
  'pensiun-asn': 4,
  pbb: 50,
  bphtb: 14,
  ak1: 26,
  'pelatihan-kerja': 8,
  'uji-kir': 22,
  'rekom-bpjs': 13,
  dtks: 9,
  'gangguan-air': 14,
  'sambungan-air': 6,
  'kartu-perpustakaan': 9,
  sp2d: 11,
  'mutasi-aset': 5,
  penertiban: 4,
  pemadaman: 2,
  'usulan-musrenbang': 5,
  'permohonan-informasi': 2,
};
const kecamatanWeight = 6;
const otherWeight = 1.6;
/** Kiosk transactions among a service's own, for services that kiosks offer. */
const kioskShare = 0.16;

/** Weight of a service's cases on a day: counters close, some things happen in one season only. */
const seasons: Record<string, (day: LocalDay) => number> = {
  // Registration opens on 20 August and closes on 10 September, with the rush at the end.
  cpns: (day) => between(day, '08-20', '09-10') * (day.month === 9 && day.dayOfMonth >= 7 ? 3 : 1),
  'spmb-sd': (day) => between(day, '06-09', '07-05') * (day.month === 6 && day.dayOfMonth < 14 ? 2 : 1),
  'spmb-smp': (day) => between(day, '06-16', '07-11') * (day.month === 6 && day.dayOfMonth < 21 ? 2 : 1),
  'usulan-musrenbang': (day) => between(day, '01-05', '02-28') + 0.02,
  // Land tax falls due at the end of September.
  pbb: (day) => (day.month === 8 || day.month === 9 ? 2.4 : day.month >= 4 && day.month <= 7 ? 1.2 : 0.6),
  'legalisir-ijazah': (day) => (day.month === 6 || day.month === 8 ? 2.5 : 1),
  ak1: (day) => (day.month === 6 || day.month === 7 || day.month === 4 ? 1.6 : 1),
};

function between(day: LocalDay, from: string, to: string): number {
  const date = day.iso.slice(5);
  return date >= from && date <= to ? 1 : 0;
}

/** The source that a service's cases are exported from; its owner and its own system decide. */
export function sourceOf(service: CityService, office: Office): string {
  if (service.kode === 'pengadaan') return 'lpse';
  if (isQueue(service)) return 'antrian';
  if (service.skpd === 'disdukcapil') return 'siak';
  if (service.skpd === 'dpmptsp') return 'oss';
  if (service.skpd === 'disdik' && /^(spmb|ppdb|psb)/.test(service.kode)) return 'psb';
  if (service.skpd === 'bkpsdm') return service.kode.startsWith('cpns') ? 'cpns' : 'sikda';
  if (service.skpd === 'bpkd' && /aset|sipbd/.test(service.kode)) return 'sipbd';
  return office.skpd.wilayah ? 'apk' : 'layanan-csv';
}

function isQueue(service: CityService): boolean {
  return /^(antrian|rawat-jalan)/.test(service.kode);
}

export function kindOf(service: CityService): CaseKind {
  if (isQueue(service)) return 'antrian';
  if (service.kode.startsWith('cpns')) return 'seleksi';
  if (/^(spmb|ppdb|psb)/.test(service.kode)) return 'penerimaan';
  return service.sla?.satuan === 'jam' && service.kanal.every((channel) => channel === 'telepon')
    ? 'darurat'
    : 'permohonan';
}

export function hasKiosk(service: CityService): boolean {
  return service.kanal.includes('kios') && !isQueue(service);
}

/** How much of a service's day comes by each way; a day's cases are the sum. */
export interface DayVolume {
  online: number;
  counter: number;
  kiosk: number;
}

/** Expected cases of a service on a day. What comes online comes every day, counters keep the office's calendar. */
export function volumeOf(city: DemoCity, office: Office, service: CityService, day: LocalDay): DayVolume {
  const total = (totalCases * city.scale * weightOf(city, service)) / totalWeight(city);
  const season = seasons[service.kode] ?? (() => 1);
  const kiosk = hasKiosk(service) ? kioskShare : 0;
  const online = (1 - kiosk) * onlineShare(office, service);
  const name = `layanan ${service.kode}`;
  return {
    online: city.days.expected(
      `${name} daring`,
      total * online,
      day,
      (d) => season(d) * city.days.onlineWeight(d, office.hours),
    ),
    counter: city.days.expected(
      `${name} loket`,
      total * (1 - kiosk - online),
      day,
      (d) => season(d) * counterDay(city, office, service, d),
    ),
    kiosk: city.days.expected(
      `${name} kios`,
      total * kiosk,
      day,
      (d) => season(d) * (0.25 + city.days.counterWeight(d, office.hours)),
    ),
  };
}

/** Fires do not keep office hours. */
function counterDay(city: DemoCity, office: Office, service: CityService, day: LocalDay): number {
  return kindOf(service) === 'darurat' ? 1 : city.days.counterWeight(day, office.hours);
}

function onlineShare(office: Office, service: CityService): number {
  if (!service.kanal.includes('daring')) return 0;
  if (service.kanal.length === 1) return 1;
  // Queue tickets are taken at home by some, whatever the office's habits.
  return isQueue(service) ? 0.25 : office.conduct.online;
}

function weightOf(city: DemoCity, service: CityService): number {
  const own = weights[service.kode];
  if (own !== undefined) return own;
  return city.officeByCode.get(service.skpd)?.skpd.wilayah ? kecamatanWeight : otherWeight;
}

const totals = new WeakMap<DemoCity, number>();

function totalWeight(city: DemoCity): number {
  const known = totals.get(city);
  if (known !== undefined) return known;
  let sum = 0;
  for (const service of city.profile.layanan) if (service.kode !== 'pengadaan') sum += weightOf(city, service);
  totals.set(city, sum);
  return sum;
}
