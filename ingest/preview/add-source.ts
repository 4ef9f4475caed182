import { writeAudit } from '../../clickhouse/accounts/audit';
import { changeCityProfile, currentCity } from '../../clickhouse/city/apply';
import { type Entry, withSource } from '../../clickhouse/city/edit';
import { PlainError } from '../../clickhouse/plain-error';
import { keepSecret } from '../../clickhouse/sources/secrets';
import { mappings, validateMapping } from '../mappings';
import { ACCESS_LOG } from '../runs/sources';

export interface NewSource {
  /** The source as the profile writes it. */
  source: Entry;
  /** A mapping of the source's own, as a mapping file writes it. */
  mapping?: Entry;
  /** Its password or token. */
  secret?: string;
  /** Replace a source of the same id instead of refusing it. */
  replace?: boolean;
}

/**
 * Puts a source into the profile of the city, as a new version of it. Throws a PlainError with everything that is wrong; then
 * nothing has changed.
 */
export async function addSource(
  { source, mapping, secret, replace = false }: NewSource,
  by: { actor: string; role: string },
): Promise<{ version: number }> {
  const { profile } = await currentCity();
  if (!replace && profile.sumber.some((s) => s.id === source.id))
    throw new PlainError(`Sumber dengan id "${source.id}" sudah ada. Pilih id lain.`);
  if (mapping) {
    if (Object.hasOwn(mappings, mapping.id)) throw new PlainError(`Pemetaan "${mapping.id}" sudah ada. Pilih id lain.`);
    const checked = validateMapping(mapping);
    if ('sentences' in checked) throw new PlainError(checked.sentences.join('\n'));
  }
  const known = [ACCESS_LOG, ...Object.keys(mappings), ...profile.pemetaan.map((m) => m.id), mapping?.id];
  if (!known.includes(String(source.pemetaan)))
    throw new PlainError(`Pemetaan "${source.pemetaan}" tidak dikenal. Pilih salah satu yang ada.`);
  const { version } = await changeCityProfile((yaml) => withSource(yaml, source, mapping), { by: by.actor });
  if (secret !== undefined) await keepSecret(source.id, secret, by.actor);
  await writeAudit({ ...by, action: 'sumber-ditambah', subject: source.id, detail: `profil versi ${version}` });
  return { version };
}
