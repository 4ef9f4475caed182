import { opened, type Sealed } from '../../clickhouse/sources/sealed';
import { maskedTexts } from '../../ingest/privacy/masked-texts';
import { type Answers, SECRET_ON_ITS_WAY } from '../queue/queues';

/** Answers texts that people typed into a form as they may be stored. */
export async function maskTexts(asked: { texts: Sealed[] }): Promise<Answers['mask-texts']> {
  return maskedTexts(asked.texts.map((text) => opened(SECRET_ON_ITS_WAY, text).toString('utf8')));
}
