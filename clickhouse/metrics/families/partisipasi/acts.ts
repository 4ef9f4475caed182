import type { DetailColumn } from '../../definition';
import type { DimensionId } from '../../dimensions';
import { kecamatanOf, newestProfile, ofOffice } from '../../sql/city';

/**
 * What acts mean that are not a citizen's taking part. Sources name acts freely; an act that is not listed is a citizen's.
 * The stages are those of musrenbang, from the kelurahan to the budget.
 */
const MEANINGS = {
  usul: ['usul', 'usulan', 'proposal', 'inisiatif'],
  jawab: ['jawaban', 'jawaban resmi', 'ditanggapi', 'jawaban pejabat'],
  kelurahan: ['prioritas kelurahan', 'musrenbang kelurahan'],
  kecamatan: ['prioritas kecamatan', 'musrenbang kecamatan'],
  perangkat: ['forum perangkat daerah', 'forum opd', 'forum skpd'],
  rkpd: ['rkpd', 'masuk rkpd', 'musrenbang kota'],
  terima: ['diakomodasi', 'diterima', 'disetujui', 'apbd', 'masuk apbd'],
  tolak: ['tidak diakomodasi', 'tidak diterima', 'ditolak'],
  arsip: ['diarsipkan', 'kedaluwarsa'],
  hasil: ['publikasi hasil'],
} as const satisfies Record<string, readonly string[]>;

const list = (words: readonly string[]) => `[${words.map((word) => `'${word}'`).join(', ')}]`;
const entries = Object.entries(MEANINGS).flatMap(([meaning, words]) => words.map((word) => [word, meaning] as const));

/** The meaning of an act, 'warga' for a citizen's other than a proposal. */
export const meaningOf = (act: string) =>
  `transform(replaceAll(lower(${act}), '_', ' '), ${list(entries.map(([word]) => word))}, ${list(entries.map(([, meaning]) => meaning))}, 'warga')`;

/** A proposal is the citizen's too. */
export const isCitizens = (act: string) => `${meaningOf(act)} IN ('usul', 'warga')`;

/** kecamatan and kelurahan of a region code; 'luar' = outside the city, '' = not told. */
export const placeColumns = (wilayah: string) => `${kecamatanOf(wilayah)} AS d_kecamatan,
    multiIf(${wilayah} = 'luar', 'luar', length(${wilayah}) > 8, toString(${wilayah}), '') AS d_kelurahan`;

/** The page's filters, so that side figures and lists are narrowed as the figures are. */
export const filtered = `({kanal:String} = '' OR d_kanal = {kanal:String}) AND ({kecamatan:String} = '' OR d_kecamatan = {kecamatan:String})`;

/** Acts of citizens in the period, one row each. `participant` 0 = not known. */
export const citizenActs = `SELECT time AS moment, toString(skpd) AS d_skpd, toString(channel) AS d_kanal, toString(process) AS d_proses,
    toString(level) AS d_tingkat, ${placeColumns('wilayah')}, act, participant, subject
  FROM participation
  WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()} AND ${isCitizens('act')} AND ${filtered}`;

export const ACT_DIMENSIONS = [
  'tingkat',
  'proses',
  'kanal',
  'skpd',
  'kecamatan',
  'kelurahan',
] as const satisfies DimensionId[];

export const ACT_DETAIL: DetailColumn[] = [{ column: 'act', label: { id: 'Tindakan', en: 'Act' }, kind: 'teks' }];

const residentsWhere = (
  also: string,
) => `(SELECT if(count() = 0 OR countIf(population IS NULL) > 0, NULL, sum(population))
  FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kecamatan'${also})`;

/** Residents of the city: the sum over its kecamatan, null when one of them is not told. */
export const residents = residentsWhere('');
/** The same, of the asked kecamatan alone. */
export const residentsAsked = residentsWhere(` AND ({kecamatan:String} = '' OR wilayah = {kecamatan:String})`);

/** Kelurahan of the city, or of the asked kecamatan. */
export const kelurahan = `(SELECT toString(wilayah) FROM city_wilayah WHERE profile_version = ${newestProfile} AND level = 'kelurahan'
  AND ({kecamatan:String} = '' OR left(wilayah, 8) = {kecamatan:String}))`;
