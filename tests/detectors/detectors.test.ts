import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SCAN_FEATURES } from '../../clickhouse/maturity/features';
import { detect } from '../../ingest/scan/detect';
import { isOfficeMail, masked } from '../../ingest/scan/detect/proof';
import type { ScannedPage } from '../../ingest/scan/page';
import { corpus } from './corpus';
import { measure } from './measure';

const pages = corpus();
const heldBack = pages.filter(({ set }) => set === 'tahan');
const pageOf = (html: string): ScannedPage => ({ ...pages[0]!.page, html });

describe('the corpus', () => {
  test('has at least 150 pages of different names, labelled with features that exist', () => {
    expect(pages.length).toBeGreaterThanOrEqual(150);
    expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length);
    const known = Object.keys(SCAN_FEATURES);
    expect(pages.flatMap(({ features }) => features).filter((feature) => !known.includes(feature))).toEqual([]);
  });

  test('holds back at least a third, and there five pages of every feature', () => {
    const split = pages.filter(({ set }) => set === 'tahan' || set === 'tala');
    expect(heldBack.length).toBeGreaterThanOrEqual(split.length / 3);
    for (const feature of Object.keys(SCAN_FEATURES))
      expect
        .soft(heldBack.filter(({ features }) => features.includes(feature)).length, feature)
        .toBeGreaterThanOrEqual(5);
  });
});

describe('on the held-back third', () => {
  test.each(measure(heldBack).map((f) => [f.detector, f] as const))('%s', (_, { precision, recall, wrong, missed }) => {
    expect.soft(precision, `found, is not: ${wrong.join(', ')}`).toBeGreaterThanOrEqual(0.9);
    expect.soft(recall, `is, not found: ${missed.join(', ')}`).toBeGreaterThanOrEqual(0.8);
  });
});

describe('proofs', () => {
  test('are words of at most 200 letters, for every finding', () => {
    for (const { page } of pages)
      for (const { proof } of detect(page).findings) {
        expect(proof.trim()).not.toBe('');
        expect(proof.length).toBeLessThanOrEqual(200);
      }
  });

  test('hide what belongs to persons and keep what belongs to the office', () => {
    expect(masked('Hubungi budi.contoh88@gmail.com atau 0812-0000-1122, NIK 3671 0101 0190 0001')).toBe(
      'Hubungi [surel] atau [telepon], NIK [NIK]',
    );
    expect(masked('disdik@kotaarunika.go.id, (022) 555-0132')).toBe('disdik@kotaarunika.go.id, (022) 555-0132');
    expect(isOfficeMail('siti.umpama@kotaarunika.go.id')).toBe(false);
    expect(isOfficeMail('kecamatanbojong.official@gmail.com')).toBe(true);
  });

  test('of a contact page hold no mobile number', () => {
    const html = '<h1>Kontak</h1><p>Jl. Mawar 1</p><p>Telp: 081200001122</p><p>Surel: nama.orang@gmail.com</p>';
    const proof = detect(pageOf(html)).findings.find(({ feature }) => feature === 'kontak')?.proof;
    expect(proof).toBe('Jl. Mawar 1 · Telp: [telepon]');
  });
});

describe('whatever a page holds', () => {
  const markup = fc.constantFrom(
    ...[
      '<div>',
      '</div>',
      '<p>',
      '<b>',
      '</b>',
      '<table><tr><td>',
      '<th>',
      '</table>',
      '<a href="',
      '">',
      '<form action="/x">',
      '</form>',
    ],
    ...[
      '<input name=q>',
      '<textarea>',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '<title>',
      '<h1>',
      '&nbsp;',
      '&#x1F600;',
      '&bogus;',
      '\0',
      '<',
    ],
    ...[
      '<meta name=viewport content="width=device-width">',
      '<script type="application/ld+json">{"@graph":[null,{"@type":["Article"]}]}</script>',
    ],
    ...[
      'Persyaratan',
      'Biaya: ',
      '12 November 2026',
      '99/99/2026',
      '31 Februari 2026',
      'http://[',
      'https://x.go.id:99999/',
      '%E0%A4%A',
      '0812',
    ],
  );

  test('detecting ends without an error and says the same again: parts of pages, cut and mixed', () => {
    const part = fc.tuple(fc.nat(pages.length - 1), fc.nat(), fc.nat(2_000)).map(([i, from, length]) => {
      const { html } = pages[i]!.page;
      return html.slice(from % html.length, (from % html.length) + length);
    });
    const broken = fc
      .array(fc.oneof(part, markup, fc.string({ unit: 'binary' })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(broken, (html) => {
        const page = pageOf(html);
        const once = detect(page);
        expect(detect(page)).toEqual(once);
        expect(once.newestContent === null || once.newestContent <= '2026-11-22').toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['nested 200,000 deep', '<div>'.repeat(200_000)],
    ['never closed', '<b><i><a href=x>'.repeat(50_000)],
    ['closed and never opened', `${'<a>'.repeat(7_000)}${'</b>'.repeat(100_000)}`],
    ['tables in tables', '<table><tr><td>'.repeat(20_000)],
    ['one long word', 'a'.repeat(5_000_000)],
    ['digits and dashes', '1-'.repeat(2_000_000)],
    ['addresses without an end', 'a@a.'.repeat(1_000_000)],
    ['months without a year', '<p>12 november '.repeat(300_000)],
    ['headings only', '<h1>Layanan</h1><h2>Profil</h2>'.repeat(50_000)],
    ['forms only', '<form><input name=q><textarea></textarea><button>Kirim pesan</button></form>'.repeat(20_000)],
    ['one attribute', `<a href="${'%25'.repeat(500_000)}">Unduh formulir</a>`],
    ['colons and points', 'biaya: . waktu: ; '.repeat(200_000)],
    ['broken JSON-LD', `<script type="application/ld+json">${'['.repeat(500_000)}</script>`],
    ['spaces', `<p>${' '.repeat(2_000_000)}</p>`],
  ])('detecting ends: %s', (_, html) => {
    expect(detect(pageOf(`<html lang="id"><title>Kontak</title><body>${html}`)).findings.length).toBeGreaterThanOrEqual(
      0,
    );
  });
});
