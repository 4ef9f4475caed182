import type { DemoCity, Office } from './city';
import type { DayStream } from './day-stream';
import { type LocalDay, stamp } from './local-time';
import { syntheticNik } from './people';
import { Random, runningSums, trait } from './random';

const header =
  'id,waktu,skpd,layanan,responden,persyaratan,prosedur,waktu_penyelesaian,biaya,produk,kompetensi,perilaku,pengaduan,sarpras,jenis_kelamin,kelompok_usia,pendidikan,pekerjaan,wilayah\n';

/** Sheets of the 24 reference months at scale 1. */
const totalSheets = 8_000;

/** How the nine unsur of Permen PANRB 14/2017 usually stand against an office's mean: fees please, waiting does not. */
const unsurOffsets = [0.02, -0.04, -0.18, 0.22, 0.03, 0.06, 0.08, -0.1, -0.06];
const ages = ['17-25', '26-35', '36-45', '46-55', '56+'];
const ageRunning = runningSums([22, 31, 25, 14, 8]);
const educations = ['SD', 'SMP', 'SMA', 'D3', 'S1', 'S2'];
const educationRunning = runningSums([6, 11, 46, 10, 24, 3]);
const occupations = ['PNS', 'TNI/Polri', 'Swasta', 'Wirausaha', 'Ibu rumah tangga', 'Pelajar/Mahasiswa', 'Lainnya'];
const occupationRunning = runningSums([8, 2, 34, 18, 20, 11, 7]);

/** `skm`: answer sheets of the Survei Kepuasan Masyarakat, filled in at counters and after online services. */
export function surveyStream(city: DemoCity): DayStream {
  const asking = city.offices.filter((office) => office.conduct.surveys > 0 && office.services.length > 0);
  const running = runningSums(asking.map((office) => office.conduct.surveys));
  const hours = city.days.hours('dinas');
  return {
    header,
    reachDays: 0,
    begin(day, emit) {
      if (asking.length === 0) return;
      const random = new Random(city.seed, 'skm', day.no);
      const sheets = random.count(
        city.scale * city.days.expected('skm', totalSheets, day, (d) => surveyWeight(city, hours.isWorking(d.no), d)),
      );
      for (let i = 0; i < sheets; i++) {
        const office = asking[random.weighted(running)] as Office;
        const at =
          hours.isWorking(day.no) && random.chance(0.8)
            ? hours.counterMoment(day.no, random)
            : city.days.onlineMoment(day, random);
        emit(at, sheet(city, office, `SKM-${day.iso.replaceAll('-', '')}-${i + 1}`, at, day, random));
      }
    },
  };
}

/** Sheets come in drives near the end of each quarter. */
function surveyWeight(city: DemoCity, working: boolean, day: LocalDay): number {
  return (working ? 1 : 0.12) * (day.month % 3 === 2 ? 1.4 : 0.8) * city.days.growth(day);
}

function sheet(city: DemoCity, office: Office, id: string, at: number, day: LocalDay, random: Random): string {
  const service = random.pick(office.services);
  const own =
    office.conduct.satisfaction +
    0.14 * (trait(city.seed, 'skm', service.kode) - 0.5) +
    0.06 * (city.days.growth(day) - 1);
  const mood = 0.35 * random.normal();
  let answers = '';
  for (const offset of unsurOffsets) {
    const value = Math.round(own + offset + mood + 0.45 * random.normal());
    answers += random.chance(0.025) ? ',' : `,${Math.min(4, Math.max(1, value))}`;
  }
  const sex = random.chance(0.53) ? 'perempuan' : 'laki-laki';
  return `${id},${stamp(at)},${office.skpd.kode},${service.kode},${syntheticNik(random)}${answers},${sex},${ages[random.weighted(ageRunning)]},${educations[random.weighted(educationRunning)]},${occupations[random.weighted(occupationRunning)]},${city.regionOf(random, office)}\n`;
}
