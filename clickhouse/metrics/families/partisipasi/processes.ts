import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { remembered } from '../../../warehouse/remember';
import { parameters, period } from '../../narrow';
import { newestProfile, ofOffice } from '../../sql/city';
import { nullableTime } from '../../sql/types';
import type { MetricInput } from '../../types';
import { citizenActs, meaningOf } from './acts';
import { proposals } from './proposals';

const processQuery = defineQuery({
  name: 'participation_processes',
  sql: `SELECT acts.d_proses AS process, acts.levels AS levels, acts.channels AS channels, acts.office AS skpd, acts.n AS acts,
      acts.people AS people, acts.unknown AS unknown_people, acts.first AS first, acts.last AS last, told.link AS result, p.proposals AS proposals, p.n_answered AS answered, p.n_adopted AS adopted
    FROM (
      SELECT d_proses, arraySort(groupUniqArray(d_tingkat)) AS levels, arraySort(groupUniqArray(d_kanal)) AS channels, any(d_skpd) AS office,
        toFloat64(count()) AS n, toFloat64(uniqExactIf(participant, participant != 0)) AS people, toFloat64(countIf(participant = 0)) AS unknown,
        toNullable(min(moment)) AS first, toNullable(max(moment)) AS last
      FROM (${citizenActs}) GROUP BY d_proses
    ) AS acts
    LEFT JOIN (
      SELECT toString(process) AS process, max(toString(outcome)) AS link FROM participation
      WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()} AND ${meaningOf('act')} = 'hasil' GROUP BY process
    ) AS told ON told.process = acts.d_proses
    LEFT JOIN (
      SELECT d_proses, toFloat64(count()) AS proposals, sumOrNull(toFloat64(answered)) AS n_answered, sumOrNull(toFloat64(adopted)) AS n_adopted
      FROM (${proposals}) GROUP BY d_proses
    ) AS p ON p.d_proses = acts.d_proses
    ORDER BY acts DESC, process LIMIT 200`,
  params: period,
  row: z.object({
    process: z.string(),
    levels: z.array(z.string()),
    channels: z.array(z.string()),
    skpd: z.string(),
    acts: z.number(),
    people: z.number(),
    unknown_people: z.number(),
    first: nullableTime,
    last: nullableTime,
    result: z.string(),
    proposals: z.number(),
    answered: z.number().nullable(),
    adopted: z.number().nullable(),
  }),
});

/**
 * Every process of the period with its levels, channels, people, result (a link, '' = none published) and proposals. `answered`
 * and `adopted` are null where its sources never record an answer, or a decision.
 */
export const participationProcesses = (input: MetricInput) => processQuery(parameters(input));

const actQuery = defineQuery({
  name: 'participation_acts',
  sql: `SELECT act, toFloat64(count()) AS acts, toFloat64(uniqExactIf(participant, participant != 0)) AS people
    FROM (${citizenActs}) GROUP BY act ORDER BY acts DESC, act LIMIT 30`,
  params: period,
  row: z.object({ act: z.string(), acts: z.number(), people: z.number() }),
});

/** What citizens did: support, comment, vote, read. */
export const participationActs = (input: MetricInput) => actQuery(parameters(input));

const areaQuery = remembered(
  ['participation'],
  defineQuery({
    name: 'participation_areas',
    sql: `SELECT toString(k.wilayah) AS kode, toString(k.name) AS name, k.population AS population, toFloat64(count_acts) AS acts, toFloat64(count_people) AS people,
      arraySort(list.unreached) AS unreached, toFloat64(list.in_all) AS kelurahan
    FROM (SELECT wilayah, name, population FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan') AS k
    LEFT JOIN (
      SELECT d_kecamatan, count() AS count_acts, uniqExactIf(participant, participant != 0) AS count_people FROM (${citizenActs}) GROUP BY d_kecamatan
    ) AS a ON a.d_kecamatan = toString(k.wilayah)
    LEFT JOIN (
      SELECT left(wilayah, 8) AS kecamatan, count() AS in_all,
        groupArrayIf(toString(name), toString(wilayah) NOT IN (SELECT d_kelurahan FROM (${citizenActs}))) AS unreached
      FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kelurahan' GROUP BY kecamatan
    ) AS list ON list.kecamatan = toString(k.wilayah)
    WHERE {kecamatan:String} = '' OR k.wilayah = {kecamatan:String}
    ORDER BY kode`,
    params: period,
    row: z.object({
      kode: z.string(),
      name: z.string(),
      population: z.number().nullable(),
      acts: z.number(),
      people: z.number(),
      unreached: z.array(z.string()),
      kelurahan: z.number(),
    }),
  }),
);

const placelessQuery = remembered(
  ['participation'],
  defineQuery({
    name: 'participation_placeless',
    sql: `SELECT toFloat64(countIf(d_kecamatan = '')) AS without_place, toFloat64(countIf(d_kecamatan = 'luar')) AS outside,
      toFloat64(countIf(d_kecamatan NOT IN ('', 'luar') AND d_kelurahan = '')) AS without_kelurahan,
      toFloat64(countIf(d_kecamatan NOT IN ('', 'luar') AND d_kecamatan NOT IN (
        SELECT toString(wilayah) FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan'))) AS foreign
    FROM (${citizenActs})`,
    params: period,
    row: z.object({
      without_place: z.number(),
      outside: z.number(),
      without_kelurahan: z.number(),
      foreign: z.number(),
    }),
  }),
);

/**
 * Who was reached, by kecamatan, and whose kelurahan were not. The acts of all kecamatan with `without_place`, `outside` and
 * `foreign` (a code that the city does not have) add up to all acts.
 */
export async function participationAreas(input: MetricInput) {
  const [areas, [placeless]] = await Promise.all([areaQuery(parameters(input)), placelessQuery(parameters(input))]);
  return {
    areas: areas.map((area) => ({
      ...area,
      per10rb: area.population ? (10_000 * area.people) / area.population : null,
    })),
    placeless: placeless ?? { without_place: 0, outside: 0, without_kelurahan: 0, foreign: 0 },
  };
}

const stageQuery = defineQuery({
  name: 'proposal_stages',
  sql: `SELECT d_proses AS process, toFloat64(count()) AS proposed,
      ${[1, 2, 3, 4, 5].map((stage) => `toFloat64(countIf(stage >= ${stage})) AS stage${stage}`).join(', ')},
      toFloat64(countIf(accepted AND decision != '')) AS linked, toFloat64(countIf(refused AND NOT accepted)) AS n_refused, toFloat64(countIf(archived AND NOT accepted AND NOT refused)) AS n_archived
    FROM (${proposals}) GROUP BY d_proses ORDER BY proposed DESC, process LIMIT 50`,
  params: period,
  row: z.object({
    process: z.string(),
    proposed: z.number(),
    stage1: z.number(),
    stage2: z.number(),
    stage3: z.number(),
    stage4: z.number(),
    stage5: z.number(),
    linked: z.number(),
    n_refused: z.number(),
    n_archived: z.number(),
  }),
});

const toldStagesQuery = defineQuery({
  name: 'proposal_stages_told',
  sql: `SELECT DISTINCT toString(process) AS process, ${meaningOf('act')} AS stage FROM participation
    WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND stage IN ('kelurahan', 'kecamatan', 'perangkat', 'rkpd', 'terima')`,
  params: period,
  row: z.object({ process: z.string(), stage: z.string() }),
});

const STAGES = ['kelurahan', 'kecamatan', 'perangkat', 'rkpd', 'terima'] as const;
export type Stage = 'usul' | (typeof STAGES)[number] | 'bertaut';

/**
 * The way of a process's proposals from the citizen to the budget: how many came at least so far. A stage that the source
 * tells of no proposal is not counted as zero: its n is null.
 */
export async function proposalStages(
  input: MetricInput,
): Promise<{ process: string; stages: { stage: Stage; n: number | null }[]; refused: number; archived: number }[]> {
  const [rows, told] = await Promise.all([stageQuery(parameters(input)), toldStagesQuery(parameters(input))]);
  return rows.map((row) => {
    const known = new Set(told.filter((t) => t.process === row.process).map((t) => t.stage));
    const counts = [row.stage1, row.stage2, row.stage3, row.stage4, row.stage5];
    return {
      process: row.process,
      refused: row.n_refused,
      archived: row.n_archived,
      stages: [
        { stage: 'usul', n: row.proposed },
        ...STAGES.map((stage, i) => ({ stage, n: known.has(stage) ? counts[i]! : null })),
        { stage: 'bertaut', n: known.has('terima') ? row.linked : null },
      ],
    };
  });
}
