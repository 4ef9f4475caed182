import { isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { PlainError } from '../plain-error';

/** A source or a mapping as the profile writes it: keys in Indonesian, nothing that has its default. */
export type Entry = { id: string } & Record<string, unknown>;

/**
 * Puts a source (and a mapping of the city's own) into the text of a profile, or replaces the one of the same id. Everything
 * else stays as its authors wrote it, comments included. The result is checked when it is applied.
 */
export function withSource(yaml: string, source: Entry, mapping?: Entry): string {
  const doc = parseDocument(yaml);
  put('sumber', source);
  if (mapping) put('pemetaan', mapping);
  return doc.toString({ lineWidth: 0 });

  function put(list: string, entry: Entry): void {
    if (!doc.has(list) || !doc.get(list)) doc.set(list, doc.createNode([]));
    const items = doc.get(list);
    if (!isSeq(items))
      throw new PlainError(`Bagian "${list}" pada profil kota bukan daftar. Perbaiki profilnya dahulu.`);
    (items as YAMLSeq).flow = false;
    const at = (items.toJSON() as { id?: string }[]).findIndex((item) => item?.id === entry.id);
    const node = doc.createNode(entry);
    if (at < 0) items.add(node);
    else items.set(at, node);
  }
}
