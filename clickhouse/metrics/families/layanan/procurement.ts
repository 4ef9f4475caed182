import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { parameters, period } from '../../narrow';
import { ofOffice } from '../../sql/city';
import type { MetricInput } from '../../types';

/** The service that every layout of tenders fills (mappings `spse-*` and `isb-*`). */
export const PROCUREMENT = 'pengadaan';

/** What packages are listed by, under the names that the layouts have for it. */
const ATTRIBUTES = {
  kategori: ['kategori', 'jenis_pengadaan'],
  metode: ['metode_pengadaan', 'mtd_pemilihan', 'metode'],
  tahap: ['tahapan_lelang', 'status_tender', 'tahap'],
} as const;

const told = (names: readonly string[]) =>
  `max(coalesce(${names.map((name) => `nullIf(attributes['${name}'], '')`).join(', ')}, ''))`;

/**
 * Packages announced in the period, one row each, as they stood at its end. The ceiling (`pagu`) is the amount of the
 * announcement, except in lists that tell only the estimate (`hps`), which then is that amount.
 */
const packages = `SELECT ${Object.entries(ATTRIBUTES)
  .map(([name, names]) => `${told(names)} AS ${name}`)
  .join(', ')},
    countIf(step = 'ditolak') > 0 AS failed, countIf(step = 'dibatalkan') > 0 AND NOT failed AS cancelled,
    countIf(step IN ('selesai', 'diserahkan')) > 0 AND NOT failed AND NOT cancelled AS finished,
    maxOrNullIf(toFloat64(amount), step = 'diajukan' AND amount IS NOT NULL AND mapContains(attributes, 'hps')) AS ceiling,
    coalesce(max(toFloat64OrNull(attributes['hps'])),
      maxOrNullIf(toFloat64(amount), step = 'diajukan' AND amount IS NOT NULL AND NOT mapContains(attributes, 'hps'))) AS estimate
  FROM service_events
  WHERE service = '${PROCUREMENT}' AND time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()}
    AND ({kanal:String} = '' OR channel = {kanal:String}) AND ({kecamatan:String} = '' OR left(wilayah, 8) = {kecamatan:String})
  GROUP BY skpd, case_id HAVING countIf(step = 'diajukan') > 0`;

const MOST_KINDS = 50;

const query = defineQuery({
  name: 'procurement_packages',
  sql: `SELECT multiIf({by:String} = 'metode', metode, {by:String} = 'tahap', tahap, kategori) AS kind,
      toFloat64(count()) AS packages, toFloat64(countIf(finished)) AS n_finished, toFloat64(countIf(failed)) AS n_failed,
      toFloat64(countIf(cancelled)) AS n_cancelled, sumOrNull(ceiling) AS pagu, sumOrNull(estimate) AS hps
    FROM (${packages}) GROUP BY kind ORDER BY packages DESC, kind LIMIT ${MOST_KINDS}`,
  params: period.extend({ by: z.enum(['kategori', 'metode', 'tahap']) }),
  row: z.object({
    kind: z.string(),
    packages: z.number(),
    n_finished: z.number(),
    n_failed: z.number(),
    n_cancelled: z.number(),
    pagu: z.number().nullable(),
    hps: z.number().nullable(),
  }),
});

/**
 * Tender packages announced in the period by kind, method or stage in the words of the source ('' = not told), most packages
 * first: how many, how they ended by the close of the period, and the sums of their ceilings and estimates in rupiah (null
 * where no package tells one).
 */
export const procurementPackages = (input: MetricInput, by: keyof typeof ATTRIBUTES) =>
  query({ ...parameters(input), by });
