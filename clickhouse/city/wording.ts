import type { z } from 'zod';

/** Small pieces of the sentences that tell an operator what to write instead. */

/** A value as it stands in the file, short enough for one line. */
export function quoted(value: unknown): string {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const line = (shown ?? '').replace(/\s+/g, ' ');
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`;
}

/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** The candidate that was probably meant: few edits away, or containing the word. */
export function suggestion(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [nearest] = candidates
    .map((candidate) => {
      const edits = distance(lower, candidate.toLowerCase());
      const inside = lower.length >= 4 && candidate.toLowerCase().includes(lower);
      return { candidate, edits: inside ? Math.min(edits, 1.5) : edits, limit: Math.max(2, candidate.length * 0.4) };
    })
    .filter(({ edits, limit }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return nearest?.candidate;
}

/** "Tulis salah satu dari: ..." with the probable one named; long lists show the nearest ones only. */
export function writeOneOf(word: string, candidates: readonly string[]): string {
  const near = suggestion(word, candidates);
  const listed = [...candidates]
    .map((candidate, i) => ({ candidate, i, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => (candidates.length > 14 ? a.edits - b.edits : 0) || a.i - b.i)
    .slice(0, 14)
    .map(({ candidate }) => candidate);
  if (near && !listed.includes(near)) listed.unshift(near);
  const more = candidates.length > listed.length ? ', ...' : '';
  return `Tulis salah satu dari: ${listed.join(', ')}${more}${near ? ` (mungkin maksud Anda: ${near})` : ''}`;
}

const TYPE_WORDS: Record<string, string> = {
  string: 'teks',
  number: 'angka tanpa tanda kutip',
  int: 'bilangan bulat tanpa titik dan koma',
  boolean: 'true atau false',
  array: 'daftar (tiap isi pada baris sendiri, berawalan "- ")',
  object: 'bagian berisi kunci: nilai (menjorok dua spasi)',
  record: 'bagian berisi kunci: nilai (menjorok dua spasi)',
};

/** Words for what the schema itself says nothing about. */
export const indonesianIssues: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = TYPE_WORDS[issue.expected] ?? issue.expected;
      if (issue.input === undefined) return `wajib ada tetapi belum ditulis. Isi dengan ${wanted}.`;
      if (issue.input === null) return `kosong. Isi dengan ${wanted}.`;
      if (issue.expected === 'string' && typeof issue.input !== 'object')
        return `harus berupa teks. Tulis dengan tanda kutip: "${issue.input}"`;
      if (issue.expected === 'int')
        return `harus bilangan bulat, tertulis ${quoted(issue.input)}. Tulis misalnya: 1957349`;
      return `harus berupa ${wanted}, tertulis ${quoted(issue.input)}. Perbaiki isinya.`;
    }
    case 'invalid_value':
      if (issue.input === undefined)
        return `wajib ada tetapi belum ditulis. Tulis salah satu dari: ${issue.values.map(String).join(', ')}`;
      return `${quoted(issue.input ?? '')} bukan pilihan. ${writeOneOf(String(issue.input ?? ''), issue.values.map(String))}`;
    case 'too_small':
      if (issue.origin === 'array') return `kosong. Tulis paling sedikit ${issue.minimum} isi.`;
      return `bernilai ${quoted(issue.input)}, terlalu kecil. Tulis angka ${issue.inclusive ? 'paling kecil' : 'lebih besar dari'} ${issue.minimum}.`;
    case 'too_big':
      return `bernilai ${quoted(issue.input)}, terlalu besar. Tulis angka ${issue.inclusive ? 'paling besar' : 'lebih kecil dari'} ${issue.maximum}.`;
    case 'invalid_key':
      return issue.issues[0]?.message;
    default:
      return 'tidak sesuai bentuk yang diharapkan. Bandingkan dengan profil contoh.';
  }
};
