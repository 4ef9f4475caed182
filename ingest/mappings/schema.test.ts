import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findMapping, mappings, SYSTEMS_FOLDER, validateMapping } from '.';
import { layoutOf, missingColumns, placesOf } from './mapping';

const text = `id: antrian-uji
nama: Antrian uji
tata_letak: kami
catatan: Tata letak uji.
tabel: service_events
kolom:
  Nomor: { kelas: pengenal, wajib: true, juga: [No. Antrian] }
  Poli: { kelas: umum, wajib: true }
  Ambil: { kelas: umum }
  NIK: { kelas: pribadi }
  Keluhan: { kelas: bebas }
isi:
  case_id: { jenis: nomor, kolom: Nomor, harus_isi: true }
  service: { jenis: teks, kolom: Poli }
  step: { jenis: tetap, nilai: ambil }
  time: { jenis: waktu, kolom: Ambil }
kunci: [case_id]
`;
const lineOf = (part: string, of = text) => of.slice(0, of.indexOf(part)).split('\n').length;

function sentences(given: string): string[] {
  const checked = validateMapping(given);
  return 'sentences' in checked ? checked.sentences : [];
}

test('a sound mapping passes, as text and as an object', () => {
  expect(validateMapping(text)).toMatchObject({ mapping: { id: 'antrian-uji', required: ['Nomor', 'Poli'] } });
  expect(validateMapping(parse(text))).toMatchObject({ mapping: { table: 'service_events' } });
});

/** What, the line that is written, what stands instead, and the sentence on that line. */
const refused: [string, string, string, string][] = [
  [
    'a person in the clear',
    'jenis: teks, kolom: Poli',
    'jenis: teks, kolom: NIK',
    'isi.service.kolom "NIK" berkelas pribadi: hanya boleh disimpan sebagai sidik',
  ],
  ['a person masked', 'jenis: teks, kolom: Poli', 'jenis: bebas, kolom: NIK', '"NIK" berkelas pribadi'],
  ['a person as an identifier', 'kolom: Nomor, harus_isi', 'kolom: NIK, harus_isi', '"NIK" berkelas pribadi'],
  [
    'a person compared',
    'jenis: tetap, nilai: ambil',
    'jenis: pola, kolom: NIK, urutan: [{ cocok: a, jadi: ambil }]',
    '"NIK" berkelas pribadi',
  ],
  [
    'free text in the clear',
    'jenis: teks, kolom: Poli',
    'jenis: teks, kolom: Keluhan',
    '"Keluhan" berkelas bebas: hanya boleh disimpan tersamar',
  ],
  [
    'a part of free text',
    'jenis: teks, kolom: Poli',
    'jenis: petik, kolom: Keluhan, pola: "(.*)"',
    '"Keluhan" berkelas bebas',
  ],
  [
    'an identifier as text',
    'jenis: teks, kolom: Poli',
    'jenis: teks, kolom: Nomor',
    '"Nomor" berkelas pengenal: bisa saja berisi NIK. Tulis jenis: nomor',
  ],
  [
    'a column that is not listed',
    'kolom: Poli }',
    'kolom: Poly }',
    '"Poly" tidak ada pada bagian kolom. Tulis salah satu dari: Nomor, Poli',
  ],
  ['a field that the table has not', '  service: {', '  servis: {', 'isi.servis bukan isi dari service_events'],
  [
    'a kind of another type',
    'jenis: teks, kolom: Poli',
    'jenis: rupiah, kolom: Poli',
    'isi.service tidak dapat diisi dengan jenis rupiah',
  ],
  ['a value outside the list', 'nilai: ambil', 'nilai: mengambil', 'isi.step tidak mengenal nilai "mengambil"'],
  [
    'text where a list is closed',
    'jenis: tetap, nilai: ambil',
    'jenis: teks, kolom: Poli',
    'isi.step hanya mengenal nilai',
  ],
  [
    'an unknown kind',
    'jenis: teks,',
    'jenis: sql,',
    'isi.service.jenis butuh jenis. Tulis jenis: salah satu dari teks, nomor',
  ],
  ['an unknown option', 'kolom: Ambil }', 'kolom: Ambil, sql: now() }', 'isi.time.sql tidak dikenal'],
  ['a key of nothing', 'kunci: [case_id]', 'kunci: [nomor]', 'kunci[0] "nomor" tidak ada pada isi atau bantu'],
  [
    'no time',
    'time: { jenis: waktu, kolom: Ambil }',
    'channel: { jenis: tetap, nilai: loket }',
    'isi tidak memuat time',
  ],
  ['a class that is none', 'kelas: pribadi', 'kelas: rahasia', 'kolom.NIK.kelas "rahasia" bukan pilihan'],
  [
    'one spelling for two columns',
    'Poli: { kelas: umum, wajib: true }',
    'Poli: { kelas: umum, wajib: true, juga: [Nomor] }',
    '"Nomor" sudah menunjuk kolom "Nomor"',
  ],
  [
    'a pattern RE2 has not',
    'jenis: tetap, nilai: ambil',
    'jenis: pola, kolom: Poli, urutan: [{ cocok: "(?=a)", jadi: ambil }]',
    '"(?=a)" bukan pola yang sah',
  ],
  [
    'a zone that is none',
    'kolom: Ambil }',
    'kolom: Ambil, zona: Jakarta }',
    'isi.time.zona "Jakarta" bukan zona waktu',
  ],
];

describe('a wrong mapping is refused with its line', () => {
  test.each(refused)('%s', (_, part, instead, sentence) => {
    const wrong = text.replace(part, instead);
    expect(wrong).not.toBe(text);
    const said = sentences(wrong).join('\n');
    expect(said).toContain(sentence);
    // What is missing is shown where its part starts.
    const at = sentence.includes('tidak memuat') ? lineOf('isi:') : lineOf(part);
    expect(said).toContain(`pemetaan baris ${at}:`);
  });

  test('what cannot be one mapping', () => {
    for (const given of ['', 'halo', 42, null, [1], '{', 'id: &a [*a]']) {
      expect(validateMapping(given)).toHaveProperty('sentences');
    }
  });

  test('rows: a key that differs between them, a step of nothing, versions without a fingerprint', () => {
    const rows = (spec: string) => sentences(text.replace('kunci: [case_id]', spec)).join('\n');
    const own = 'baris:\n  - isi: { step: { jenis: tetap, nilai: selesai } }\n';
    expect(rows(`kunci: [case_id, step]\n${own}`)).toContain('"step" berbeda pada tiap baris');
    expect(rows(`kunci: [case_id]\n${own.replace('selesai', 'usai')}`)).toContain(
      'baris[0].isi.step tidak mengenal nilai "usai"',
    );
    const lapor = readFileSync(join(SYSTEMS_FOLDER, 'lapor-data-go-id.yaml'), 'utf8');
    expect(sentences(lapor.replace(/ +content_hash: .*\n/, '')).join('\n')).toContain(
      'baris[0].isi tidak memuat content_hash',
    );
  });
});

test('columns are found under every spelling', () => {
  const checked = validateMapping(text);
  if (!('mapping' in checked)) throw new Error('refused');
  const { mapping } = checked;
  expect(missingColumns(mapping, ['NOMOR', 'poli'])).toEqual([]);
  expect(missingColumns(mapping, ['No. Antrian', 'Ambil'])).toEqual(['Poli']);
  expect(placesOf(mapping, 'Nomor', ['Poli', 'no antrian', 'Nomor'])).toEqual([2]);
  expect(placesOf(mapping, 'Nomor', ['Poli', 'no_antrian'])).toEqual([1]);
  expect(layoutOf(mapping).columns).toContain('No. Antrian');
});

test('a city has its own mappings; a shipped one of the same id is not replaced', () => {
  const own = parse(text);
  expect(findMapping('antrian-uji', { pemetaan: [own] })?.name).toBe('Antrian uji');
  expect(findMapping('skm-csv', { pemetaan: [{ ...own, id: 'skm-csv' }] })).toBe(mappings['skm-csv']);
  expect(findMapping('constructor', { pemetaan: [] })).toBeUndefined();
  expect(() => findMapping('antrian-uji', { pemetaan: [{ id: 'antrian-uji' }] })).toThrow(
    /pemetaan baris \d+: nama wajib ada/,
  );
});
