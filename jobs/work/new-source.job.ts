import { basename } from 'node:path';
import { stringify } from 'yaml';
import { currentCity } from '../../clickhouse/city/apply';
import { type Entry, withSource } from '../../clickhouse/city/edit';
import { parseCityProfile } from '../../clickhouse/city/load';
import type { CityProfile, CitySource } from '../../clickhouse/city/schema';
import { uploadedFile } from '../../clickhouse/data-folder/spool';
import { requestUploadRun } from '../../clickhouse/ledger/runs';
import { PlainError } from '../../clickhouse/plain-error';
import type { MappingChoices } from '../../clickhouse/sources/preview';
import { opened, type Sealed } from '../../clickhouse/sources/sealed';
import { validateMapping } from '../../ingest/mappings';
import { addSource } from '../../ingest/preview/add-source';
import { mappingFromChoices } from '../../ingest/preview/mapping-from-choices';
import { type Draft, previewFile } from '../../ingest/preview/preview';
import { withSample } from '../../ingest/preview/sample';
import { type Answers, enqueueRun, SECRET_ON_ITS_WAY } from '../queue/queues';

interface Asked extends Omit<Draft, 'mapping'> {
  upload?: string;
  source?: Entry;
  secret?: Sealed;
  choices?: { id: string };
}

const openedSecret = (secret: Sealed | undefined) => secret && opened(SECRET_ON_ITS_WAY, secret).toString('utf8');

/** Shows what a new source would become; nothing is stored. */
export async function previewSource(asked: Asked): Promise<Answers['preview-source']> {
  const { profile } = await currentCity();
  const { upload, source, secret, choices, ...draft } = asked;
  const mapping = choices ? chosenMapping(choices as MappingChoices) : undefined;
  const look = async (path: string, { note, rows = '' }: { note: string; rows?: string | undefined }) => {
    try {
      const preview = await previewFile(path, { ...draft, mapping, ...(rows ? { baris: rows } : {}) }, profile);
      return { preview, note, rows };
    } catch (error) {
      // Where the sample lies on the server says nothing to whoever gave it.
      if (!(error instanceof PlainError)) throw error;
      throw new PlainError(error.message.replaceAll(path, basename(path).replace(/^\d{4}-/, '')));
    }
  };
  if (upload) return look(await uploadedFile(upload), { note: '' });
  if (!source) throw new PlainError('Tidak ada contoh untuk dilihat. Berikan berkas atau alamat sumbernya.');
  return withSample(sourceIn(source, profile), profile, openedSecret(secret), look);
}

function chosenMapping(choices: MappingChoices) {
  const checked = validateMapping(mappingFromChoices(choices));
  if ('sentences' in checked) throw new PlainError(checked.sentences.join('\n'));
  return checked.mapping;
}

/** The source as the schema of the profile reads it, with every default, or what is wrong with it. */
function sourceIn(entry: Entry, profile: CityProfile): CitySource {
  const { sumber: _, pemetaan: __, ...rest } = profile;
  const trial = parseCityProfile(withSource(stringify({ ...rest, sumber: [], pemetaan: [] }), entry), 'sumber baru');
  return trial.profile.sumber[0]!;
}

/** Puts a source into the profile and registers the run of the file that was uploaded for it. */
export async function addSourceJob(asked: {
  source: Entry;
  choices?: { id: string };
  secret?: Sealed;
  upload?: string;
  by: { actor: string; role: string };
}): Promise<Answers['add-source']> {
  const mapping = asked.choices && mappingFromChoices(asked.choices as MappingChoices);
  const { version } = await addSource({ source: asked.source, mapping, secret: openedSecret(asked.secret) }, asked.by);
  if (!asked.upload) return { version, runId: '' };
  const run = await requestUploadRun(asked.source.id, asked.upload, await uploadedFile(asked.upload));
  await enqueueRun(run).catch(() => {}); // registered: the worker's next look around finds it
  return { version, runId: run.run_id };
}
