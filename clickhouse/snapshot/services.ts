import { localDate, localMidnight } from '../local-time';
import { type MetricReading, readMetrics } from '../metrics';
import { type DueAhead, dueAhead } from '../metrics/families/layanan/due-soon';
import { kioskStates } from '../metrics/families/layanan/ekios-aktif';
import { type QueueNow, queuesNow } from '../metrics/families/layanan/queues-now';

/** What the scene of today's services tells. Today is the local day up to this minute, against the same weekday a week ago. */
export interface ServicesPart {
  /** Median wait of today's numbers. */
  wait: MetricReading;
  /** Numbers drawn today. */
  tickets: MetricReading;
  /** Applications that came in today. */
  applications: MetricReading;
  queues: QueueNow[];
  due: DueAhead;
  /** Kiosks that are not heard of, the longest silent first. */
  silentKiosks: Awaited<ReturnType<typeof kioskStates>>;
}

const WEEK_MS = 7 * 86_400_000;

export async function readServices(now: Date, timezone: string): Promise<ServicesPart> {
  const { year, month, day } = localDate(now, timezone);
  const from = localMidnight(year, month, day, timezone);
  const weekAgo = (at: Date) => new Date(at.getTime() - WEEK_MS);
  const today = { from, to: now, previous: { from: weekAgo(from), to: weekAgo(now) }, timezone, now };
  const [{ tunggu_loket, nomor_antrean, permohonan_masuk }, queues, due, kiosks] = await Promise.all([
    readMetrics(['tunggu_loket', 'nomor_antrean', 'permohonan_masuk'], today),
    queuesNow(today),
    dueAhead(now, timezone),
    kioskStates(today),
  ]);
  return {
    wait: tunggu_loket,
    tickets: nomor_antrean,
    applications: permohonan_masuk,
    queues,
    due,
    silentKiosks: kiosks.filter(({ isSilent }) => isSilent),
  };
}
