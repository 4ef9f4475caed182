import { Link, useSearchParams } from '@remix-run/react';
import type { BoardRow, MaturityBoard } from '../../clickhouse/maturity';
import type { DeclaredSummary } from '../../clickhouse/maturity/declared';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { AppealMarks, AppealsLink } from './appeal-mark';
import type { AppealCount } from './appeals.server';
import { declaredText } from './declared.text';
import { DeclaredCell } from './declared-card';
import { maturityText } from './maturity.text';
import { MonthPicker, type Months, middleOf } from './month-picker';
import { tied } from './sentence';
import { StageTrack } from './stage-track';
import { Stairs } from './stairs';
import './maturity.css';

const SORTS = ['skpd', 'tahap', 'cakupan', 'kemajuan'] as const;
type Sort = (typeof SORTS)[number];

const compare: Record<Sort, (a: BoardRow, b: BoardRow) => number> = {
  skpd: (a, b) => a.name.localeCompare(b.name, 'id'),
  tahap: (a, b) => b.reached - a.reached || b.possible - a.possible || (b.progress ?? -1) - (a.progress ?? -1),
  cakupan: (a, b) => b.coverage - a.coverage,
  kemajuan: (a, b) => (b.progress ?? -1) - (a.progress ?? -1),
};

/** What stands beside what is observed. */
interface Beside {
  /** Of the month, by office. */
  appeals: Record<string, AppealCount>;
  /** How many wait for a decision, whatever their month. */
  openAppeals: number;
  /** The newest index that an office declared. */
  declared: Record<string, DeclaredSummary>;
}

/** How far every office is, on what share of evidence, and what changed this month. */
export function BoardPage({
  board,
  beside,
  ...months
}: { board: MaturityBoard; beside: Beside } & Omit<Months, 'month'>) {
  const t = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  const { city } = board;
  const month = f.month(middleOf(board.month));
  const picker = <MonthPicker month={board.month} {...months} />;
  if (board.rows.length === 0) {
    return (
      <>
        <PageHead title={t.title} aside={picker} />
        <section className="notice is-empty" aria-labelledby="judul-kosong">
          <h2 id="judul-kosong">{t.notAssessed(month)}</h2>
          <p className="lead">{t.notAssessedWhy}</p>
        </section>
      </>
    );
  }
  const risen = board.rows.filter((row) => city.movedUp.includes(row.skpd)).map((row) => row.shortName);
  return (
    <>
      <PageHead
        title={tied(city.sentence[lang]).replace(/, (?=\d)/, '; ')}
        lead={
          <>
            {t.title}, {month}. {capital(t.cityCoverage(f.percent(city.coverage, 0)))}
            {risen.length > 0 && `; ${t.movedUp(risen.join(', '))}`}.
          </>
        }
        aside={picker}
      />
      <section className="card board-stairs" aria-labelledby="judul-sebaran">
        <h2 id="judul-sebaran">{t.distribution}</h2>
        <Stairs board={board} />
      </section>
      <BoardTable rows={board.rows} beside={beside} />
    </>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function BoardTable({ rows, beside }: { rows: BoardRow[]; beside: Beside }) {
  const t = useText(maturityText);
  const d = useText(declaredText);
  const f = useFormats();
  const [params] = useSearchParams();
  const sort = SORTS.find((key) => key === params.get('urut')) ?? 'tahap';
  const isReversed = params.get('arah') === 'balik';
  const tahap = /^[0-4]$/.test(params.get('tahap') ?? '') ? Number(params.get('tahap')) : null;
  const shown = rows
    .filter((row) => tahap === null || row.reached === tahap)
    .sort((a, b) => (isReversed ? -1 : 1) * compare[sort](a, b) || compare.skpd(a, b));
  const withParam = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    return { search: next.toString() };
  };
  const head = (key: Sort, word: string) => {
    const isCurrent = key === sort;
    return (
      <th
        scope="col"
        aria-sort={isCurrent ? (isReversed === (key === 'skpd') ? 'descending' : 'ascending') : undefined}
        className={`col-${key}`}
      >
        <Link
          to={withParam({ urut: key, arah: isCurrent && !isReversed ? 'balik' : null })}
          aria-label={t.sortBy(word)}
          preventScrollReset
        >
          {word}
          <span aria-hidden="true">{isCurrent ? (isReversed ? ' ↑' : ' ↓') : ''}</span>
        </Link>
      </th>
    );
  };
  return (
    <section className="card" id="papan" aria-labelledby="judul-papan">
      <div className="board-head">
        <h2 id="judul-papan">
          {t.board} <span className="note">{t.shown(f.number(shown.length, 0))}</span>
        </h2>
        <AppealsLink open={beside.openAppeals} />
        <nav aria-label={t.filterStage} className="stage-filter">
          {[null, 0, 1, 2, 3, 4].map((stage) => (
            <Link
              key={stage}
              to={withParam({ tahap: stage === null ? null : String(stage) })}
              aria-current={stage === tahap ? 'true' : undefined}
              preventScrollReset
            >
              {stage === null ? t.all : stage === 0 ? t.none : t.stage(String(stage))}
            </Link>
          ))}
        </nav>
      </div>
      {shown.length === 0 ? (
        <p className="card-body lead">{t.noneAtStage}</p>
      ) : (
        <table className="table board">
          <thead>
            <tr>
              {head('skpd', t.skpd)}
              {head('tahap', t.reached)}
              <th scope="col" title={d.never}>
                {d.declaredColumn}
              </th>
              <th scope="col">{t.interval}</th>
              {head('kemajuan', t.progress)}
              {head('cakupan', t.coverage)}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.skpd} row={row} beside={beside} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ row, beside }: { row: BoardRow; beside: Beside }) {
  const t = useText(maturityText);
  const d = useText(declaredText);
  const f = useFormats();
  return (
    <tr className={row.provisional ? 'is-provisional' : undefined}>
      <th scope="row">
        <Link to={`/kematangan/${row.skpd}`}>{row.name}</Link>
        <Marks row={row} />
        <AppealMarks count={beside.appeals[row.skpd]} />
      </th>
      <td data-label={t.reached}>
        <div className="board-stage">
          <StageTrack
            reached={row.reached}
            possible={row.possible}
            progress={row.progress}
            provisional={row.provisional}
          />
          <b>{row.reached === 0 ? t.none : t.stage(String(row.reached))}</b>
        </div>
      </td>
      <td data-label={d.declaredColumn} className="col-dinyatakan">
        <DeclaredCell summary={beside.declared[row.skpd]} />
      </td>
      <td data-label={t.interval}>
        {row.possible > row.reached ? t.upTo(String(row.possible)) : <span className="is-settled">{t.certain}</span>}
      </td>
      <td data-label={t.progress} className="num">
        {row.reached === 4 ? '' : row.progress === 1 ? t.onlyEvidence : f.percent(row.progress, 0)}
      </td>
      <td data-label={t.coverage} className="num">
        {f.percent(row.coverage, 0)}
      </td>
    </tr>
  );
}

/** baru, terancam, bukti kurang: each a word with its meaning. */
export function Marks({ row }: { row: Pick<BoardRow, 'baru' | 'terancam' | 'provisional'> }) {
  const t = useText(maturityText);
  return (
    <>
      {row.baru && (
        <span className="mark status is-good" title={t.baruWhy}>
          {t.baru}
        </span>
      )}
      {row.terancam && (
        <span className="mark status is-warn" title={t.terancamWhy}>
          {t.terancam}
        </span>
      )}
      {row.provisional && (
        <span className="mark status is-unknown" title={t.provisionalWhy}>
          {t.provisional}
        </span>
      )}
    </>
  );
}
