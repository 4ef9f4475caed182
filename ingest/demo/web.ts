import type { DemoCity, Office } from './city';
import type { DayStream, Emit } from './day-stream';
import { clockText, type LocalDay, localDay, monthNames } from './local-time';
import { Random, runningSums, trait } from './random';
import { outageOn } from './site-outages';
import { browserRunning, browsers, robotRunning, robots, scannerAgents, scannerPaths } from './web-agents';

/** Requests of the 24 reference months at scale 1. */
const totalHits = 1_500_000;
/** Mean requests of one human visit and of one robot visit, as `humanVisit` and `robotVisit` make them. */
const hitsPerHumanVisit = 3.36;
const hitsPerRobotVisit = 2.5;
const robotShare = 0.22;

/** One site and all that its lines have in common. */
interface Site {
  host: string;
  office: Office | undefined;
  weight: number;
  /** Pages people read, with running weights. */
  pages: string[];
  pagesRunning: number[];
  downloads: string[];
  /** Days between two news items; a site that nobody feeds keeps its old ones. */
  newsEveryDays: number;
  tracking: boolean;
  news: Map<number, string>;
}

/**
 * `situs-kota`: the Apache access log (vhost_combined) of the city portal and of all SKPD sites that share its server.
 * People come in visits of a few pages, robots all day long, scanners in bursts; now and then a site is down.
 */
export function webStream(city: DemoCity): DayStream {
  const sites = sitesOf(city);
  const weights = sites.reduce((sum, site) => sum + site.weight, 0);
  return {
    header: '',
    reachDays: 0,
    begin(day, emit) {
      const hours = city.days.hours('dinas');
      const hits =
        city.scale *
        city.days.expected('web', totalHits, day, (d) => city.days.onlineWeight(d, hours) * floodInterest(city, d));
      const plan = new HitDay(city, day, emit);
      for (const site of sites) {
        const random = new Random(city.seed, 'web', site.host, day.no);
        const share = (hits * site.weight) / weights;
        const outage = outageOn(city, site.office, site.host, day);
        if (outage === 'hening') continue;
        const visits = random.count((share * (1 - robotShare)) / hitsPerHumanVisit);
        for (let i = 0; i < visits; i++) humanVisit(plan, site, random, outage === 'galat');
        if (outage !== 'galat') applications(plan, site, visits);
        const robotVisits = random.count((share * robotShare) / hitsPerRobotVisit);
        for (let i = 0; i < robotVisits; i++) robotVisit(plan, site, random, outage === 'galat');
      }
    },
  };
}

/** People look for news of the water while it is high. */
function floodInterest(city: DemoCity, day: LocalDay): number {
  return city.days.isFlood(day) ? 1.35 : 1;
}

function sitesOf(city: DemoCity): Site[] {
  const sites: Site[] = [];
  for (const office of city.offices) {
    for (const [i, host] of office.skpd.hosts.entries()) {
      if (host === city.portal || office.conduct.web === 0) continue;
      sites.push(siteOf(city, host, office, i === 0 ? office.conduct.web : office.conduct.web * 0.3));
    }
  }
  const owner = city.offices.find((office) => office.skpd.hosts.includes(city.portal));
  const others = sites.reduce((sum, site) => sum + site.weight, 0);
  return [siteOf(city, city.portal, owner, others * 0.38), ...sites];
}

function siteOf(city: DemoCity, host: string, office: Office | undefined, weight: number): Site {
  const services = host === city.portal ? city.profile.layanan : (office?.services ?? []);
  const isPortal = host === city.portal;
  const pages: [string, number][] = [
    ['/', 26],
    ['/profil', 3],
    ['/profil/tugas-fungsi', 2],
    ['/profil/struktur-organisasi', 2],
    ['/kontak', 4],
    ['/layanan', 8],
    ['/ppid', 2.5],
    ['/ppid/informasi-berkala', 1],
    ['/berita', 6],
    ['/berita?page=2', 1.5],
    ['/agenda', 1],
    ['/galeri', 1],
    ['/faq', 1],
    ['/buku-tamu', 1.6],
    ['/sitemap.html', 0.2],
    ['/cari?q=ktp+hilang', 0.6],
    ['/cari?q=jam+pelayanan', 0.5],
    ['/cari?q=lowongan&halaman=2', 0.4],
    ['/?utm_source=instagram&utm_medium=social', 0.8],
    // Typographic quotes copied into the search box: bytes that Apache escapes.
    ['/cari?q=\\xe2\\x80\\x9ckartu keluarga\\xe2\\x80\\x9d'.replace(' ', '+'), 0.05],
    ['/berita/caf\\xc3\\xa9-literasi-warga', 0.05],
  ];
  for (const service of services) pages.push([`/layanan/${service.kode}`, (isPortal ? 12 : 26) / services.length]);
  if (isPortal) {
    pages.push(['/aduan', 3], ['/pengumuman', 3], ['/peta', 1], ['/wisata', 1]);
    for (const other of city.offices) pages.push([`/perangkat-daerah/${other.skpd.kode}`, 0.15]);
  }
  const downloads = [
    '/unduh/renstra-2025-2029.pdf',
    '/unduh/lakip-2024.pdf',
    '/unduh/standar-pelayanan.pdf',
    '/unduh/daftar-informasi-publik.xlsx',
    '/unduh/laporan-kinerja-triwulan.pdf',
    ...services.slice(0, 6).map((service) => `/unduh/formulir-${service.kode}.pdf`),
  ];
  return {
    host,
    office,
    weight,
    pages: pages.map(([path]) => path),
    pagesRunning: runningSums(pages.map(([, each]) => each)),
    downloads,
    newsEveryDays: isPortal ? 1 : (office?.conduct.newsEveryDays ?? 7),
    tracking: isPortal || (office?.conduct.siteFeatures.includes('lacak_berkas') ?? false),
    news: new Map(),
  };
}

/** Writes lines of one day; the parts of a line that do not change within the day are made once. */
class HitDay {
  readonly datePart: string;
  readonly zonePart: string;

  constructor(
    readonly city: DemoCity,
    readonly day: LocalDay,
    private readonly emit: Emit,
  ) {
    const two = (value: number) => String(value).padStart(2, '0');
    this.datePart = `[${two(day.dayOfMonth)}/${monthNames[day.month - 1]}/${day.year}:`;
    this.zonePart = ` +${two(city.offset / 3600)}00] "`;
  }

  hit(
    random: Random,
    at: number,
    who: { host: string; ip: string; agent: string },
    method: string,
    path: string,
    status: number,
    bytes: number,
    referrer: string,
  ): void {
    if (at >= this.day.start + 86_400) return;
    const start = `${who.host}:443 ${who.ip} - - ${this.datePart}${clockText(at - this.day.start)}${this.zonePart}${method} ${path}`;
    // A disk that was full for a moment: the line breaks off inside the request.
    if (random.chance(0.0002)) {
      this.emit(at, `${start.slice(0, random.int(12, start.length))}\n`);
      return;
    }
    this.emit(at, `${start} HTTP/1.1" ${status} ${bytes === 0 ? '-' : bytes} "${referrer}" "${who.agent}"\n`);
  }
}

const searchReferrers = [
  'https://www.google.com/',
  'https://www.google.com/',
  'https://www.google.com/',
  'https://www.google.co.id/',
  'https://www.bing.com/',
  'https://l.facebook.com/',
  'https://l.instagram.com/',
  'https://t.co/',
  'android-app://com.google.android.googlequicksearchbox/',
];

const assets = [
  '/assets/css/app.css',
  '/assets/js/app.js',
  '/assets/img/logo-kota.png',
  '/assets/img/banner.jpg',
  '/assets/fonts/inter.woff2',
  '/favicon.ico',
];

function humanVisit(plan: HitDay, site: Site, random: Random, failing: boolean): void {
  const { city, day } = plan;
  const who = {
    host: site.host,
    ip: visitorAddress(random),
    agent: browsers[random.weighted(browserRunning)] as string,
  };
  const own = `https://${site.host}`;
  let at = city.days.onlineMoment(day, random);
  let referrer = random.chance(0.34) ? '-' : random.pick(searchReferrers);
  if (random.chance(site.office?.conduct.portalEntries ?? 0)) referrer = `https://${city.portal}/layanan`;
  let pages = 1;
  while (pages < 9 && random.chance(0.4)) pages++;
  for (let i = 0; i < pages; i++) {
    const path = pageOf(site, city, day, random, i);
    const status = failing ? (random.chance(0.96) ? 503 : 500) : pageStatus(random);
    plan.hit(
      random,
      at,
      who,
      'GET',
      path,
      status,
      status === 304 ? 0 : status >= 300 ? random.int(280, 900) : random.int(7_000, 58_000),
      referrer,
    );
    referrer = own + (path.includes('\\') ? '/cari' : path);
    if (failing) {
      if (random.chance(0.7)) return;
    } else {
      let wanted = i === 0 ? random.int(0, 3) : random.chance(0.15) ? 1 : 0;
      while (wanted-- > 0) {
        const cached = random.chance(0.35);
        plan.hit(
          random,
          at + random.int(0, 2),
          who,
          'GET',
          random.pick(assets),
          cached ? 304 : 200,
          cached ? 0 : random.int(1_200, 240_000),
          referrer,
        );
      }
      if (random.chance(0.06))
        plan.hit(
          random,
          at + random.int(8, 50),
          who,
          'GET',
          random.pick(site.downloads),
          200,
          random.int(90_000, 4_200_000),
          referrer,
        );
    }
    at += random.int(9, 160);
  }
}

/** Visitors who apply for an online service: they open its form, send it and see the receipt, and many give up on the way. */
function applications(plan: HitDay, site: Site, visits: number): void {
  const { city, day } = plan;
  const services = (site.office?.services ?? []).filter(({ kanal }) => kanal.includes('daring'));
  if (site.host === city.portal || services.length === 0) return;
  const random = new Random(city.seed, 'formulir', site.host, day.no);
  const share = 0.06 * (site.office?.conduct.online ?? 0);
  for (let wanted = random.count(visits * share); wanted > 0; wanted--) {
    const who = {
      host: site.host,
      ip: visitorAddress(random),
      agent: browsers[random.weighted(browserRunning)] as string,
    };
    const path = `/layanan/${random.pick(services).kode}`;
    const own = `https://${site.host}${path}`;
    let at = city.days.onlineMoment(day, random);
    plan.hit(random, at, who, 'GET', `${path}/ajukan`, 200, random.int(9_000, 30_000), own);
    if (random.chance(0.42)) continue;
    at += random.int(60, 900);
    const taken = random.chance(0.91);
    plan.hit(random, at, who, 'POST', `${path}/kirim`, taken ? 303 : 422, random.int(280, 900), `${own}/ajukan`);
    if (!taken || random.chance(0.03)) continue;
    plan.hit(random, at + 1, who, 'GET', `${path}/tanda-terima`, 200, random.int(6_000, 9_000), `${own}/ajukan`);
  }
}

function pageOf(site: Site, city: DemoCity, day: LocalDay, random: Random, position: number): string {
  const x = random.next();
  if (x < 0.2) return newsPath(site, city, day, random);
  if (site.tracking && x < 0.27 && position <= 1)
    return `/lacak/${random.pick(trackingPrefixes)}${day.year % 100}${random.int(100000, 999999)}`;
  return site.pages[random.weighted(site.pagesRunning)] as string;
}

const trackingPrefixes = ['REG', 'PMH', 'IZN'];

function pageStatus(random: Random): number {
  const x = random.next();
  if (x < 0.93) return 200;
  if (x < 0.955) return 304;
  if (x < 0.972) return 301;
  if (x < 0.99) return 404;
  if (x < 0.9985) return 403;
  return x < 0.9993 ? 500 : 502;
}

const newsTopics = [
  'wali-kota-tinjau-pelayanan',
  'jadwal-pelayanan-keliling',
  'sosialisasi-program-warga',
  'kerja-bakti-bersama-warga',
  'bimbingan-teknis-pegawai',
  'rapat-koordinasi-bulanan',
  'pengumuman-hasil-seleksi',
  'layanan-daring-makin-mudah',
  'lomba-kelurahan',
  'vaksinasi-massal',
  'pembangunan-saluran-air',
  'penertiban-reklame',
  'bazar-umkm',
  'donor-darah',
];

/** A news item: mostly one of the latest. Its address carries its date, so that a site that stands still shows it. */
function newsPath(site: Site, city: DemoCity, day: LocalDay, random: Random): string {
  const every = site.newsEveryDays;
  const newest = Math.floor(day.no / every);
  const number = newest - Math.floor(random.next() ** 3 * 30);
  const known = site.news.get(number);
  if (known) return known;
  const published = localDay(number * every);
  const topic = newsTopics[Math.floor(trait(city.seed, 'berita', site.host, number) * newsTopics.length)];
  const path = `/berita/${published.year}/${String(published.month).padStart(2, '0')}/${topic}-${number % 1000}`;
  site.news.set(number, path);
  return path;
}

/** Addresses of nobody: carrier-grade NAT (RFC 6598), benchmarking (RFC 2544) and the IPv6 documentation block. */
function visitorAddress(random: Random): string {
  const x = random.next();
  if (x < 0.62) return `100.${random.int(64, 127)}.${random.int(0, 255)}.${random.int(1, 254)}`;
  if (x < 0.93) return `198.${random.int(18, 19)}.${random.int(0, 255)}.${random.int(1, 254)}`;
  return `2001:db8:${random.int(1, 9999).toString(16)}:${random.int(1, 9999).toString(16)}::${random.int(1, 9999).toString(16)}`;
}

function robotVisit(plan: HitDay, site: Site, random: Random, failing: boolean): void {
  const { city, day } = plan;
  if (random.chance(0.035)) {
    scan(plan, site, random);
    return;
  }
  const robot = robots[random.weighted(robotRunning)] as (typeof robots)[number];
  const who = { host: site.host, ip: `${robot.net}${random.int(2, 250)}`, agent: robot.agent };
  let at = day.start + random.int(0, 86_399);
  const failed = failing ? 503 : 0;
  if (robot.walk === 'pantau') {
    plan.hit(random, at, who, 'HEAD', '/', failed || 200, 0, '-');
    plan.hit(random, at + 300, who, 'HEAD', '/', failed || 200, 0, '-');
    return;
  }
  let requests = 1;
  while (requests < 10 && random.chance(0.6)) requests++;
  for (let i = 0; i < requests; i++) {
    let path: string;
    if (i === 0 && random.chance(0.25)) path = random.chance(0.6) ? '/robots.txt' : '/sitemap.xml';
    else if (robot.walk === 'unduh') path = random.pick(site.downloads);
    else path = pageOf(site, city, day, random, 2);
    const status = failed || (random.chance(0.05) ? 404 : random.chance(0.08) ? 304 : 200);
    plan.hit(random, at, who, 'GET', path, status, status === 304 ? 0 : random.int(300, 42_000), '-');
    at += random.int(1, 40);
  }
}

/** Somebody who tries doors: many requests in seconds, all of them missing here. */
function scan(plan: HitDay, site: Site, random: Random): void {
  const who = { host: site.host, ip: `203.0.113.${random.int(2, 250)}`, agent: random.pick(scannerAgents) };
  let at = plan.day.start + random.int(0, 86_300);
  const requests = random.int(2, 9);
  for (let i = 0; i < requests; i++) {
    plan.hit(
      random,
      at,
      who,
      random.chance(0.85) ? 'GET' : 'POST',
      random.pick(scannerPaths),
      random.chance(0.93) ? 404 : 403,
      random.int(180, 500),
      '-',
    );
    at += random.int(0, 2);
  }
}
