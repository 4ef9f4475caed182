import type { DimensionId } from '../../dimensions';
import { kecamatanOf, ofOffice } from '../../sql/city';

/** The nine unsur of Permen PANRB 14/2017 by key: sources number the last two differently. */
export const UNSUR = [
  'persyaratan',
  'prosedur',
  'waktu',
  'biaya',
  'produk',
  'kompetensi',
  'perilaku',
  'pengaduan',
  'sarpras',
] as const;
export type Unsur = (typeof UNSUR)[number];

export const UNSUR_NAMES: Record<Unsur, { id: string; en: string }> = {
  persyaratan: { id: 'Persyaratan', en: 'Requirements' },
  prosedur: { id: 'Sistem, mekanisme, dan prosedur', en: 'Procedure' },
  waktu: { id: 'Waktu penyelesaian', en: 'Completion time' },
  biaya: { id: 'Biaya/tarif', en: 'Fee' },
  produk: { id: 'Produk spesifikasi jenis pelayanan', en: 'Product against its standard' },
  kompetensi: { id: 'Kompetensi pelaksana', en: 'Competence of staff' },
  perilaku: { id: 'Perilaku pelaksana', en: 'Conduct of staff' },
  pengaduan: { id: 'Penanganan pengaduan, saran, dan masukan', en: 'Handling of complaints' },
  sarpras: { id: 'Sarana dan prasarana', en: 'Facilities' },
};

/** Fewer sheets than this make no figure: they would tell what single persons answered. */
export const LEAST_SHEETS = 5;

export const SHEET_DIMENSIONS = [
  'skpd',
  'layanan',
  'kecamatan',
  'jenis_kelamin',
  'usia',
  'pendidikan',
  'pekerjaan',
] as const satisfies DimensionId[];

/** Answer sheets of the period on which at least one unsur is answered, one row each. */
export const sheets = `SELECT time AS moment, ${UNSUR.join(', ')},
    skpd AS d_skpd, service AS d_layanan, ${kecamatanOf('wilayah')} AS d_kecamatan,
    sex AS d_jenis_kelamin, age_group AS d_usia, education AS d_pendidikan, occupation AS d_pekerjaan
  FROM survey_answers
  WHERE time >= {from:DateTime('UTC')} AND time < {to:DateTime('UTC')} AND ${ofOffice()}
    AND (${UNSUR.map((u) => `${u} IS NOT NULL`).join(' OR ')})`;
