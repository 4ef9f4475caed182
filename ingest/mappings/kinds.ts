import { z } from 'zod';
import { closed, text } from '../../clickhouse/city/parts';
import { quoted } from '../../clickhouse/city/wording';
import type { ValueType } from './fact-fields';

/**
 * The ways to make a field out of columns, as a mapping file writes them: `jenis` and what that kind needs. No kind holds SQL;
 * `expressions.ts` says what the engine does for each.
 */

/** RE2 as the engine reads it, tried here as far as JavaScript can. */
const pattern = text.refine(
  (value) => {
    try {
      new RegExp(value, 'u');
      return !/\(\?[=!<]|\\[1-9]/.test(value);
    } catch {
      return false;
    }
  },
  {
    error: (issue) =>
      `${quoted(issue.input)} bukan pola yang sah (RE2, tanpa (?= dan tanpa \\1). Periksa kurung dan tanda baliknya.`,
  },
);
const manyColumns = z.array(text, { error: 'harus berupa daftar nama kolom, misalnya: [Tanggal, Jam]' }).min(1);
const oneOrMany = z.preprocess((value) => (typeof value === 'string' ? [value] : value), manyColumns);
const words = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()).min(1));
const length = z.number().int().min(1).max(2000).optional();
/** `kota`: the zone of the source or the city. */
export const zone = z.string().refine(
  (value) => {
    if (value === 'kota') return true;
    try {
      new Intl.DateTimeFormat('en', { timeZone: value });
      return true;
    } catch {
      return false;
    }
  },
  {
    error: (issue) =>
      `${quoted(issue.input)} bukan zona waktu. Tulis kota, UTC, Asia/Jakarta (WIB), Asia/Makassar (WITA) atau Asia/Jayapura (WIT).`,
  },
);

/** A condition on one column: where the pattern is found, or where it is not. */
const condition = closed({ kolom: text, cocok: pattern.optional(), tidak_cocok: pattern.optional() }).refine(
  (value) => (value.cocok === undefined) !== (value.tidak_cocok === undefined),
  { error: 'butuh satu syarat. Tulis cocok: pola atau tidak_cocok: pola, salah satu saja.' },
);
export type Condition = z.output<typeof condition>;
export const conditions = z.preprocess(
  (value) => (Array.isArray(value) || value === undefined ? value : [value]),
  z.array(condition).min(1),
);

/** In `cadangan`: when this content was first seen. */
export const FILE_TIME = 'waktu_berkas';

const column = { kolom: text };
const cell = { ...column, harus_isi: z.boolean().optional(), paling_panjang: length };

const KINDS = {
  teks: closed({ jenis: z.literal('teks'), ...cell, huruf_kecil: z.boolean().optional() }),
  nomor: closed({ jenis: z.literal('nomor'), ...cell, huruf_kecil: z.boolean().optional() }),
  bebas: closed({
    jenis: z.literal('bebas'),
    ...column,
    paling_panjang: length,
    /** Columns with names of persons: cut out of the text. */
    orang: oneOrMany.optional(),
    /** Where this holds nothing is kept (a secret report). */
    kecuali: conditions.optional(),
  }),
  sidik: closed({ jenis: z.literal('sidik'), ...column, maksud: text }),
  pilihan: closed({
    jenis: z.literal('pilihan'),
    ...column,
    nilai: z.union([z.array(z.string()).min(1), z.record(z.string(), z.string())], {
      error:
        'harus berupa daftar nilai, [a, b], atau pasangan nilai tertulis: nilai tersimpan. Beri tanda kutip pada angka.',
    }),
    kosong: z.string().optional(),
    lainnya: z.string().optional(),
  }),
  pola: closed({
    jenis: z.literal('pola'),
    kolom: text.optional(),
    urutan: z.array(closed({ kolom: text.optional(), cocok: pattern, jadi: z.string() })).min(1),
    lainnya: z.string().optional(),
  }),
  cocok: closed({ jenis: z.literal('cocok'), ...column, pola: pattern }),
  petik: closed({
    jenis: z.literal('petik'),
    ...column,
    pola: pattern,
    paling_panjang: length,
    huruf_kecil: z.boolean().optional(),
  }),
  daftar: closed({ jenis: z.literal('daftar'), ...column, pemisah: z.string().min(1) }),
  pasangan: closed({ jenis: z.literal('pasangan'), ...column, pemisah: z.string().min(1) }),
  atribut: closed({ jenis: z.literal('atribut'), kolom: manyColumns }),
  rupiah: closed({ jenis: z.literal('rupiah'), ...column, kali: z.number().int().min(1).optional() }),
  angka: closed({ jenis: z.literal('angka'), ...column, desimal: z.enum(['titik', 'koma']).default('titik') }),
  bulat: closed({ jenis: z.literal('bulat'), ...column }),
  jawaban: closed({ jenis: z.literal('jawaban'), ...column }),
  ya_tidak: closed({ jenis: z.literal('ya_tidak'), ...column, ya: words.default(['ya']), tidak: words.optional() }),
  tanggal: closed({
    jenis: z.literal('tanggal'),
    ...column,
    urutan: z.enum(['hari_dulu', 'bulan_dulu']).default('hari_dulu'),
  }),
  waktu: closed({
    jenis: z.literal('waktu'),
    kolom: oneOrMany,
    zona: zone.optional(),
    urutan: z.enum(['hari_dulu', 'bulan_dulu']).default('hari_dulu'),
    /** Taken where the columns are empty, the first that is filled: other columns, or when the file was first seen. */
    cadangan: oneOrMany.optional(),
    boleh_depan: z.boolean().default(false),
  }),
  titik: closed({
    jenis: z.literal('titik'),
    lintang: text.optional(),
    bujur: text.optional(),
    /** Both in one cell, "lintang, bujur". */
    kolom: text.optional(),
  }).refine((value) => (value.kolom === undefined) === (value.lintang !== undefined && value.bujur !== undefined), {
    error: 'butuh lintang dan bujur, atau satu kolom yang memuat keduanya ("lintang, bujur").',
  }),
  skpd_kode: closed({ jenis: z.literal('skpd_kode'), ...column }),
  skpd_nama: closed({ jenis: z.literal('skpd_nama'), ...column, lainnya: z.literal('sumber').optional() }),
  wilayah_kode: closed({ jenis: z.literal('wilayah_kode'), ...column }),
  wilayah_nama: closed({ jenis: z.literal('wilayah_nama'), kecamatan: text, kelurahan: text.optional() }),
  tetap: closed({ jenis: z.literal('tetap'), nilai: z.string() }),
  sidik_isi: closed({ jenis: z.literal('sidik_isi'), isi: z.array(text).min(1) }),
};

const kindNames = Object.keys(KINDS) as (keyof typeof KINDS)[];
export const field = z.discriminatedUnion(
  'jenis',
  [
    KINDS.teks,
    KINDS.nomor,
    KINDS.bebas,
    KINDS.sidik,
    KINDS.pilihan,
    KINDS.pola,
    KINDS.cocok,
    KINDS.petik,
    KINDS.daftar,
    KINDS.pasangan,
    KINDS.atribut,
    KINDS.rupiah,
    KINDS.angka,
    KINDS.bulat,
    KINDS.jawaban,
    KINDS.ya_tidak,
    KINDS.tanggal,
    KINDS.waktu,
    KINDS.titik,
    KINDS.skpd_kode,
    KINDS.skpd_nama,
    KINDS.wilayah_kode,
    KINDS.wilayah_nama,
    KINDS.tetap,
    KINDS.sidik_isi,
  ],
  { error: () => `butuh jenis. Tulis jenis: salah satu dari ${kindNames.join(', ')}` },
);
export type Field = z.output<typeof field>;

/** What a kind gives. `titik` fills latitude and longitude at once. */
export function valueTypeOf(f: Field): ValueType[] {
  switch (f.jenis) {
    case 'sidik':
    case 'sidik_isi':
      return ['sidik'];
    case 'cocok':
      return ['ya_tidak', 'ya_tidak_kosong'];
    case 'ya_tidak':
      return f.tidak ? ['ya_tidak_kosong'] : ['ya_tidak', 'ya_tidak_kosong'];
    case 'tetap':
      return ['teks', 'ya_tidak', 'ya_tidak_kosong'];
    case 'atribut':
    case 'pasangan':
      return ['peta'];
    case 'angka':
      return ['angka', 'rupiah'];
    case 'titik':
      return ['angka'];
    case 'daftar':
    case 'rupiah':
    case 'bulat':
    case 'jawaban':
    case 'tanggal':
    case 'waktu':
      return [f.jenis];
    default:
      return ['teks'];
  }
}

/** Fixed values that a field can come out with, where that is a closed list. */
export function fixedValuesOf(f: Field): string[] | undefined {
  const others = 'lainnya' in f && f.lainnya !== undefined ? [f.lainnya] : [];
  switch (f.jenis) {
    case 'tetap':
      return [f.nilai];
    case 'pilihan':
      return [
        ...(Array.isArray(f.nilai) ? f.nilai : Object.values(f.nilai)),
        ...others,
        ...(f.kosong === undefined ? [] : [f.kosong]),
      ];
    case 'pola':
      return [...f.urutan.map((u) => u.jadi), ...others];
    default:
      return undefined;
  }
}

/** How a field uses a column: kept, kept masked, kept as a hash, only compared with a pattern, or cut out of another text. */
type Use = 'simpan' | 'samar' | 'sidik' | 'uji' | 'cabut';

/** Every column that a field reads, how, and under which key of the file it is named. */
export function usesOf(f: Field): { column: string; use: Use; path: (string | number)[] }[] {
  const at = (column: string | undefined, use: Use, ...path: (string | number)[]) =>
    column === undefined ? [] : [{ column, use, path }];
  switch (f.jenis) {
    case 'tetap':
    case 'sidik_isi':
      return [];
    case 'bebas':
      return [
        ...at(f.kolom, 'samar', 'kolom'),
        ...(f.orang ?? []).flatMap((name) => at(name, 'cabut', 'orang')),
        ...(f.kecuali ?? []).flatMap((c, i) => at(c.kolom, 'uji', 'kecuali', i, 'kolom')),
      ];
    case 'sidik':
      return at(f.kolom, 'sidik', 'kolom');
    case 'cocok':
    case 'pilihan':
      return at(f.kolom, 'uji', 'kolom');
    case 'pola':
      return [...at(f.kolom, 'uji', 'kolom'), ...f.urutan.flatMap((u, i) => at(u.kolom, 'uji', 'urutan', i, 'kolom'))];
    case 'pasangan':
    case 'atribut':
      return (Array.isArray(f.kolom) ? f.kolom : [f.kolom]).flatMap((name) => at(name, 'samar', 'kolom'));
    case 'waktu':
      return [
        ...f.kolom.flatMap((name) => at(name, 'simpan', 'kolom')),
        ...(f.cadangan ?? []).flatMap((name) => (name === FILE_TIME ? [] : at(name, 'simpan', 'cadangan'))),
      ];
    case 'titik':
      return [
        ...at(f.kolom, 'simpan', 'kolom'),
        ...at(f.lintang, 'simpan', 'lintang'),
        ...at(f.bujur, 'simpan', 'bujur'),
      ];
    case 'wilayah_nama':
      return [...at(f.kecamatan, 'simpan', 'kecamatan'), ...at(f.kelurahan, 'simpan', 'kelurahan')];
    default:
      return at(f.kolom, 'simpan', 'kolom');
  }
}
