import {
  type Alarm,
  type AlarmStep,
  acknowledgeAlarm,
  alarmHistory,
  endedAlarms,
  findAlarm,
  muteAlarm,
  type RuleInForce,
  rulesOf,
  type Severity,
  standingAlarms,
  unmuteAlarm,
} from '../../clickhouse/alarms';
import { limitValue } from '../../clickhouse/alarms/profile';
import { ruleWords } from '../../clickhouse/alarms/rule-words';
import { STANDARD_RULES } from '../../clickhouse/alarms/standard-rules';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { lastDays } from '../../clickhouse/local-time';
import { readMetric } from '../../clickhouse/metrics';
import { PlainError } from '../../clickhouse/plain-error';
import type { Viewer } from '../access/roles';
import { drawChart } from '../charts/draw.server';
import { maskedText } from '../maturity/appeals.server';
import { metricsText } from '../metrics/metrics.text';
import type { DrawnChart, Scope } from '../metrics/scope';
import { definitionOf, drawSeries } from '../metrics/subject.server';
import { writeNumber, writeValue } from '../metrics/write';
import type { Language } from '../text/define';
import { formatsFor } from '../text/format';
import { type AlarmState, MUTES, type MuteFor, mayAcknowledge, mayMute, SEVERITIES, STATES } from './alarm-rules';
import { alarmsText } from './alarms.text';
import { concerns, forgetRecent } from './standing.server';

const DAY_MS = 86_400_000;
const ENDED_DAYS = 30;

/** What of the list is asked for. */
export interface AlarmFilter {
  state: AlarmState;
  severity: Severity | null;
  skpd: string | null;
}

/** The filter of an address; what is not understood is left out. */
export function alarmFilter(url: URL, viewer: Viewer): AlarmFilter {
  const asked = (name: string) => url.searchParams.get(name);
  return {
    state: STATES.find((s) => s === asked('keadaan')) ?? 'berdiri',
    severity: SEVERITIES.find((s) => s === asked('tingkat')) ?? null,
    skpd: viewer.role === 'skpd' ? (viewer.skpd ?? '-') : asked('skpd') || null,
  };
}

const keeps: Record<AlarmState, (alarm: Alarm) => boolean> = {
  berdiri: () => true,
  baru: ({ acknowledgedAt, mutedUntil }) => acknowledgedAt === null && mutedUntil === null,
  dibaca: ({ acknowledgedAt }) => acknowledgedAt !== null,
  bisu: ({ mutedUntil }) => mutedUntil !== null,
  selesai: () => true,
};

/** The list of alarms that a viewer asked for, and how many stand in all for them. */
export async function alarmList(viewer: Viewer, filter: AlarmFilter) {
  const at = now();
  const standing = (await standingAlarms({ at })).filter((alarm) => concerns(viewer, alarm));
  const among =
    filter.state === 'selesai'
      ? (await endedAlarms({ at, since: new Date(at.getTime() - ENDED_DAYS * DAY_MS) })).filter((a) =>
          concerns(viewer, a),
        )
      : standing;
  return {
    now: at,
    filter,
    alarms: among.filter(
      (a) =>
        keeps[filter.state](a) &&
        (filter.severity === null || a.severity === filter.severity) &&
        (filter.skpd === null || a.skpd === filter.skpd),
    ),
    standing: standing.length,
    high: standing.filter(({ severity }) => severity === 'tinggi').length,
  };
}

export interface AlarmDetails {
  now: Date;
  alarm: Alarm;
  steps: AlarmStep[];
  /** The rule in one sentence; null when it is in force no longer. */
  rule: { id: string; en: string } | null;
  /** Value and limit in words; '' where the alarm has none. */
  value: string;
  against: string;
  chart: (DrawnChart & { days: number }) | null;
  may: { acknowledge: boolean; mute: boolean };
}

/** Everything the page of one alarm shows; null when there is none that the viewer may see. */
export async function alarmDetails(id: string, viewer: Viewer, language: Language): Promise<AlarmDetails | null> {
  const at = now();
  const alarm = await findAlarm(id, at);
  if (!alarm || !concerns(viewer, alarm)) return null;
  const { profile } = await currentCity();
  const rule = rulesOf(profile.alarm).find((r) => r.id === alarm.rule);
  const timezone = profile.zona_waktu;
  const [steps, chart] = await Promise.all([
    alarmHistory({ id }),
    rule ? runOf(rule, alarm, { at, timezone, language }).catch(() => null) : null,
  ]);
  const unit = rule && 'metric' in rule ? definitionOf(rule.metric).unit : 'skor';
  const f = formatsFor(language, timezone);
  const told = (value: number | null) => (value === null ? '' : writeValue(value, unit, metricsText[language], f));
  return {
    now: at,
    alarm,
    steps,
    rule: rule ? ruleWords(rule, profile.target) : null,
    value: told(alarm.value),
    against: told(alarm.against),
    chart,
    may: {
      acknowledge: alarm.endedAt === null && mayAcknowledge(viewer, alarm),
      mute: alarm.endedAt === null && mayMute(viewer),
    },
  };
}

const SHOWN_DAYS = 30;

/** The metric behind an alarm day by day, against its limit, up to now or to the end of the alarm. */
async function runOf(
  rule: RuleInForce,
  alarm: Alarm,
  { at, timezone, language }: { at: Date; timezone: string; language: Language },
): Promise<AlarmDetails['chart']> {
  if (rule.kind !== 'ambang' && rule.kind !== 'musim') return null;
  const until = alarm.endedAt ?? at;
  const { from, to, previous } = lastDays(SHOWN_DAYS, until, timezone);
  const narrowed =
    rule.scope === 'skpd'
      ? { skpd: alarm.subject }
      : rule.scope === 'kecamatan'
        ? { filters: { kecamatan: alarm.subject } }
        : {};
  const reading = await readMetric(rule.metric, { from, to, timezone, now: at, ...narrowed });
  const definition = definitionOf(rule.metric);
  if (reading.series.every(({ value }) => value === null)) return null;
  const scope: Scope = {
    period: { key: '30h', label: '', from, to, previous },
    skpd: null,
    filters: {},
    timezone,
    search: '',
    undecided: null,
  };
  // A limit over several days is no limit of one of them where they add up.
  const isComparable = rule.days === 1 || ['persen', 'skor', 'menit', 'jam'].includes(definition.unit);
  const drawn = drawSeries(
    { definition, reading: { ...reading, target: isComparable ? alarm.against : null } },
    scope,
    language,
  );
  const { target } = drawn.spec;
  const words = alarmsText[language];
  const f = formatsFor(language, timezone);
  const spec = {
    ...drawn.spec,
    title: words.run(definition.name[language]),
    ...(target ? { target: { ...target, label: words.limitLine(writeNumber(target.value, definition.unit, f)) } } : {}),
  };
  return { ...redrawn(spec, language), days: rule.days };
}

function redrawn(spec: DrawnChart['spec'], language: Language): DrawnChart {
  return { spec, svg: drawChart(spec, { width: 640, height: 220, language }) };
}

/** The rules in force, those that are off, and those that wait for a target. */
export async function rulesInForce() {
  const { profile } = await currentCity();
  const rules = rulesOf(profile.alarm);
  return {
    rules: rules.map((rule) => ({
      id: rule.id,
      kind: rule.kind,
      title: rule.title,
      words: ruleWords(rule, profile.target),
      severity: rule.severity,
      owner: rule.owner,
      origin: rule.origin,
      isWaiting: rule.kind === 'ambang' && limitValue(rule.raise, profile.target[rule.metric], rule.worse) === null,
    })),
    off: STANDARD_RULES.filter(({ id }) => profile.alarm.matikan.includes(id)).map(({ id, title }) => ({ id, title })),
  };
}

/** Does what a form of an alarm's page asks for. Gives the sentence of what stood in the way, or nothing. */
export async function actOnAlarm(
  id: string,
  form: FormData,
  viewer: Viewer,
  language: Language,
): Promise<{ problem?: string }> {
  const t = alarmsText[language];
  const at = now();
  const alarm = await findAlarm(id, at);
  if (!alarm || !concerns(viewer, alarm)) return { problem: t.mayNot };
  const deed = form.get('tindakan');
  const text = String(form.get('catatan') ?? '').trim();
  if (text.length > 500) return { problem: t.tooLong };
  if (deed === 'baca' ? !mayAcknowledge(viewer, alarm) : !mayMute(viewer)) return { problem: t.mayNot };
  try {
    const by = { userId: viewer.userId, role: viewer.role };
    if (deed === 'baca') await acknowledgeAlarm(id, { at, by, note: await maskedText(text) });
    else if (deed === 'bisu') {
      const hours = MUTES[String(form.get('selama')) as MuteFor] ?? MUTES.day;
      await muteAlarm(id, { at, by, until: new Date(at.getTime() + hours * 3_600_000), note: await maskedText(text) });
    } else if (deed === 'bunyi') await unmuteAlarm(id, { at, by });
    forgetRecent();
    return {};
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { problem: error.message };
  }
}
