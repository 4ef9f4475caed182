import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCityProfile } from '../../clickhouse/city/load';
import type { ProbeReading, SkpdMaturity } from '../../clickhouse/maturity';
import { PROBES } from '../../clickhouse/maturity/catalogue';
import type { Certificate } from '../../clickhouse/maturity/certificate';
import { printCertificate } from './certificate.server';

const { profile } = loadCityProfile('clickhouse/city/demo/kota-tangerang.yaml');
const SHA = '0123456789abcdef'.repeat(4);

const probes = PROBES.map(
  (probe, i): ProbeReading => ({
    ...probe,
    probe: probe.id,
    since: '2026-10',
    trend: [],
    loosened: false,
    outcome: probe.id === 'standar-pelayanan' ? 'dikecualikan' : i % 3 === 0 ? 'belum' : 'terpenuhi',
    value: probe.id === 'lacak-berkas' ? null : 12,
    n: 1000 + i,
    detail: probe.id === 'standar-pelayanan' ? 'Katalog sedang disusun ulang.' : `${i} dari 99 berkas.`,
  }),
);
const stage = {
  reached: 3,
  possible: 4,
  progress: 0.4,
  progressUnknown: 1,
  coverage: 0.87,
  provisional: false,
} as const;
const certificate: Certificate = {
  maturity: {
    skpd: 'bkpp',
    name: 'Badan Kepegawaian, Pendidikan dan Pelatihan',
    shortName: 'BKPP',
    month: '2026-10',
    instrument: '2026.1+1a2b3c4d',
    changes: [{ probe: 'situs-aman', what: 'ambang', standard: 100, own: 90, isLooser: true }],
    stage: { ...stage, shown: 3, confirmed: 2, baru: true, terancam: false },
    probes,
    watermark: { web_hits: '2026-10-31T16:59:00.000Z', complaints: '2026-10-30T10:00:00.000Z' },
    sha256: SHA,
  } as unknown as SkpdMaturity,
  computedAt: new Date('2026-11-01T19:40:00Z'),
  params: { from: '2026-09-30T17:00:00.000Z', to: '2026-10-31T17:00:00.000Z', timezone: 'Asia/Jakarta', skpd: 'bkpp' },
  appeals: [{ probe: 'standar-pelayanan', reason: 'Katalog pindah.', decision: 'Diterima.', validUntil: '2026-12-31' }],
};

/** The text of each page: its stream inflated, and the strings that are shown, which stand there in Windows-1252. */
function pagesOf(pdf: Buffer): string[] {
  const latin = pdf.toString('latin1');
  const streams = [...latin.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)].map((found) => {
    const begin = found.index + found[0].length;
    return inflateSync(pdf.subarray(begin, pdf.indexOf('\nendstream', begin))).toString('latin1');
  });
  const shown = (stream: string) =>
    [...stream.matchAll(/\[(.*?)\] TJ/g)].map(([, pieces]) =>
      [...pieces!.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1')).join(''),
    );
  return streams.map((stream) => shown(stream).join(' ').replaceAll('\u00a0', ' ').replaceAll('\u0097', '—'));
}

describe('the certificate', () => {
  let pdf: Buffer;
  let pages: string[];
  beforeAll(async () => {
    pdf = await printCertificate(certificate, profile);
    pages = pagesOf(pdf);
  });

  it('says office, month, stage, coverage and progress', () => {
    expect(pages[0]).toContain('PEMERINTAH KOTA TANGERANG');
    expect(pages[0]).toContain('Badan Kepegawaian, Pendidikan dan Pelatihan');
    expect(pages[0]).toContain('Kota Tangerang · bukti Oktober 2026');
    expect(pages[0]).toContain('Tahap yang dicapai Tahap 3 Transaksi');
    expect(pages[0]).toContain('Tahap bila bukti lengkap Tahap 4');
    expect(pages[0]).toContain('Cakupan bukti 87 %');
    expect(pages[0]).toContain('Kemajuan menuju tahap 4 40 %');
    expect(pages[0]).toContain('Dihitung 2 November 2026 02.40 WIB');
  });

  it('says each probe with its outcome, value, threshold and n', () => {
    const text = pages.join(' ').replace(/\s+/g, ' ');
    for (const { probe } of probes) expect(text, probe).toContain(`${probe} · `);
    expect(text).toContain(
      'Adakah situs SKPD yang menjawab? situs-hidup · wajib. 0 dari 99 berkas. belum 12 % min. 95 % 1.000',
    );
    expect(text).toContain('20 dari 99 berkas. terpenuhi — min. 10 % 1.020');
    expect(text).toContain('maks. 3 hari kerja');
    expect(text).toContain('5 dari 99 berkas. Ambang kota, baku 100 % (dilonggarkan).');
  });

  it('says appeals, newest data, hash and how to compute it again', () => {
    const text = pages.join(' ').replace(/\s+/g, ' ');
    expect(text).toContain(
      'Katalog sedang disusun ulang. Berlaku sampai 31 Desember 2026. Alasan SKPD: Katalog pindah.',
    );
    expect(text).toContain('Aduan sampai 30 Oktober 2026 17.00 WIB Kunjungan situs sampai 31 Oktober 2026 23.59 WIB');
    expect(text).toContain(SHA);
    expect(text).toContain('rk nilai --periode 2026-10 --skpd bkpp --periksa');
    expect(text).toContain('instrumen 2026.1+1a2b3c4d');
  });

  it('is stamped on every page when the figures are made up, and not otherwise', async () => {
    expect(pages.length).toBeGreaterThan(1);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain('DATA CONTOH');
      expect(page).toContain(`Halaman ${i + 1} dari ${pages.length}`);
    }
    expect(pagesOf(await printCertificate(certificate, { ...profile, data_contoh: false })).join()).not.toContain(
      'CONTOH',
    );
  });

  it('is the same, byte for byte, for the same result', async () => {
    expect((await printCertificate(structuredClone(certificate), profile)).equals(pdf)).toBe(true);
    const later = { ...certificate, computedAt: new Date('2026-11-02T19:40:00Z') };
    expect((await printCertificate(later, profile)).equals(pdf)).toBe(false);
  });
});
