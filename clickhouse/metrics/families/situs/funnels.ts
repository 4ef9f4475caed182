import { z } from 'zod';
import { cutPeriod, type DaySums, type Facts, keepDays, namedSums } from '../../../derived/web-days';
import { DAY, hitsOf } from '../../../derived/web-visits';
import { defineQuery } from '../../../warehouse/define-query';
import { factsIn, named, remember } from '../../../warehouse/remember';
import { type Question, sumRows } from './sums';

/** A transaction on a site as its log shows it; the city profile tells it (`corong_situs`). */
export interface FunnelPlan {
  kode: string;
  nama: string;
  /** Host; null = every site. */
  situs: string | null;
  /** Two to six. */
  langkah: { nama: string; pola: string; metode: 'GET' | 'POST' | null }[];
}

export interface Funnel {
  id: string;
  name: string;
  site: string | null;
  /** How many visitors of a day came at least this far, in the order of the plan. */
  steps: { name: string; reached: number }[];
}

/** `*` stands for anything within one part of a path, `**` for anything at all; everything else for itself. */
export function patternOf(glob: string): string {
  const parts = glob.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return `^${parts.join('')}$`;
}

/** The step that a hit is, the latest of those whose pattern fits; 0 = none. Patterns and methods are parameters. */
const stepOf = (numbers: readonly number[]) => {
  const cases = numbers.map(
    (n) => `match(path, {pattern${n}:String}) AND ({method${n}:String} = '' OR method = {method${n}:String}), ${n}`,
  );
  return `multiIf(${cases.toReversed().join(', ')}, 0)`;
};

/**
 * Visitors of a day by the furthest step that they reached in order, other pages in between allowed. A step counts when the server
 * answered it without an error (a form that was taken often answers with a redirection).
 */
const levels = (steps: number) => (some: Facts) => {
  const numbers = Array.from({ length: steps }, (_, i) => i + 1);
  return `SELECT start, skpd, site, toUInt8(level) AS level, count() AS visitors FROM (
      SELECT start, skpd, site, windowFunnel(86400)(time, ${numbers.map((n) => `step = ${n}`).join(', ')}) AS level
      FROM (
        SELECT ${DAY} AS start, skpd, site, visitor, time, ${stepOf(numbers)} AS step FROM ${hitsOf(some)}
        AND ({funnel_site:String} = '' OR site = {funnel_site:String}) AND agent_class = 'human' AND status >= 200 AND status < 400 AND step > 0
      ) GROUP BY start, skpd, site, visitor
    ) GROUP BY start, skpd, site, level`;
};

/** What tells the steps of a plan, as parameters of its statements. */
function parametersOf({ situs, langkah }: FunnelPlan): Record<string, string> {
  const steps = langkah.map(({ pola, metode }, i) => [
    [`pattern${i + 1}`, patternOf(pola)],
    [`method${i + 1}`, metode ?? ''],
  ]);
  return { funnel_site: situs ?? '', ...Object.fromEntries(steps.flat()) };
}

/** A transaction summed by days; one that is planned otherwise has sums of its own. */
export const funnelSums = (plan: FunnelPlan): DaySums =>
  namedSums('corong', {
    fact: 'web_hits',
    tables: [
      {
        name: 'web_funnels',
        columns: ['skpd', 'site', 'level', 'visitors'],
        days: levels(plan.langkah.length),
        month: (days) => `SELECT skpd, site, level, sum(visitors) AS visitors FROM ${days} GROUP BY skpd, site, level`,
      },
    ],
    params: parametersOf(plan),
  });

const row = z.object({ level: z.number(), visitors: z.number() });

/** How far visitors came in each of the transactions. The keys of visitors are daily, so a transaction over midnight breaks in two. */
export function readFunnels(plans: readonly FunnelPlan[], question: Question): Promise<Funnel[]> {
  const wanted = plans.filter(({ situs }) => !question.situs || situs === null || situs === question.situs);
  return Promise.all(wanted.map((plan) => readFunnel(plan, question)));
}

async function readFunnel(plan: FunnelPlan, question: Question): Promise<Funnel> {
  const sums = funnelSums(plan);
  const pieces = cutPeriod(question, await keepDays(sums, question.timezone), false);
  const params = {
    ...parametersOf(plan),
    timezone: question.timezone,
    skpd: question.skpd ?? '',
    situs: plan.situs ?? question.situs ?? '',
  };
  const [table] = sums.tables;
  const sql = `SELECT level, sum(visitors) AS visitors FROM (
      ${sumRows(sums, table!, ['level', 'visitors'], 'true', { pieces, from: question.from })}
    ) GROUP BY level`;
  const query = defineQuery({ name: 'situs_corong', sql, params: z.record(z.string(), z.string()), row });
  const rows = await remember(factsIn(sql), [sql, named(sql, params)], () => query(params));
  return {
    id: plan.kode,
    name: plan.nama,
    site: plan.situs,
    steps: plan.langkah.map(({ nama }, i) => ({
      name: nama,
      reached: rows.filter(({ level }) => level > i).reduce((sum, { visitors }) => sum + visitors, 0),
    })),
  };
}
