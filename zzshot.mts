import { createRequire } from 'node:module';
const require = createRequire('/tmp/h-map/rk/package.json');
const { chromium } = require('playwright-core');
const origin = 'http://localhost:3215';
const args = ['--headless=new','--no-sandbox','--use-angle=swiftshader','--enable-unsafe-swiftshader','--disable-background-networking','--no-first-run'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
const tag = process.argv[2];
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'id-ID', storageState: '/tmp/h-map/shots-state.json' });
const page = await context.newPage();
page.setDefaultTimeout(90000);
page.on('console', (m: any) => m.type() === 'error' && console.log('CONSOLE', m.text()));
page.on('pageerror', (e: any) => console.log('PAGEERROR', e.message));
page.on('request', (r: any) => { if (!r.url().startsWith(origin) && !/^(data|blob):/.test(r.url())) console.log('OUTSIDE', r.url()); });
for (const step of process.argv.slice(3)) {
  const [name, path, size, zooms, scheme] = step.split('|');
  const [w, h] = size!.split('x').map(Number);
  await page.setViewportSize({ width: w, height: h });
  await page.emulateMedia({ colorScheme: scheme === 'dark' ? 'dark' : 'light' });
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  if (w! > 700 && path!.startsWith('/peta') && !path!.includes('daftar')) await page.waitForSelector('.map-box[data-live]');
  for (let i = 0; i < Number(zooms || 0); i++) { await page.click('.map-zoom button:first-child'); await page.waitForTimeout(700); }
  await page.waitForTimeout(1200);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) console.log('OVERFLOW', name, over);
  await page.screenshot({ path: `/tmp/h-map/shots/${tag}-${name}.png`, fullPage: w === 360 });
}
await browser.close();
