import { expect, it } from 'vitest';
import { safeReturn } from './safe-return';

it('keeps paths of this site', () => {
  expect(safeReturn('/kematangan/1.02?periode=30h')).toBe('/kematangan/1.02?periode=30h');
  expect(safeReturn('/sumber?_routes=root')).toBe('/sumber');
});

it('never leaves this site', () => {
  for (const bad of [
    '//jahat.example',
    '///jahat.example',
    '/\\jahat.example',
    '\\\\jahat.example',
    'https://jahat.example',
    'javascript:alert(1)',
    '/\t/jahat.example',
    '/\n/jahat.example',
    '/.//jahat.example',
    '/a/..//jahat.example',
    'masuk',
    '',
    null,
    undefined,
    `/${'a'.repeat(3000)}`,
  ]) {
    expect(safeReturn(bad), String(bad)).toBe('/');
  }
});
