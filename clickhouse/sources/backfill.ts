import { connections } from '../city/connections';
import type { CitySource } from '../city/schema';

/**
 * Whether an older period of a source can be asked for: its server must take a span of time. Otherwise the sentence that says
 * why not.
 */
export function whyNoBackfill(source: Pick<CitySource, 'jenis' | 'sambungan'>): string | undefined {
  const { jenis, sambungan } = source;
  if (sambungan === null) return 'Sumber ini tidak ditarik sendiri. Muat berkas periode itu dengan: rk ingest';
  if (jenis === 'open311') return undefined;
  if (jenis === 'http') {
    return connections.http.parse(sambungan).sejak?.parameter_sampai
      ? undefined
      : 'Sumber HTTP ini tidak menyebut parameter awal dan akhir periode (sejak.parameter dan sejak.parameter_sampai), jadi periode lama tidak dapat diminta.';
  }
  if (jenis === 'basis_data') {
    return connections.basis_data.parse(sambungan).penanda
      ? undefined
      : 'Sumber basis data ini tanpa kolom penanda: setiap tarikan sudah membaca seluruh tabel.';
  }
  return 'Isi ulang per periode hanya untuk sumber HTTP, Open311 dan basis data. Sumber jenis ini dimuat ulang dari berkasnya.';
}
