import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { localDate } from '../../clickhouse/local-time';
import type { Bilingual, ProbeReading, SkpdMaturity } from '../../clickhouse/maturity';
import { skpdMaturity } from '../../clickhouse/maturity';
import {
  type Appeal,
  type AppealState,
  acceptAppeal,
  appealHistory,
  excuses,
  findAppeal,
  judgedMonths,
  listAppeals,
  rejectAppeal,
  submitAppeal,
  withdrawAppeal,
} from '../../clickhouse/maturity/appeals';
import { probeById } from '../../clickhouse/maturity/catalogue';
import { PlainError } from '../../clickhouse/plain-error';
import { sealed } from '../../clickhouse/sources/sealed';
import { ask, enqueue, SECRET_ON_ITS_WAY } from '../../jobs/queue/queues';
import { withLock } from '../access/account-lock.server';
import type { Viewer } from '../access/roles';
import {
  type AskProblems,
  askProblems,
  type Decision,
  type DecisionProblems,
  decisionProblems,
  isAppealable,
  mayDecide,
  mayWithdraw,
  plainText,
  untilRange,
} from './appeal-rules';

/** An appeal with the words for what it is about. */
export interface NamedAppeal extends Appeal {
  office: string;
  question: Bilingual;
}

async function named(appeals: Appeal[]): Promise<NamedAppeal[]> {
  const { profile } = await currentCity();
  const offices = new Map(profile.skpd.map(({ kode, nama }) => [kode, nama]));
  return appeals.map((appeal) => ({
    ...appeal,
    office: offices.get(appeal.skpd) ?? appeal.skpd,
    question: probeById(appeal.probe).question,
  }));
}

/** Appeals that a viewer may read: of all offices, or of the own one. */
export const appealsFor = async (viewer: Viewer): Promise<NamedAppeal[]> =>
  named(await listAppeals(viewer.role === 'skpd' ? { skpd: viewer.skpd ?? '-' } : {}));

/** Appeals that stand beside the score of one month: filed against it, or accepted and still in force. */
export const appealsOfMonth = async (skpd: string, month: string): Promise<Appeal[]> =>
  (await listAppeals({ skpd })).filter((appeal) => appeal.month === month || excuses(appeal, month));

/** How many appeals of an office are undecided, and how many take a probe out of the month. */
export interface AppealCount {
  open: number;
  accepted: number;
}

export async function appealCounts(month: string): Promise<Record<string, AppealCount>> {
  const counts: Record<string, AppealCount> = {};
  for (const appeal of await listAppeals()) {
    const isOpen = appeal.state === 'diajukan' && appeal.month === month;
    const isInForce = excuses(appeal, month);
    if (!isOpen && !isInForce) continue;
    counts[appeal.skpd] ??= { open: 0, accepted: 0 };
    counts[appeal.skpd]![isOpen ? 'open' : 'accepted'] += 1;
  }
  return counts;
}

/** How many appeals wait for a decision, of one office or of all. */
export const openAppeals = async (skpd?: string): Promise<number> =>
  (await listAppeals(skpd ? { skpd } : {})).filter(({ state }) => state === 'diajukan').length;

export interface AppealDetails {
  appeal: NamedAppeal;
  steps: Awaited<ReturnType<typeof appealHistory>>;
  /** What the month says of the probe now. */
  reading: ProbeReading | null;
  /** Accepted, and the month not judged again yet. */
  isWaiting: boolean;
  range: { first: string; last: string };
}

export async function appealDetails(id: string): Promise<AppealDetails | null> {
  const appeal = await findAppeal(id);
  if (!appeal) return null;
  const [steps, maturity, [full], range] = await Promise.all([
    appealHistory(id),
    skpdMaturity(appeal),
    named([appeal]),
    rangeOf(appeal.month),
  ]);
  const reading = readingOf(maturity, appeal.probe);
  const isOut = reading?.outcome === 'dikecualikan' || reading?.outcome === 'tidak_berlaku';
  return { appeal: full!, steps, reading, isWaiting: appeal.state === 'diterima' && reading !== null && !isOut, range };
}

export const readingOf = (maturity: SkpdMaturity | null, probe: string | undefined): ProbeReading | null =>
  maturity?.probes.find((reading) => reading.probe === probe) ?? null;

async function rangeOf(month: string): Promise<{ first: string; last: string }> {
  const { profile } = await currentCity();
  return untilRange(month, localDate(now(), profile.zona_waktu).iso);
}

const BUSY = 'Sistem sedang menyimpan keberatan lain. Coba sekali lagi.';

/** The worker masks what people typed: the rules of privacy live where records come in. */
export async function maskedText(text: string): Promise<string> {
  if (text === '') return '';
  const [answer = ''] = await ask('mask-texts', { texts: [sealed(SECRET_ON_ITS_WAY, text)] });
  return answer;
}

async function changed(change: () => Promise<Appeal>): Promise<Appeal> {
  const appeal = await withLock('keberatan', change);
  if (!appeal) throw new PlainError(BUSY);
  return appeal;
}

const some = (problems: object) => Object.values(problems).some(Boolean);

export type AskAnswer = { id: string } | { problems: AskProblems } | { problem: string };

/** Files what the form of an office says against one reading. */
export async function askFor(
  reading: ProbeReading,
  about: { skpd: string; month: string },
  form: FormData,
  viewer: Viewer,
): Promise<AskAnswer> {
  const given = { reason: plainText(form.get('alasan')), link: plainText(form.get('tautan')) };
  const problems = askProblems(given);
  if (some(problems)) return { problems };
  return plainly(async () => {
    if (!isAppealable(reading.outcome)) throw new PlainError('Atas hasil ini tidak dapat diajukan keberatan.');
    const reason = await maskedText(given.reason);
    const appeal = { ...about, probe: reading.probe, reason, link: given.link };
    return { id: (await changed(() => submitAppeal(appeal, viewer))).id };
  });
}

async function plainly<T>(work: () => Promise<T>): Promise<T | { problem: string }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { problem: error.message };
  }
}

export type DecisionAnswer =
  | { state: AppealState; rescored: string[]; isScheduled: boolean }
  | { problems: DecisionProblems }
  | { problem: string };

/** Carries out what a reviewer decided; an acceptance has its months judged again at once. */
export async function decide(appeal: Appeal, form: FormData, viewer: Viewer): Promise<DecisionAnswer> {
  const given: Decision = {
    verdict: plainText(form.get('putusan')),
    until: plainText(form.get('sampai')),
    words: plainText(form.get('kata')),
  };
  const problems = decisionProblems(given, await rangeOf(appeal.month));
  if (some(problems)) return { problems };
  return plainly(async () => {
    if (viewer.skpd === appeal.skpd) throw new PlainError('Anda tidak dapat memutus keberatan SKPD Anda sendiri.');
    if (!mayDecide(viewer, appeal)) throw new PlainError('Keberatan ini sudah diputus atau dicabut.');
    const decision = await maskedText(given.words);
    if (given.verdict === 'tolak') {
      const { state } = await changed(() => rejectAppeal(appeal.id, decision, viewer));
      return { state, rescored: [], isScheduled: true };
    }
    const { state, until } = await changed(() => acceptAppeal(appeal.id, { until: given.until, decision }, viewer));
    const months = await judgedMonths({ from: `${appeal.month}-01`, until: until! });
    return {
      state,
      ...(await judgeAgain(
        appeal.id,
        months.map(({ month }) => month),
      )),
    };
  });
}

/** A decision stands, whether or not its months can be put on the queue now. */
async function judgeAgain(id: string, months: string[]): Promise<{ rescored: string[]; isScheduled: boolean }> {
  try {
    // One job for each decision: one that runs already may have read the appeals before this one was there.
    for (const month of months) await enqueue('assess-month', { month }, `keberatan-${id}-${month}`);
    return { rescored: months, isScheduled: true };
  } catch {
    return { rescored: months, isScheduled: false };
  }
}

/** Takes back what the viewer's office filed; false when somebody decided meanwhile. */
export async function withdraw(appeal: Appeal, viewer: Viewer): Promise<boolean> {
  const answer = await plainly(async () => {
    if (!mayWithdraw(viewer, appeal)) throw new PlainError('Keberatan ini sudah diputus atau dicabut.');
    return changed(() => withdrawAppeal(appeal.id, viewer));
  });
  return 'id' in answer;
}
