import { currentCity } from '../city/apply';
import { type AlarmEvent, type Remembered, readRemembered, watchKey, writeEvents, writeWatch } from './events';
import { lookAtSources } from './look-at-sources';
import type { Sighting } from './rule';
import { SOURCE_RULES } from './standing';
import { step, UNWATCHED } from './step';

/** What one watch changed: ids of alarms. */
export interface WatchResult {
  raised: string[];
  ended: string[];
}

/**
 * Looks at everything that the rules in force watch, raises and ends alarms. An alarm that stands is not raised twice, not by two
 * workers at once either. With `raiseSilence` false no new silence is told: after a stop of the product its sources first get
 * time to speak.
 */
export async function watchAlarms(at: Date, { raiseSilence = true } = {}): Promise<WatchResult> {
  const { profile } = await currentCity();
  const [remembered, seen] = await Promise.all([readRemembered(), lookAtSources(at, profile.zona_waktu)]);
  const standing = (key: string) => remembered.get(key)?.standing ?? false;
  const sightings = seen.filter(
    (s) => raiseSilence || s.rule !== SOURCE_RULES.silent || s.look !== 'beyond' || standing(watchKey(s)),
  );
  const looks = sightings.map((sighting) => {
    const before = remembered.get(watchKey(sighting)) ?? { ...UNWATCHED, textId: '', lookedAt: null };
    return { sighting, before, after: step(before, sighting.look, sighting.hold, at) };
  });
  const changed = looks.filter(({ before, after, sighting }) => {
    const told = before.standing || after.standing;
    return (
      after.change ||
      after.streak !== before.streak ||
      (told && before.textId !== sighting.textId) ||
      after.unknownSince?.getTime() !== before.unknownSince?.getTime()
    );
  });
  const unseen = [...remembered.values()].filter(
    (key) => key.standing && !sightings.some((s) => watchKey(s) === watchKey(key)),
  );
  const events = [
    ...changed.flatMap(({ sighting, after }) => eventsOf(sighting, after, at)),
    ...unseen.map((key) => gone(key, at)),
  ];
  await writeEvents(events);
  await writeWatch(
    changed.map(({ sighting, after }) => ({ sighting, streak: after.streak, unknownSince: after.unknownSince })),
    at,
  );
  const idsOf = (kind: AlarmEvent['kind']) =>
    events
      .filter((e) => e.kind === kind)
      .map(({ alarm: { rule, subject, generation } }) => `${rule}:${subject}:${generation}`);
  return { raised: idsOf('naik'), ended: idsOf('selesai') };
}

function eventsOf(
  sighting: Sighting,
  { change, generation }: { change: 'naik' | 'selesai' | null; generation: number },
  at: Date,
) {
  if (!change) return [];
  const { rule, subject } = sighting;
  return [{ alarm: { rule, subject, generation }, kind: change, at, sighting }];
}

/** An alarm of what is watched no longer: its source paused, its rule or subject taken from the profile. */
const gone = ({ rule, subject, generation }: Remembered, at: Date): AlarmEvent => ({
  alarm: { rule, subject, generation },
  kind: 'selesai',
  at,
  note: 'tidak dijaga lagi',
});
