import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { loadCityProfile } from '../../clickhouse/city/load';
import { demoFiles } from './index';

const profile = loadCityProfile(
  fileURLToPath(new URL('../../clickhouse/city/demo/kota-tangerang.yaml', import.meta.url)),
).profile;

type Options = Parameters<typeof demoFiles>[2];
type Row = Record<string, string>;

/** The text of every source over a window, header lines once. */
function texts(from: string, to: string, options: Options = {}): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of demoFiles(profile, { from: new Date(from), to: new Date(to) }, options)) {
    const text = [...file.blocks()].join('');
    const before = found.get(file.sourceId);
    found.set(
      file.sourceId,
      before === undefined || file.name.endsWith('.log')
        ? (before ?? '') + text
        : before + text.slice(text.indexOf('\n') + 1),
    );
  }
  return found;
}

function allRows(text: string | undefined): Row[] {
  return parse(text ?? '', { columns: true }) as Row[];
}

/** A line that was spoilt on the way and that the importer refuses. */
function isSpoilt(row: Row): boolean {
  return Object.values(row).some((value) => value === '########' || value === 'menunggu_berkas');
}

function rows(text: string | undefined): Row[] {
  return allRows(text).filter((row) => !isSpoilt(row));
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((line) => line !== '');
}

const caseSources = ['layanan-csv', 'siak', 'psb', 'cpns', 'sikda', 'apk', 'sipbd', 'antrian', 'ekios', 'oss'];

describe('the same days', () => {
  const hash = (all: Map<string, string>) =>
    createHash('sha256')
      .update(JSON.stringify([...all]))
      .digest('hex');
  const week = ['2026-03-01T00:00:00+07:00', '2026-03-04T10:00:00+07:00'] as const;

  it('give the same bytes twice', () => {
    const first = texts(...week, { scale: 0.2 });
    expect(hash(texts(...week, { scale: 0.2 }))).toBe(hash(first));
    expect(hash(texts(...week, { scale: 0.2, seed: 7 }))).not.toBe(hash(first));
  });

  it('give the same bytes when a file is read twice and out of order', () => {
    const files = [
      ...demoFiles(
        profile,
        { from: new Date('2026-01-20T00:00:00Z'), to: new Date('2026-02-10T00:00:00Z') },
        { scale: 0.1, filesPerYear: 12 },
      ),
    ];
    for (const sourceId of ['siak', 'aduan-lapor']) {
      const own = files.filter((file) => file.sourceId === sourceId);
      expect(own).toHaveLength(2);
      const forward = own.map((file) => [...file.blocks()].join(''));
      const backward = own.toReversed().map((file) => [...file.blocks()].join(''));
      expect(backward.toReversed()).toEqual(forward);
    }
  });

  it('give the same records in one window or in two', () => {
    const [from, cut, to] = ['2026-02-10T00:00:00+07:00', '2026-02-17T13:37:11+07:00', '2026-02-25T08:14:00+07:00'];
    const whole = texts(from, to, { scale: 0.2 });
    const one = texts(from, cut, { scale: 0.2 });
    const other = texts(cut, to, { scale: 0.2 });
    for (const [source, text] of whole) {
      const header = source === 'situs-kota' ? 0 : 1;
      const parts = [...linesOf(one.get(source)).slice(header), ...linesOf(other.get(source)).slice(header)];
      expect(parts.sort(), source).toEqual(linesOf(text).slice(header).sort());
    }
  });
});

describe('a year', () => {
  const all = texts('2025-11-22T00:00:00+07:00', '2026-11-22T00:00:00+07:00', { scale: 0.1 });
  const events = new Map(caseSources.map((source) => [source, rows(all.get(source))]));

  it('has the volumes that a tenth of the demo should have', () => {
    // The second of the two years is a little fuller than the first.
    const cases = new Set([...events.values()].flat().map((row) => row.id_kasus));
    for (const [count, total] of [
      [linesOf(all.get('situs-kota')).length, 1_500_000],
      [cases.size, 200_000],
      [new Set(rows(all.get('aduan-lapor')).map((row) => row['Tracking ID'])).size, 25_000],
      [linesOf(all.get('pesan-warga')).length - 1, 40_000],
      [linesOf(all.get('skm')).length - 1, 8_000],
      [linesOf(all.get('partisipasi')).length - 1, 15_000],
    ] as const) {
      expect(Math.abs(count / ((total / 2) * 0.1 * 1.05) - 1), String(total)).toBeLessThan(0.08);
    }
  });

  it('walks every case legally and in order of time', () => {
    const next: Record<string, string[]> = {
      '': ['diajukan', 'ambil'],
      diajukan: ['diverifikasi', 'dikembalikan', 'dibatalkan', 'diproses', 'selesai'],
      dikembalikan: ['dikembalikan', 'diverifikasi', 'kedaluwarsa'],
      diverifikasi: ['diproses', 'selesai', 'ditolak'],
      diproses: ['selesai', 'ditolak'],
      selesai: ['diserahkan'],
      ambil: ['panggil'],
      panggil: ['layani', 'terlewat'],
      layani: ['selesai'],
    };
    for (const [source, lines] of events) {
      const spoilt = new Set(allRows(all.get(source)).flatMap((row) => (isSpoilt(row) ? [row.id_kasus] : [])));
      const last = new Map<string, { step: string; time: string }>();
      for (const row of lines) {
        const id = row.id_kasus as string;
        if (spoilt.has(id)) continue;
        const [step, time] = [row.langkah as string, row.waktu as string];
        const before = last.get(id);
        // A case that began before the window, or the opinion of another office, has no first step here.
        if (before || ['diajukan', 'ambil'].includes(step)) {
          expect(next[before?.step ?? ''], `${source} ${id} ${before?.step} -> ${step}`).toContain(step);
          expect(before === undefined || before.time <= time, `${source} ${id}`).toBe(true);
          last.set(id, { step, time });
        }
      }
    }
  });

  it('spoils about one line in five thousand of several sources', () => {
    const checked = [...caseSources, 'pesan-warga', 'skm'].map((source) => allRows(all.get(source)));
    const spoilt = checked.map((lines) => lines.filter(isSpoilt).length);
    const share = spoilt.reduce((a, b) => a + b, 0) / checked.reduce((sum, lines) => sum + lines.length, 0);
    expect(share).toBeGreaterThan(0.0001);
    expect(share).toBeLessThan(0.0004);
    expect(spoilt.filter((count) => count > 0).length).toBeGreaterThan(2);
  });

  it('links a permit to the opinion of another office, both ways', () => {
    const linked = (events.get('oss') ?? []).filter((row) => row.kasus_terkait !== '');
    const opinions = linked.filter((row) => row.id_kasus?.startsWith('REK-'));
    expect(opinions.length).toBeGreaterThan(5);
    expect(opinions.every((row) => row.skpd !== 'dpmptsp' && row.id_kasus?.endsWith(row.kasus_terkait as string))).toBe(
      true,
    );
    expect(linked.some((row) => row.kasus_terkait?.startsWith('REK-'))).toBe(true);
  });

  it('has queues that wait about a quarter of an hour', () => {
    const taken = new Map<string, number>();
    const waits: number[] = [];
    for (const row of events.get('antrian') ?? []) {
      const at = Date.parse(`${row.waktu?.replace(' ', 'T')}Z`) / 60_000;
      if (row.langkah === 'ambil') taken.set(row.id_kasus as string, at);
      if (row.langkah === 'panggil') waits.push(at - (taken.get(row.id_kasus as string) ?? at));
    }
    waits.sort((a, b) => a - b);
    expect(waits[Math.floor(waits.length / 2)]).toBeGreaterThan(12);
    expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(17);
    expect(waits[Math.floor(waits.length * 0.9)]).toBeLessThan(48);
  });

  it('keeps counters shut on holidays while people go on online', () => {
    const opened = (events.get('siak') ?? []).filter((row) => row.langkah === 'diajukan');
    const on = (date: string, channel: string) =>
      opened.filter((row) => row.waktu?.startsWith(date) && row.kanal === channel).length;
    // The holidays of Idulfitri 2026: 18 to 24 March.
    expect(
      on('2026-03-2', 'loket') - on('2026-03-25', 'loket') - on('2026-03-26', 'loket') - on('2026-03-27', 'loket'),
    ).toBe(0);
    expect(on('2026-03-2', 'daring')).toBeGreaterThan(5);
    expect(on('2026-04-1', 'loket')).toBeGreaterThan(5);
    const queue = (events.get('antrian') ?? []).filter(
      (row) => row.skpd === 'dinkes' && row.waktu?.startsWith('2026-03-20'),
    );
    expect(queue).toEqual([]);
  });

  it('registers civil servants and pupils in their season only', () => {
    const months = (source: string) =>
      new Set(
        (events.get(source) ?? []).filter((row) => row.langkah === 'diajukan').map((row) => row.waktu?.slice(5, 7)),
      );
    expect([...months('cpns')].sort()).toEqual(['08', '09']);
    expect([...months('psb')].sort()).toEqual(['06', '07']);
  });

  it('names only what the profile knows', () => {
    const regions = new Set([
      '',
      ...profile.kecamatan.flatMap((k) => [k.kode, ...k.kelurahan.map((each) => each.kode)]),
    ]);
    const offices = new Set(profile.skpd.map((skpd) => skpd.kode));
    const services = new Set(profile.layanan.map((service) => service.kode));
    for (const row of [...events.values()].flat()) {
      expect(
        regions.has(row.wilayah as string) && offices.has(row.skpd as string) && services.has(row.layanan as string),
      ).toBe(true);
    }
    for (const source of ['pesan-warga', 'partisipasi', 'skm'])
      for (const row of rows(all.get(source)))
        expect(regions.has(row.wilayah as string) && offices.has(row.skpd as string)).toBe(true);
  });

  it('publishes the outcome of a consultation after it was held', () => {
    const results = rows(all.get('partisipasi')).filter((row) => row.hasil !== '');
    expect(results.length).toBeGreaterThan(5);
    for (const result of results)
      expect(
        rows(all.get('partisipasi')).some(
          (row) => row.proses === result.proses && row.hasil === '' && (row.waktu as string) < (result.waktu as string),
        ) || (result.waktu as string) < '2026-01-01',
      ).toBe(true);
  });

  it('reports tenders once each, when they are over', () => {
    const tenders = rows(all.get('lpse'));
    expect(tenders.length).toBeGreaterThan(50);
    expect(Object.keys(tenders[0] as Row)).toHaveLength(29);
    expect(new Set(tenders.map((row) => row.kode_lelang)).size).toBe(tenders.length);
  });
});

describe('complaints', () => {
  const exports = rows(texts('2026-01-01T00:00:00+07:00', '2026-02-15T12:00:00+07:00').get('aduan-lapor'));

  it('come in the layout of SP4N-LAPOR! with the time of export', () => {
    expect(Object.keys(exports[0] as Row)).toHaveLength(24);
    for (const row of exports) {
      expect(row['Tanggal Ekspor']).toMatch(/^\d{4}-\d\d-\d\d 23:55:00$/);
      expect(row['Tanggal Laporan Masuk']).toMatch(
        /^[1-3]?\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 202\d$/,
      );
      expect(Date.parse(`${row['Tanggal Laporan Masuk']} ${row['Waktu Laporan Masuk']} UTC`)).toBeLessThan(
        Date.parse(`${row['Tanggal Ekspor']?.replace(' ', 'T')}+07:00`),
      );
    }
  });

  it('appear once an evening, and close only once', () => {
    const evenings = new Set(exports.map((row) => `${row['Tracking ID']} ${row['Tanggal Ekspor']}`));
    expect(evenings.size).toBe(exports.length);
    const closed = new Set<string>();
    for (const row of exports) {
      const id = row['Tracking ID'] as string;
      expect(closed.has(id), id).toBe(false);
      if (/^(Ditutup|Diarsipkan)/.test(row['Status Laporan'] as string)) closed.add(id);
    }
  });

  it('burst with the water in three kecamatan', () => {
    const received = new Map(exports.map((row) => [row['Tracking ID'], row]));
    const flood = [...received.values()].filter((row) => row.Kategori === 'Banjir');
    expect(flood.length).toBeGreaterThan(300);
    expect(new Set(flood.map((row) => row.Kecamatan))).toEqual(new Set(['', 'BENDA', 'PERIUK', 'CIPONDOH']));
    const days = flood.map((row) => (row['Tanggal Laporan Masuk'] as string).split(' '));
    const inWeek = days.filter(([day, month]) => month === 'Jan' && Number(day) >= 18 && Number(day) <= 25);
    expect(inWeek.length / flood.length).toBeGreaterThan(0.75);
  });

  it('give the privacy gate something to hold back, all of it synthetic', () => {
    const told = exports.filter((row) => /\b\d{16}\b/.test(row['Isi Laporan Awal'] as string));
    expect(told.length).toBeGreaterThan(10);
    for (const row of told) expect(row['Isi Laporan Awal']).toMatch(/\b367199\d{10}\b/);
  });
});

describe('now', () => {
  const now = '2026-11-22T08:14:00+07:00';
  const today = texts('2026-11-20T00:00:00+07:00', now);
  const latest = '2026-11-22 08:14:00';

  it('cuts every source at the moment, and kiosks a day before', () => {
    for (const source of [...caseSources, 'pesan-warga', 'partisipasi', 'skm', 'pindai-situs'])
      for (const row of rows(today.get(source))) expect((row.waktu as string) < latest, source).toBe(true);
    const kiosks = rows(today.get('ekios')).map((row) => row.waktu as string);
    expect(kiosks.length).toBeGreaterThan(5);
    expect(kiosks.every((time) => time < '2026-11-21 02:14:00')).toBe(true);
    expect(rows(today.get('siak')).some((row) => row.waktu?.startsWith('2026-11-22'))).toBe(true);
  });

  it('writes access logs in order, with a few broken lines', () => {
    const whole =
      /^\S+:443 \S+ - - \[(\d\d)\/Nov\/2026:(\d\d:\d\d:\d\d) \+0700\] "(?:GET|POST|HEAD) \S+ HTTP\/1\.1" \d{3} (?:\d+|-) "[^"]*" "[^"]*"$/;
    const times: string[] = [];
    const broken: string[] = [];
    for (const line of linesOf(today.get('situs-kota'))) {
      const match = whole.exec(line);
      if (match) times.push(`${match[1]} ${match[2]}`);
      else broken.push(line);
    }
    expect(times.length).toBeGreaterThan(3_000);
    expect(times).toEqual([...times].sort());
    expect((times.at(-1) as string) < '22 08:14:00').toBe(true);
    expect(broken.length).toBeLessThan(8);
  });
});
