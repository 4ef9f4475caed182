import type { Entry } from '../../clickhouse/city/edit';
import type { MappingChoices } from '../../clickhouse/sources/preview';
import { FACT_FIELDS, type MappedTable } from '../mappings/fact-fields';

/** Whose hash a person's column is, so that the same person is known over the sources of the city. */
const PURPOSE: Record<string, string> = {
  applicant: 'nik',
  respondent: 'nik',
  participant: 'nik',
  reporter: 'pelapor',
  officer: 'petugas',
  person: 'orang',
};
const YES = ['ya', 'y', 'yes', 'true', '1', 'benar'];
/** Stands for the day of an export that names none. */
const EXPORT_DAY = 'Tanggal Ekspor';

/**
 * Writes what somebody chose on a screen as a mapping file would say it: for each fact a column or a fixed value. Whether it
 * makes sense is decided by `validateMapping`, as for any other mapping.
 */
export function mappingFromChoices(choices: MappingChoices): Entry {
  const table = choices.tabel as MappedTable;
  const facts = FACT_FIELDS[table] ?? {};
  const classOf = new Map(choices.kolom.map((c) => [c.nama, c.kelas]));
  const isi: Record<string, unknown> = {};
  for (const [fact, choice] of Object.entries(choices.isi)) {
    const field = fieldOf(fact, choice);
    if (field) isi[fact] = field;
  }
  const { lintang, bujur } = choices;
  if (table === 'complaints' && lintang && bujur) isi.titik = { jenis: 'titik', lintang, bujur };

  const kolom: Record<string, unknown> = Object.fromEntries(
    choices.kolom.map((c) => [c.nama, { kelas: c.kelas, ...(usedBy(c.nama) ? { wajib: true } : {}) }]),
  );
  const bantu: Record<string, unknown> = {};
  let kunci: string[];
  if (table === 'complaints') {
    kolom[EXPORT_DAY] ??= { kelas: 'umum' };
    isi.observed_at ??= { jenis: 'waktu', kolom: EXPORT_DAY, cadangan: 'waktu_berkas' };
    const told = Object.keys(isi).filter(
      (name) => !['time', 'observed_at', 'tracking_id', 'titik', 'skpd'].includes(name),
    );
    isi.content_hash = { jenis: 'sidik_isi', isi: told.length ? told : ['tracking_id'] };
    kunci = ['tracking_id', 'observed_at', 'content_hash'];
  } else if (table === 'service_events') {
    isi.time_known ??= { jenis: 'tetap', nilai: '1' };
    isi.origin ??= { jenis: 'tetap', nilai: 'pemohon' };
    kunci = ['service', 'case_id', 'step', 'time'];
  } else if (choices.kunci) {
    bantu.nomor_rekaman = { jenis: 'nomor', kolom: choices.kunci, harus_isi: true };
    kunci = ['nomor_rekaman'];
  } else kunci = Object.keys(isi);

  return {
    id: choices.id,
    nama: choices.nama,
    tata_letak: 'asli',
    catatan: 'Dipilih pada layar sumber baru.',
    tabel: table,
    ...(choices.zona && choices.zona !== 'kota' ? { zona_waktu: choices.zona } : {}),
    kolom,
    ...(Object.keys(bantu).length ? { bantu } : {}),
    isi,
    kunci,
  };

  function usedBy(column: string): boolean {
    const chosen = Object.values(choices.isi).some((c) => c.kolom?.includes(column));
    return chosen || choices.kunci === column;
  }

  function fieldOf(fact: string, choice: MappingChoices['isi'][string]): unknown {
    if (choice.tetap !== undefined && choice.tetap !== '') return { jenis: 'tetap', nilai: choice.tetap };
    const [column, second] = choice.kolom ?? [];
    if (!column) return undefined;
    if (fact === 'skpd') return { jenis: 'skpd_nama', kolom: column, lainnya: 'sumber' };
    if (fact === 'wilayah')
      return { jenis: 'wilayah_nama', kecamatan: column, ...(second ? { kelurahan: second } : {}) };
    const { type, values } = facts[fact] ?? { type: 'teks' as const };
    if (values) {
      const given = Object.entries(choice.nilai ?? {}).filter(([, to]) => to !== '');
      return {
        jenis: 'pilihan',
        kolom: column,
        nilai: given.length ? Object.fromEntries(given) : [...values],
        kosong: '',
      };
    }
    switch (type) {
      case 'waktu':
        return { jenis: 'waktu', kolom: choice.kolom, ...(choice.bulan_dulu ? { urutan: 'bulan_dulu' } : {}) };
      case 'sidik':
        return { jenis: 'sidik', kolom: column, maksud: PURPOSE[fact] ?? fact };
      case 'ya_tidak':
      case 'ya_tidak_kosong':
        return { jenis: 'ya_tidak', kolom: column, ya: YES };
      case 'daftar':
        return { jenis: 'daftar', kolom: column, pemisah: ',' };
      case 'peta':
        return { jenis: 'atribut', kolom: choice.kolom };
      case 'teks': {
        const kelas = classOf.get(column);
        if (kelas === 'bebas') return { jenis: 'bebas', kolom: column };
        const needed = fact === 'case_id' || fact === 'tracking_id' || fact === 'thread_id';
        if (kelas === 'pengenal' || needed)
          return { jenis: 'nomor', kolom: column, ...(needed ? { harus_isi: true } : {}) };
        return { jenis: 'teks', kolom: column, ...(fact === 'service' ? { huruf_kecil: true } : {}) };
      }
      default:
        return { jenis: type, kolom: column };
    }
  }
}
