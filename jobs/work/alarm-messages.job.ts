import { createHash } from 'node:crypto';
import type { Job } from 'bullmq';
import { now } from '../../clickhouse/clock';
import { type PlannedMessage, planMessages } from '../notify/plan';
import { sendMessage } from '../notify/send';
import { enqueue } from '../queue/queues';

/** Puts every message that is still to be sent on its queue; one that waits there already stays one. */
export async function planAlarmMessages(): Promise<void> {
  for (const message of await planMessages(now())) {
    const jobId = `kabar-${createHash('sha256').update(message.messageId).digest('hex').slice(0, 40)}`;
    await enqueue('send-alarm', message, jobId);
  }
}

/** Sends one message. */
export async function sendAlarm(message: PlannedMessage, job: Job): Promise<string> {
  return sendMessage(message, now(), job.attemptsMade + 1 >= (job.opts.attempts ?? 1));
}
