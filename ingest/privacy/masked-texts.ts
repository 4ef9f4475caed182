import { z } from 'zod';
import { defineQuery } from '../../clickhouse/warehouse/define-query';
import { maskedSql, maskParams } from './mask';

const masked = defineQuery({
  name: 'masked-texts',
  sql: `SELECT ${maskedSql('text')} AS masked FROM (SELECT {text:String} AS text)`,
  params: z.record(z.string(), z.string()),
  row: z.object({ masked: z.string() }),
});

/** Free texts that did not come from a source, with their personal data masked, in the order given. */
export async function maskedTexts(texts: string[]): Promise<string[]> {
  const rows = await Promise.all(texts.map((text) => masked({ ...maskParams(), text })));
  return rows.map(([row]) => row!.masked);
}
