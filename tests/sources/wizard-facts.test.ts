import { expect, test } from 'vitest';
import { FACTS, isChoosable, sayFact } from '../../app/sources/wizard/facts';
import { FACT_FIELDS } from '../../ingest/mappings/fact-fields';

/** What a kind of the screen may fill, by the type of the fact. */
const TYPES: Record<string, string[]> = {
  waktu: ['waktu'],
  teks: ['teks'],
  nomor: ['teks'],
  sidik: ['sidik'],
  pilihan: ['teks'],
  ya_tidak: ['ya_tidak', 'ya_tidak_kosong'],
  angka: ['rupiah', 'angka', 'bulat', 'jawaban'],
  daftar: ['daftar'],
  wilayah: ['teks'],
  skpd: ['teks'],
};

test('what the screen offers is what the tables hold', () => {
  for (const [table, facts] of Object.entries(FACTS)) {
    expect(isChoosable(table)).toBe(true);
    for (const { name, kind, values } of facts) {
      const field = FACT_FIELDS[table as keyof typeof FACT_FIELDS][name];
      expect(field, `${table}.${name}`).toBeDefined();
      expect(TYPES[kind], `${table}.${name}`).toContain(field!.type);
      expect(values, `${table}.${name}`).toEqual(field!.values);
    }
  }
});

test('every fact that a mapping can fill has a name for readers', () => {
  for (const table of Object.values(FACT_FIELDS))
    for (const name of Object.keys(table)) {
      if (['status', 'features', 'proofs'].includes(name) || name.includes('_ms') || name.endsWith('_valid')) continue;
      if (['reachable', 'newest_content'].includes(name)) continue;
      expect(sayFact('id', name), name).not.toBe(name.replaceAll('_', ' '));
    }
});
