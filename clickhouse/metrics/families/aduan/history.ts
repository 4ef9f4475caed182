import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { time } from '../../sql/types';

/** Everything that was seen of one complaint, in the order it was seen. */
const versions = defineQuery({
  name: 'complaint_history',
  sql: `SELECT time AS received_at, observed_at, status, status_given, closed_by, skpd, skpd_given, wilayah, category, classification,
      channel, title, reason, secret
    FROM complaints WHERE source_id = {source:String} AND tracking_id = {number:String}
    ORDER BY observed_at, record_row LIMIT 500`,
  params: z.object({ source: z.string(), number: z.string() }),
  row: z.object({
    received_at: time,
    observed_at: time,
    status: z.string(),
    status_given: z.string(),
    closed_by: z.string(),
    skpd: z.string(),
    skpd_given: z.string(),
    wilayah: z.string(),
    category: z.string(),
    classification: z.string(),
    channel: z.string(),
    title: z.string(),
    reason: z.string(),
    secret: z.boolean(),
  }),
});

export type ComplaintVersion = Omit<Awaited<ReturnType<typeof versions>>[number], 'secret'>;

/** `null`: no such complaint. `rahasia`: one whose reporter asked for secrecy in any of its versions; nothing of it is told. */
export async function complaintHistory(source: string, number: string): Promise<ComplaintVersion[] | 'rahasia' | null> {
  const found = await versions({ source, number });
  if (found.length === 0) return null;
  if (found.some((version) => version.secret)) return 'rahasia';
  return found.map(({ secret: _secret, ...version }) => version);
}
