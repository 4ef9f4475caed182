import { localStamp } from '../metrics/status';
import { everyWords, type Heard } from './freshness';

/** What is said of a source that does not speak as often as it should: by the morning's findings and by its alarm alike. */
export function silenceWords(
  { name, heardAt, expectedEveryMinutes }: { name: string } & Pick<Heard, 'heardAt' | 'expectedEveryMinutes'>,
  timezone: string,
): { textId: string; textEn: string } {
  if (!heardAt) return { textId: `${name}: belum pernah mengirim data.`, textEn: `${name}: no data ever came.` };
  const every = expectedEveryMinutes === null ? null : everyWords(expectedEveryMinutes);
  return {
    textId: `${name}: tidak ada data sejak ${localStamp(heardAt, timezone)}${every ? `; seharusnya ${every.id}` : ''}.`,
    textEn: `${name}: no data since ${localStamp(heardAt, timezone, 'en-GB')}${every ? `; expected ${every.en}` : ''}.`,
  };
}
