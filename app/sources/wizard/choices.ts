import type { ColumnClass, MappingChoices, PreviewColumn } from '../../../clickhouse/sources/preview';
import { type ChoosableTable, FACTS, type Fact, isAllowed, isChoosable, mayBeFixed, takesTwo } from './facts';

/** In a select of columns: a column, or one value for all records. */
export const FIXED = '=';
export const columnChoice = (name: string): string => `k:${name}`;
const chosenColumn = (value: string): string => (value.startsWith('k:') ? value.slice(2) : '');

const CLASSES: readonly string[] = ['umum', 'pengenal', 'pribadi', 'bebas'] satisfies ColumnClass[];

/** Reads the form of the mapping page. What it does not tell is taken from the columns as they were met. */
export function choicesFromForm(
  form: FormData,
  columns: readonly PreviewColumn[],
): Omit<MappingChoices, 'id' | 'nama'> & { tabel: ChoosableTable } {
  const text = (name: string) => String(form.get(name) ?? '');
  const known = (name: string) => columns.some((column) => column.name === name);
  const tabel = isChoosable(text('tabel')) ? (text('tabel') as ChoosableTable) : 'service_events';
  const isi: MappingChoices['isi'] = {};
  for (const fact of FACTS[tabel]) {
    const choice = choiceOf(fact);
    if (choice) isi[fact.name] = choice;
  }
  const [kunci, lintang, bujur] = ['kunci', 'lintang', 'bujur'].map((name) => chosenColumn(text(name)));
  return {
    tabel,
    kolom: columns.map(({ name, class: met }) => {
      const given = text(`kelas.${name}`);
      return { nama: name, kelas: CLASSES.includes(given) ? (given as ColumnClass) : met };
    }),
    isi,
    ...(kunci && known(kunci) ? { kunci } : {}),
    ...(lintang && bujur && known(lintang) && known(bujur) ? { lintang, bujur } : {}),
  };

  function choiceOf(fact: Fact): MappingChoices['isi'][string] | undefined {
    const value = text(`kolom.${fact.name}`);
    const tetap = text(`tetap.${fact.name}`).trim();
    if (value === FIXED) return mayBeFixed(fact) && tetap ? { tetap } : undefined;
    const first = chosenColumn(value);
    if (!known(first)) return undefined;
    const second = takesTwo(fact) ? chosenColumn(text(`kolom2.${fact.name}`)) : '';
    const kolom = known(second) && second !== first ? [first, second] : [first];
    const met = fact.kind === 'pilihan' ? (columns.find((column) => column.name === first)?.values ?? []) : [];
    const nilai = Object.fromEntries(met.map((given) => [given, text(`nilai.${fact.name}.${given}`)]));
    return {
      kolom,
      ...(met.length ? { nilai } : {}),
      ...(fact.kind === 'waktu' && text('bulan_dulu') ? { bulan_dulu: true } : {}),
    };
  }
}

export type ChoiceProblem = 'kosong' | 'pribadi' | 'bebas' | 'nilai' | 'lintang';

/** What is wrong with the choices, by field of the form; empty when a mapping can be made of them. */
export function problemsOfChoices(choices: Omit<MappingChoices, 'id' | 'nama'>): Record<string, ChoiceProblem> {
  const problems: Record<string, ChoiceProblem> = {};
  const classOf = new Map(choices.kolom.map(({ nama, kelas }) => [nama, kelas]));
  for (const fact of isChoosable(choices.tabel) ? FACTS[choices.tabel] : []) {
    const field = `kolom.${fact.name}`;
    const choice = choices.isi[fact.name];
    if (!choice) {
      if (fact.isNeeded) problems[field] = 'kosong';
      continue;
    }
    const wrong = choice.kolom?.map((name) => classOf.get(name) ?? 'umum').find((c) => !isAllowed(fact.kind, c));
    if (wrong) problems[field] = wrong === 'pribadi' ? 'pribadi' : 'bebas';
    else if (choice.nilai && Object.values(choice.nilai).every((to) => to === '')) problems[field] = 'nilai';
  }
  const key = choices.kunci && classOf.get(choices.kunci);
  if (key === 'pribadi' || key === 'bebas') problems.kunci = key;
  return problems;
}

const folded = (text: string) =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** What a stored value is often called. */
const called: Record<string, RegExp> = {
  diajukan: /\b(?:daftar|pendaftaran|permohonan|pengajuan|ajuan|baru|masuk|submitted)\b/,
  diverifikasi: /\b(?:verifikasi|validasi|cek|diperiksa)\b/,
  dikembalikan: /\b(?:kembali|perbaikan|revisi|returned)\b/,
  diproses: /\b(?:proses|dalam proses|berjalan|dikerjakan|progress)\b/,
  selesai: /\b(?:beres|tuntas|ditutup|tutup|closed|done|terbit|disetujui)\b/,
  diserahkan: /\b(?:serah|dikirim|penyerahan)\b/,
  ditolak: /\b(?:tolak|rejected)\b/,
  dibatalkan: /\b(?:batal|cancelled)\b/,
  kedaluwarsa: /\b(?:kadaluarsa|kadaluwarsa|expired)\b/,
  ambil: /\b(?:ambil nomor|antre|antri)\b/,
  panggil: /\b(?:dipanggil|panggilan)\b/,
  layani: /\b(?:dilayani|pelayanan)\b/,
  terlewat: /\b(?:lewat|tidak hadir|no show)\b/,
  diterima: /\b(?:baru|masuk|open|received)\b/,
  didisposisikan: /\b(?:disposisi)\b/,
  ditindaklanjuti: /\b(?:tindak lanjut)\b/,
  tertunda: /\b(?:tunda|pending)\b/,
  bukan_kewenangan: /\bbukan (?:ke)?wewenang/,
  diarsipkan: /\b(?:arsip|archived)\b/,
  daring: /\b(?:online|web|website|aplikasi|mobile|android|ios)\b/,
  loket: /\b(?:offline|tatap muka|datang|langsung|counter)\b/,
  telepon: /\b(?:telp|call|phone)\b/,
  surel: /\b(?:email|e mail)\b/,
  obrolan: /\b(?:chat|whatsapp|wa)\b/,
  media_sosial: /\b(?:facebook|instagram|twitter|tiktok)\b/,
  masuk: /\b(?:in|inbound|diterima)\b/,
  keluar: /\b(?:out|outbound|dikirim|balasan)\b/,
};

/** The stored value that a given one probably means; '' when nobody can tell. */
export function guessValue(given: string, values: readonly string[]): string {
  const name = folded(given);
  return (
    values.find((value) => folded(value) === name) ??
    values.find((value) => called[value]?.test(name)) ??
    values.find((value) => name.includes(folded(value))) ??
    ''
  );
}

/** Choices that the names of the columns suggest: something to start from. No column is taken twice but a status. */
export function guessChoices(tabel: ChoosableTable, columns: readonly PreviewColumn[]): MappingChoices['isi'] {
  const isi: MappingChoices['isi'] = {};
  const taken = new Set<string>();
  for (const fact of FACTS[tabel]) {
    const column = columns.find(
      ({ name, class: met }) =>
        fact.sign?.test(folded(name)) &&
        isAllowed(fact.kind, met) &&
        (!taken.has(name) || fact.name === 'status_given'),
    );
    if (!column) continue;
    taken.add(column.name);
    isi[fact.name] = {
      kolom: [column.name],
      ...(fact.values && column.values.length
        ? { nilai: Object.fromEntries(column.values.map((given) => [given, guessValue(given, fact.values!)])) }
        : {}),
    };
  }
  const clock = isi.time && columns.find(({ name }) => /^(?:jam|pukul|waktu)\b/.test(folded(name)) && !taken.has(name));
  if (isi.time && clock) isi.time.kolom!.push(clock.name);
  const village = columns.find(({ name }) => /\bkel(?:urahan)?\b/.test(folded(name)) && !taken.has(name));
  if (isi.wilayah && village) isi.wilayah.kolom!.push(village.name);
  return isi;
}

/** The table that the names of the columns suggest most. */
export function guessTable(columns: readonly PreviewColumn[]): ChoosableTable {
  const score = (table: ChoosableTable) => Object.keys(guessChoices(table, columns)).length / FACTS[table].length;
  return (Object.keys(FACTS) as ChoosableTable[]).reduce((best, next) => (score(next) > score(best) ? next : best));
}
