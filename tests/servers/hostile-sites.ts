import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { links, page, type SiteQuestion } from './sites';

/** What hostile sites sent so far, in bytes. */
export const sent = { huge: 0, dripped: 0, bomb: 0 };

const TEN_GB = 10 * 2 ** 30;
const PIECE = Buffer.alloc(64 << 10, '<p>lagi</p> ');

/** A hundred times 100 MB of blanks: 10 GB for whoever unpacks all of it. */
const packed = {
  gzip: Buffer.concat(Array(100).fill(gzipSync(Buffer.alloc(100 << 20, ' '), { level: 9 }))),
  br: brotliCompressSync(Buffer.alloc(100 << 20, ' ')),
};

async function stream(response: ServerResponse, pieces: () => Buffer | null, told: (bytes: number) => void) {
  response.setMaxListeners(0);
  for (let piece = pieces(); piece && !response.destroyed; piece = pieces()) {
    told(piece.length);
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]).catch(() => {});
  }
  response.end();
}

const home = (response: ServerResponse, ...paths: string[]) => page(response, `<h1>Profil</h1>${links(...paths)}`);

type Behaviour = (question: SiteQuestion, response: ServerResponse) => unknown;

const usual: Behaviour = ({ url }, response) =>
  page(response, `<h1>Profil ${url.pathname}</h1>${links('/profil', '/rahasia/x', '/khusus', '/umum')}`);

/** Hostile sites by name; each answers every path but robots.txt, which is missing unless it stands below. */
export const HOSTILE: Record<string, Behaviour> = {
  putar: ({ url }, response) => {
    if (url.pathname === '/') return home(response, '/a', '/tumbuh/x', '/diri', '/pindah');
    const to = { '/a': '/b', '/b': '/a', '/diri': '/diri' }[url.pathname] ?? `${url.pathname}/${sent.huge}x`;
    return response.writeHead(302, { location: to }).end();
  },
  raksasa: ({ url }, response) => {
    if (url.pathname === '/') return home(response, '/layanan-besar', '/profil');
    if (url.pathname === '/profil') return page(response, 'Profil Dinas');
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(TEN_GB) });
    let left = TEN_GB;
    return stream(
      response,
      () => (left > 0 ? PIECE : null),
      (bytes) => {
        left -= bytes;
        sent.huge += bytes;
      },
    );
  },
  tetes: ({ url }, response) => {
    if (url.pathname === '/') return home(response, ...Array.from({ length: 9 }, (_, i) => `/tetes${'abcdefghi'[i]}`));
    response.writeHead(200, { 'content-type': 'text/html' });
    const drip = setInterval(() => {
      sent.dripped += 1;
      response.write('<');
    }, 100);
    return response.on('close', () => clearInterval(drip));
  },
  bisu: () => {},
  bisujuga: () => {},
  seratusribu: ({ url }, response) => {
    if (url.pathname !== '/') return page(response, `Halaman ${url.pathname}`);
    const all = Array.from({ length: 100_000 }, (_, i) => `<a href=/h${i.toString(36)}>`);
    all[15_000] = '<a href=/layanan/akta>';
    return page(response, all.join(''));
  },
  jebakan: ({ url }, response) => {
    const n = Math.floor(Math.random() * 1e9).toString(36);
    const month = Math.floor(Math.random() * 12) + 1;
    return page(
      response,
      `${n} ${links(
        `/layanan/${n}`,
        `${url.pathname}/${n}`,
        `/kalender/${2000 + month}/${month}/`,
        `/kalender?tahun=${2000 + month}&bulan=${month}`,
        `/daftar?halaman=${n}`,
        `/cari?q=${n}&PHPSESSID=${n}`,
        `/${n}`,
        `profil/${n}/profil`,
      )}`,
    );
  },
  dalam: ({ url }, response) => {
    const inside = [
      'http://127.0.0.2/layanan',
      'https://127.0.0.2/layanan',
      'http://2130706434/',
      'http://[::1]/',
      'http://169.254.169.254/latest/meta-data/',
      'http://localhost/',
      'http://kantor.dalam.uji.example/',
      'http://dalam.uji.example:22/',
      'http://127.0.0.2@dalam.uji.example/',
      'file:///etc/passwd',
      'gopher://127.0.0.2/',
    ];
    if (url.pathname === '/') return home(response, ...inside, ...inside.map((_, i) => `/ke/${'abcdefghijk'[i]}`));
    const to = inside['abcdefghijk'.indexOf(url.pathname.at(-1)!)];
    return to ? response.writeHead(302, { location: to }).end() : page(response, 'lain');
  },
  // Its certificate is for other names, and so is all that its plain side leads to.
  sertifikat: ({ protocol, url }, response) =>
    protocol === 'https'
      ? page(response, 'Profil yang tidak boleh dipercaya')
      : response.writeHead(301, { location: `https://sertifikat.uji.example${url.pathname}` }).end(),
  bom: ({ url }, response) => {
    if (url.pathname === '/') return home(response, '/layanan-gzip', '/layanan-br', '/layanan-rusak', '/profil');
    if (url.pathname === '/profil') return page(response, 'Profil Dinas');
    if (url.pathname === '/layanan-rusak') return page(response, 'bukan gzip', { 'content-encoding': 'gzip' });
    const kind = url.pathname.endsWith('br') ? 'br' : 'gzip';
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': kind });
    const pieces = packed[kind];
    let at = 0;
    return stream(
      response,
      () => (at < pieces.length ? pieces.subarray(at, at + 4_096) : null),
      (bytes) => {
        at += bytes;
        sent.bomb += bytes;
      },
    );
  },
  // Formatting within formatting: 64 KB that a parser as browsers have it turns into gigabytes.
  pohon: ({ url }, response) =>
    url.pathname === '/'
      ? home(response, '/layanan-pohon', '/profil')
      : page(
          response,
          url.pathname === '/profil'
            ? 'Profil Dinas'
            : Array.from({ length: 5_000 }, (_, i) => `<p><b id=${i}>`).join(''),
        ),
  kepala: ({ url }, response) => {
    if (url.pathname === '/') return home(response, '/layanan-kepala', '/profil');
    return page(response, 'Profil', url.pathname === '/profil' ? {} : { 'x-panjang': 'a'.repeat(200_000) });
  },
  tipe: ({ url }, response) => {
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(2_000)]);
    if (url.pathname === '/') return home(response, '/gambar', '/biner', '/tanpa', '/data', '/teks');
    const type = { '/gambar': 'text/html', '/biner': 'image/png', '/data': 'application/json' }[url.pathname];
    if (url.pathname === '/teks') return response.writeHead(200, { 'content-type': 'text/plain' }).end('Profil polos');
    if (url.pathname === '/tanpa') return response.writeHead(200).end('<html><body>Profil tanpa tipe</body></html>');
    return response.writeHead(200, { 'content-type': type ?? '' }).end(png);
  },
  sibuk: ({ url }, response) =>
    url.pathname === '/' ? home(response, '/a', '/b', '/c') : response.writeHead(429, { 'retry-after': '9999' }).end(),
  larang: usual,
  sebagian: usual,
  robotbesar: usual,
  robotrusak: usual,
  robot503: usual,
  robotputar: usual,
  robothalaman: usual,
  lambat: usual,
  // Wishes to be asked once in eleven days, and leads on at once.
  tunda: ({ url }, response) =>
    url.pathname === '/' ? response.writeHead(302, { location: '/beranda' }).end() : home(response, '/profil'),
  pelan: usual,
};

const ROBOTS: Record<string, Behaviour> = {
  larang: (_, response) => response.end('User-agent: *\nDisallow: /\n'),
  sebagian: (_, response) =>
    response.end(
      'User-agent: lain\nDisallow: /umum\n\nUser-agent: *\nDisallow: /\n\nUser-agent: ruangkendali\nDisallow: /rahasia\nDisallow: /*khusus$\n',
    ),
  // Names times rules, then 10 MB more.
  robotbesar: (_, response) => {
    const names = Array.from({ length: 15_000 }, (_, i) => `User-agent: a${i}`);
    const rules = Array.from({ length: 15_000 }, (_, i) => `Disallow: /r${i}`);
    let pieces = 160;
    response.write(`${names.join('\n')}\nUser-agent: *\nDisallow: /rahasia\n${rules.join('\n')}\n`);
    return stream(
      response,
      () => (pieces-- > 0 ? PIECE : null),
      () => {},
    );
  },
  robotrusak: (_, response) => response.end(Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7) % 256))),
  robot503: (_, response) => response.writeHead(503).end(),
  robotputar: (_, response) => response.writeHead(302, { location: '/robots.txt' }).end(),
  robothalaman: (_, response) => page(response, 'Disallow: /'),
  bisu: () => {},
  bisujuga: () => {},
  tunda: (_, response) => response.end('User-agent: *\nCrawl-delay: 1000000\n'),
  lambat: (_, response) => response.end('User-agent: *\nCrawl-delay: 100\n'),
  pelan: (_, response) => response.end('User-agent: *\nCrawl-delay: 0.4\n'),
};

/** Answers as the hostile site does that was asked. */
export function hostileAnswer(question: SiteQuestion, response: ServerResponse): unknown {
  const isRobots = question.url.pathname === '/robots.txt';
  const behaviour = isRobots ? ROBOTS[question.site] : HOSTILE[question.site];
  return behaviour ? behaviour(question, response) : response.writeHead(404).end();
}
