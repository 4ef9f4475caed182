import { runningSums } from './random';

/** The browsers of a city where most people hold an Android phone: about 60 user agents with their weights. */
export const browsers: string[] = [];
const browserWeights: number[] = [];

function add(weight: number, agent: string): void {
  browsers.push(agent);
  browserWeights.push(weight);
}

const engine = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const androidPhones = [
  'Android 14; SM-A155F',
  'Android 13; SM-A235F',
  'Android 14; SM-A546E',
  'Android 12; M2101K7BNY',
  'Android 13; 22111317G',
  'Android 14; 23124RA7EO',
  'Android 12; CPH2269',
  'Android 13; CPH2473',
  'Android 11; V2026',
  'Android 13; V2247',
  'Android 12; RMX3624',
  'Android 13; RMX3890',
  'Android 14; Infinix X6833B',
  'Android 13; TECNO KJ5',
  'Android 10; K',
];
for (const [i, phone] of androidPhones.entries()) {
  add(
    phone.endsWith('; K') ? 14 : 3,
    `Mozilla/5.0 (Linux; ${phone}) ${engine} Chrome/${124 + (i % 8)}.0.0.0 Mobile Safari/537.36`,
  );
  if (i < 10)
    add(
      0.8,
      `Mozilla/5.0 (Linux; ${phone}; wv) ${engine} Version/4.0 Chrome/${122 + i}.0.6261.64 Mobile Safari/537.36`,
    );
  if (i < 3)
    add(
      1.2,
      `Mozilla/5.0 (Linux; ${phone}) ${engine} SamsungBrowser/${23 + i}.0 Chrome/115.0.0.0 Mobile Safari/537.36`,
    );
}
for (const version of ['15_8', '16_7', '17_5', '17_6', '18_1', '18_3'])
  add(
    1.6,
    `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version.replace('_', '.')} Mobile/15E148 Safari/604.1`,
  );
add(
  0.7,
  'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
);
for (let version = 120; version < 132; version += 1)
  add(
    version === 131 ? 6 : 1.3,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${engine} Chrome/${version}.0.0.0 Safari/537.36`,
  );
for (const version of [121, 124, 127, 130])
  add(
    0.9,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${engine} Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`,
  );
for (const version of ['115.0', '122.0', '128.0', '132.0'])
  add(0.7, `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${version}) Gecko/20100101 Firefox/${version}`);
add(0.4, `Mozilla/5.0 (Windows NT 6.1; Win64; x64) ${engine} Chrome/109.0.0.0 Safari/537.36`);
add(
  0.6,
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
);
add(0.5, `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${engine} Chrome/126.0.0.0 Safari/537.36`);
add(0.3, `Mozilla/5.0 (X11; Linux x86_64) ${engine} Chrome/125.0.0.0 Safari/537.36`);
add(0.2, 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0');
add(
  0.5,
  `Mozilla/5.0 (Linux; U; Android 11; id-id; Redmi Note 8) ${engine} Version/4.0 Chrome/89.0.4389.116 Mobile Safari/537.36 XiaoMi/MiuiBrowser/13.28.0-gn`,
);

export const browserRunning = runningSums(browserWeights);

/** A robot: its weight, the addresses it comes from (blocks reserved for documentation) and how it walks. */
export interface Robot {
  agent: string;
  weight: number;
  net: string;
  walk: 'halaman' | 'pantau' | 'unduh';
}

export const robots: Robot[] = [
  {
    weight: 26,
    walk: 'halaman',
    net: '192.0.2.',
    agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  },
  {
    weight: 7,
    walk: 'halaman',
    net: '192.0.2.',
    agent:
      'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.6422.60 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  },
  {
    weight: 14,
    walk: 'halaman',
    net: '192.0.2.',
    agent: 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  },
  {
    weight: 10,
    walk: 'halaman',
    net: '198.51.100.',
    agent: 'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  },
  {
    weight: 8,
    walk: 'halaman',
    net: '198.51.100.',
    agent: 'Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)',
  },
  {
    weight: 5,
    walk: 'halaman',
    net: '198.51.100.',
    agent: 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  },
  {
    weight: 5,
    walk: 'halaman',
    net: '198.51.100.',
    agent: 'Mozilla/5.0 (compatible; PetalBot;+https://webmaster.petalsearch.com/site/petalbot)',
  },
  {
    weight: 4,
    walk: 'halaman',
    net: '198.51.100.',
    agent: 'Mozilla/5.0 (compatible; DotBot/1.2; +https://opensiteexplorer.org/dotbot; help@moz.com)',
  },
  {
    weight: 4,
    walk: 'halaman',
    net: '198.51.100.',
    agent: 'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  },
  {
    weight: 3,
    walk: 'halaman',
    net: '198.51.100.',
    agent: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  },
  { weight: 3, walk: 'halaman', net: '198.51.100.', agent: 'WhatsApp/2.23.20.0' },
  {
    weight: 14,
    walk: 'pantau',
    net: '203.0.113.',
    agent: 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
  },
  { weight: 4, walk: 'pantau', net: '203.0.113.', agent: 'Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)' },
  { weight: 4, walk: 'unduh', net: '203.0.113.', agent: 'curl/8.5.0' },
  { weight: 5, walk: 'unduh', net: '203.0.113.', agent: 'python-requests/2.31.0' },
];

export const robotRunning = runningSums(robots.map((robot) => robot.weight));

/** What break-in scanners ask for; none of it exists here. */
export const scannerPaths = [
  '/wp-login.php',
  '/wp-admin/setup-config.php',
  '/xmlrpc.php',
  '/.env',
  '/.git/config',
  '/phpmyadmin/index.php',
  '/administrator/index.php',
  '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
  '/boaform/admin/formLogin',
  '/cgi-bin/luci/;stok=/locale',
  '/wp-content/plugins/wp-file-manager/readme.txt',
  '/actuator/health',
];

export const scannerAgents = [
  'Mozilla/5.0 zgrab/0.x',
  'Go-http-client/1.1',
  'Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)',
  'masscan/1.3',
  '-',
];
