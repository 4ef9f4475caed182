import { kecamatanOf, ofOffice } from '../../sql/city';

/**
 * Smallest sample for a population by Krejcie and Morgan, as the annex of Permen PANRB 14/2017 tabulates it:
 * s = 3.841 N 0.25 / (0.0025 (N - 1) + 3.841 0.25). SQL of a population expression.
 */
export const krejcieMorgan = (population: string) =>
  `floor(3.841 * (${population}) * 0.25 / (0.0025 * (greatest(${population}, 1) - 1) + 3.841 * 0.25) + 0.5)`;

/** Applications and queue tickets of the period: the people who could have been asked. */
export const serviceUsers = `SELECT skpd, service, case_id FROM service_events
  WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND step IN ('diajukan', 'ambil') AND ${ofOffice()}
    AND ({layanan:String} = '' OR service = {layanan:String})
    AND ({kecamatan:String} = '' OR ${kecamatanOf('wilayah')} = {kecamatan:String})`;
