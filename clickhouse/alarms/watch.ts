import { currentCity } from '../city/apply';
import { type AlarmEvent, type Remembered, readRemembered, watchKey, writeEvents, writeWatch } from './events';
import { type City, lookAtBursts, lookAtSeason, lookAtThreshold } from './look-at-metrics';
import { lookAtPromises } from './look-at-promises';
import { lookAtSources } from './look-at-sources';
import { type RuleInForce, rulesOf } from './profile';
import { alarmId, type Sighting } from './rule';
import { isOfSource, SOURCE_RULES } from './standing';
import { step, UNWATCHED } from './step';

/** What one watch changed: ids of alarms. */
export interface WatchResult {
  raised: string[];
  ended: string[];
  /** Rules that could not be looked after just now; their alarms stand as they were. */
  failed: string[];
}

interface WatchOptions {
  /** False: no new silence is told, because after a stop of the product its sources first get time to speak. */
  raiseSilence?: boolean;
  /**
   * sources: only what costs next to nothing, which whoever waits for the next picture of the city can bear. metrics: the other rules,
   * each at its own pace. all: everything at once, whenever it was last looked at.
   */
  which?: 'sources' | 'metrics' | 'all';
}

/** How often each kind of rule looks, in minutes: questions over eight weeks cost more than those about sources. */
const EVERY_MINUTES: Record<RuleInForce['kind'], number> = {
  sumber_sunyi: 0,
  sumber_gagal: 0,
  janji: 5,
  ambang: 15,
  lonjakan: 15,
  musim: 60,
};
/** A tick that comes a little early still counts. */
const EARLY_MS = 10_000;

/**
 * Looks at what the rules in force watch, raises and ends alarms. An alarm that stands is not raised twice, not by two workers at
 * once either.
 */
export async function watchAlarms(
  at: Date,
  { raiseSilence = true, which = 'sources' }: WatchOptions = {},
): Promise<WatchResult> {
  const { profile } = await currentCity();
  const remembered = await readRemembered();
  const rules = rulesOf(profile.alarm);
  const due = rules.filter(
    (rule) => which === 'all' || (isOfSource(rule.kind) === (which === 'sources') && isDue(rule, remembered, at)),
  );
  const { sightings, failed } = await lookAtAll(due, { profile, at }, remembered, raiseSilence);
  const looks = sightings.map((sighting) => {
    const before = remembered.get(watchKey(sighting));
    return {
      sighting: asBefore(sighting, before),
      before,
      after: step(before ?? UNWATCHED, sighting.look, sighting.hold, at),
    };
  });
  const lookedAt = due.filter(({ id }) => !failed.includes(id));
  const events = [
    ...looks.flatMap(({ sighting, after }) => eventsOf(sighting, after, at)),
    ...[...remembered.values()]
      .filter((key) => isGone(key, { rules, lookedAt, sightings }))
      .map((key) => gone(key, at)),
  ];
  await writeEvents(events);
  await writeWatch(
    looks
      .filter(({ sighting, before, after }) => {
        if (after.change || after.streak !== (before?.streak ?? 0)) return true;
        if (after.unknownSince?.getTime() !== before?.unknownSince?.getTime()) return true;
        return after.standing && (before?.textId !== sighting.textId || before?.value !== sighting.value);
      })
      .map(({ sighting, after }) => ({ sighting, streak: after.streak, unknownSince: after.unknownSince })),
    lookedAt.filter(({ kind }) => EVERY_MINUTES[kind] > 0).map(({ id }) => id),
    at,
  );
  const idsOf = (kind: AlarmEvent['kind']) =>
    events.filter((e) => e.kind === kind).map(({ alarm }) => alarmId(alarm.rule, alarm.subject, alarm.generation));
  return { raised: idsOf('naik'), ended: idsOf('selesai'), failed };
}

/** The row of a rule without a subject says when it last looked. */
function isDue(rule: RuleInForce, remembered: ReadonlyMap<string, Remembered>, at: Date): boolean {
  const every = EVERY_MINUTES[rule.kind] * 60_000;
  const last = remembered.get(watchKey({ rule: rule.id, subject: '' }))?.lookedAt;
  return every === 0 || !last || at.getTime() - last.getTime() >= every - EARLY_MS || last > at;
}

async function lookAtAll(
  due: readonly RuleInForce[],
  city: City,
  remembered: ReadonlyMap<string, Remembered>,
  raiseSilence: boolean,
): Promise<{ sightings: Sighting[]; failed: string[] }> {
  const failed: string[] = [];
  const found: Sighting[][] = [];
  const standing = (rule: string) =>
    [...remembered.values()].filter((key) => key.rule === rule && key.standing).map(({ subject }) => subject);
  const ofSources = due.filter(({ kind }) => isOfSource(kind));
  if (ofSources.length > 0) {
    const seen = await lookAtSources(city.at, city.profile.zona_waktu, ofSources);
    const told = (s: Sighting) =>
      raiseSilence || s.rule !== SOURCE_RULES.silent || s.look !== 'beyond' || remembered.get(watchKey(s))?.standing;
    found.push(seen.filter(told));
  }
  // One after the other: nobody waits for them, and the engine has pages to answer.
  for (const rule of due) {
    if (isOfSource(rule.kind)) continue;
    try {
      if (rule.kind === 'ambang') found.push(await lookAtThreshold(rule, city));
      else if (rule.kind === 'musim') found.push(await lookAtSeason(rule, city));
      else if (rule.kind === 'lonjakan') found.push(await lookAtBursts(rule, city, standing(rule.id)));
      else if (rule.kind === 'janji') found.push(await lookAtPromises(rule, city));
    } catch {
      failed.push(rule.id);
    }
  }
  return { sightings: found.flat(), failed };
}

/** What cannot be told, or is over without a word, is told as it was seen last. */
function asBefore(sighting: Sighting, before: Remembered | undefined): Sighting {
  if (!before || sighting.textId !== '') return sighting;
  const { textId, textEn, link, value, against } = before;
  return { ...sighting, textId, textEn, link: link || sighting.link, value, against };
}

function eventsOf(
  sighting: Sighting,
  { change, generation }: { change: 'naik' | 'selesai' | null; generation: number },
  at: Date,
): AlarmEvent[] {
  const { rule, subject } = sighting;
  return change ? [{ alarm: { rule, subject, generation }, kind: change, at, sighting }] : [];
}

/** An alarm of what is watched no longer: its source paused, its rule or subject taken from the profile. */
function isGone(
  key: Remembered,
  seen: { rules: readonly RuleInForce[]; lookedAt: readonly RuleInForce[]; sightings: readonly Sighting[] },
): boolean {
  if (!key.standing) return false;
  if (!seen.rules.some(({ id }) => id === key.rule)) return true;
  return seen.lookedAt.some(({ id }) => id === key.rule) && !seen.sightings.some((s) => watchKey(s) === watchKey(key));
}

const gone = ({ rule, subject, generation }: Remembered, at: Date): AlarmEvent => ({
  alarm: { rule, subject, generation },
  kind: 'selesai',
  at,
  note: 'tidak dijaga lagi',
});
