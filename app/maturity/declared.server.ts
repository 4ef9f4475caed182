import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { localDate } from '../../clickhouse/local-time';
import type { SkpdMaturity } from '../../clickhouse/maturity';
import {
  type Declared,
  type DeclaredSummary,
  type DeclaredVersion,
  declare,
  declaredBoard,
  declaredHistory,
  declaredOf,
  indexSchemeOf,
  summaryOf,
} from '../../clickhouse/maturity/declared';
import { INDEX_YEARS, INDICATORS, type Indicator, type Scheme } from '../../clickhouse/maturity/declared-indicators';
import { PlainError } from '../../clickhouse/plain-error';
import { withLock } from '../access/account-lock.server';
import type { Viewer } from '../access/roles';
import { trouble } from '../shell/trouble';
import { type EntryProblem, readEntries } from './declared-rules';

/** One indicator with what was declared of it; null = not filled in. */
export interface DeclaredLine extends Omit<Indicator, 'levels'> {
  level: number | null;
  levels: Indicator['levels'];
  evidence: string;
}

export interface SchemeForm {
  scheme: Scheme;
  lines: DeclaredLine[];
}

const formOf = (scheme: Scheme, declared: Declared[]): SchemeForm => {
  const own = new Map(declared.filter((row) => row.scheme === scheme).map((row) => [row.indicator, row]));
  const lines = INDICATORS[scheme].map((indicator) => ({
    ...indicator,
    level: own.get(indicator.code)?.level ?? null,
    evidence: own.get(indicator.code)?.evidence ?? '',
  }));
  return { scheme, lines };
};

/** What stands beside the observed stage of an office. */
export interface DeclaredBeside {
  summary: DeclaredSummary;
  readiness: DeclaredLine[];
  year: number;
}

/** What an office declared up to the year of a month: its newest index, and that year's readiness. */
export async function declaredBeside(maturity: Pick<SkpdMaturity, 'skpd' | 'month'>): Promise<DeclaredBeside> {
  const year = Number(maturity.month.slice(0, 4));
  const [{ [maturity.skpd]: newest }, rows] = await Promise.all([
    declaredBoard(year, maturity.skpd),
    declaredOf({ skpd: maturity.skpd, year }),
  ]);
  return { summary: newest ?? summaryOf([], year), readiness: formOf('kesiapan', rows).lines, year };
}

/** Years for which an office can declare, the newest first. */
async function years(): Promise<number[]> {
  const { year } = localDate(now(), (await currentCity()).profile.zona_waktu);
  return Array.from({ length: year - INDEX_YEARS.spbe.first + 1 }, (_, i) => year - i);
}

export interface Declaration {
  office: { skpd: string; name: string; shortName: string };
  year: number;
  years: number[];
  summary: DeclaredSummary;
  forms: SchemeForm[];
  history: DeclaredVersion[];
}

/** Everything that one office declared for the year in the address, or this year. Throws 404 for an office that is not there. */
export async function declarationOf(request: Request, skpd: string): Promise<Declaration> {
  const { profile } = await currentCity();
  const office = profile.skpd.find(({ kode }) => kode === skpd);
  if (!office) throw trouble({ what: 'tidak-ada' });
  const possible = await years();
  const asked = Number(new URL(request.url).searchParams.get('tahun'));
  const year = possible.find((one) => one === asked) ?? possible[0]!;
  const [rows, history] = await Promise.all([declaredOf({ skpd, year }), declaredHistory({ skpd, year })]);
  return {
    office: { skpd, name: office.nama, shortName: office.singkatan },
    year,
    years: possible,
    summary: summaryOf(rows, year),
    forms: [formOf('kesiapan', rows), formOf(indexSchemeOf(year), rows)],
    history,
  };
}

/** The form of the scheme in the address, of those that its year has. */
export function askedForm({ forms }: Declaration, request: Request): SchemeForm {
  const asked = new URL(request.url).searchParams.get('skema');
  const form = forms.find(({ scheme }) => scheme === asked);
  if (!form) throw trouble({ what: 'tidak-ada' });
  return form;
}

export type DeclareAnswer = { changed: number } | { problems: Record<string, EntryProblem> } | { problem: string };

/** Stores what the form of one scheme says. */
export async function storeDeclaration(
  about: { skpd: string; year: number; scheme: Scheme },
  form: FormData,
  viewer: Viewer,
): Promise<DeclareAnswer> {
  const { entries, problems } = readEntries(about.scheme, INDICATORS[about.scheme], form);
  if (Object.keys(problems).length > 0) return { problems };
  try {
    const changed = await withLock('nilai', () => declare(about, entries, viewer));
    if (changed === null) throw new PlainError('Sistem sedang menyimpan pernyataan lain. Coba sekali lagi.');
    return { changed };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { problem: error.message };
  }
}
