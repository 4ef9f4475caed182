import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Random } from '../../ingest/demo/random';

/** Running sums of weights that fall like 1 / rank^slope: a few take most, the tail is long. */
function longTail(count: number, slope: number): number[] {
  const running: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= count; rank += 1) {
    sum += 1 / rank ** slope;
    running.push(sum);
  }
  return running;
}

/** About 300 agents: browsers of a city where most people hold an Android phone, and the bots that visit every site. */
function makeAgents(random: Random): string[] {
  const blink = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  const agents: string[] = [];
  for (let version = 112; version < 150; version += 1) {
    agents.push(
      `Mozilla/5.0 (Linux; Android 10; K) ${blink} Chrome/${version}.0.0.0 Mobile Safari/537.36`,
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Chrome/${version}.0.0.0 Safari/537.36`,
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`,
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${blink} Chrome/${version}.0.0.0 Safari/537.36`,
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
    );
  }
  for (const phone of [
    'SM-A155F',
    'SM-A546E',
    'CPH2473',
    'V2247',
    'RMX3890',
    '23124RA7EO',
    'Infinix X6833B',
    'TECNO KJ5',
  ]) {
    for (let version = 120; version < 130; version += 1) {
      agents.push(`Mozilla/5.0 (Linux; Android 14; ${phone}) ${blink} Chrome/${version}.0.0.0 Mobile Safari/537.36`);
    }
  }
  for (const version of ['15_8', '16_7', '17_4', '17_5', '17_6', '18_0', '18_1', '18_3']) {
    const safari = `AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version.replace('_', '.')}`;
    agents.push(
      `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) ${safari} Mobile/15E148 Safari/604.1`,
      `Mozilla/5.0 (iPad; CPU OS ${version} like Mac OS X) ${safari} Mobile/15E148 Safari/604.1`,
    );
  }
  for (let i = agents.length - 1; i > 0; i -= 1) {
    const j = random.int(0, i);
    [agents[i], agents[j]] = [agents[j]!, agents[i]!];
  }
  const bots = [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    `Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36`,
    'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
    'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
    'Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)',
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0',
    'python-requests/2.31.0',
    'Go-http-client/1.1',
    'curl/7.81.0',
    'Mozilla/5.0 zgrab/0.x',
  ];
  // Bots are among the busiest visitors: they stand between the browsers, not behind them.
  for (const [i, bot] of bots.entries()) agents.splice(3 + i * 4, 0, bot);
  return agents;
}

const topics = [
  'berita',
  'layanan',
  'pengumuman',
  'profil',
  'agenda',
  'galeri',
  'informasi-publik',
  'pengaduan',
  'data',
  'regulasi',
];
const words =
  'kartu keluarga akta kelahiran jadwal vaksinasi pasar murah perbaikan jalan banjir bantuan sosial izin usaha pajak daerah pendaftaran sekolah lowongan kelurahan kecamatan walikota rapat koordinasi penghargaan festival budaya kesehatan gratis pelayanan keliling'.split(
    ' ',
  );
const assets = [
  'css/app.css',
  'css/bootstrap.min.css',
  'js/app.js',
  'js/jquery.min.js',
  'img/logo.png',
  'fonts/inter.woff2',
  'favicon.ico',
  'img/banner.webp',
];

/** About 12,000 addresses of a city's portal, the busiest first: the home page, its assets, then articles and files. */
function makePaths(random: Random): string[] {
  const paths = ['/', ...assets.slice(0, 6).map((name) => `/assets/${name}`), '/favicon.ico', '/layanan', '/berita'];
  for (let i = 0; i < 12_000; i += 1) {
    const topic = random.pick(topics);
    const slug = Array.from({ length: random.int(1, 4) }, () => random.pick(words)).join('-');
    const share = random.next();
    if (share < 0.55) paths.push(`/${topic}/${random.int(100, 9_999)}/${slug}`);
    else if (share < 0.75) paths.push(`/uploads/2026/${String(random.int(1, 12)).padStart(2, '0')}/${slug}.jpg`);
    else if (share < 0.83) paths.push(`/unduh/${topic}/${slug}.pdf`);
    else if (share < 0.9) paths.push(`/cari?q=${slug.replaceAll('-', '+')}&halaman=${random.int(1, 9)}`);
    else if (share < 0.96) paths.push(`/api/v1/${topic}?limit=10&offset=${random.int(0, 40) * 10}`);
    else paths.push(`/wp-content/plugins/${slug}/readme.txt`);
  }
  return paths;
}

const referrers = [
  'https://www.google.com/',
  'https://www.google.co.id/',
  'https://m.facebook.com/',
  'https://l.instagram.com/',
  'https://t.co/k3Jd8sQ1',
  'https://www.bing.com/',
  'android-app://com.google.android.googlequicksearchbox/',
];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number) => String(n).padStart(2, '0');

/**
 * Writes an access log in combined format, about 215 bytes a line: 40,000 visitors with a long tail over sixty days, by day more
 * than by night. The same seed and count give the same bytes. Lines are made in pieces, so that memory does not grow with them.
 */
export async function makeLog(path: string, lines: number, seed = 20261122): Promise<void> {
  const random = new Random(seed, 'log');
  const agents = makeAgents(random);
  const agentRunning = longTail(agents.length, 0.9);
  const paths = makePaths(random);
  const pathRunning = longTail(paths.length, 1);
  const visitors = Array.from({ length: 40_000 }, (_, i) => ({
    address:
      i % 50 === 7
        ? `2404:8000:${random.int(16, 9_999).toString(16)}::${random.int(1, 9_999).toString(16)}`
        : `${random.pick([36, 103, 110, 114, 118, 125, 139, 140, 158, 180, 182, 202])}.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`,
    agent: agents[random.weighted(agentRunning)]!,
  }));
  const visitorRunning = longTail(visitors.length, 0.75);
  const site = 'https://www.kota.example';

  const out = createWriteStream(path);
  const start = Date.UTC(2026, 7, 1) / 1000;
  const days = 60;
  // Requests of one minute of the day, by night a fifth of those by day.
  const perMinute = Array.from({ length: 1_440 }, (_, m) => 0.6 + 0.4 * Math.sin(((m - 480) / 1_440) * 2 * Math.PI));
  const perDay = perMinute.reduce((a, b) => a + b);
  let made = 0;
  let due = 0;
  let piece: string[] = [];
  for (let minute = 0; made < lines; minute += 1) {
    due += (perMinute[minute % 1_440]! / perDay) * (lines / days);
    const here = minute === days * 1_440 - 1 ? lines - made : Math.min(lines - made, Math.round(due) - made);
    const seconds = Array.from({ length: here }, () => random.int(0, 59)).sort((a, b) => a - b);
    const at = new Date((start + minute * 60) * 1000);
    const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
    const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
    for (const second of seconds) {
      const visitor = visitors[random.weighted(visitorRunning)]!;
      const target = paths[random.weighted(pathRunning)]!;
      const share = random.next();
      const method = share < 0.955 ? 'GET' : share < 0.985 ? 'POST' : 'HEAD';
      const outcome = random.next();
      const status = outcome < 0.86 ? 200 : outcome < 0.92 ? 304 : outcome < 0.95 ? 301 : outcome < 0.99 ? 404 : 500;
      const origin = random.next();
      const referrer =
        origin < 0.52 ? '-' : origin < 0.74 ? `${site}${paths[random.weighted(pathRunning)]!}` : random.pick(referrers);
      piece.push(
        `${visitor.address} - - [${day}:${clock}:${two(second)} +0700] "${method} ${target} HTTP/1.1" ${status} ${status === 304 ? 0 : random.int(180, 96_000)} "${referrer}" "${visitor.agent}"\n`,
      );
    }
    made += here;
    if (piece.length > 5_000 || made >= lines) {
      if (!out.write(piece.join(''))) await once(out, 'drain');
      piece = [];
    }
  }
  out.end();
  await once(out, 'finish');
}
