import { readRejectTexts } from '../../ingest/runs/read-rejects';
import type { Answers } from '../queue/queues';

/** Answers what some rejected records held, masked. */
export async function readRejects(asked: {
  sourceId: string;
  places: { runId: string; fileNo: number; line: number }[];
}): Promise<Answers['read-rejects']> {
  return readRejectTexts(asked.sourceId, asked.places);
}
