import type { BoardRow } from '../../clickhouse/maturity';
import type { MetricReading } from '../../clickhouse/metrics';
import type { TileId } from '../../clickhouse/snapshot/tiles';
import type { Formats } from '../text/format';
import type { Overview } from './overview.server';
import type { OverviewText } from './overview.text';
import { tileModel } from './tile-model';
import { tileHref, wayTo } from './ways';

/** One line of what stands out: whom it is about, what, and the page behind it. */
export interface Finding {
  tone: 'bad' | 'warn' | 'good';
  /** Whom or what it is about; empty when the text says so itself. */
  head: string;
  text: string;
  link: string;
}

/** As many as a page takes in at a glance. */
const MOST = 4;
const ORDER = ['bad', 'warn', 'good'] as const;
const tones = { buruk: 'bad', waspada: 'warn', baik: 'good' } as const;

type Readings = Partial<Record<TileId, MetricReading>>;

/** The morning's findings, and in the room that is left what the tiles and the board add to them. Null = unreadable. */
export function cityFindings(
  { brief, readings, board, filter }: Pick<Overview, 'brief' | 'readings' | 'board' | 'filter'>,
  t: OverviewText,
  f: Formats,
  most = MOST,
): Finding[] | null {
  if (brief === null) return null;
  const found = brief.slice(0, most).map((finding): Finding => {
    const [head, text] = splitSubject(t.language === 'id' ? finding.textId : finding.textEn);
    return { tone: tones[finding.severity], head, text, link: wayTo(finding.link) };
  });
  const toldOfBoard = found.some(({ link }) => link.startsWith('/kematangan'));
  const more = [...ofTiles(readings, filter, t, f), ...(toldOfBoard ? [] : ofBoard(board, t))];
  return worstFirst([...found, ...worstFirst(more).slice(0, Math.max(0, most - found.length))]);
}

/** What one office must look at, from its own figures and its place on the ladder. */
export function officeFindings(
  { readings, filter }: Pick<Overview, 'readings' | 'filter'>,
  row: BoardRow | null,
  t: OverviewText,
  f: Formats,
): Finding[] {
  const found = ofTiles(readings, filter, t, f);
  if (row?.terancam)
    found.push({ tone: 'warn', head: t.maturity, text: t.stageAtRisk, link: `/kematangan/${row.skpd}` });
  return worstFirst(found).slice(0, MOST);
}

/** Figures past their limit or on the wrong side of their target. */
function ofTiles(readings: Readings, filter: Overview['filter'], t: OverviewText, f: Formats): Finding[] {
  return Object.entries(readings).flatMap(([key, reading]): Finding[] => {
    const id = key as TileId;
    if (reading.value === null) return [];
    const link = tileHref(id, reading.source, filter);
    const overdue = reading.parts?.lewat_batas ?? 0;
    if (id === 'aduan_terbuka' && overdue > 0)
      return [
        { tone: 'bad', head: t[id], text: t.findOverdue(f.number(overdue, 0), f.number(reading.value, 0)), link },
      ];
    const unanswered = reading.parts?.belum_dibalas ?? 0;
    if (id === 'pesan_dibalas' && unanswered > 0)
      return [{ tone: 'warn', head: t[id], text: t.findUnanswered(f.number(unanswered, 0)), link }];
    if (reading.target === null || (reading.status !== 'buruk' && reading.status !== 'waspada')) return [];
    const { figure, unit } = tileModel(id, reading, t, f);
    const text = t.findTarget(`${figure} ${unit}`.trim(), `${f.number(reading.target)} ${unit}`.trim());
    return [{ tone: tones[reading.status], head: t[id], text, link }];
  });
}

/** Offices that may lose their stage, and those that rose. */
function ofBoard(board: Overview['board'], t: OverviewText): Finding[] {
  if (!board) return [];
  const names = (rows: BoardRow[]) => rows.map((row) => row.shortName).join(', ');
  const falling = board.rows.filter((row) => row.terancam);
  const risen = board.rows.filter((row) => board.city.movedUp.includes(row.skpd));
  return [
    ...(falling.length > 0
      ? [{ tone: 'warn' as const, head: t.maturity, text: t.findAtRisk(names(falling)), link: '/kematangan' }]
      : []),
    ...(risen.length > 0
      ? [{ tone: 'good' as const, head: t.maturity, text: t.findRisen(names(risen)), link: '/kematangan' }]
      : []),
  ];
}

const worstFirst = (findings: Finding[]): Finding[] =>
  [...findings].sort((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));

/** `Benda: 48 aduan ...` begins with whom it is about. */
function splitSubject(text: string): [string, string] {
  const colon = text.indexOf(': ');
  return colon > 0 && colon < 40 ? [text.slice(0, colon), text.slice(colon + 2)] : ['', text];
}
