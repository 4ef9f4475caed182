import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../accounts/audit';
import { now } from '../clock';
import { time } from '../metrics/sql/types';
import { PlainError } from '../plain-error';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import { INSTRUMENT } from './instrument';
import { PROBE_IDS, type ProbeId } from './types';

/** diajukan submitted, diterima accepted, ditolak rejected, dicabut withdrawn. Only a submitted appeal can still change. */
export const APPEAL_STATES = ['diajukan', 'diterima', 'ditolak', 'dicabut'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

/** An office's objection (keberatan) to one probe of one month, as it stands now. */
export interface Appeal {
  id: string;
  skpd: string;
  probe: ProbeId;
  /** YYYY-MM: the first month it is about. */
  month: string;
  state: AppealState;
  reason: string;
  /** Where the office shows what it says. */
  link: string;
  /** Words of the reviewer; '' while undecided, and where an acceptance needed none. */
  decision: string;
  /** Last day (YYYY-MM-DD) of an accepted appeal. */
  until: string | null;
  writtenAt: Date;
}

/** Who acts, as the audit log keeps it. */
export interface Actor {
  userId: string;
  role: string;
}

/** Whether an appeal takes its probe out of the scoring of a month: from its own month to the one that holds its end date. */
export function excuses(appeal: Pick<Appeal, 'state' | 'month' | 'until'>, month: string): boolean {
  if (appeal.state !== 'diterima' || appeal.month > month) return false;
  return appeal.until === null || appeal.until.slice(0, 7) >= month;
}

/** The table has one column for the office's words: the link is their last line. */
const joined = (reason: string, link: string) => `${reason}\n${link}`;
const lastLine = (text: string) => text.lastIndexOf('\n');

const appealRow = z
  .object({
    id: z.string(),
    skpd: z.string(),
    probe: z.enum(PROBE_IDS),
    month: z.string(),
    state: z.enum(APPEAL_STATES),
    words: z.string(),
    decision: z.string(),
    until: z.string().nullable(),
    writtenAt: time,
    version: z.number(),
  })
  .transform(({ words, version, ...appeal }) => ({
    appeal: { ...appeal, reason: words.slice(0, lastLine(words)), link: words.slice(lastLine(words) + 1) } as Appeal,
    version,
  }));

const readAppeals = defineQuery({
  name: 'appeals',
  sql: `SELECT toString(appeal_id) AS id, skpd, probe, formatDateTime(period_start, '%Y-%m') AS month, state, reason AS words, decision,
      toString(valid_until) AS until, written_at AS writtenAt, version
    FROM appeals FINAL
    WHERE ({skpd:String} = '' OR skpd = {skpd:String}) AND ({id:String} = '' OR toString(appeal_id) = {id:String})
    ORDER BY state = 'diajukan' DESC, written_at DESC, id`,
  params: z.object({ skpd: z.string(), id: z.string() }),
  row: appealRow,
});

/** Every appeal of one office, or of all ('' or nothing): the undecided first, then the newest. */
export async function listAppeals(of: { skpd?: string } = {}): Promise<Appeal[]> {
  return (await readAppeals({ skpd: of.skpd ?? '', id: '' })).map(({ appeal }) => appeal);
}

const isId = (id: string) => z.uuid().safeParse(id).success;
const found = async (id: string) => (isId(id) ? (await readAppeals({ skpd: '', id }))[0] : undefined);

export const findAppeal = async (id: string): Promise<Appeal | null> => (await found(id))?.appeal ?? null;

/** One version of an appeal: what was written, by whom and when. */
export interface AppealStep extends Pick<Appeal, 'state' | 'reason' | 'link' | 'decision' | 'until'> {
  at: Date;
  role: string;
  /** Id of the account, and the name it has now; '' when it is gone. */
  actor: string;
  name: string;
}

const stepDetail = z.object({
  reason: z.string(),
  link: z.string(),
  decision: z.string(),
  until: z.string().nullable(),
});

const ACTIONS = {
  diajukan: 'keberatan-diajukan',
  diterima: 'keberatan-diterima',
  ditolak: 'keberatan-ditolak',
  dicabut: 'keberatan-dicabut',
} as const satisfies Record<AppealState, string>;

const readSteps = defineQuery({
  name: 'appeal_history',
  sql: `SELECT l.at AS at, replaceOne(l.action, 'keberatan-', '') AS state, l.role AS role, l.actor AS actor, u.name AS name, l.detail AS detail
    FROM audit_log AS l
    LEFT JOIN (SELECT toString(user_id) AS user_id, name FROM users FINAL) AS u ON u.user_id = l.actor
    WHERE l.subject = {id:String} AND startsWith(l.action, 'keberatan-')
    ORDER BY l.at, l.action != 'keberatan-diajukan'`,
  params: z.object({ id: z.string() }),
  row: z.object({
    at: time,
    state: z.enum(APPEAL_STATES),
    role: z.string(),
    actor: z.string(),
    name: z.string(),
    detail: z.string().transform((text) => stepDetail.parse(JSON.parse(text))),
  }),
});

/**
 * Every version of an appeal, the oldest first. They stand whole in the audit log, which forgets nothing; the table keeps the
 * newest one only once its parts have merged.
 */
export async function appealHistory(id: string): Promise<AppealStep[]> {
  return (await readSteps({ id })).map(({ detail, ...step }) => ({ ...step, ...detail }));
}

/** The line of the log goes first: no appeal is ever without its history. */
async function write(appeal: Appeal, version: number, by: Actor): Promise<Appeal> {
  const { id, skpd, probe, month, state, reason, link, decision, until } = appeal;
  await writeAudit({
    actor: by.userId,
    role: by.role,
    action: ACTIONS[state],
    subject: id,
    detail: JSON.stringify({ skpd, probe, month, reason, link, decision, until }),
  });
  await warehouse().insert({
    table: 'appeals',
    format: 'JSONEachRow',
    values: [
      {
        appeal_id: id,
        version,
        skpd,
        probe,
        period_start: `${month}-01`,
        state,
        reason: joined(reason, link),
        reviewer: state === 'diterima' || state === 'ditolak' ? by.userId : '',
        decision,
        valid_until: until,
        written_at: appeal.writtenAt.toISOString(),
      },
    ],
  });
  return appeal;
}

/**
 * Submits an appeal; its texts must be masked already. Refuses a second one on the same probe and month while the first is
 * undecided or in force. The caller holds the lock of appeals, as for every change below.
 */
export async function submitAppeal(
  appeal: Pick<Appeal, 'skpd' | 'probe' | 'month' | 'reason' | 'link'>,
  by: Actor,
): Promise<Appeal> {
  const others = (await listAppeals({ skpd: appeal.skpd })).filter(({ probe }) => probe === appeal.probe);
  if (others.some((other) => other.state === 'diajukan' && other.month === appeal.month))
    throw new PlainError('Keberatan atas syarat dan bulan ini sudah diajukan dan belum diputus.');
  if (others.some((other) => excuses(other, appeal.month)))
    throw new PlainError('Syarat ini sudah dikecualikan pada bulan itu karena keberatan yang diterima.');
  const first = {
    ...appeal,
    id: randomUUID(),
    state: 'diajukan',
    decision: '',
    until: null,
    writtenAt: now(),
  } as const;
  return write(first, 1, by);
}

/** Writes the version after the first one, unless the appeal has changed meanwhile. */
async function close(id: string, change: Pick<Appeal, 'state' | 'decision' | 'until'>, by: Actor): Promise<Appeal> {
  const current = await found(id);
  if (!current) throw new PlainError('Keberatan ini tidak ada.');
  if (current.appeal.state !== 'diajukan') throw new PlainError('Keberatan ini sudah diputus atau dicabut.');
  return write({ ...current.appeal, ...change, writtenAt: now() }, current.version + 1, by);
}

/** Accepts an appeal up to and including a day, with words or without. */
export function acceptAppeal(id: string, decided: { until: string; decision: string }, by: Actor): Promise<Appeal> {
  return close(id, { state: 'diterima', ...decided }, by);
}

/** Rejects an appeal with words. */
export function rejectAppeal(id: string, decision: string, by: Actor): Promise<Appeal> {
  return close(id, { state: 'ditolak', decision, until: null }, by);
}

/** Takes an undecided appeal back. */
export function withdrawAppeal(id: string, by: Actor): Promise<Appeal> {
  return close(id, { state: 'dicabut', decision: '', until: null }, by);
}

/** Months (YYYY-MM) that were judged from one day to another, the oldest first: those an accepted appeal changes. */
export const judgedMonths = defineQuery({
  name: 'judged_months',
  sql: `SELECT DISTINCT formatDateTime(period_start, '%Y-%m') AS month FROM maturity_results
    WHERE instrument = '${INSTRUMENT}' AND period_start >= {from:Date} AND period_start <= {until:Date}
      AND toDayOfMonth(period_start) = 1 AND period_end = toLastDayOfMonth(period_start)
    ORDER BY month`,
  params: z.object({ from: z.string(), until: z.string() }),
  row: z.object({ month: z.string() }),
});
