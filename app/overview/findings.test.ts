import { expect, it } from 'vitest';
import type { MetricReading } from '../../clickhouse/metrics';
import { formatsFor } from '../text/format';
import { cityFindings, officeFindings } from './findings';
import { overviewText } from './overview.text';
import { areaHref } from './ways';

const f = formatsFor('id', 'Asia/Jakarta');
const t = overviewText.id;
const reading = (given: Partial<MetricReading>): MetricReading => ({
  id: 'aduan_terbuka',
  value: 22,
  n: 22,
  reason: '',
  watermark: null,
  source: ['aduan-lapor'],
  previous: null,
  series: [],
  target: null,
  status: 'netral',
  ...given,
});
const readings = {
  layanan_tepat_waktu: reading({ id: 'layanan_tepat_waktu', value: 86, target: 90, status: 'waspada' }),
  aduan_terbuka: reading({ parts: { lewat_batas: 16 } }),
  ikm: reading({ id: 'ikm', value: null, status: 'tidak_diketahui', target: 85 }),
};

const filter = { periode: null, skpd: 'dishub' };
const wall = { periode: null, skpd: null };

it('tells an office what is past its limit or off its target, the worst first, and nothing of the unknown', () => {
  expect(
    officeFindings({ readings, filter }, null, t, f).map(({ tone, head, text, link }) => [tone, head, text, link]),
  ).toEqual([
    ['bad', 'Aduan terbuka', '16 dari 22 sudah lewat batas waktu.', '/aduan?skpd=dishub'],
    ['warn', 'Layanan tepat waktu', '86 %, targetnya 90 %.', '/layanan?skpd=dishub'],
  ]);
});

it('fills the room the morning leaves, up to four, and leads to pages that exist', () => {
  const brief = Array.from({ length: 3 }, (_, i) => ({
    severity: 'waspada' as const,
    subject: 'dishub',
    textId: `Dishub: ${i} permohonan jatuh tempo.`,
    textEn: '',
    link: '/layanan?skpd=dishub',
  }));
  const found = cityFindings({ brief, readings, board: null, filter: wall }, t, f)!;
  expect(found.map(({ head }) => head)).toEqual(['Aduan terbuka', 'Dishub', 'Dishub', 'Dishub']);
  expect(found[1]?.link).toBe('/layanan?skpd=dishub');
  expect(cityFindings({ brief: null, readings, board: null, filter: wall }, t, f)).toBeNull();
});

it('leads to the complaints of an area within the office and the period that are looked at', () => {
  expect(areaHref('36.71.04', { periode: '2026-09', skpd: 'dpupr' })).toBe(
    '/aduan?periode=2026-09&skpd=dpupr&kecamatan=36.71.04',
  );
  expect(areaHref('36.71.04', wall)).toBe('/aduan?kecamatan=36.71.04');
});
