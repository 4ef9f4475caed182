import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { readYaml } from '../../clickhouse/city/read-yaml';
import type { CityProfile } from '../../clickhouse/city/schema';
import { PlainError } from '../../clickhouse/plain-error';
import { type Mapping, mappingOf } from './mapping';
import { MappingSchema } from './schema';

/** Where the shipped mappings stand, one file each; adding a file adds a mapping. */
export const SYSTEMS_FOLDER = fileURLToPath(new URL('systems', import.meta.url));

function readShipped(file: string): Mapping {
  const mapping = mappingOf(readYaml(readFileSync(join(SYSTEMS_FOLDER, file), 'utf8'), file, MappingSchema));
  if (`${mapping.id}.yaml` !== file)
    throw new PlainError(`${file}: id "${mapping.id}" tidak sama dengan nama berkasnya.`);
  return mapping;
}

/**
 * Every mapping shipped. A source names one of them, one of its profile's own, or `log-akses` for access logs. Each file is read
 * when it is first asked for: all of them together cost a command most of a second.
 */
export const mappings: Record<string, Mapping> = Object.defineProperties(
  {},
  Object.fromEntries(
    readdirSync(SYSTEMS_FOLDER)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => {
        let read: Mapping | undefined;
        const get = () => (read ??= readShipped(file));
        return [file.replace(/\.yaml$/, ''), { enumerable: true, get }];
      }),
  ),
);

/**
 * Checks a mapping that a person wrote or put together: the text of a file, or the same as an object. Sentences begin with the
 * line; an object's lines are those of the file it would make.
 */
export function validateMapping(given: unknown): { mapping: Mapping } | { sentences: string[] } {
  const text = typeof given === 'string' ? given : stringify(given ?? {});
  try {
    return { mapping: mappingOf(readYaml(text, 'pemetaan', MappingSchema)) };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { sentences: error.message.split('\n') };
  }
}

/** A shipped mapping or one of the profile's own; undefined when neither knows the id. Throws when the profile's own is wrong. */
export function findMapping(id: string, profile: Pick<CityProfile, 'pemetaan'>): Mapping | undefined {
  const shipped = Object.hasOwn(mappings, id) ? mappings[id] : undefined;
  if (shipped) return shipped;
  const own = profile.pemetaan.find((mapping) => mapping.id === id);
  if (!own) return undefined;
  const checked = validateMapping(own);
  if ('sentences' in checked) throw new PlainError(checked.sentences.join('\n'));
  return checked.mapping;
}
