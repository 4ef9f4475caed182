import type { DetailColumn } from '../../definition';
import type { DimensionId } from '../../dimensions';
import { filtered, meaningOf, placeColumns } from './acts';

/** Acts by which an official shows that a proposal was read. Being archived for lack of support is none. */
const ANSWERS = `('jawab', 'kelurahan', 'kecamatan', 'perangkat', 'rkpd', 'terima', 'tolak')`;
const DECISIONS = `('terima', 'tolak')`;

/** Sources that ever told an answer, or a decision: of the others' proposals it is not known whether there was one. */
const sourcesThatTell = (meanings: string) =>
  `(SELECT DISTINCT source_id FROM participation WHERE ${meaningOf('act')} IN ${meanings})`;

/**
 * Proposals that citizens handed in during the period, one row each, as they stood at its end. What was done with one
 * carries its number (`subject`), or came in the same record. A refusal after an acceptance does not undo it.
 * `stage` is how far it came: 0 proposed, 1 kelurahan, 2 kecamatan, 3 forum of offices, 4 annual plan, 5 budget.
 */
export const proposals = `SELECT *, answered_at IS NOT NULL AS was_answered,
    if(source_id IN ${sourcesThatTell(ANSWERS)}, toNullable(was_answered), NULL) AS answered,
    if(source_id IN ${sourcesThatTell(DECISIONS)}, toNullable(accepted), NULL) AS adopted,
    multiIf(accepted AND decision != '', 'diterima, bertaut keputusan', accepted, 'diterima, tanpa tautan', refused, 'ditolak',
      archived, 'diarsipkan', was_answered, 'dijawab, belum diputus', 'belum dijawab') AS d_keadaan,
    ${placeColumns('region')}
  FROM (
    SELECT toString(source_id) AS source_id, if(subject = '', toString(record_key), concat(process, '/', subject)) AS proposal,
      minIf(time, ${meaningOf('act')} = 'usul') AS moment,
      argMinIf(toString(process), time, ${meaningOf('act')} = 'usul') AS d_proses,
      argMinIf(toString(channel), time, ${meaningOf('act')} = 'usul') AS d_kanal,
      argMinIf(toString(wilayah), time, ${meaningOf('act')} = 'usul') AS region,
      argMinIf(toString(skpd), time, ${meaningOf('act')} = 'usul') AS d_skpd,
      minOrNullIf(time, ${meaningOf('act')} IN ${ANSWERS}) AS answered_at,
      countIf(${meaningOf('act')} = 'terima') > 0 AS accepted,
      countIf(${meaningOf('act')} = 'tolak') > 0 AS refused,
      countIf(${meaningOf('act')} = 'arsip') > 0 AS archived,
      maxIf(toString(outcome), ${meaningOf('act')} = 'terima') AS decision,
      max(transform(${meaningOf('act')}, ['kelurahan', 'kecamatan', 'perangkat', 'rkpd', 'terima'], [1, 2, 3, 4, 5], 0)) AS stage
    FROM participation
    WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${meaningOf('act')} NOT IN ('warga', 'hasil')
    GROUP BY source_id, proposal
    HAVING countIf(${meaningOf('act')} = 'usul') > 0
  )
  WHERE ({skpd:String} = '' OR d_skpd = {skpd:String}) AND ${filtered}`;

/** Whole days that a proposal waited for its first answer, or has waited by the end of the period. */
export const waitedDays = `intDiv(toUnixTimestamp(ifNull(answered_at, {to:DateTime('UTC')})) - toUnixTimestamp(moment), 86400)`;

export const PROPOSAL_DIMENSIONS = [
  'proses',
  'kanal',
  'skpd',
  'kecamatan',
  'kelurahan',
  'keadaan',
] as const satisfies DimensionId[];

export const PROPOSAL_DETAIL: DetailColumn[] = [
  { column: 'answered_at', label: { id: 'Jawaban pertama', en: 'First answer' }, kind: 'waktu' },
  { column: 'decision', label: { id: 'Keputusan', en: 'Decision' }, kind: 'teks' },
];
