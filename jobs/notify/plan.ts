import { standingAlarms } from '../../clickhouse/alarms';
import { type MessageKind, messageStates, recentTransitions } from '../../clickhouse/alarms/messages';
import { currentCity } from '../../clickhouse/city/apply';
import type { CityProfile } from '../../clickhouse/city/schema';
import { localDate, localMidnight } from '../../clickhouse/local-time';

/** One message to one recipient. */
export interface PlannedMessage {
  messageId: string;
  kind: MessageKind;
  /** '' of a digest. */
  alarmId: string;
  recipient: string;
}

/** What happened longer ago is told no more: after a long stop nobody needs yesterday's alarms one by one. */
const TELL_WITHIN_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

type Recipient = CityProfile['alarm']['penerima'][number];

const wants = ({ tingkat, skpd }: Recipient, alarm: { severity: Recipient['tingkat'][number]; skpd: string | null }) =>
  tingkat.includes(alarm.severity) && (skpd === null || skpd === alarm.skpd);

/**
 * The messages that are still to be sent at a moment. Alarms of low severity wait for the digest; muted ones tell nobody. Planning
 * again plans nothing twice: a message is named by its alarm, what happened and its recipient.
 */
export async function planMessages(at: Date): Promise<PlannedMessage[]> {
  const { profile } = await currentCity();
  const { penerima } = profile.alarm;
  if (penerima.length === 0) return [];
  const [transitions, standing] = await Promise.all([
    recentTransitions(new Date(at.getTime() - TELL_WITHIN_MS)),
    standingAlarms({ at }),
  ]);
  const muted = new Set(standing.filter(({ mutedUntil }) => mutedUntil !== null).map(({ id }) => id));
  const single = transitions
    .filter(({ severity, alarmId }) => severity !== 'rendah' && !muted.has(alarmId))
    .flatMap((alarm) =>
      penerima
        .filter((recipient) => wants(recipient, alarm))
        .map(
          ({ nama }): PlannedMessage => ({
            messageId: `${alarm.alarmId} ${alarm.kind} ${nama}`,
            kind: alarm.kind,
            alarmId: alarm.alarmId,
            recipient: nama,
          }),
        ),
    );
  const wanted = [...single, ...digests(profile, standing, at)];
  const states = await messageStates(wanted.map(({ messageId }) => messageId));
  return wanted.filter(({ messageId }) => (states.get(messageId)?.state ?? 'niat') === 'niat');
}

/** The moment of the day at which the digest is due. */
const digestMoment = ({ zona_waktu, alarm }: CityProfile, at: Date): { day: string; due: Date } => {
  const { year, month, day, iso } = localDate(at, zona_waktu);
  return {
    day: iso,
    due: new Date(localMidnight(year, month, day, zona_waktu).getTime() + alarm.jam_ringkasan * HOUR_MS),
  };
};

/** Alarms of low severity that the digest of a moment tells a recipient. */
export async function digestFor(recipient: Recipient, profile: CityProfile, at: Date) {
  const { due } = digestMoment(profile, at);
  return (await standingAlarms({ at })).filter((alarm) => isInDigest(recipient, alarm, due));
}

const isInDigest = (
  recipient: Recipient,
  alarm: Awaited<ReturnType<typeof standingAlarms>>[number],
  due: Date,
): boolean =>
  alarm.severity === 'rendah' && alarm.mutedUntil === null && alarm.startedAt <= due && wants(recipient, alarm);

function digests(
  profile: CityProfile,
  standing: Awaited<ReturnType<typeof standingAlarms>>,
  at: Date,
): PlannedMessage[] {
  const { day, due } = digestMoment(profile, at);
  if (at < due) return [];
  return profile.alarm.penerima
    .filter((recipient) => standing.some((alarm) => isInDigest(recipient, alarm, due)))
    .map(({ nama }) => ({ messageId: `ringkasan ${day} ${nama}`, kind: 'ringkasan', alarmId: '', recipient: nama }));
}
