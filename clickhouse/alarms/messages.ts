import { z } from 'zod';
import { time } from '../metrics/sql/types';
import { DATABASE, warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { SEVERITIES } from './rule';

/** What may be told of an alarm: that it was raised, that it ended; and once a day those of low severity together. */
export type MessageKind = 'naik' | 'selesai' | 'ringkasan';

/** niat about to be sent, terkirim sent, gagal given up. */
export type MessageState = 'niat' | 'terkirim' | 'gagal';

export interface MessageRecord {
  messageId: string;
  /** '' of a digest. */
  alarmId: string;
  kind: MessageKind;
  /** Its name in the profile. */
  recipient: string;
  state: MessageState;
  tries: number;
  at: Date;
  detail: string;
}

/** Writes down what became of a message. */
export async function recordMessage(record: MessageRecord): Promise<void> {
  const { messageId, alarmId, at, ...rest } = record;
  await warehouse().insert({
    table: `${DATABASE}.alarm_messages`,
    format: 'JSONEachRow',
    values: [{ message_id: messageId, alarm_id: alarmId, at: at.toISOString(), version: Date.now(), ...rest }],
  });
}

const found = defineQuery({
  name: 'alarm-messages',
  sql: `SELECT message_id AS messageId, state, tries FROM ruang_kendali.alarm_messages FINAL
    WHERE has({ids:Array(String)}, message_id)`,
  params: z.object({ ids: z.array(z.string()) }),
  row: z.object({ messageId: z.string(), state: z.enum(['niat', 'terkirim', 'gagal']), tries: z.number() }),
});

/** What became of some messages, by their id; those that nobody wrote of are left out. */
export async function messageStates(
  ids: readonly string[],
): Promise<Map<string, { state: MessageState; tries: number }>> {
  if (ids.length === 0) return new Map();
  return new Map((await found({ ids: [...ids] })).map((row) => [row.messageId, row]));
}

const transitions = defineQuery({
  name: 'alarm-transitions',
  sql: `SELECT e.alarm_id AS alarmId, e.kind AS kind, min(e.at) AS at, argMin(r.severity, e.at) AS severity, argMin(r.skpd, e.at) AS skpd
    FROM ruang_kendali.alarm_events AS e
    INNER JOIN (
      SELECT alarm_id, argMin(severity, at) AS severity, argMin(skpd, at) AS skpd
      FROM ruang_kendali.alarm_events WHERE kind = 'naik' GROUP BY alarm_id
    ) AS r ON r.alarm_id = e.alarm_id
    WHERE e.kind IN ('naik', 'selesai') AND e.at >= {since:DateTime64(3, 'UTC')}
    GROUP BY alarmId, kind ORDER BY at, alarmId, kind`,
  params: z.object({ since: z.date() }),
  row: z.object({
    alarmId: z.string(),
    kind: z.enum(['naik', 'selesai']),
    at: time,
    severity: z.enum(SEVERITIES),
    skpd: z.string(),
  }),
});

/** Alarms raised and ended since a moment, the oldest first. */
export const recentTransitions = (since: Date) => transitions({ since });
