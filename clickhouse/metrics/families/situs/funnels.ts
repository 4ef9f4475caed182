import { z } from 'zod';
import { defineQuery } from '../../../warehouse/define-query';
import { remembered } from '../../../warehouse/remember';
import { instant } from '../../sql/types';
import { inPeriod } from './hits';

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

const question = (steps: number) =>
  z.object({
    from: instant,
    to: instant,
    timezone: z.string(),
    skpd: z.string(),
    situs: z.string(),
    ...Object.fromEntries(
      Array.from({ length: steps }, (_, i) => [
        [`pattern${i + 1}`, z.string()],
        [`method${i + 1}`, z.string()],
      ]).flat(),
    ),
  });

/**
 * Visitors of a day by the furthest step that they reached in order, other pages in between allowed. A step counts when the server
 * answered it without an error (a form that was taken often answers with a redirection).
 */
const funnelQuery = (steps: number) => {
  const numbers = Array.from({ length: steps }, (_, i) => i + 1);
  return remembered(
    ['web_hits'],
    defineQuery({
      name: `situs_corong_${steps}`,
      sql: `SELECT toUInt8(level) AS level, count() AS visitors FROM (
        SELECT windowFunnel(86400)(time, ${numbers.map((n) => `step = ${n}`).join(', ')}) AS level
        FROM (
          SELECT site, visitor, time, ${stepOf(numbers)} AS step FROM web_hits
          WHERE ${inPeriod} AND agent_class = 'human' AND status >= 200 AND status < 400 AND step > 0
        )
        GROUP BY site, visitor, toDate(time, {timezone:String})
      ) GROUP BY level`,
      params: question(steps),
      row: z.object({ level: z.number(), visitors: z.number() }),
    }),
  );
};

const queries = new Map<number, ReturnType<typeof funnelQuery>>();

/** How far visitors came in each of the transactions. The keys of visitors are daily, so a transaction over midnight breaks in two. */
export function readFunnels(
  plans: readonly FunnelPlan[],
  input: { from: Date; to: Date; timezone: string; skpd?: string; situs?: string },
): Promise<Funnel[]> {
  const wanted = plans.filter(({ situs }) => !input.situs || situs === null || situs === input.situs);
  return Promise.all(wanted.map((plan) => readFunnel(plan, input)));
}

async function readFunnel(
  plan: FunnelPlan,
  {
    from,
    to,
    timezone,
    skpd = '',
    situs = '',
  }: { from: Date; to: Date; timezone: string; skpd?: string; situs?: string },
): Promise<Funnel> {
  const steps = plan.langkah.length;
  const ask = queries.get(steps) ?? funnelQuery(steps);
  queries.set(steps, ask);
  const patterns = Object.fromEntries(
    plan.langkah.flatMap(({ pola, metode }, i) => [
      [`pattern${i + 1}`, patternOf(pola)],
      [`method${i + 1}`, metode ?? ''],
    ]),
  );
  const rows = await ask({ from, to, timezone, skpd, situs: plan.situs ?? situs, ...patterns });
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
