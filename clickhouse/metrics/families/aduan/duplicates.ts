import { z } from 'zod';
import { defineRemembered } from '../../../warehouse/remember';
import { parameters, period } from '../../narrow';
import { receivedComplaints } from '../../sql/complaints';
import { instant, time } from '../../sql/types';
import type { MetricInput } from '../../types';
import { filteredComplaints } from './detail';

/**
 * Near-duplicates: complaints of one kecamatan (or both without one, of one category), received at most `days` apart, whose
 * masked titles share enough of their rare letter triples. Triples are weighted by how few titles hold them, so that a
 * street or a name tells more than "jalan rusak di". Candidates are found by MinHash (`bands` bands of two hashes) and
 * compared with the next `ahead` of their bucket in time, so that the work grows with the reports and not with their
 * square. Only the `most` newest complaints of the period are looked at. Secret complaints are never compared. Titles and their
 * triples are worked out once (MATERIALIZED) for the several places that use them.
 */
const DUPLICATE_RULE = { days: 14, similarity: 0.55, bands: 16, ahead: 5, most: 10_000, shortest: 8 };
const { days, similarity, bands, ahead, most, shortest } = DUPLICATE_RULE;

/** The smallest of a title's triples under one hash. */
const smallest = (seed: number) => `arrayMin(arrayMap(g -> intHash64(bitXor(g, intHash64(${seed}))), grams))`;
/** The buckets of a title: its place with two smallest triples, once for each band. */
const buckets = Array.from(
  { length: bands },
  (_, i) => `cityHash64(place, ${i}, ${smallest(2 * i)}, ${smallest(2 * i + 1)})`,
);

/** A title in a bucket is its moment in the upper 32 bits and its number in the lower; a pair is the numbers of both. */
const secondOf = (member: string) => `bitShiftRight(${member}, 32)`;
const pairOf = (x: string, y: string) => `bitShiftLeft(${x}, 32) + bitAnd(${y}, 4294967295)`;
/** The members of a bucket (ascending) with each of the next `ahead`; 0: too far apart. */
const neighbours = Array.from({ length: ahead }, (_, i) => i + 1).map(
  (k) => `arrayMap((x, y) -> if(${secondOf('y')} - ${secondOf('x')} <= ${days * 86_400}, ${pairOf('x', 'y')}, 0),
            arraySlice(members, 1, greatest(0, toInt64(length(members)) - ${k})), arraySlice(members, ${k + 1}))`,
);

/** A triple with its weight as one whole number, so that one intersection of numbers finds both: the weight in the low bits. */
const WEIGHT_BITS = 20;
const WEIGHT_UNIT = 65536;
const weighing = (coded: string) =>
  `arraySum(arrayMap(x -> bitAnd(x, ${2 ** WEIGHT_BITS - 1}), ${coded})) / ${WEIGHT_UNIT}`;

const likePairs = defineRemembered({
  name: 'complaint_near_duplicates',
  sql: `WITH titles AS MATERIALIZED (
      SELECT toUInt32(row_number() OVER (ORDER BY received_at, source_id, tracking_id)) AS number, source_id, tracking_id,
        toUnixTimestamp(received_at) AS second, place, arrayDistinct(arrayMap(g -> cityHash64(g), ngrams(text, 3))) AS grams,
        count() OVER () AS titles_in_all
      FROM (
        SELECT toString(source_id) AS source_id, tracking_id, received_at,
          concat(' ', trimBoth(replaceRegexpAll(lowerUTF8(title), '[^\\\\p{L}\\\\p{N}]+', ' ')), ' ') AS text,
          if(d_kecamatan = '', concat('?', d_kategori), toString(d_kecamatan)) AS place
        FROM (${filteredComplaints(receivedComplaints)}) WHERE NOT secret
        ORDER BY received_at DESC, tracking_id LIMIT ${most}
      ) WHERE lengthUTF8(text) >= ${shortest}
    ),
    weights AS (
      SELECT gram, log(1 + any(titles_in_all) / count()) AS weight FROM titles ARRAY JOIN grams AS gram GROUP BY gram
    ),
    coded AS MATERIALIZED (
      SELECT t.number AS number, any(t.source_id) AS source_id, any(t.tracking_id) AS tracking_id,
        groupArray(bitOr(bitShiftLeft(t.gram, ${WEIGHT_BITS}), toUInt64(round(weight * ${WEIGHT_UNIT})))) AS codes, ${weighing('codes')} AS total
      FROM (SELECT number, source_id, tracking_id, gram FROM titles ARRAY JOIN grams AS gram) AS t
      INNER JOIN weights ON weights.gram = t.gram
      GROUP BY number
    ),
    pairs AS (
      SELECT DISTINCT pair, toUInt32(bitShiftRight(pair, 32)) AS a, toUInt32(bitAnd(pair, 4294967295)) AS b
      FROM (
        SELECT arrayJoin(arrayConcat(${neighbours.join(',\n          ')})) AS pair
        FROM (
          SELECT arraySort(groupArray(bitShiftLeft(toUInt64(second), 32) + number)) AS members
          FROM (SELECT number, second, arrayJoin([${buckets.join(',\n            ')}]) AS bucket FROM titles)
          GROUP BY bucket HAVING count() > 1
        )
      )
      WHERE pair != 0
    )
    SELECT one.source_id AS a_source, one.tracking_id AS a, other.source_id AS b_source, other.tracking_id AS b,
      toDateTime((SELECT min(second) FROM titles), 'UTC') AS since
    FROM pairs
    INNER JOIN coded AS one ON one.number = pairs.a
    INNER JOIN coded AS other ON other.number = pairs.b
    WHERE ${weighing('arrayIntersect(one.codes, other.codes)')} >= ${similarity / (1 + similarity)} * (one.total + other.total)
    ORDER BY pairs.a, pairs.b LIMIT 50000
    SETTINGS enable_materialized_cte = 1`,
  params: period,
  row: z.object({ a_source: z.string(), a: z.string(), b_source: z.string(), b: z.string(), since: time }),
});

const members = defineRemembered({
  name: 'complaint_duplicate_members',
  sql: `SELECT source_id, tracking_id, received_at, title, d_skpd AS skpd, d_kategori AS kategori, d_kecamatan AS kecamatan, d_keadaan AS keadaan
    FROM (${filteredComplaints(receivedComplaints)})
    WHERE NOT secret AND received_at >= {since:DateTime('UTC')} AND (source_id, tracking_id) IN (SELECT x.1, x.2 FROM (SELECT arrayJoin(arrayZip({sources:Array(String)}, {numbers:Array(String)})) AS x))
    ORDER BY received_at, tracking_id`,
  params: period.extend({ since: instant, sources: z.array(z.string()), numbers: z.array(z.string()) }),
  row: z.object({
    source_id: z.string(),
    tracking_id: z.string(),
    received_at: time,
    title: z.string(),
    skpd: z.string(),
    kategori: z.string(),
    kecamatan: z.string(),
    keadaan: z.string(),
  }),
});

export type DuplicateMember = Awaited<ReturnType<typeof members>>[number];

export interface Duplicates {
  /** The largest first; members by time. */
  groups: DuplicateMember[][];
  /** Groups and complaints in all, also those that are not listed. */
  groupCount: number;
  complaintCount: number;
}

const MOST_GROUPS = 30;

/** Complaints of the period that look like one report sent more than once. */
export async function nearDuplicates(input: MetricInput): Promise<Duplicates> {
  const pairs = await likePairs(parameters(input));
  const groups = groupsOf(pairs.map(({ a_source, a, b_source, b }) => [`${a_source}\n${a}`, `${b_source}\n${b}`]));
  const shown = groups.slice(0, MOST_GROUPS);
  const keys = shown.flat().map((key) => key.split('\n') as [string, string]);
  // The oldest of the complaints that were looked at: all before it may stay unread.
  const since = pairs[0]?.since;
  const found = since
    ? await members({ ...parameters(input), since, sources: keys.map(([s]) => s), numbers: keys.map(([, n]) => n) })
    : [];
  const byKey = new Map(found.map((member) => [`${member.source_id}\n${member.tracking_id}`, member]));
  return {
    groups: shown.map((group) =>
      group.flatMap((key) => byKey.get(key) ?? []).sort((a, b) => a.received_at.getTime() - b.received_at.getTime()),
    ),
    groupCount: groups.length,
    complaintCount: groups.reduce((sum, group) => sum + group.length, 0),
  };
}

/** What hangs together by pairs, the largest group first. */
export function groupsOf(pairs: readonly (readonly [string, string])[]): string[][] {
  const parent = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    while (parent.has(root) && parent.get(root) !== root) root = parent.get(root)!;
    parent.set(key, root);
    return root;
  };
  for (const [a, b] of pairs) parent.set(rootOf(a), rootOf(b));
  const groups = new Map<string, string[]>();
  for (const key of new Set(pairs.flat())) groups.set(rootOf(key), [...(groups.get(rootOf(key)) ?? []), key]);
  return [...groups.values()].sort((a, b) => b.length - a.length || a[0]!.localeCompare(b[0]!));
}
