import { expect, test } from 'vitest';
import { linksOf } from './links';

const page = new URL('https://portal.uji.example/layanan');
const services = [
  { kode: 'akta', nama: 'Akta Kelahiran' },
  { kode: 'akta-online', nama: 'Akta Kelahiran Daring' },
  { kode: 'izin-usaha', nama: 'Izin Usaha (NIB)' },
];

test('of the portal, links that name a service of the catalogue are told with the address they lead to', () => {
  const html = `
    <a href="https://dukcapil.uji.example/daring/akta?jalur=1">Ajukan Akta Kelahiran Daring sekarang</a>
    <a href="/akta">Akta&nbsp;kelahiran</a> <a href="/lain"><b>akta</b> kematian</a>
    <a href="https://dukcapil.uji.example/akta"><img alt=""> AKTA  KELAHIRAN</a>
    <a rel="nofollow" href="https://dpmptsp.uji.example/nib">Izin usaha: NIB</a>
    <a href="javascript:void(0)">Izin Usaha NIB</a>
    <a href="https://dukcapil.uji.example/kedua">Akta Kelahiran Daring</a>`;
  expect(linksOf(html, page, { host: page.hostname, protocol: 'https:', services }).services).toEqual([
    { kode: 'akta-online', address: 'https://dukcapil.uji.example/daring/akta?jalur=1' },
    { kode: 'akta', address: 'https://portal.uji.example/akta' },
    { kode: 'izin-usaha', address: 'https://dpmptsp.uji.example/nib' },
  ]);
});

test('of other sites only their own pages are told', () => {
  const found = linksOf('<a href="/akta">Akta Kelahiran</a>', page, { host: page.hostname, protocol: 'https:' });
  expect(found).toEqual({
    pages: [{ href: 'https://portal.uji.example/akta', words: 'Akta Kelahiran' }],
    feed: null,
    services: [],
  });
});
