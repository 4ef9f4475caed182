import { z } from 'zod';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { opened, type Sealed, sealed } from './sealed';

const PURPOSE = 'rahasia sumber';

const newest = defineQuery({
  name: 'source-secret',
  sql: `SELECT base64Encode(iv) AS iv, base64Encode(text_encrypted) AS text FROM ruang_kendali.source_secrets FINAL
    WHERE source_id = {source:String}`,
  params: z.object({ source: z.string() }),
  row: z.object({ iv: z.string(), text: z.string() }),
});

/** The password or token of a source; undefined when none was given. */
export async function secretOf(sourceId: string): Promise<string | undefined> {
  const row = (await newest({ source: sourceId }))[0];
  return row?.text ? opened(PURPOSE, row).toString('utf8') : undefined;
}

/** Keeps a new password or token for a source; '' removes it. */
export async function keepSecret(sourceId: string, secret: string, changedBy: string): Promise<void> {
  const nothing: Sealed = { iv: Buffer.alloc(12).toString('base64'), text: '' };
  await warehouse().command({
    query: `INSERT INTO ${DATABASE}.source_secrets (source_id, version, iv, text_encrypted, changed_by)
      SELECT {source:String}, {version:UInt64}, base64Decode({iv:String}), base64Decode({text:String}), {by:String}`,
    query_params: {
      source: sourceId,
      version: Date.now(),
      by: changedBy,
      ...(secret ? sealed(PURPOSE, secret) : nothing),
    },
  });
}
