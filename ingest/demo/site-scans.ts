import type { DemoCity, Office } from './city';
import type { DayStream, Emit } from './day-stream';
import { DAY, HOUR, type LocalDay, localDay, stamp } from './local-time';
import type { SiteFeature } from './offices';
import { Random, trait } from './random';
import { outageOn } from './site-outages';

const header = 'waktu,skpd,situs,halaman,terjangkau,https_sah,status,muat_ms,konten_terbaru,fitur,bukti\n';

/** Which features are looked for on which page, and the words that prove them. */
const pages: [page: string, features: [feature: SiteFeature, words: string][]][] = [
  [
    'beranda',
    [
      ['responsif', 'width=device-width'],
      ['pencarian', 'Cari di situs ini'],
      ['peta_situs', 'sitemap.xml'],
      ['tautan_portal', 'Portal Layanan Kota'],
      ['sso', 'Masuk dengan akun kota'],
    ],
  ],
  [
    'profil',
    [
      ['profil', 'Visi dan Misi'],
      ['tugas_fungsi', 'Tugas Pokok dan Fungsi'],
    ],
  ],
  ['kontak', [['kontak', 'Hubungi Kami']]],
  [
    'layanan',
    [
      ['daftar_layanan', 'Daftar Layanan'],
      ['standar_pelayanan', 'Standar Pelayanan'],
      ['lacak_berkas', 'Lacak Permohonan'],
      ['skm_hasil', 'Indeks Kepuasan Masyarakat'],
      ['data_diri', 'Data Saya'],
    ],
  ],
  ['ppid', [['ppid', 'Daftar Informasi Publik']]],
];

/** `pindai-situs`: once a week, by night, each site of each SKPD is looked at page by page. */
export function siteScanStream(city: DemoCity): DayStream {
  return {
    header,
    reachDays: 0,
    begin(day, emit) {
      for (const office of city.offices)
        for (const [i, host] of office.skpd.hosts.entries()) {
          const weekday = Math.floor(trait(city.seed, 'pindai', host) * 7);
          if (weekday === day.weekday) look(city, office, host, i === 0, day, emit);
        }
    },
  };
}

function look(city: DemoCity, office: Office, host: string, main: boolean, day: LocalDay, emit: Emit): void {
  const { conduct } = office;
  const random = new Random(city.seed, 'pindai', host, day.no);
  let at = day.start + 2 * HOUR + random.int(0, 2 * HOUR);
  // A site of an office without any traffic is a name that nothing answers to.
  const down = conduct.web === 0 ? 'hening' : outageOn(city, office, host, day);
  const secure = conduct.habit > 0 || trait(city.seed, 'https', host) < 0.4;
  const newest = newestContent(city, office, host, day);
  for (const [page, features] of pages) {
    at += random.int(3, 12);
    const start = `${stamp(at)},${office.skpd.kode},${host},${page}`;
    if (down === 'hening') {
      emit(at, `${start},tidak,,,,,,\n`);
      continue;
    }
    const missing =
      page !== 'beranda' &&
      conduct.habit === 0 &&
      !features.some(([feature]) => conduct.siteFeatures.includes(feature));
    const status = down === 'galat' ? 503 : missing ? 404 : 200;
    const found = status === 200 ? features.filter(([feature]) => conduct.siteFeatures.includes(feature)) : [];
    const loadMs = Math.floor(random.around(conduct.habit >= 2 ? 700 : 1_600, 0.45));
    const shown = status === 200 && (page === 'beranda' || main) ? newest : '';
    const names = found.map(([feature]) => feature).join('|');
    const proofs = found.map(([feature, words]) => `${feature}=${words}`).join('|');
    emit(
      at,
      `${start},${status === 200 ? 'ya' : 'tidak'},${secure ? 'ya' : 'tidak'},${status},${loadMs},${shown},${names},${proofs}\n`,
    );
  }
}

/** The date of the newest item: by the pace of the office, some days old, or years where nobody writes. */
function newestContent(city: DemoCity, office: Office, host: string, day: LocalDay): string {
  const every = office.conduct.newsEveryDays;
  const shift = Math.floor(trait(city.seed, 'konten', host) * every);
  const newest =
    every > 60 ? Math.floor((day.no - 120 + shift) / every) * every - shift : day.no - ((day.no + shift) % every) - 1;
  return localDay(Math.min(newest, Math.floor((day.start - DAY) / DAY))).iso;
}
