import { METRIC_IDS, type MetricId, type MetricInput, type MetricReading, readMetric } from '../../clickhouse/metrics';
import { readBreakdown } from '../../clickhouse/metrics/breakdown';
import { DIMENSIONS, type DimensionId, FILTERS } from '../../clickhouse/metrics/dimensions';
import { metricVersion } from '../../clickhouse/metrics/version';
import { suppressSmall } from './export-table';
import { knownSplit } from './known-split';
import type { Scope } from './scope';
import { definitionOf } from './subject.server';

/** What the API says of a metric without reading it. */
export function metricEntry(id: MetricId) {
  const { name, formula, unit, direction, minimumN, counts, sources, dimensions, parts } = definitionOf(id);
  return {
    id,
    nama: name.id,
    rumus: formula.id,
    satuan: unit,
    arah: direction,
    minimal_n: minimumN,
    n_menghitung: counts,
    sumber: sources,
    dimensi: dimensions,
    pendamping: Object.fromEntries(Object.entries(parts).map(([key, words]) => [key, words.id])),
    versi: metricVersion(id),
    tautan: `/api/v1/metrik/${id}`,
  };
}

/** A metric within the filters of an address; cells of fewer than five cases are withheld, unknown values have a reason. */
export async function metricAnswer(
  id: MetricId,
  { scope, input }: { scope: Scope; input: MetricInput },
  dimension: DimensionId | undefined,
) {
  const [reading, split] = await Promise.all([
    readMetric(id, input),
    dimension ? readBreakdown(id, dimension, input) : null,
  ]);
  const breakdown = split && knownSplit(reading, split, definitionOf(id));
  return {
    ...metricEntry(id),
    periode: { dari: scope.period.from, sebelum: scope.period.to, zona: scope.timezone },
    saringan: { skpd: scope.skpd, ...scope.filters },
    ...readingOf(reading),
    target: reading.target,
    keadaan: reading.status,
    sebelumnya: reading.previous && { ...scope.period.previous, ...readingOf({ ...reading, ...reading.previous }) },
    seri: suppressSmall(reading.series).map(({ start, value, n, isSuppressed }) => ({
      mulai: start,
      nilai: value,
      n: isSuppressed ? null : n,
      disamarkan: isSuppressed,
    })),
    pilahan: breakdown && {
      dimensi: dimension,
      anggota: suppressSmall(breakdown.parts).map(({ member, name, value, n, isSuppressed }) => ({
        kode: member,
        nama: name,
        nilai: value,
        n: isSuppressed ? null : n,
        disamarkan: isSuppressed,
      })),
      sisa_n: breakdown.rest.n,
      terpotong: breakdown.truncated,
    },
  };
}

function readingOf({
  value,
  n,
  reason,
  watermark,
  source,
}: Pick<MetricReading, 'value' | 'n' | 'reason' | 'watermark' | 'source'>) {
  const [shown] = suppressSmall([{ value, n }]);
  return {
    nilai: shown!.value,
    n: shown!.isSuppressed ? null : n,
    alasan: shown!.isSuppressed ? 'kurang dari 5 kasus' : reason,
    data_sampai: watermark,
    id_sumber: source,
  };
}

const text = (description: string, values?: readonly string[]) => ({
  type: 'string',
  description,
  ...(values ? { enum: values } : {}),
});
const parameter = (name: string, schema: object, place = 'query') => ({
  name,
  in: place,
  required: place === 'path',
  schema,
});
const nullable = (type: string, more: object = {}) => ({ type: [type, 'null'], ...more });

/** The OpenAPI document of the metrics, made from the registry. */
export function openApi(city: string) {
  const filters = [
    parameter('periode', text('bulan-ini (bawaan), 30h, 90h, 12b, bulan seperti 2026-10, atau tahun seperti 2025')),
    parameter('skpd', text('Kode SKPD; akun SKPD selalu melihat SKPD-nya sendiri')),
    ...FILTERS.map((filter) => parameter(filter, text(`Kode ${DIMENSIONS[filter].id.toLowerCase()}`))),
  ];
  const json = (schema: object, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  const refusal = json({ $ref: '#/components/schemas/Galat' }, 'Belum masuk, atau peran tidak mencakup data ini');
  const responses = {
    401: refusal,
    403: refusal,
    429: refusal,
    503: json({ $ref: '#/components/schemas/Galat' }, 'Bagian mati'),
  };
  const definition = {
    id: text('Id angka', METRIC_IDS),
    nama: text('Nama'),
    rumus: text('Rumus dalam kalimat biasa'),
    satuan: text('Satuan'),
    arah: text('Arah yang baik', ['naik_baik', 'turun_baik', 'netral']),
    minimal_n: { type: 'number', description: 'Di bawah n ini nilai tidak diketahui' },
    n_menghitung: text('Apa yang dihitung oleh n'),
    sumber: { type: 'array', items: text('Tabel fakta') },
    dimensi: { type: 'array', items: text('Dimensi', Object.keys(DIMENSIONS)) },
    pendamping: { type: 'object', additionalProperties: text('Arti angka pendamping') },
    versi: text('Berubah bila SQL, rumus, atau n minimal berubah'),
    tautan: text('Alamat angka ini'),
  };
  const value = {
    nilai: nullable('number', { description: 'null = tidak diketahui, bukan nol' }),
    n: nullable('number', { description: 'null = kurang dari 5, disamarkan' }),
    alasan: text('Mengapa nilai tidak diketahui; kosong bila diketahui'),
    data_sampai: nullable('string', { format: 'date-time' }),
    id_sumber: { type: 'array', items: text('Id sumber') },
  };
  const cell = { nilai: value.nilai, n: value.n, disamarkan: { type: 'boolean' } };
  return {
    openapi: '3.1.0',
    info: {
      title: `Ruang Kendali${city ? ` ${city}` : ''}`,
      version: '1',
      description: 'Angka layanan, aduan, situs, kepuasan, dan partisipasi. Hanya baca.',
    },
    servers: [{ url: '/' }],
    security: [{ sesi: [] }, { token: [] }],
    paths: {
      '/api/v1/metrik': {
        get: {
          operationId: 'daftarMetrik',
          summary: 'Semua angka dengan definisinya',
          responses: {
            200: json(
              {
                type: 'object',
                properties: { metrik: { type: 'array', items: { $ref: '#/components/schemas/Definisi' } } },
              },
              'Daftar',
            ),
            ...responses,
          },
        },
      },
      '/api/v1/metrik/{id}': {
        get: {
          operationId: 'bacaMetrik',
          summary: 'Nilai, seri, dan pilahan satu angka',
          parameters: [
            parameter('id', text('Id angka', METRIC_IDS), 'path'),
            ...filters,
            parameter('dimensi', text('Pilah menurut dimensi ini', Object.keys(DIMENSIONS))),
            parameter('format', text('json (bawaan) atau csv', ['json', 'csv'])),
          ],
          responses: {
            200: {
              description: 'Angka. Sebagai CSV: pilahan bila ada dimensi, selain itu seri',
              content: {
                'application/json': { schema: { $ref: '#/components/schemas/Angka' } },
                'text/csv': { schema: { type: 'string' } },
              },
            },
            400: json({ $ref: '#/components/schemas/Galat' }, 'Dimensi tidak dimiliki angka ini'),
            404: json({ $ref: '#/components/schemas/Galat' }, 'Angka tidak ada'),
            ...responses,
          },
        },
      },
    },
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Token baca sebuah sistem: npm run rk -- token buat <nama>',
        },
        sesi: {
          type: 'apiKey',
          in: 'cookie',
          name: 'rk-sesi',
          description: 'Kuki sesi setelah masuk (lewat https: __Host-rk-sesi)',
        },
      },
      schemas: {
        Galat: { type: 'object', required: ['galat'], properties: { galat: text('Satu kalimat yang jelas') } },
        Definisi: { type: 'object', required: Object.keys(definition), properties: definition },
        Angka: {
          type: 'object',
          required: [...Object.keys(definition), ...Object.keys(value), 'seri'],
          properties: {
            ...definition,
            ...value,
            target: nullable('number'),
            keadaan: text('Terhadap target', ['baik', 'waspada', 'buruk', 'netral', 'tidak_diketahui']),
            seri: {
              type: 'array',
              items: { type: 'object', properties: { mulai: { type: 'string', format: 'date-time' }, ...cell } },
            },
            pilahan: nullable('object', {
              properties: {
                dimensi: text('Dimensi'),
                anggota: {
                  type: 'array',
                  items: { type: 'object', properties: { kode: text('Kode'), nama: text('Nama'), ...cell } },
                },
                sisa_n: { type: 'number' },
                terpotong: { type: 'boolean' },
              },
            }),
          },
        },
      },
    },
  };
}
