import type { DemoCity, Office } from './city';
import { ComplaintPlaces, type ReportPlace } from './complaint-places';
import { pointOf } from './complaint-points';
import { floodTheme, streets, type Theme, themes } from './complaint-themes';
import { csvLine } from './csv';
import type { DayStream, Emit } from './day-stream';
import { episodeOn, episodeReportsPerDay } from './episodes';
import { clockText, DAY, dayOf, HOUR, type LocalDay, MINUTE, monthNames, stamp } from './local-time';
import { syntheticEmail, syntheticName, syntheticNik, syntheticPhone } from './people';
import { Random, runningSums, trait } from './random';

/** Complaints of the 24 reference months at scale 1. */
const totalComplaints = 25_000;

/** The 21 columns of an SP4N-LAPOR! admin export, when the export was made, and where the reporter stood. */
const header =
  'Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Nama Pelapor,Klasifikasi Laporan,ID Kategori,Kategori,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,Instansi Induk,ID Instansi Terdisposisi,Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten,Kecamatan,Kelurahan,Tanggal Ekspor,Lintang,Bujur\n';

/** The export of a day is made in its last minutes. */
const exportAt = 23 * HOUR + 55 * MINUTE;

/** Complaints during the flood weeks, as a multiple of a usual day. */
const floodFactor = 3.4;

/** Of every hundred reports: which classification, and the rule of the profile that limits it. */
const classifications = [
  { name: 'Pengaduan Tidak Berkadar Pengawasan', rule: 'pengaduan_tidak_berkadar_pengawasan', weight: 58 },
  { name: 'Pengaduan Berkadar Pengawasan', rule: 'pengaduan_berkadar_pengawasan', weight: 14 },
  { name: 'Aspirasi', rule: 'aspirasi', weight: 13 },
  { name: 'Permintaan Informasi', rule: 'permintaan_informasi', weight: 14 },
  { name: '', rule: 'pengaduan_tidak_berkadar_pengawasan', weight: 1 },
];
const classificationRunning = runningSums(classifications.map((each) => each.weight));

/**
 * `aduan-lapor`: the daily exports of SP4N-LAPOR!, one after the other. Each lists what is new or changed since the
 * evening before, as it stands that evening, so a complaint appears once for every day on which its status changed.
 */
export function complaintStream(city: DemoCity): DayStream {
  const running = runningSums(city.offices.map((office) => office.conduct.complaints));
  const places = new ComplaintPlaces(city);
  const helpers = ['dpupr', 'dpupr', 'bpbd'].flatMap((code) => city.officeByCode.get(code) ?? []);
  const hours = city.days.hours('dinas');
  const floods = (day: LocalDay) => city.days.isFlood(day) && places.hasWater && helpers.length > 0;
  const weight = (day: LocalDay) => city.days.onlineWeight(day, hours) * (floods(day) ? floodFactor : 1);
  const usual = totalComplaints - episodeReportsPerDay * 730;
  const idsPerDay = 400 * Math.max(1, Math.ceil(city.scale));
  return {
    header,
    reachDays: 90,
    begin(day, emit) {
      const random = new Random(city.seed, 'aduan', day.no);
      let number = 0;
      const report = (office: Office, place: ReportPlace, theme: Theme | undefined) => {
        const id = 7_000_000 + (day.no - 20_000) * idsPerDay * 3 + number++ * 3 + random.int(0, 2);
        complaint(city, { id, office, theme, place }, day, random, emit);
      };
      for (let left = random.count(city.scale * city.days.expected('aduan', usual, day, weight)); left > 0; left--) {
        if (floods(day) && random.chance(1 - 1 / floodFactor)) {
          const office = random.pick(helpers);
          report(office, places.within(random, places.flooded(random) as string), floodTheme);
          continue;
        }
        const office = city.offices[random.weighted(running)] as Office;
        const { wilayah } = office.skpd;
        report(office, wilayah ? places.within(random, wilayah) : places.anywhere(random, day), undefined);
      }
      const episode = episodeOn(city, places, day);
      if (!episode) return;
      for (let left = random.count(episode.reports); left > 0; left--)
        report(random.pick(episode.offices), places.within(random, episode.kecamatan), episode.theme);
    },
  };
}

interface Report {
  id: number;
  office: Office;
  /** What all of a flood or an episode write about; undefined = the office's usual. */
  theme: Theme | undefined;
  place: ReportPlace;
}

interface Status {
  at: number;
  text: string;
  /** Whether the export names the office yet. */
  sent: boolean;
  reason: string;
}

function complaint(city: DemoCity, report: Report, day: LocalDay, random: Random, emit: Emit): void {
  const { office, place } = report;
  const received = city.days.onlineMoment(day, random);
  const classification = classifications[random.weighted(classificationRunning)] as (typeof classifications)[number];
  const theme = report.theme ?? themeOf(office, random);
  const words = wordsOf(city, office, place, random);
  const body = words(random.pick(theme.bodies)) + personalDetails(random);
  const located = place.outside || random.chance(report.theme ? 0.9 : office.skpd.wilayah ? 0.8 : 0.65);
  const flags = random.next();
  const utc = dayOf(received - city.offset);
  const name = officeName(office, random);
  const parent = random.chance(0.85) ? `Pemerintah ${properName(city)}` : name;
  const start = [
    String(report.id),
    `${utc.dayOfMonth} ${monthNames[utc.month - 1]} ${utc.year}`,
    clockText(received - city.offset - utc.start),
    syntheticName(random),
    classification.name,
    String(theme.id),
    theme.category,
    words(random.pick(theme.titles)),
    body,
    random.chance(0.8) ? body : `${body} Terima kasih.`,
    flags < 0.3 ? 'Anonim' : flags < 0.42 ? 'Anonim|Rahasia' : flags < 0.5 ? 'Rahasia' : '',
    sourceOf(city, random),
  ];
  const point = place.outside ? undefined : pointOf(city, report.id, place.kecamatan, located);
  const end = [
    place.province,
    place.city,
    located ? place.kecamatanName.toUpperCase() : '',
    located && random.chance(0.62) ? place.kelurahanName : '',
  ];
  // What stands on an evening is the last status of that day.
  const evenings = new Map<number, Status>();
  for (const status of statusWalk(city, report, classification.rule, received, random))
    evenings.set(Math.floor(status.at / DAY), status);
  for (const [evening, status] of evenings) {
    const at = evening * DAY + exportAt;
    const given = status.sent ? [parent, officeNumber(city, office), name] : [parent, '', ''];
    emit(at, csvLine([...start, ...given, status.text, status.reason, ...end, stamp(at), ...(point ?? ['', ''])]));
  }
}

/**
 * Verified, sent to an office, in hand, and closed by somebody: the office, the reporter, or the system that clears away
 * what nobody touches. Nothing after 23.55 counts for its day.
 */
function statusWalk(city: DemoCity, report: Report, rule: string, received: number, random: Random): Status[] {
  const { office } = report;
  const { conduct, hours } = office;
  const walk: Status[] = [];
  let at = received;
  const to = (time: number, text: string, sent: boolean, reason = '') => {
    at = Math.max(time, at + 60);
    const secondOfDay = at % DAY;
    walk.push({ at: secondOfDay >= exportAt ? at + DAY - secondOfDay : at, text, sent, reason });
  };
  /** The system works at night, some days after the last touch. */
  const bySystem = (days: number, text: string, sent: boolean, reason = '') => {
    const due = at + days * DAY;
    to(due - (due % DAY) + DAY + 35 * MINUTE, text, sent, reason);
  };
  const answers = conduct.habit >= 2;
  const verifying = city.days.hours('dinas');
  to(verifying.after(received, random.next() * (answers ? 0.7 : 1.3)), 'Terverifikasi', false);
  if (report.place.outside && random.chance(0.3)) {
    to(verifying.after(at, 0.3 + random.next() * 2), 'Diarsipkan oleh Admin', false, notOurs);
    return walk;
  }
  if (random.chance(answers ? 0.015 : 0.05)) {
    const [who, reason] = random.pick(archivings);
    to(verifying.after(at, 0.3 + random.next() * 2), `Diarsipkan oleh ${who}`, false, reason);
    return walk;
  }
  if (random.chance(answers ? 0.02 : 0.07)) {
    to(verifying.after(at, random.next()), 'Menunggu Kelengkapan Informasi', false);
    if (random.chance(0.55)) {
      bySystem(10, 'Diarsipkan oleh Sistem', false, expired);
      return walk;
    }
    at += random.int(HOUR, 2 * DAY);
  }
  to(verifying.after(at, 0.1 + random.next() * (answers ? 0.5 : 0.6)), `Terdisposisi ke ${office.skpd.nama}`, true);
  if (random.chance(conduct.forgotten)) {
    bySystem(random.int(28, 42), 'Diarsipkan oleh Sistem', true, expired);
    return walk;
  }
  const rest = limitDays(city, rule);
  const quick = Math.min(0.25 * rest, answers ? 1.4 : 2.1);
  to(hours.after(at, quick * (0.15 + random.next())), 'Proses', true);
  if (random.chance(report.theme === floodTheme ? conduct.settled * 0.8 : conduct.settled)) {
    const used = hours.after(
      received,
      Math.min(rest, 16) * (answers ? 0.28 + 0.42 * random.next() : 0.42 + 0.4 * random.next()),
    );
    to(Math.max(used, at + HOUR), `Ditutup oleh ${random.chance(0.55) ? 'Pelapor' : 'Admin'}`, true);
    return walk;
  }
  const x = random.next();
  // Ten silent days after the last answer the system closes.
  if (x < 0.94) {
    at = Math.max(at, hours.after(at, Math.min(15, random.around(answers ? 0.8 : 0.9, 0.7))));
    bySystem(10, 'Ditutup oleh Sistem', true);
  } else if (x < 0.97)
    to(
      hours.after(at, Math.min(rest, 16) + random.next() * 8),
      `Ditutup oleh ${random.chance(0.4) ? 'Pelapor' : 'Admin'}`,
      true,
    );
  else bySystem(random.int(24, 38), 'Ditutup oleh Sistem', true);
  return walk;
}

const expired = 'Laporan diarsipkan karena sudah mencapai batas kadaluarsa pengaduan.';
const notOurs = 'Laporan ini diarsipkan karena bukan kewenangan pemerintah daerah ini';

const archivings: [who: string, reason: string][] = [
  [
    'Admin',
    'Laporan ini diarsipkan karena Mengandung SARA, Tidak Memiliki Bukti Dukung, Tidak Jelas, dan Tidak Relevan dengan Kinerja Pemerintah',
  ],
  [
    'Admin',
    'Laporan ini diarsipkan karena Mengandung SARA, Tidak Memiliki Bukti Dukung, Tidak Jelas, dan Tidak Relevan dengan Kinerja Pemerintah',
  ],
  ['Pelapor', 'Laporan ini diarsipkan sesuai dengan keinginan Pelapor'],
];

/** The limit of a classification in working days, by the rules of the profile. */
function limitDays(city: DemoCity, rule: string): number {
  const found = city.profile.aturan_aduan.find((each) => each.kode === rule);
  if (!found) return 14;
  return found.satuan === 'hari_kerja'
    ? found.nilai
    : found.satuan === 'hari_kalender'
      ? (found.nilai * 5) / 7
      : found.nilai / 24;
}

/** What an office is complained to about: half its own field where it has one, and what any office hears. */
function themeOf(office: Office, random: Random): Theme {
  office.themes ??= themes
    .filter((theme) => theme.offices.length === 0 || theme.offices.includes(office.skpd.kode))
    .map((theme) => ({ theme, weight: theme.weight }));
  office.themesRunning ??= runningSums(office.themes.map((each) => each.weight));
  return (office.themes[random.weighted(office.themesRunning)] as { theme: Theme }).theme;
}

function wordsOf(city: DemoCity, office: Office, place: ReportPlace, random: Random): (text: string) => string {
  const where = `${random.pick(streets)} ${random.int(1, 40)}, ${place.kelurahanName || place.kecamatanName}`;
  const service = office.services.length > 0 ? random.pick(office.services).nama.toLowerCase() : 'layanan';
  const short = office.skpd.singkatan;
  return (text) =>
    text
      .replace('{tempat}', where)
      .replace('{skpd}', short)
      .replace('{layanan}', service)
      .replace('{kota}', city.profile.nama);
}

/** One report in fifty tells more than it should; the gate must take it out. */
function personalDetails(random: Random): string {
  if (!random.chance(0.02)) return '';
  const x = random.next();
  if (x < 0.4) return ` NIK saya ${syntheticNik(random)}, mohon "segera" dicek.`;
  if (x < 0.75) return ` Hubungi saya di ${syntheticPhone(random)}.`;
  return ` Balas ke ${syntheticEmail(random)}, terima kasih.`;
}

function sourceOf(city: DemoCity, random: Random): string {
  const x = random.next();
  if (x < 0.42) return 'Android';
  if (x < 0.74) return 'Website';
  if (x < 0.93) return `Website - pemerintah-${properName(city).toLowerCase().replaceAll(' ', '-')}`;
  if (x < 0.97) return 'Whatsapp';
  return 'Website - kementerian-pekerjaan-umum-dan-perumahan-rakyat';
}

/** Operators type office names as they like. */
function officeName(office: Office, random: Random): string {
  const x = random.next();
  if (x < 0.86) return office.skpd.nama;
  return x < 0.96 ? office.skpd.nama.toUpperCase() : office.skpd.nama.toLowerCase();
}

function officeNumber(city: DemoCity, office: Office): string {
  office.number ??= String(15_000 + Math.floor(trait(city.seed, 'instansi', office.skpd.kode) * 80_000));
  return office.number;
}

function properName(city: DemoCity): string {
  return city.profile.nama;
}
