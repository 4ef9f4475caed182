import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MetricReading } from '../../clickhouse/metrics';
import { formatsFor } from '../text/format';
import { overviewText } from './overview.text';
import { tileModel } from './tile-model';

const f = formatsFor('id', 'Asia/Jakarta');
const t = overviewText.id;
const reading = (given: Partial<MetricReading>): MetricReading => ({
  id: 'aduan_terbuka',
  value: 412,
  n: 412,
  reason: '',
  watermark: null,
  source: ['aduan-lapor'],
  previous: null,
  series: [],
  target: null,
  status: 'netral',
  ...given,
});

describe('tileModel', () => {
  it('shows an unknown figure as a dash with its reason, never as zero', () => {
    const model = tileModel('ekios_aktif', reading({ value: null, reason: 'Tidak ada detak sejak 06.40.' }), t, f);
    expect(model).toMatchObject({
      figure: '—',
      tone: 'unknown',
      status: 'tidak diketahui',
      reason: 'Tidak ada detak sejak 06.40.',
    });
  });

  it('calls open complaints bad as soon as one is past its limit', () => {
    const parts = { lewat_batas: 37, median_tuntas_hk: 4 };
    const model = tileModel('aduan_terbuka', reading({ parts, previous: { ...reading({}), value: 381 } }), t, f);
    expect(model.tone).toBe('bad');
    expect(model.status).toBe('37 lewat batas');
    expect(model.context.map((part) => part.strong)).toEqual(['▲ 8\u00a0%', '4\u00a0hari kerja']);
    expect(tileModel('aduan_terbuka', reading({ parts: { lewat_batas: 0 } }), t, f).tone).toBe('good');
  });

  it('says on which side of the target a value stands', () => {
    const late = reading({ value: 41, target: 30, status: 'buruk' });
    expect(tileModel('tunggu_loket', late, t, f)).toMatchObject({
      figure: '41',
      tone: 'bad',
      status: 'di atas target',
    });
    const slow = reading({ value: 86, target: 90, status: 'waspada' });
    expect(tileModel('layanan_tepat_waktu', slow, t, f)).toMatchObject({ tone: 'warn', status: 'di bawah target' });
  });

  it('does not compare with a period that has no value', () => {
    const model = tileModel(
      'ikm',
      reading({ value: 84.2, n: 412, mutu: 'B', previous: { ...reading({}), value: null } }),
      t,
      f,
    );
    expect(model.status).toBe('B · Baik');
    expect(model.context).toHaveLength(1);
  });
});

describe('overview.css', () => {
  const declarations = (css: string, selector: string) => {
    const block = css.slice(css.indexOf(selector)).match(/\{([^}]*)\}/)?.[1] ?? '';
    return [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()] as const);
  };
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8').replaceAll('"', "'");

  it('repeats the dark tokens of the house', () => {
    const dark = declarations(read('../styles/tokens.css'), ":root[data-tema='gelap']");
    const here = new Map(declarations(read('./overview.css'), ":root[data-tema='auto']:has(.overview)"));
    expect(dark.length).toBeGreaterThan(20);
    for (const [name, value] of dark) expect([name, here.get(name)]).toEqual([name, value]);
  });

  it('repeats the dark inks of the map', () => {
    const dark = declarations(read('../maps/maps.css'), ":root[data-tema='gelap']");
    const here = new Map(declarations(read('./overview.css'), ":root[data-tema='auto']:has(.overview)"));
    for (const [name, value] of dark) expect([name, here.get(name)]).toEqual([name, value]);
  });
});
