import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { secrets } from '../data-folder/secrets';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';

const secretKey = () => createHmac('sha256', Buffer.from(secrets().rejectKey, 'hex')).update('rahasia sumber').digest();

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
  if (!row?.text) return undefined;
  const sealed = Buffer.from(row.text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', secretKey(), Buffer.from(row.iv, 'base64'));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
}

/** Keeps a new password or token for a source; '' removes it. */
export async function keepSecret(sourceId: string, secret: string, changedBy: string): Promise<void> {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretKey(), iv);
  const sealed = secret
    ? Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
    : Buffer.alloc(0);
  await warehouse().command({
    query: `INSERT INTO ${DATABASE}.source_secrets (source_id, version, iv, text_encrypted, changed_by)
      SELECT {source:String}, {version:UInt64}, base64Decode({iv:String}), base64Decode({text:String}), {by:String}`,
    query_params: {
      source: sourceId,
      version: Date.now(),
      iv: iv.toString('base64'),
      text: sealed.toString('base64'),
      by: changedBy,
    },
  });
}
