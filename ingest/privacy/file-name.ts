import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { maskedSql, maskParams } from './mask';

const maskedName = defineQuery({
  name: 'masked-file-name',
  // Words are told apart by spaces; a name with nothing personal in it stays as it is written.
  sql: String.raw`WITH replaceRegexpAll(replaceRegexpAll({name:String}, '([A-Za-z])_', '\\1 '), '_([A-Za-z])', ' \\1') AS spaced,
      ${maskedSql('spaced')} AS masked
    SELECT if(masked = spaced, {name:String}, masked) AS shown`,
  params: z.record(z.string(), z.string()),
  row: z.object({ shown: z.string() }),
});

/** The name of a file as it may be stored and shown: people name exports after the person they are about. */
export async function shownFileName(path: string): Promise<string> {
  const name = path.split('/').at(-1) ?? path;
  return (await maskedName({ ...maskParams(), name }))[0]!.shown;
}

/** A sentence that names files, with their names as they may be stored, and without their folders: readers of a page have no use for them. */
export async function withShownNames(sentence: string, paths: string[]): Promise<string> {
  let shown = sentence;
  for (const path of paths) {
    const name = path.split('/').at(-1) ?? path;
    if (shown.includes(name)) shown = shown.replaceAll(path, name).replaceAll(name, await shownFileName(path));
  }
  return shown;
}
