import { z } from 'zod';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';

const switches = defineQuery({
  name: 'source-switches',
  sql: `SELECT source_id FROM ruang_kendali.source_switches FINAL
    WHERE paused AND ({source:String} = '' OR source_id = {source:String})`,
  params: z.object({ source: z.string().default('') }),
  row: z.object({ source_id: z.string() }),
});

/** Sources whose schedule somebody has stopped for now. */
export async function pausedSources(): Promise<Set<string>> {
  return new Set((await switches({})).map((row) => row.source_id));
}

export async function isPaused(sourceId: string): Promise<boolean> {
  return (await switches({ source: sourceId })).length > 0;
}

/** Stops or starts the schedule of a source; a run that is under way ends as it would. */
export async function setPaused(sourceId: string, paused: boolean, changedBy: string): Promise<void> {
  await warehouse().insert({
    table: `${DATABASE}.source_switches`,
    values: [{ source_id: sourceId, version: Date.now(), paused, changed_by: changedBy }],
    format: 'JSONEachRow',
  });
}
