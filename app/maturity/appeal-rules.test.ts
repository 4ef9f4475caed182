import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from '../access/roles';
import { askProblems, decisionProblems, mayDecide, mayWithdraw, plainText, untilRange } from './appeal-rules';
import { linkProblem } from './link-rules';

describe('a link to evidence', () => {
  test.each([
    ['https://diskominfo.uji.example/a?b=1#c', undefined],
    ['http://uji.example', undefined],
    ['https://www.google.com/maps/@-6.1783,106.6319,15z', undefined],
    ['https://facebook.example/posts/9123456789012345', undefined],
    ['', 'needLink'],
    ['uji.example/berkas.pdf', 'badLink'],
    ['ftp://uji.example/berkas', 'badLink'],
    ['javascript:alert(1)', 'badLink'],
    ['data:text/html,x', 'badLink'],
    ['https://localhost/x', 'badLink'],
    ['https://sari:rahasia@uji.example/', 'badLink'],
    ['https://uji.example/a b', 'badLink'],
    [`https://uji.example/${'a'.repeat(500)}`, 'longLink'],
    ['https://uji.example/?nik=3671011212900001', 'personalLink'],
    ['https://uji.example/hubungi/081234567890', 'personalLink'],
    ['https://uji.example/?surel=siti%40uji.example', 'personalLink'],
  ])('%s: %s', (link, problem) => {
    expect(linkProblem(link)).toBe(problem);
  });

  test('whatever is typed, what passes opens as a web page and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((s) => `https://${s}`),
        ),
        (link) => {
          if (linkProblem(link) !== undefined) return;
          expect(['http:', 'https:']).toContain(new URL(link).protocol);
          expect(link).not.toMatch(/[\s"<>]/);
          expect(link.length).toBeLessThanOrEqual(500);
        },
      ),
    );
  });
});

describe('the words of an appeal', () => {
  const link = 'https://uji.example';
  test.each([
    ['', 'needReason'],
    ['x'.repeat(19), 'shortReason'],
    ['x'.repeat(20), undefined],
    ['x'.repeat(2_000), undefined],
    ['x'.repeat(2_001), 'longReason'],
  ])('%#', (reason, problem) => {
    expect(askProblems({ reason, link }).reason).toBe(problem);
  });

  test('lines end alike and control characters are gone', () => {
    expect(plainText(' a\r\nb\u0000\u0004c\rd ')).toBe('a\nb  c\nd');
    expect(plainText(null)).toBe('');
  });
});

describe('a decision', () => {
  const range = untilRange('2026-08', '2026-11-20');
  const decided = (verdict: string, until: string, words: string) => decisionProblems({ verdict, until, words }, range);

  test.each([
    ['terima', '2026-08-01', ''],
    ['terima', '2028-12-31', 'Sudah jelas.'],
    // The day of a rejection counts for nothing.
    ['tolak', 'kapan saja', 'Tautannya kosong.'],
  ])('%s until "%s" with "%s" stands', (verdict, until, words) => {
    expect(Object.values(decided(verdict, until, words)).filter(Boolean)).toEqual([]);
  });

  test.each([
    ['', '2026-12-31', 'Sudah jelas.', { verdict: 'needVerdict' }],
    ['batal', '2026-12-31', 'Sudah jelas.', { verdict: 'needVerdict' }],
    ['terima', '', '', { until: 'needUntil' }],
    ['terima', '2026-07-31', '', { until: 'badUntil' }],
    ['terima', '2029-01-01', '', { until: 'badUntil' }],
    ['terima', '2027-02-30', '', { until: 'badUntil' }],
    ['terima', '31-12-2026', '', { until: 'badUntil' }],
    ['terima', '2026-12-31', 'x'.repeat(1_001), { words: 'longWords' }],
    ['tolak', '', '', { words: 'needWords' }],
    ['tolak', '', 'Tidak.', { words: 'shortWords' }],
    ['tolak', '', 'x'.repeat(1_001), { words: 'longWords' }],
  ])('%s until "%s" is told what is missing', (verdict, until, words, problems) => {
    expect(decided(verdict, until, words)).toMatchObject(problems);
  });

  test('is for reviewers, never for their own office; withdrawing is for the office; both only while undecided', () => {
    const open = { skpd: 'dinas-a', state: 'diajukan' } as const;
    const may = (who: typeof mayDecide, skpd: string | null) => roles.filter((role) => who({ role, skpd }, open));
    expect(may(mayDecide, null)).toEqual(['perencana', 'admin']);
    expect(may(mayDecide, 'dinas-b')).toEqual(['perencana', 'admin']);
    expect(may(mayDecide, 'dinas-a')).toEqual([]);
    expect(may(mayWithdraw, 'dinas-a')).toEqual(['skpd']);
    expect(may(mayWithdraw, 'dinas-b')).toEqual([]);
    for (const state of ['diterima', 'ditolak', 'dicabut'] as const) {
      expect(mayDecide({ role: 'admin', skpd: null }, { ...open, state })).toBe(false);
      expect(mayWithdraw({ role: 'skpd', skpd: 'dinas-a' }, { ...open, state })).toBe(false);
    }
  });
});
