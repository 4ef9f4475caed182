import { expect, it } from 'vitest';
import { formatsFor } from '../text/format';
import { maturityText } from './maturity.text';
import { sayProbeDetail } from './probe-format';
import { isMissing, proofSentence, sayCell, sayColumn, sayMissing } from './proof-words';

const f = formatsFor('id', 'Asia/Jakarta');
const t = maturityText.id;

it('says in one sentence why an outcome is what it is', () => {
  const probe = { value: 97.7, threshold: 80, unit: 'persen', higherIsBetter: true } as const;
  expect(proofSentence({ ...probe, outcome: 'terpenuhi' }, t, 'id', f)).toBe(
    'Syarat ini terpenuhi bila nilainya minimal 80\u00a0%. Nilainya 98\u00a0%, jadi terpenuhi.',
  );
  expect(proofSentence({ ...probe, value: 40, outcome: 'belum' }, t, 'id', f)).toContain('jadi belum terpenuhi');
  expect(proofSentence({ ...probe, value: null, outcome: 'bukti_kurang' }, t, 'id', f)).toBe(
    'Syarat ini terpenuhi bila nilainya minimal 80\u00a0%.',
  );
});

it('shows cells and columns in words', () => {
  expect(sayCell('buku_tamu', 'id', f, t)).toBe('buku tamu');
  expect(sayCell('2026-10-24 05:32:00', 'id', f, t)).toBe('24 Okt 12.32');
  expect(sayCell('2026-10-24', 'id', f, t)).toBe('24 Oktober 2026');
  expect(isMissing('1970-01-01 00:00:00')).toBe(true);
  expect(sayMissing('dibalas', 'id')).toBe('belum dibalas');
  expect(sayColumn('ditutup_oleh', 'id')).toBe('Ditutup oleh');
});

it('reads a detail without codes and with grouped numbers, and leaves years and laws alone', () => {
  expect(sayProbeDetail('obrolan 58, buku_tamu 27; 1221 dari 2015 permohonan.', 'id')).toBe(
    'obrolan 58, buku tamu 27; 1.221 dari 2.015 permohonan.',
  );
  expect(sayProbeDetail('Tanpa tarif (UU 24/2013) sejak Maret 2025.', 'id')).toBe(
    'Tanpa tarif (UU 24/2013) sejak Maret 2025.',
  );
});
