import type { ThresholdRule } from '../../../clickhouse/alarms/rule';
import { STANDARD_RULES } from '../../../clickhouse/alarms/standard-rules';
import { asked } from '../asked';
import { definitionOf, expected, expectedSeries } from '../expected';
import { decimalsOf, printed, printedDuration, printedMoment } from '../print';
import { type City, groupBy, type Happening } from '../recount/city';
import type { Ask } from '../recount/recount';
import type { Report } from '../report';
import { checkChart } from '../sweep';

/*
 * The pages of alarms. What happened to an alarm and when is told by its events; what it says is counted once more, and so is which
 * limits are passed at all. The demo city has alarms of limits and of silent sources; another kind would be left for who adds it here.
 */

/** An alarm as its events tell it. */
export interface Told {
  id: string;
  rule: string;
  subject: string;
  severity: string;
  events: Happening[];
  since: number;
  mutedUntil: number | null;
}

/** Alarms that stand at a moment. What was written twice happened once, when it was written first. */
export function standing(city: City, now: number): Told[] {
  return [...groupBy(city.happenings, (one) => one.alarm_id)].flatMap(([id, rows]): Told[] => {
    const events = [...groupBy(rows, (row) => `${row.kind} ${row.event_key}`).values()].map((same) => same[0]!);
    const raised = events.find(({ kind }) => kind === 'naik');
    if (!raised || events.some(({ kind }) => kind === 'selesai')) return [];
    const mute = events.findLast(({ kind }) => kind === 'bisu' || kind === 'bunyi')?.until ?? null;
    const { rule, subject, severity, at: since } = raised;
    return [{ id, rule, subject, severity, events, since, mutedUntil: mute !== null && mute > now ? mute : null }];
  });
}

const ruleOf = (id: string) => STANDARD_RULES.find((rule) => rule.id === id)!;
const isLimit = (id: string) => ruleOf(id)?.kind === 'ambang';

/** A limit is a value, or so far beyond the target of the city, on the bad side. */
function limitsOf(city: City, rule: ThresholdRule): { raise: number | null; clear: number | null } {
  const target = city.rules.find(({ kind, key }) => kind === 'target' && key === rule.metric)?.value;
  const of = (limit: ThresholdRule['raise']) => {
    if (typeof limit === 'number') return limit;
    if (target === undefined) return null;
    const beyond = (Math.abs(target) * limit.beyondTargetPercent) / 100;
    return rule.worse === 'di_atas' ? target + beyond : target - beyond;
  };
  return { raise: of(rule.raise), clear: of(rule.clear) };
}

function askOf(rule: ThresholdRule, subject: string, now: number, days = rule.days): Ask {
  const { ask } = asked(`periode=${days}h`, '', now);
  if (rule.scope === 'skpd') return { ...ask, skpd: subject };
  return rule.scope === 'kecamatan' ? { ...ask, filters: { kecamatan: subject } } : ask;
}

/** Every rule with a limit, and every member that it looks at, whose value is beyond it. */
function passed(city: City, now: number): string[] {
  return STANDARD_RULES.flatMap((rule) => {
    if (rule.kind !== 'ambang') return [];
    const { raise } = limitsOf(city, rule);
    if (raise === null) return [];
    const members = { kota: ['kota'], skpd: city.offices, kecamatan: [...city.residents.keys()] }[rule.scope];
    return members.flatMap((member) => {
      const { value } = expected(city, rule.metric, askOf(rule, member, now));
      const isBeyond = value !== null && (rule.worse === 'di_atas' ? value > raise : value < raise);
      return isBeyond ? [`${rule.id}:${member}`] : [];
    });
  });
}

/** `11 November 2026 pukul 13.06`. */
function stampOf(at: number): string {
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', ...options }).format(at * 1000);
  return `${of({ day: 'numeric', month: 'long', year: 'numeric' })} pukul ${of({ hour: '2-digit', minute: '2-digit' })}`;
}

/** Numbers of the sentence of an alarm: value, days when there are several, limit; or since when a source is silent. */
function sentence(city: City, { rule: id, subject }: Told, now: number): string[] {
  const rule = ruleOf(id);
  if (rule.kind === 'sumber_sunyi') return [stampOf(city.heard.get(subject) ?? 0)];
  if (rule.kind !== 'ambang') return [];
  const { value } = expected(city, rule.metric, askOf(rule, subject, now));
  const decimals = definitionOf(rule.metric).unit === 'menit' ? 0 : decimalsOf(definitionOf(rule.metric).unit);
  const several = rule.days > 1 ? [printed(rule.days, 0)] : [];
  return [printed(value, decimals), ...several, printed(limitsOf(city, rule).raise, decimals)];
}

const ago = (at: number, now: number) => (now - at < 60 ? '' : printedDuration(now - at));

/** The list, as it is narrowed: which alarms stand there, what each says, since when, and how long it is muted. */
export function checkAlarms(report: Report, search: string, now: number): void {
  const { city, page } = report;
  const all = standing(city, now);
  const filter = new URLSearchParams(search);
  const wanted = all.filter(
    (one) =>
      (filter.get('keadaan') !== 'bisu' || one.mutedUntil !== null) &&
      (!filter.has('tingkat') || one.severity === filter.get('tingkat')),
  );
  const high = all.filter(({ severity }) => severity === 'tinggi').length;
  report.says('lead', page.first('.page-head .lead'), printed(all.length, 0), printed(high, 0));
  const limits = all.filter(({ rule }) => isLimit(rule)).map(({ rule, subject }) => `${rule}:${subject}`);
  report.text('limits that are passed', limits.sort().join(' '), passed(city, now).sort().join(' '));
  const shown = page.all('.alarm-list > li');
  report.number('alarms', shown.length, wanted.length);
  for (const row of shown) {
    const link = row.first('a');
    const id = decodeURIComponent(link?.attribute('href')?.replace('/alarm/', '') ?? '');
    const one = wanted.find((each) => each.id === id);
    report.text('alarm', id, one?.id ?? 'none');
    if (!one) continue;
    report.says(`${id} says`, link, ...sentence(city, one, now));
    const until = one.mutedUntil === null ? [] : [printedMoment(one.mutedUntil)];
    report.says(`${id} since`, row.first('.note'), ago(one.since, now), ...until);
    for (const note of row.all('.note span')) note.claim();
  }
}

/** One alarm: its value against its limit, the words of its rule, what happened to it, and its run day by day. */
export function checkAlarm(report: Report, one: Told, now: number): void {
  const { city, page } = report;
  const rule = ruleOf(one.rule);
  const words = sentence(city, one, now);
  report.says('title', page.first('h1'), ...words);
  report.says('since', page.first('.page-head .lead'), ago(one.since, now));
  const told: string[] = [printedMoment(one.since)];
  if (rule.kind === 'ambang') told.push(words[0]!, words.at(-1)!);
  if (one.mutedUntil !== null) told.push(printedMoment(one.mutedUntil));
  told.push(...wordsOfRule(city, one.rule));
  const facts = page.all('.alarm-facts dd');
  const many = (rule.kind === 'ambang' ? 4 : 2) + Number(one.mutedUntil !== null);
  report.number('facts', facts.length, many);
  report.text(
    'facts',
    facts.map((fact) => fact.words.match(/\d+(?:[.,]\d+)*/g)?.join(' ') ?? '').join(' '),
    numbers(told),
  );
  for (const fact of facts) fact.claim();
  const steps = page.all('.alarm-steps > li');
  report.number('steps', steps.length, one.events.length);
  for (const [i, event] of one.events.entries()) {
    const until = event.until === null ? [] : [printedMoment(event.until)];
    const seen = event.value === null ? [] : [printed(event.value, 1), printed(event.against, 1)];
    report.says(`step ${i + 1}`, steps[i], ...until, ...seen, printedMoment(event.at));
    for (const part of steps[i]?.all('b, span, p') ?? []) part.claim();
  }
  if (rule.kind !== 'ambang') return;
  const run = expectedSeries(city, rule.metric, askOf(rule, one.subject, now, 30));
  const known = run.filter((value) => value !== null);
  const card = page.first('.alarm-run');
  report.number('is drawn', card?.all('figure.chart').length ?? 0, known.length > 0 ? 1 : 0);
  if (known.length === 0) return;
  const decimals = decimalsOf(definitionOf(rule.metric).unit);
  const ends = [known[0]!, known.at(-1)!].map((value) => printed(value, decimals));
  const points = run.map((value) => [printed(value, decimals)]);
  checkChart(report, 'run', card, points, [printed(run.length, 0), ...ends]);
  if (rule.days > 1) report.says('days', card?.first('.note'), printed(rule.days, 0));
}

const numbers = (texts: string[]) => texts.flatMap((text) => text.match(/\d+(?:[.,]\d+)*/g) ?? []).join(' ');

/** What a rule says of itself: its days, its two limits, and how often it must see the same. */
function wordsOfRule(city: City, id: string): string[] {
  const rule = ruleOf(id);
  // Silence is told at the earliest after a day and a half.
  if (rule.kind === 'sumber_sunyi') return ['36'];
  if (rule.kind !== 'ambang') return [];
  const { raise, clear } = limitsOf(city, rule);
  const decimals = decimalsOf(definitionOf(rule.metric).unit);
  const several = rule.days > 1 ? [printed(rule.days, 0)] : [];
  return [...several, printed(raise, decimals), printed(clear, decimals), printed(rule.hold, 0)];
}

/** The rules in force: the demo city changes none. */
export function checkRules(report: Report): void {
  const { page } = report;
  report.says('lead', page.first('.page-head .lead'), printed(STANDARD_RULES.length, 0));
  const rows = page.all('.alarm-list > li');
  report.number('rules', rows.length, STANDARD_RULES.length);
  for (const row of rows) {
    const id = row.attribute('id') ?? '';
    if (isLimit(id)) report.says(id, row.first('.rule > p'), ...wordsOfRule(report.city, id));
  }
}
