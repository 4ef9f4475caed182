import type { APIResponse, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInvite } from '../../clickhouse/accounts/invites';
import type { AccountRole } from '../../clickhouse/accounts/users';
import { assessMaturity, monthBounds } from '../../clickhouse/maturity';
import { insertFacts } from '../../clickhouse/metrics/test-city';
import { isAccessible } from './axe';
import { arrive, button, FRIDAY_MORNING, link, type Visit, visit } from './visit-house';

const TIMEZONE = 'Asia/Jakarta';
const OFFICE = 'diskominfo';
const QUESTION = 'Apakah pesan warga dibalas?';
const reason = 'Jawaban kami kirim lewat aplikasi lain. Hubungi Siti Aminah, 0812-3456-7890.';
const evidence = 'https://diskominfo.uji.example/jawaban?bulan=10';

let house: Visit;
let planner: BrowserContext;
let staff: BrowserContext;

/** A browser in which somebody new with this role is signed in. */
async function signedIn(role: AccountRole, name: string, skpd?: string): Promise<BrowserContext> {
  const token = await createInvite({ role, ...(skpd ? { skpd } : {}) });
  const context = await house.context.browser()!.newContext({ locale: 'id-ID' });
  const answer = await context.request.post(`${house.origin}/undangan/${token}`, {
    headers: { Origin: house.origin },
    form: {
      nama: name,
      surel: `${role}-${skpd ?? ''}@uji.example`,
      sandi: 'telaga-ungu-7-mangga',
      ulang: 'telaga-ungu-7-mangga',
    },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(302);
  return context;
}

const post = (context: BrowserContext, path: string, form: Record<string, string>): Promise<APIResponse> =>
  context.request.post(`${house.origin}${path}`, { form, headers: { Origin: house.origin }, maxRedirects: 0 });
const status = async (context: BrowserContext, path: string) =>
  (await context.request.get(`${house.origin}${path}`)).status();

beforeAll(async () => {
  house = await visit('small-house', { viewport: { width: 1440, height: 900 } }, { RK_NOW: FRIDAY_MORNING });
  // Of twelve conversations four were never answered; the last one keeps the source fresh.
  for (const month of ['2026-09', '2026-10']) {
    const message = (i: number) => ({ skpd: OFFICE, thread_id: `${month}-${i}` });
    await insertFacts('interactions', [
      ...Array.from({ length: 12 }, (_, i) => ({ ...message(i), time: `${month}-05 02:00:00` })),
      ...Array.from({ length: 8 }, (_, i) => ({ ...message(i), time: `${month}-06 02:00:00`, direction: 'keluar' })),
      { ...message(12), time: `${month}-28 02:00:00` },
      { ...message(12), time: `${month}-28 03:00:00`, direction: 'keluar' },
    ]);
    // An hour before the clock of the house, so that its own judgement is the newer one.
    const now = new Date(Date.parse(FRIDAY_MORNING) - 3_600_000);
    await assessMaturity({ ...monthBounds(month, TIMEZONE), timezone: TIMEZONE, now });
  }
  [planner, staff] = await Promise.all([
    signedIn('perencana', 'Bima Prakoso'),
    signedIn('skpd', 'Dewi Lestari', OFFICE),
  ]);
}, 180_000);
afterAll(() => house?.end(), 60_000);

/** Waits until the page says each of these: a navigation changes the address before it draws. */
const says = async (page: Page, ...words: string[]) => {
  for (const each of words) await page.locator('main').getByText(each).first().waitFor();
};
const row = (page: Page) => page.locator('tr', { has: page.getByRole('link', { name: 'Dinas Kominfo', exact: true }) });

test('the pages of whoever is not signed in yet: an invitation, and the way in', async () => {
  const stranger = await house.context.browser()!.newContext({ locale: 'id-ID' });
  const page = await stranger.newPage();
  await page.goto(`${house.origin}/undangan/${await createInvite({ role: 'skpd', skpd: OFFICE })}`);
  await page.locator('input[name=ulang]').waitFor();
  await isAccessible(page, 'undangan.$token');
  await page.goto(`${house.origin}/masuk`);
  await page.locator('input[name=sandi]').waitFor();
  await isAccessible(page, 'masuk');
  await stranger.close();
}, 60_000);

test('from the board to the evidence, an appeal, its review, and the board again', async () => {
  const page = await planner.newPage();
  await page.goto(`${house.origin}/kematangan`);
  await arrive(page, /\/kematangan$/);
  const before = await row(page).textContent();
  expect(before).toContain('sampai tahap 1');
  expect(before).not.toContain('keberatan');
  await link(page, 'Dinas Kominfo').click();
  await arrive(page, /\/kematangan\/diskominfo/);
  const failed = page.locator('table.probes tr', { hasText: QUESTION });
  expect(await failed.textContent()).toContain('belum');
  expect(await page.getByRole('link', { name: 'Ajukan keberatan' }).count()).toBe(0);
  await link(page, `lihat bukti: ${QUESTION}`).click();
  await arrive(page, /\/bukti\/diskominfo\/pesan-dibalas/);
  await says(page, 'paling banyak 200, tanpa data pribadi');
  expect(await page.locator('table.proof tbody tr').count()).toBe(13);

  // What if the office had all of stage 1, and this condition did not bind it?
  await page.goBack();
  await arrive(page, /\/kematangan\/diskominfo/);
  await page.getByRole('link', { name: /bagaimana bila/ }).click();
  await arrive(page, /\/kematangan\/andai\?.*diskominfo/);
  await page.selectOption('[name="hasil.diskominfo.pesan-dibalas"]', 'tidak_berlaku');
  await button(page, 'Hitung').click();
  await arrive(page, /hasil\.diskominfo\.pesan-dibalas=tidak_berlaku/);
  expect(await page.locator('table.what-if-board tr.is-moved').textContent()).toMatch(/Kominfo.*Belum.*Tahap 1/);

  // The office files.
  const own = await staff.newPage();
  await own.setViewportSize({ width: 360, height: 800 });
  await own.goto(`${house.origin}/kematangan`);
  await arrive(own, /\/kematangan\/diskominfo/);
  await link(own, `Ajukan keberatan: ${QUESTION}`).click();
  await arrive(own, /\/keberatan\/pesan-dibalas/);
  await own.fill('[name=alasan]', 'Salah.');
  await own.fill('[name=tautan]', 'javascript:alert(1)');
  await button(own, 'Ajukan keberatan').click();
  await own.getByText('Alasan terlalu pendek').waitFor();
  await own.getByText('Tautan ini bukan alamat web').waitFor();
  await isAccessible(own, 'kematangan.$skpd_.keberatan.$probe');
  await own.fill('[name=alasan]', reason);
  await own.fill('[name=tautan]', evidence);
  await button(own, 'Ajukan keberatan').click();
  await arrive(own, /\/kematangan\/keberatan\/[0-9a-f-]{36}/);
  await says(own, 'Jawaban kami kirim lewat aplikasi lain. Hubungi [nama], [telepon].', evidence, 'Dewi Lestari');

  // The planner sees it on the board and accepts it.
  await page.goto(`${house.origin}/kematangan`);
  await arrive(page, /\/kematangan$/);
  expect(await row(page).textContent()).toContain('ada keberatan');
  await link(page, 'Keberatan (1 menunggu)').click();
  await arrive(page, /\/kematangan\/keberatan/);
  await link(page, QUESTION).click();
  await arrive(page, /\/keberatan\/[0-9a-f-]{36}/);
  await isAccessible(page, 'kematangan.keberatan.$id');
  await page.check('[name=putusan][value=terima]');
  await button(page, 'Simpan putusan').click();
  await page.getByText('Isi tanggal akhir pengecualian.').waitFor();
  await isAccessible(page, 'kematangan.keberatan.$id_.putusan');
  await page.fill('[name=sampai]', '2026-12-31');
  await page.fill('[name=kata]', 'Tautannya menunjukkan jawaban pada aplikasi itu.');
  await button(page, 'Simpan putusan').click();
  await arrive(page, /kabar=dinilai/);
  await says(page, 'diterima sampai 31 Desember 2026');

  // The month is judged again by the worker, and the board shows it.
  await expect
    .poll(
      async () => {
        await page.goto(`${house.origin}/kematangan`);
        return row(page).textContent();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toContain('sampai tahap 4');
  const after = await row(page).textContent();
  expect(after).toContain('1 dikecualikan');
  expect(after).not.toContain('ada keberatan');
  await link(page, 'Dinas Kominfo').click();
  await arrive(page, /\/kematangan\/diskominfo/);
  await says(page, 'dikecualikan', 'Tautannya menunjukkan jawaban pada aplikasi itu.', '[nama], [telepon]');
  // The month before it stays as it was.
  await page.goto(`${house.origin}/kematangan/diskominfo?bulan=2026-09`);
  expect(await failed.textContent()).toContain('belum');
  await Promise.all([page.close(), own.close()]);
}, 120_000);

test('who may file, read, decide and withdraw, through the routes', async () => {
  const [leader, other] = await Promise.all([
    signedIn('pimpinan', 'Ratna Sari'),
    signedIn('skpd', 'Agus Salim', 'disdukcapil'),
  ]);
  const ask = `/kematangan/${OFFICE}/keberatan/situs-hidup?bulan=2026-10`;
  const words = { alasan: 'Situs kami menjawab setiap hari.', tautan: evidence };
  for (const nobody of [planner, leader, other]) expect((await post(nobody, ask, words)).status()).toBe(403);
  expect((await post(staff, ask, { ...words, tautan: 'https://uji.example/?nik=3671011212900001' })).status()).toBe(
    400,
  );
  const met = `/kematangan/${OFFICE}/keberatan/kanal-dua-arah?bulan=2026-10`;
  expect((await post(staff, met, words)).status()).toBe(400);
  const filed = await post(staff, ask, words);
  expect(filed.status()).toBe(302);
  expect((await post(staff, ask, words)).status()).toBe(400);
  const id = /[0-9a-f-]{36}/.exec(filed.headers().location ?? '')![0];
  const appeal = `/kematangan/keberatan/${id}`;

  expect(await Promise.all([staff, planner, leader, other].map((who) => status(who, appeal)))).toEqual([
    200, 200, 200, 403,
  ]);
  expect(await (await other.request.get(`${house.origin}/kematangan/keberatan?saring=semua`)).text()).not.toContain(id);
  const reject = { putusan: 'tolak', kata: 'Catatan akses menunjukkan situs mati.' };
  for (const nobody of [staff, leader, other])
    expect((await post(nobody, `${appeal}/putusan`, reject)).status()).toBe(403);
  for (const nobody of [planner, leader, other]) expect((await post(nobody, `${appeal}/cabut`, {})).status()).toBe(403);
  expect((await post(planner, `${appeal}/putusan`, { ...reject, kata: '' })).status()).toBe(400);
  const forever = { putusan: 'terima', sampai: '2100-01-01' };
  expect((await post(planner, `${appeal}/putusan`, forever)).status()).toBe(400);
  expect((await post(planner, `${appeal}/putusan`, reject)).status()).toBe(302);
  expect((await post(planner, `${appeal}/putusan`, reject)).status()).toBe(400);
  expect((await post(staff, `${appeal}/cabut`, {})).headers().location).toContain('kabar=terlambat');
  expect(await (await staff.request.get(`${house.origin}${appeal}`)).text()).toContain(reject.kata);

  const again = (await post(staff, ask, words)).headers().location ?? '';
  expect((await post(staff, again.replace(/\?.*/, '/cabut'), {})).headers().location).toContain('kabar=dicabut');

  const fill = `/kematangan/${OFFICE}/pernyataan/isi?tahun=2026&skema=pemdi`;
  const board = async () => (await planner.request.get(`${house.origin}/kematangan`)).text();
  expect(await board()).not.toContain('belum lengkap (1 dari 35)');
  for (const nobody of [leader, other]) expect((await post(nobody, fill, { 'tingkat-1': '3' })).status()).toBe(403);
  expect((await post(staff, fill, { 'tingkat-1': '6' })).status()).toBe(400);
  expect((await post(staff, fill, { 'tingkat-1': '3' })).status()).toBe(302);
  expect(await board()).toContain('belum lengkap (1 dari 35)');
  const ready = `/kematangan/${OFFICE}/pernyataan/isi?tahun=2026&skema=kesiapan`;
  expect((await post(planner, ready, { 'tingkat-sdm': '3' })).status()).toBe(400);
  expect((await post(planner, ready, { 'tingkat-sdm': '3', 'bukti-sdm': evidence })).status()).toBe(302);
  const page = await (await leader.request.get(`${house.origin}/kematangan/${OFFICE}/pernyataan`)).text();
  for (const said of ['berjalan sebagian', 'Bima Prakoso', 'Dewi Lestari']) expect(page).toContain(said);
  expect(house.troubles).toEqual([]);
}, 120_000);
