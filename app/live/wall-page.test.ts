import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { inlineScripts, WallPages } from './wall-page.server';

const page = (html: string, init: ResponseInit = {}) =>
  new Response(html, { ...init, headers: { 'Content-Type': 'text/html; charset=utf-8', ...init.headers } });

it('draws a page once for all who ask for it at the same time or later', async () => {
  const pages = new WallPages();
  let drawn = 0;
  const draw = async () => {
    drawn += 1;
    return page(`<p>${drawn}</p>`);
  };
  const [one, two] = await Promise.all([pages.get('a', draw), pages.get('a', draw)]);
  expect([one?.plain.toString(), two?.plain.toString()]).toEqual(['<p>1</p>', '<p>1</p>']);
  expect(gunzipSync(one!.gzip).toString()).toBe('<p>1</p>');
  expect((await pages.get('b', draw))?.plain.toString()).toBe('<p>2</p>');
  expect((await pages.get('a', draw))?.plain.toString()).toBe('<p>1</p>');
});

it('keeps nothing that failed, leads elsewhere or sets a cookie', async () => {
  const pages = new WallPages();
  expect(await pages.get('a', async () => page('x', { status: 503 }))).toBeNull();
  expect(await pages.get('a', async () => page('x', { headers: { 'Set-Cookie': 'a=b' } }))).toBeNull();
  expect(await pages.get('a', async () => Response.redirect('http://localhost/masuk'))).toBeNull();
  await expect(pages.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect((await pages.get('a', async () => page('y')))?.plain.toString()).toBe('y');
});

it('names every inline script by its hash, once, and no other', () => {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const html = `<script>a()</script><script type="module" async="">import "/assets/b.js";\n</script>
    <script src="/assets/c.js"></script><script>a()</script><SCRIPT nonce="">d("<\\/script")</SCRIPT>`;
  expect(inlineScripts(html)).toEqual([hash('a()'), hash('import "/assets/b.js";\n'), hash('d("<\\/script")')]);
});
