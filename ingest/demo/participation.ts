import type { DemoCity } from './city';
import type { DayStream } from './day-stream';
import { type LocalDay, stamp } from './local-time';
import { syntheticNik } from './people';
import { Random, runningSums, trait } from './random';

const header = 'id,waktu,skpd,tingkat,proses,tindakan,peserta,wilayah,hasil,usulan,kanal\n';

/** Acts of citizens in the 24 reference months at scale 1; what officials do about their proposals comes on top. */
const totalActs = 13_000;
/** How many acts a participant of a process does in a year, on average. */
const actsPerPerson = 1.8;
/** The share of kelurahan that no process reaches. */
const unreachedShare = 0.07;
/** What the offices do about a proposal: the act, days after the one before, and the share of proposals that come so far. */
const stages: [act: string, days: number, share: number][] = [
  ['prioritas kelurahan', 12, 0.72],
  ['prioritas kecamatan', 14, 0.7],
  ['forum perangkat daerah', 14, 0.75],
  ['rkpd', 21, 0.8],
  ['diakomodasi', 24, 0.85],
];
const reachDays = 110;

/** A yearly process of taking part. Dates are months and days of its year. */
interface Process {
  code: string;
  title: string;
  skpd: string;
  level: 'e-information' | 'e-consultation' | 'e-decision';
  acts: [act: string, share: number][];
  opens: string;
  closes: string;
  /** When the result is published; '' = it never was. */
  result: string;
  weight: number;
}

const processes: Process[] = [
  {
    code: 'musrenbang-usulan',
    title: 'Usulan musrenbang kelurahan',
    skpd: 'bappeda',
    level: 'e-consultation',
    acts: [
      ['usul', 0.3],
      ['dukung', 0.5],
      ['komentar', 0.2],
    ],
    opens: '01-06',
    closes: '02-14',
    result: '03-20',
    weight: 25,
  },
  {
    code: 'musrenbang-prioritas',
    title: 'Pemungutan suara prioritas musrenbang',
    skpd: 'bappeda',
    level: 'e-decision',
    acts: [['suara', 1]],
    opens: '02-17',
    closes: '03-07',
    result: '03-20',
    weight: 20,
  },
  {
    code: 'rkpd',
    title: 'Konsultasi publik rancangan RKPD',
    skpd: 'bappeda',
    level: 'e-consultation',
    acts: [
      ['baca', 0.6],
      ['tanggapan', 0.4],
    ],
    opens: '01-15',
    closes: '01-31',
    result: '04-10',
    weight: 6,
  },
  {
    code: 'raperda',
    title: 'Konsultasi rancangan peraturan daerah',
    skpd: 'setda',
    level: 'e-consultation',
    acts: [
      ['baca', 0.7],
      ['tanggapan', 0.3],
    ],
    opens: '05-05',
    closes: '06-05',
    result: '07-15',
    weight: 6,
  },
  {
    code: 'nama-taman',
    title: 'Jajak pendapat nama taman kota',
    skpd: 'diskominfo',
    level: 'e-decision',
    acts: [['suara', 1]],
    opens: '08-01',
    closes: '08-14',
    result: '08-20',
    weight: 10,
  },
  {
    code: 'layanan-daring',
    title: 'Jajak pendapat layanan daring',
    skpd: 'disdukcapil',
    level: 'e-consultation',
    acts: [['tanggapan', 1]],
    opens: '09-01',
    closes: '09-30',
    result: '10-20',
    weight: 6,
  },
  {
    code: 'forum-perizinan',
    title: 'Forum konsultasi publik perizinan',
    skpd: 'dpmptsp',
    level: 'e-consultation',
    acts: [
      ['hadir', 0.5],
      ['tanggapan', 0.5],
    ],
    opens: '10-06',
    closes: '10-24',
    result: '11-10',
    weight: 3,
  },
  {
    code: 'forum-kepegawaian',
    title: 'Forum konsultasi publik kepegawaian',
    skpd: 'bkpsdm',
    level: 'e-consultation',
    acts: [
      ['hadir', 0.4],
      ['tanggapan', 0.6],
    ],
    opens: '07-07',
    closes: '07-18',
    result: '08-01',
    weight: 2,
  },
  {
    code: 'trayek',
    title: 'Konsultasi trayek angkutan umum',
    skpd: 'dishub',
    level: 'e-consultation',
    acts: [['tanggapan', 1]],
    opens: '04-14',
    closes: '05-02',
    result: '',
    weight: 3,
  },
  {
    code: 'apbd-terbuka',
    title: 'APBD dan dokumen anggaran terbuka',
    skpd: 'bpkd',
    level: 'e-information',
    acts: [
      ['baca', 0.7],
      ['unduh', 0.3],
    ],
    opens: '01-01',
    closes: '12-31',
    result: '',
    weight: 12,
  },
  {
    code: 'rencana-kota',
    title: 'Dokumen rencana pembangunan',
    skpd: 'bappeda',
    level: 'e-information',
    acts: [
      ['baca', 0.7],
      ['unduh', 0.3],
    ],
    opens: '01-01',
    closes: '12-31',
    result: '',
    weight: 7,
  },
];

/** `partisipasi`: who read, said and decided what; the result of a process is an act of the office that published it. */
export function participationStream(city: DemoCity): DayStream {
  const known = processes
    .filter((process) => city.officeByCode.has(process.skpd))
    .map((process) => ({ ...process, running: runningSums(process.acts.map(([, share]) => share)) }));
  const weights = known.reduce((sum, process) => sum + process.weight, 0);
  const hours = city.days.hours('dinas');
  return {
    header,
    reachDays,
    begin(day, emit) {
      for (const process of known) {
        const random = new Random(city.seed, 'partisipasi', process.code, day.no);
        const name = `${process.title} ${day.year}`;
        const id = `${process.code}-${day.iso.replaceAll('-', '')}`;
        const total = (totalActs * city.scale * process.weight) / weights;
        const acts = random.count(
          city.days.expected(
            `partisipasi ${process.code}`,
            total,
            day,
            (d) => isOpen(process, d) * city.days.onlineWeight(d, hours),
          ),
        );
        const people = Math.max(1, Math.round(total / 2 / actsPerPerson));
        for (let i = 0; i < acts; i++) {
          const at = city.days.onlineMoment(day, random);
          const act = process.acts[random.weighted(process.running)]?.[0] ?? '';
          // The same people come back within a process and year, from where they live.
          const person = new Random(city.seed, 'peserta', process.code, day.year, random.int(1, people));
          const nik = syntheticNik(person);
          let place = city.place(person);
          while (trait(city.seed, 'terjangkau', place.kelurahan || place.kecamatan) < unreachedShare)
            place = city.place(person);
          const region = random.chance(0.9) ? (random.chance(0.95) && place.kelurahan) || place.kecamatan : '';
          const channel = process.level !== 'e-information' && random.chance(0.25) ? 'tatap_muka' : 'daring';
          const proposal = act === 'usul' ? `${id}-${i + 1}` : '';
          const write = (when: number, key: string, level: string, what: string, who: string, result: string) =>
            emit(
              when,
              `${id}-${i + 1}${key},${stamp(when)},${process.skpd},${level},${name},${what},${who},${region},${result},${proposal},${channel}\n`,
            );
          write(at, '', process.level, act, nik, '');
          if (proposal) follow(at, random, city.portal, proposal, write);
        }
        if (process.result === day.iso.slice(5)) {
          const at = day.start + 10 * 3600;
          const link = `https://${city.portal}/partisipasi/${process.code}-${day.year}/hasil`;
          emit(at, `${id}-hasil,${stamp(at)},${process.skpd},${process.level},${name},publikasi_hasil,,,${link},,\n`);
        }
      }
    },
  };
}

/** The way of one proposal through the offices; some end with a refusal, the others wait. */
function follow(
  at: number,
  random: Random,
  portal: string,
  proposal: string,
  write: (when: number, key: string, level: string, what: string, who: string, result: string) => void,
): void {
  let when = at;
  for (const [no, [act, days, share]] of stages.entries()) {
    when += Math.round((days + random.int(0, 6)) * 86_400);
    if (random.chance(share)) {
      const isDecision = act === 'diakomodasi';
      const link = isDecision && random.chance(0.9) ? `https://${portal}/apbd/usulan/${proposal}` : '';
      write(when, `-t${no + 1}`, isDecision ? 'e-decision' : 'e-consultation', act, '', link);
      continue;
    }
    if (random.chance(0.55)) write(when, `-t${no + 1}`, 'e-decision', 'tidak diakomodasi', '', '');
    return;
  }
}

function isOpen(process: Process, day: LocalDay): number {
  const date = day.iso.slice(5);
  return date >= process.opens && date <= process.closes ? 1 : 0;
}
