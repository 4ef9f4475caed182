import { randomUUID } from 'node:crypto';
import { writeAudit } from '../accounts/audit';
import { PlainError } from '../plain-error';
import { type EventKind, writeEvents } from './events';
import { type Alarm, findAlarm } from './standing';

/** Who acts, as the audit log keeps it. */
export interface Actor {
  userId: string;
  role: string;
}

/** A mute longer than this is forgotten by those who set it. */
const LONGEST_MUTE_DAYS = 30;
const DAY_MS = 86_400_000;

const ACTIONS = { baca: 'alarm-dibaca', bisu: 'alarm-dibisukan', bunyi: 'alarm-dibunyikan' } as const;

/** The line of the audit log goes first: nothing is done that nobody is named for. */
async function act(
  alarm: Alarm,
  kind: Extract<EventKind, keyof typeof ACTIONS>,
  { at, by, note = '', until }: { at: Date; by: Actor; note?: string; until?: Date },
): Promise<void> {
  const { rule, subject, generation } = alarm;
  await writeAudit({
    actor: by.userId,
    role: by.role,
    action: ACTIONS[kind],
    subject: alarm.id,
    detail: until ? until.toISOString() : '',
  });
  await writeEvents([
    {
      alarm: { rule, subject, generation },
      kind,
      eventKey: randomUUID(),
      at,
      actor: by.userId,
      note,
      ...(until ? { until } : {}),
    },
  ]);
}

async function standingOf(id: string, at: Date): Promise<Alarm> {
  const alarm = await findAlarm(id, at);
  if (!alarm) throw new PlainError('Alarm ini tidak ada.');
  if (alarm.endedAt) throw new PlainError('Alarm ini sudah selesai.');
  return alarm;
}

/** Says that somebody has read an alarm and looks after it; the note must be masked already. */
export async function acknowledgeAlarm(id: string, how: { at: Date; by: Actor; note?: string }): Promise<void> {
  await act(await standingOf(id, how.at), 'baca', how);
}

/** Silences an alarm until a moment: it stands on, and tells nobody. The mute ends by itself. */
export async function muteAlarm(id: string, how: { at: Date; by: Actor; until: Date; note?: string }): Promise<void> {
  const alarm = await standingOf(id, how.at);
  const days = (how.until.getTime() - how.at.getTime()) / DAY_MS;
  if (days <= 0) throw new PlainError('Waktu bisu harus berakhir nanti, bukan pada waktu yang sudah lewat.');
  if (days > LONGEST_MUTE_DAYS) throw new PlainError(`Alarm dapat dibisukan paling lama ${LONGEST_MUTE_DAYS} hari.`);
  await act(alarm, 'bisu', how);
}

/** Ends a mute before its time. */
export async function unmuteAlarm(id: string, how: { at: Date; by: Actor }): Promise<void> {
  await act(await standingOf(id, how.at), 'bunyi', how);
}
