import type { MetricSource } from '../../definition';
import { newestProfile, ofOffice } from '../../sql/city';

const acts = `SELECT time, skpd, process, wilayah, outcome FROM participation
  WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()}`;

/** Residents of the city: the sum over its kecamatan, null when one of them is not told. */
export const residents = `(SELECT if(count() = 0 OR countIf(population IS NULL) > 0, NULL, sum(population))
  FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan')`;

export const partisipasi: MetricSource = {
  definition: {
    name: { id: 'Partisipasi warga', en: 'Citizen participation' },
    formula: {
      id: 'Banyaknya tindakan e-partisipasi dalam periode per 10.000 penduduk.',
      en: 'Acts of e-participation in the period per 10,000 residents.',
    },
    unit: 'per_10_rb',
    direction: 'naik_baik',
    minimumN: 1,
    counts: 'tindakan',
    sources: ['participation'],
    parts: {
      tindakan: { id: 'tindakan', en: 'acts' },
      kelurahan_terjangkau: { id: 'kelurahan terjangkau', en: 'kelurahan reached' },
      kelurahan_total: { id: 'kelurahan seluruhnya', en: 'kelurahan in all' },
      dijawab_persen: { id: 'persen proses dengan hasil', en: 'per cent of processes with an outcome' },
    },
  },
  rows: `SELECT time AS moment FROM (${acts})`,
  value: `10000 * count() / nullIf(${residents}, 0)`,
  n: 'count()',
  parts: `SELECT toFloat64(count()) AS tindakan,
    toFloat64(uniqExactIf(wilayah, wilayah IN (SELECT wilayah FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kelurahan'))) AS kelurahan_terjangkau,
    (SELECT toFloat64(count()) FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kelurahan') AS kelurahan_total,
    if(count() = 0, NULL, 100 * uniqExactIf((skpd, process), outcome != '') / uniqExact(skpd, process)) AS dijawab_persen
  FROM (${acts})`,
  whenNull: 'Jumlah penduduk belum lengkap pada profil kota.',
};
