import { z } from 'zod';
import { closed, text } from '../../clickhouse/city/parts';
import { quoted, writeOneOf } from '../../clickhouse/city/wording';
import { FACT_FIELDS, MAPPED_TABLES, NAMING_FIELD } from './fact-fields';
import { conditions, type Field, field, fixedValuesOf, usesOf, valueTypeOf, zone } from './kinds';

/**
 * A mapping file: what the columns of one system's export mean. Keys are Indonesian because its authors are, as in the city
 * profile; names of facts are those of the tables. Every message continues the place it is about.
 */

/**
 * The privacy class of a column. umum: may be kept. pengenal: knows a record, kept as an identifier. pribadi: a person's, kept as
 * a hash only. bebas: free text, kept masked or not at all.
 */
const CLASSES = ['umum', 'pengenal', 'pribadi', 'bebas'] as const;
type Class = (typeof CLASSES)[number];

const id = z.string().regex(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/, {
  error: (issue) =>
    `${quoted(issue.input)} bukan kode yang sah. Tulis huruf kecil, angka, "-" atau "_" dan mulai dengan huruf, misalnya: antrian-rsud`,
});
const helperName = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: (issue) =>
    `${quoted(issue.input)} bukan nama yang sah. Tulis huruf kecil, angka dan "_", misalnya: nomor_surat`,
});

const Shape = closed({
  id,
  nama: text,
  /** asli: the layout of a real export. kami: ours, because the system's own export is not public. */
  tata_letak: z.enum(['asli', 'kami']),
  /** Where the layout is from. */
  catatan: text,
  tabel: z.enum(MAPPED_TABLES),
  berkas: closed({
    /** Path of the records in a JSON document. */
    baris: text.optional(),
    /** Names of the places when a record is an array. */
    posisi: z.array(text).min(1).optional(),
    /** Worksheet of a workbook. */
    lembar: text.optional(),
  }).default({}),
  /** Zone of times that carry none. */
  zona_waktu: zone.default('kota'),
  kolom: z.record(
    z.string(),
    closed({
      kelas: z.enum(CLASSES),
      /** The file is not of this layout without it. */
      wajib: z.boolean().default(false),
      /** Other spellings of the header. */
      juga: z.array(text).default([]),
    }),
  ),
  /** Values that serve the key or other fields and are not kept. */
  bantu: z.record(helperName, field).default({}),
  isi: z.record(z.string(), field),
  /** Names of `isi` or `bantu` that together know a record within its source. */
  kunci: z.array(text).min(1),
  /** The rows of a record that holds several: what each has of its own, beside `isi`. */
  baris: z
    .array(closed({ bila: conditions.optional(), isi: z.record(z.string(), field) }))
    .min(1)
    .max(200)
    .optional(),
});

export type MappingSpec = z.output<typeof Shape>;
type Report = (path: (string | number)[], message: string) => void;

/** What may be done with a column of each class. */
const ALLOWED: Record<Class, readonly string[]> = {
  umum: ['simpan', 'samar', 'sidik', 'uji', 'cabut'],
  pengenal: ['simpan', 'samar', 'sidik', 'uji', 'cabut'],
  pribadi: ['sidik', 'cabut'],
  bebas: ['samar', 'sidik', 'uji', 'cabut'],
};
const REFUSED: Partial<Record<Class, string>> = {
  pribadi: 'berkelas pribadi: hanya boleh disimpan sebagai sidik. Tulis jenis: sidik, atau jangan pakai kolom ini.',
  bebas: 'berkelas bebas: hanya boleh disimpan tersamar. Tulis jenis: bebas, atau jangan pakai kolom ini.',
};

function checkColumn(
  spec: MappingSpec,
  report: Report,
  column: string,
  use: string,
  kind: string,
  path: (string | number)[],
) {
  const known = spec.kolom[column];
  if (!known)
    report(path, `${quoted(column)} tidak ada pada bagian kolom. ${writeOneOf(column, Object.keys(spec.kolom))}`);
  else if (!ALLOWED[known.kelas].includes(use)) report(path, `${quoted(column)} ${REFUSED[known.kelas]}`);
  else if (known.kelas === 'pengenal' && kind === 'teks')
    report(path, `${quoted(column)} berkelas pengenal: bisa saja berisi NIK. Tulis jenis: nomor.`);
}

function checkField(
  spec: MappingSpec,
  report: Report,
  f: Field,
  path: (string | number)[],
  around: Record<string, Field> = spec.isi,
) {
  for (const { column, use, path: below } of usesOf(f)) {
    checkColumn(spec, report, column, use, f.jenis, [...path, ...below]);
  }
  if (f.jenis === 'pola' && !f.kolom && f.urutan.some((u) => !u.kolom))
    report(path, 'tidak menyebut kolom. Tulis kolom: nama kolom yang dicocokkan, di sini atau pada tiap isi urutan.');
  if (f.jenis === 'sidik_isi') {
    for (const name of f.isi) {
      const other = around[name]?.jenis;
      if (other === undefined || other === 'sidik_isi' || other === 'titik')
        report(
          [...path, 'isi'],
          `${quoted(name)} bukan isi lain dari pemetaan ini. ${writeOneOf(name, Object.keys(spec.isi))}`,
        );
    }
  }
}

function checkFacts(spec: MappingSpec, report: Report, isi: Record<string, Field>, path: (string | number)[]) {
  const facts = FACT_FIELDS[spec.tabel];
  for (const [name, f] of Object.entries(isi)) {
    const here = [...path, name];
    checkField(spec, report, f, here, { ...spec.isi, ...isi });
    if (f.jenis === 'titik' || name === 'titik') {
      if (f.jenis !== 'titik' || name !== 'titik' || !facts.latitude)
        report(
          here,
          'tidak cocok. Titik ditulis sebagai titik: { jenis: titik, lintang: ..., bujur: ... }, hanya pada complaints.',
        );
      continue;
    }
    const fact = facts[name];
    if (!fact) {
      report(here, `bukan isi dari ${spec.tabel}. ${writeOneOf(name, Object.keys(facts))}`);
      continue;
    }
    if (!valueTypeOf(f).includes(fact.type))
      report(here, `tidak dapat diisi dengan jenis ${f.jenis}. Tulis jenis yang menghasilkan ${fact.type}.`);
    const fixed = fixedValuesOf(f);
    if (!fact.values) continue;
    if (!fixed) report(here, `hanya mengenal nilai ${fact.values.join(', ')}. Tulis jenis: pilihan, pola atau tetap.`);
    for (const value of fixed ?? []) {
      if (value !== '' && !fact.values.includes(value))
        report(here, `tidak mengenal nilai ${quoted(value)}. ${writeOneOf(value, fact.values)}`);
    }
  }
}

/** One header name means one column. */
function checkSpellings(spec: MappingSpec, report: Report) {
  const owner = new Map(Object.keys(spec.kolom).map((name) => [name, name]));
  for (const [name, { juga }] of Object.entries(spec.kolom)) {
    for (const [i, other] of juga.entries()) {
      const before = owner.get(other);
      if (before !== undefined)
        report(
          ['kolom', name, 'juga', i],
          `${quoted(other)} sudah menunjuk kolom ${quoted(before)}. Hapus salah satunya.`,
        );
      owner.set(other, name);
    }
  }
}

function checkKeysAndRows(spec: MappingSpec, report: Report) {
  for (const [i, name] of spec.kunci.entries()) {
    if (!spec.isi[name] && !spec.bantu[name])
      report(
        ['kunci', i],
        `${quoted(name)} tidak ada pada isi atau bantu. ${writeOneOf(name, [...Object.keys(spec.isi), ...Object.keys(spec.bantu)])}`,
      );
  }
  for (const name of Object.keys(spec.bantu)) {
    if (spec.isi[name]) report(['bantu', name], 'juga ada pada isi. Beri nama lain.');
  }
  const ofRows = new Set((spec.baris ?? []).flatMap((row) => Object.keys(row.isi)));
  for (const [i, name] of spec.kunci.entries()) {
    if (ofRows.has(name))
      report(
        ['kunci', i],
        `${quoted(name)} berbeda pada tiap baris. Kunci mengenali rekaman; tulis isi yang sama bagi semua barisnya.`,
      );
  }
  const naming = NAMING_FIELD[spec.tabel];
  for (const needed of naming ? ['time', naming] : ['time']) {
    const missing = (spec.baris ?? [{ isi: {} }]).findIndex((row) => !(needed in row.isi) && !(needed in spec.isi));
    if (missing >= 0)
      report(
        spec.baris ? ['baris', missing, 'isi'] : ['isi'],
        `tidak memuat ${needed}. Tambahkan ${needed}: { jenis: ... }`,
      );
  }
  if (spec.tabel === 'complaints') {
    if (!('tracking_id' in spec.isi))
      report(['isi'], 'tidak memuat tracking_id. Tambahkan tracking_id: { jenis: nomor, ... }');
    for (const needed of ['observed_at', 'content_hash']) {
      // Rows of one complaint are its versions: equal ones would count as unchanged.
      const missing = spec.baris ? spec.baris.findIndex((row) => !(needed in row.isi)) : needed in spec.isi ? -1 : 0;
      if (missing >= 0)
        report(
          spec.baris ? ['baris', missing, 'isi'] : ['isi'],
          `tidak memuat ${needed}. Versi aduan dibedakan olehnya; tambahkan ${needed}: { jenis: ... }`,
        );
    }
  }
}

/** A mapping file with everything that one part says about another. */
export const MappingSchema = Shape.superRefine((spec, context) => {
  const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message });
  for (const [name, f] of Object.entries(spec.bantu)) {
    checkField(spec, report, f, ['bantu', name]);
    if (f.jenis === 'titik') report(['bantu', name], 'tidak dapat berjenis titik.');
  }
  checkFacts(spec, report, spec.isi, ['isi']);
  for (const [i, row] of (spec.baris ?? []).entries()) {
    checkFacts(spec, report, row.isi, ['baris', i, 'isi']);
    for (const [j, c] of (row.bila ?? []).entries())
      checkColumn(spec, report, c.kolom, 'uji', 'cocok', ['baris', i, 'bila', j, 'kolom']);
  }
  checkSpellings(spec, report);
  checkKeysAndRows(spec, report);
});
