import { z } from 'zod';
import { writeAudit } from '../accounts/audit';
import { now } from '../clock';
import { time } from '../metrics/sql/types';
import { warehouse } from '../warehouse/client';
import { defineQuery } from '../warehouse/define-query';
import type { Actor } from './appeals';
import { BANDS, INDEX_YEARS, INDICATORS, type IndexScheme, SCHEMES, type Scheme } from './declared-indicators';

/** What an office says of itself: never an observation, and never part of the tahap. */
export interface Declared {
  skpd: string;
  year: number;
  scheme: Scheme;
  indicator: string;
  /** 1 is the lowest level; null = taken back. */
  level: number | null;
  /** Link to evidence; '' = none. */
  evidence: string;
  by: string;
  at: Date;
}

/** The index that is declared for a year. */
export const indexSchemeOf = (year: number): IndexScheme => (year <= INDEX_YEARS.spbe.last! ? 'spbe' : 'pemdi');

export interface DeclaredIndex {
  /** Indicators filled in, of how many. */
  filled: number;
  of: number;
  /** 1..5 by the official weights; null unless every indicator is filled in. */
  index: number | null;
  band: string | null;
}

/** The index of what was declared: whole numbers until the last step, so that a band's limit is met exactly. */
export function declaredIndex(scheme: IndexScheme, levels: ReadonlyMap<string, number>): DeclaredIndex {
  const indicators = INDICATORS[scheme];
  const filled = indicators.filter(({ code }) => levels.has(code));
  if (filled.length < indicators.length)
    return { filled: filled.length, of: indicators.length, index: null, band: null };
  const index = indicators.reduce((sum, { code, weight }) => sum + weight * levels.get(code)!, 0) / 10_000;
  const band = BANDS.find(({ from }) => index >= from)!.name;
  return { filled: filled.length, of: indicators.length, index, band };
}

const readDeclared = defineQuery({
  name: 'declared_scores',
  sql: `SELECT skpd, year, scheme, indicator, score AS level, evidence_url AS evidence, declared_by AS by, declared_at AS at, version
    FROM declared_scores FINAL
    WHERE ({skpd:String} = '' OR skpd = {skpd:String}) AND year >= {from:UInt16} AND year <= {to:UInt16}
    ORDER BY skpd, year, scheme, indicator`,
  params: z.object({ skpd: z.string(), from: z.number().int(), to: z.number().int() }),
  row: z.object({
    skpd: z.string(),
    year: z.number(),
    scheme: z.enum(SCHEMES),
    indicator: z.string(),
    level: z.number().nullable(),
    evidence: z.string(),
    by: z.string(),
    at: time,
    version: z.number(),
  }),
});

/** What an office declared for a year and still stands by. */
export async function declaredOf(asked: { skpd: string; year: number }): Promise<Declared[]> {
  const rows = await readDeclared({ skpd: asked.skpd, from: asked.year, to: asked.year });
  return rows.filter(({ level }) => level !== null);
}

const levelsOf = (rows: Declared[], scheme: Scheme) =>
  new Map(rows.flatMap((row) => (row.scheme === scheme && row.level !== null ? [[row.indicator, row.level]] : [])));

/** What an office declared, in short. */
export interface DeclaredSummary extends DeclaredIndex {
  scheme: IndexScheme;
  year: number;
}

/** The index that an office declared for one year, from its rows. */
export function summaryOf(rows: Declared[], year: number): DeclaredSummary {
  const scheme = indexSchemeOf(year);
  const levels = levelsOf(
    rows.filter((row) => row.year === year),
    scheme,
  );
  return { scheme, year, ...declaredIndex(scheme, levels) };
}

/** How far back an index is still shown beside an observed stage, in years. */
const LOOK_BACK_YEARS = 2;

/** By office, the newest index up to a year of which any indicator was declared; who declared none is left out. */
export async function declaredBoard(year: number, skpd = ''): Promise<Record<string, DeclaredSummary>> {
  const rows = await readDeclared({ skpd, from: year - LOOK_BACK_YEARS, to: year });
  const byOffice: Record<string, Declared[]> = {};
  for (const row of rows)
    if (row.level !== null && row.scheme === indexSchemeOf(row.year))
      byOffice[row.skpd] = [...(byOffice[row.skpd] ?? []), row];
  return Object.fromEntries(
    Object.entries(byOffice).map(([office, own]) => [office, summaryOf(own, Math.max(...own.map((row) => row.year)))]),
  );
}

export type DeclaredEntry = Pick<Declared, 'indicator' | 'level' | 'evidence'>;

const subjectOf = (about: Pick<Declared, 'skpd' | 'year' | 'scheme'>) => `${about.skpd}/${about.year}/${about.scheme}`;

/**
 * Writes the next version of what an office declares: of the entries given, those that changed. Says how many. The caller
 * holds the lock of declarations.
 */
export async function declare(
  about: Pick<Declared, 'skpd' | 'year' | 'scheme'>,
  entries: DeclaredEntry[],
  by: Actor,
): Promise<number> {
  const rows = await readDeclared({ skpd: about.skpd, from: about.year, to: about.year });
  const before = new Map(rows.filter(({ scheme }) => scheme === about.scheme).map((row) => [row.indicator, row]));
  const changed = entries.filter(({ indicator, level, evidence }) => {
    const old = before.get(indicator);
    return old ? old.level !== level || old.evidence !== evidence : level !== null;
  });
  if (changed.length === 0) return 0;
  // The line of the log goes first, as with appeals: it keeps the versions that the table forgets when its parts merge.
  await writeAudit({
    actor: by.userId,
    role: by.role,
    action: 'nilai-dinyatakan',
    subject: subjectOf(about),
    detail: JSON.stringify(changed),
  });
  await warehouse().insert({
    table: 'declared_scores',
    format: 'JSONEachRow',
    values: changed.map(({ indicator, level, evidence }) => ({
      ...about,
      indicator,
      version: (before.get(indicator)?.version ?? 0) + 1,
      score: level,
      evidence_url: evidence,
      declared_by: by.userId,
      declared_at: now().toISOString(),
    })),
  });
  return changed.length;
}

const entry = z.object({ indicator: z.string(), level: z.number().nullable(), evidence: z.string() });

const readVersions = defineQuery({
  name: 'declared_history',
  sql: `SELECT l.at AS at, l.role AS role, u.name AS name, splitByChar('/', l.subject)[3] AS scheme, l.detail AS entries
    FROM audit_log AS l
    LEFT JOIN (SELECT toString(user_id) AS user_id, name FROM users FINAL) AS u ON u.user_id = l.actor
    WHERE l.action = 'nilai-dinyatakan' AND startsWith(l.subject, concat({skpd:String}, '/', toString({year:UInt16}), '/'))
    ORDER BY l.at DESC`,
  params: z.object({ skpd: z.string(), year: z.number().int() }),
  row: z.object({
    at: time,
    role: z.string(),
    name: z.string(),
    scheme: z.enum(SCHEMES),
    entries: z.string().transform((text) => z.array(entry).parse(JSON.parse(text))),
  }),
});

/** One version of a declaration: what was changed, by whom and when. */
export type DeclaredVersion = Awaited<ReturnType<typeof declaredHistory>>[number];

/** Every version of what an office declared for a year, the newest first. */
export const declaredHistory = (asked: { skpd: string; year: number }) => readVersions(asked);
