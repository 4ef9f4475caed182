import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { narrowed, parameters, period } from '../../narrow';
import { newestProfile } from '../../sql/city';
import type { MetricInput, Mutu } from '../../types';
import { ikm, ikmBobot011, mutuOf } from './ikm';
import { krejcieMorgan, serviceUsers } from './sample';
import { LEAST_SHEETS, UNSUR, type Unsur } from './unsur';

export interface SurveyUnit {
  skpd: string;
  /** '' in the table of offices. */
  service: string;
  name: string;
  /** Answer sheets. */
  n: number;
  ikm: number | null;
  ikm011: number | null;
  mutu: Mutu | null;
  /** Of unsur that fewer than five sheets answer: null. */
  unsur: Record<Unsur, number | null>;
  lowest: Unsur | null;
  /** Applications and tickets of the period; null where none are recorded. */
  users: number | null;
  /** Krejcie-Morgan; null where the users are not known. */
  needed: number | null;
}

const unitQuery = (by: 'skpd' | 'service') => {
  const service = by === 'service' ? 'd_layanan' : "''";
  const names =
    by === 'skpd'
      ? `SELECT toString(skpd) AS code, if(short_name = '', name, short_name) AS name FROM city_skpd WHERE profile_version = ${newestProfile}`
      : `SELECT toString(service) AS code, name FROM city_services WHERE profile_version = ${newestProfile}`;
  const code = by === 'skpd' ? 'units.skpd' : 'units.service';
  return defineQuery({
    name: `survey_units_by_${by}`,
    sql: `SELECT units.skpd AS skpd, units.service AS service, if(known.name = '', ${code}, known.name) AS name, n, ikm, ikm011,
        ${UNSUR.map((u) => `mean_${u}`).join(', ')}, if(users = 0, NULL, toNullable(users)) AS users, if(users = 0, NULL, toNullable(${krejcieMorgan('users')})) AS needed
      FROM (
        SELECT toString(d_skpd) AS skpd, toString(${service}) AS service, toFloat64(count()) AS n,
          ${ikm.value} AS ikm, ${ikmBobot011.value} AS ikm011,
          ${UNSUR.map((u) => `if(count(${u}) < ${LEAST_SHEETS}, NULL, avgOrNull(${u})) AS mean_${u}`).join(', ')}
        FROM (${narrowed(ikm)}) GROUP BY skpd, service
      ) AS units
      LEFT JOIN (
        SELECT toString(skpd) AS skpd, ${by === 'service' ? 'toString(service)' : "''"} AS service, toFloat64(uniqExact(service, case_id)) AS users
        FROM (${serviceUsers}) GROUP BY skpd, service
      ) AS asked ON asked.skpd = units.skpd AND asked.service = units.service
      LEFT JOIN (${names}) AS known ON known.code = ${code}
      ORDER BY n DESC, skpd, service`,
    params: period,
    row: z.object({
      skpd: z.string(),
      service: z.string(),
      name: z.string(),
      n: z.number(),
      ikm: z.number().nullable(),
      ikm011: z.number().nullable(),
      users: z.number().nullable(),
      needed: z.number().nullable(),
      ...(Object.fromEntries(UNSUR.map((u) => [`mean_${u}`, z.number().nullable()])) as Record<
        `mean_${Unsur}`,
        z.ZodNullable<z.ZodNumber>
      >),
    }),
  });
};

const byOffice = unitQuery('skpd');
const byService = unitQuery('service');

/**
 * The survey by office, or by service: its index, nine unsur, and its sheets against the smallest sample. Units with fewer
 * than five sheets have no figures.
 */
export async function surveyUnits(by: 'skpd' | 'service', input: MetricInput): Promise<SurveyUnit[]> {
  const rows = await (by === 'skpd' ? byOffice : byService)(parameters(input));
  return rows.map(({ skpd, service, name, n, users, needed, ...row }) => {
    const enough = n >= LEAST_SHEETS;
    const unsur = Object.fromEntries(UNSUR.map((u) => [u, row[`mean_${u}`]])) as SurveyUnit['unsur'];
    const index = enough ? row.ikm : null;
    return {
      skpd,
      service,
      name,
      n,
      users,
      needed,
      unsur,
      lowest: enough ? (lowestUnsur(unsur)[0] ?? null) : null,
      ikm: index,
      ikm011: enough ? row.ikm011 : null,
      mutu: mutuOf(index),
    };
  });
}

/** The known unsur, the lowest first; equal ones in the regulation's order. */
export const lowestUnsur = (values: Record<Unsur, number | null>): Unsur[] =>
  UNSUR.filter((u) => values[u] !== null).sort((a, b) => values[a]! - values[b]!);
