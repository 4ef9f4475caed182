import type { CityService } from '../../clickhouse/city/schema';
import type { DemoCity, Office } from './city';
import type { DayStream, Emit } from './day-stream';
import { DAY, HOUR, type LocalDay, MINUTE, stamp } from './local-time';
import { syntheticNik } from './people';
import { Random, trait } from './random';
import { type CaseKind, hasKiosk, kindOf, sourceOf, volumeOf } from './service-volumes';

/** The systems that export service events in the common layout. */
export const serviceSources = [
  'layanan-csv',
  'siak',
  'psb',
  'cpns',
  'sikda',
  'apk',
  'sipbd',
  'antrian',
  'ekios',
  'oss',
];

const header =
  'id_kasus,layanan,langkah,waktu,kanal,skpd,wilayah,petugas,pemohon,nominal,identitas,rujukan_data,kasus_terkait,asal\n';

/** No case of the demo is told of for longer than this; what is open by then stays open. */
const reachDays = 90;

/** The service cases of one system: every step of every case, at the time it is taken. */
export function serviceStream(city: DemoCity, sourceId: string): DayStream {
  const kiosks = sourceId === 'ekios';
  const offered: { office: Office; service: CityService; kind: CaseKind }[] = [];
  for (const office of city.offices)
    for (const service of office.services)
      if (kiosks ? hasKiosk(service) : sourceOf(service, office) === sourceId)
        offered.push({ office, service, kind: kiosks ? 'kios' : kindOf(service) });
  return {
    header,
    reachDays,
    begin(day, emit) {
      for (const { office, service, kind } of offered) {
        const random = new Random(city.seed, sourceId, service.kode, day.no);
        const volume = volumeOf(city, office, service, day);
        let number = 0;
        const run = (expected: number, channel: string) => {
          for (let left = random.count(expected); left > 0; left--) {
            number++;
            const id = `${kind === 'kios' ? 'KIOS-' : ''}${service.kode.toUpperCase()}-${day.iso.replaceAll('-', '')}-${number}`;
            walks[kind](new Case(city, office, service, id, channel, random, emit), day);
          }
        };
        if (kiosks) {
          run(volume.kiosk, 'kios');
        } else {
          run(volume.online, 'daring');
          run(volume.counter, service.kanal.find((channel) => channel !== 'daring' && channel !== 'kios') ?? 'daring');
        }
      }
    },
  };
}

/** One case: what all its lines share, and its steps. */
class Case {
  readonly applicant: string;
  readonly region: string;
  readonly refs: string;
  readonly identity: string;
  readonly origin: string;
  linked = '';

  constructor(
    readonly city: DemoCity,
    readonly office: Office,
    readonly service: CityService,
    readonly id: string,
    readonly channel: string,
    readonly random: Random,
    private readonly emit: Emit,
  ) {
    const { conduct } = office;
    this.applicant = syntheticNik(random);
    this.region = city.regionOf(random, office);
    this.refs = random.chance(conduct.sharedData)
      ? conduct.sharedWith.filter((code) => city.officeByCode.has(code)).join('|')
      : '';
    const x = random.next();
    this.identity =
      channel !== 'daring'
        ? ''
        : x < conduct.identityNik
          ? 'nik'
          : x < conduct.identityNik + conduct.identitySso
            ? 'sso'
            : 'akun';
    this.origin = random.chance(conduct.proactive) ? 'proaktif' : 'pemohon';
  }

  step(step: string, at: number, channel: string, officer: boolean, amount = 0): void {
    this.line(this.id, step, at, channel, this.office, officer, amount, this.linked);
  }

  /** A step that another office takes for this case, under its own number. */
  stepElsewhere(id: string, step: string, at: number, office: Office): void {
    this.line(id, step, at, 'daring', office, true, 0, this.id);
  }

  private line(
    id: string,
    step: string,
    at: number,
    channel: string,
    office: Office,
    officer: boolean,
    amount: number,
    linked: string,
  ): void {
    const by = officer ? officerOf(office, this.city.seed, this.random) : '';
    this.emit(
      at,
      `${id},${this.service.kode},${step},${stamp(at)},${channel},${office.skpd.kode},${this.region},${by},${this.applicant},${amount > 0 ? amount : ''},${this.identity},${this.refs},${linked},${this.origin}\n`,
    );
  }
}

/** Officers have numbers, a dozen to an office. */
function officerOf(office: Office, seed: number, random: Random): string {
  office.firstOfficer ??= Math.floor(trait(seed, 'petugas', office.skpd.kode) * 800) * 12;
  return `P-${String(office.firstOfficer + random.int(1, 12)).padStart(4, '0')}`;
}

type Walk = (one: Case, day: LocalDay) => void;

const walks: Record<CaseKind, Walk> = {
  permohonan: application,
  antrian: queueTicket,
  kios: kioskTransaction,
  seleksi: selection,
  penerimaan: admission,
  darurat: emergency,
};

function submittedAt(one: Case, day: LocalDay): number {
  return one.channel === 'daring'
    ? one.city.days.onlineMoment(day, one.random)
    : one.office.hours.counterMoment(day.no, one.random);
}

/**
 * diajukan, (dikembalikan,) diverifikasi, diproses, selesai, diserahkan; or ditolak, dibatalkan, kedaluwarsa, or nothing
 * more. The promise counts from verified receipt, so papers that are missing are asked for before it.
 */
function application(one: Case, day: LocalDay): void {
  const { random, channel, office } = one;
  const { conduct, hours } = office;
  const online = channel === 'daring';
  const submitted = submittedAt(one, day);
  one.step('diajukan', submitted, channel, !online);
  if (random.chance(conduct.abandoned * 0.25)) {
    one.step('dibatalkan', submitted + random.int(HOUR, 3 * DAY), channel, false);
    return;
  }
  let received = hours.after(
    submitted,
    online ? random.next() * (conduct.habit === 3 ? 0.35 : 1.1) : 0.005 + random.next() * 0.03,
  );
  if (random.chance(conduct.returned)) {
    let rounds = random.chance(0.22) ? 2 : 1;
    while (rounds-- > 0) {
      one.step('dikembalikan', received, channel, true);
      if (random.chance(0.12)) {
        const lapse = received + 30 * DAY;
        one.step('kedaluwarsa', lapse - (lapse % DAY) + 90, channel, false);
        return;
      }
      received = hours.after(received + random.int(2 * HOUR, 3 * DAY), random.next() * 0.3);
    }
  }
  received = Math.max(received, submitted + 40);
  one.step('diverifikasi', received, channel, true);
  if (random.chance(conduct.abandoned * 0.4)) return;
  const decided = decisionAt(one, received);
  const middle = received + Math.max(30, Math.floor((decided - received) * (0.15 + 0.35 * random.next())));
  const fee = feeOf(one);
  if (random.chance(conduct.crossOffice)) crossOffice(one, received, middle);
  if (fee > 0 || conduct.habit < 3 || random.chance(0.6))
    one.step('diproses', Math.min(middle, decided - 20), channel, true, fee);
  if (random.chance(conduct.abandoned * 0.35)) return;
  if (random.chance(0.045)) {
    one.step('ditolak', decided, channel, true);
    return;
  }
  const sent = online && random.chance(conduct.resultOnline);
  one.step('selesai', decided, sent ? 'daring' : 'loket', true);
  if (sent) {
    if (random.chance(0.5)) one.step('diserahkan', decided + random.int(30, 900), 'daring', false);
  } else if (random.chance(0.86)) {
    const fetched =
      channel === 'loket' && random.chance(0.5)
        ? decided + random.int(60, 1_500)
        : hours.after(decided, random.next() * 5);
    one.step('diserahkan', Math.max(decided + 30, fetched), 'loket', true);
  }
}

/** When the decision falls: within the promise as often as the office's habits allow, else some days late. */
function decisionAt(one: Case, received: number): number {
  const { random, office, service } = one;
  const { conduct, hours } = office;
  const onTime = random.chance(conduct.onTime);
  const sla = service.sla ?? { nilai: 6, satuan: 'hari_kerja' as const };
  const pace = conduct.habit === 3 ? 0.15 + 0.55 * random.next() : 0.35 + 0.55 * random.next();
  if (sla.satuan === 'jam') {
    const limit = received + sla.nilai * HOUR;
    if (!onTime) return hours.after(limit + random.int(HOUR, 20 * HOUR), random.around(0.8, 0.8));
    const at = received + Math.floor(Math.min(sla.nilai, 7) * HOUR * pace);
    const closes = hours.span(Math.floor(received / DAY))[1];
    return Math.max(
      received + 4 * MINUTE,
      at < closes || sla.nilai * HOUR * 0.9 < closes - received ? at : closes - random.int(60, 900),
    );
  }
  const workingDays = sla.satuan === 'hari_kalender' ? (sla.nilai * 5) / 8 : sla.nilai;
  if (!onTime)
    return hours.after(received, workingDays + 0.6 + Math.min(45, random.around(Math.max(1, workingDays * 0.5), 0.9)));
  return Math.max(received + 4 * MINUTE, hours.after(received, workingDays * pace));
}

/** Rp of a case: the tariff, or where the tariff depends on the case, an amount that most fees are near. */
function feeOf(one: Case): number {
  const { service, random } = one;
  if (service.tarif_rp === 0) return 0;
  if (service.tarif_rp !== null) return service.tarif_rp;
  return (
    Math.round(Math.min(60_000_000, random.around(service.sasaran === 'G2B' ? 1_400_000 : 420_000, 0.9)) / 1_000) *
    1_000
  );
}

/** Another office gives its opinion: its steps carry the number of this case, and this case carries the opinion's. */
function crossOffice(one: Case, from: number, to: number): void {
  const partners = one.office.conduct.crossWith.flatMap((code) => one.city.officeByCode.get(code) ?? []);
  if (partners.length === 0) return;
  const partner = one.random.pick(partners);
  const id = `REK-${partner.skpd.kode.toUpperCase()}-${one.id}`;
  one.linked = id;
  one.stepElsewhere(id, 'diproses', from + Math.floor((to - from) * 0.2), partner);
  one.stepElsewhere(id, 'selesai', from + Math.floor((to - from) * 0.8), partner);
}

/** ambil, panggil, layani, selesai; or terlewat when nobody comes forward. Half wait 14 minutes, one in ten 40. */
function queueTicket(one: Case, day: LocalDay): void {
  const { random, office } = one;
  const { hours } = office;
  const open = hours.isWorking(day.no) ? day.no : hours.workingDayAfter(day.no, 0);
  const closes = hours.span(open)[1];
  const taken = hours.counterMoment(open, random);
  const channel = one.channel === 'daring' ? 'daring' : random.chance(0.45) ? 'kios' : 'loket';
  one.step('ambil', taken, channel, false);
  const rush = day.weekday === 1 ? 1.15 : 1;
  const called = Math.min(taken + Math.floor(random.around(14 * MINUTE * rush, 0.82)), closes + 40 * MINUTE);
  one.step('panggil', called, 'loket', true);
  if (random.chance(0.07)) {
    one.step('terlewat', called + random.int(120, 420), 'loket', true);
    return;
  }
  const served = called + random.int(10, 75);
  one.step('layani', served, 'loket', true);
  one.step(
    'selesai',
    served + Math.floor(Math.min(random.around(7 * MINUTE, 0.55), 50 * MINUTE)),
    'loket',
    true,
    feeOf(one),
  );
}

/** A kiosk does it in minutes or not at all, in malls also after hours. */
function kioskTransaction(one: Case, day: LocalDay): void {
  const { random } = one;
  const at = day.start + 7 * HOUR + Math.floor((random.next() * 0.6 + random.next() * 0.4) * 13 * HOUR);
  one.step('diajukan', at, 'kios', false);
  const done = at + random.int(60, 320);
  if (random.chance(0.05)) one.step('dibatalkan', done, 'kios', false);
  else one.step('selesai', done, 'kios', false, feeOf(one));
}

/** Registration for the civil service: papers are judged in bulk, the verdict is told online. */
function selection(one: Case, day: LocalDay): void {
  const { random, office } = one;
  const submitted = submittedAt(one, day);
  one.step('diajukan', submitted, one.channel, false);
  if (random.chance(0.015)) return;
  const received = office.hours.after(submitted + 60, 0.3 + random.next() * 2.2);
  one.step('diverifikasi', received, 'daring', true);
  const decided = office.hours.after(received, 2 + random.next() * 7);
  one.step(random.chance(0.14) ? 'ditolak' : 'selesai', decided, 'daring', true);
}

/** School admission: more children than seats. */
function admission(one: Case, day: LocalDay): void {
  const { random, office } = one;
  const online = one.channel === 'daring';
  const submitted = submittedAt(one, day);
  one.step('diajukan', submitted, one.channel, !online);
  let received = office.hours.after(submitted + 60, random.next() * 1.2);
  if (random.chance(0.18)) {
    one.step('dikembalikan', received, one.channel, true);
    received = office.hours.after(received + random.int(HOUR, DAY), random.next() * 0.5);
  }
  one.step('diverifikasi', received, one.channel, true);
  const late = !random.chance(office.conduct.onTime);
  const decided = office.hours.after(received, late ? 7.5 + random.next() * 3 : 2.5 + random.next() * 3.5);
  one.step(
    random.chance(0.34) ? 'ditolak' : 'selesai',
    decided,
    online && random.chance(0.7) ? 'daring' : 'loket',
    true,
  );
}

/** A call for help, at any hour: out in minutes, home within the hour or soon after. */
function emergency(one: Case, day: LocalDay): void {
  const { random } = one;
  const called = day.start + random.int(0, DAY - 1);
  one.step('diajukan', called, 'telepon', true);
  one.step('diproses', called + Math.floor(random.around(9 * MINUTE, 0.35)) + 60, 'telepon', true);
  one.step(
    'selesai',
    called + 40 * MINUTE + Math.floor(Math.min(random.around(10 * MINUTE, 0.9), 3 * HOUR)),
    'telepon',
    true,
  );
}
