import { Link, useSearchParams } from '@remix-run/react';
import type { BoardRow, MaturityBoard } from '../../clickhouse/maturity';
import type { DeclaredSummary } from '../../clickhouse/maturity/declared';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { AppealMarks, AppealsLink } from './appeal-mark';
import type { AppealCount } from './appeals.server';
import { boardText } from './board.text';
import { BoardVersions, MovementWord } from './board-parts';
import { arrangedRows, type BoardSort, clusterName, readBoardView, runsUpwards } from './board-view';
import { declaredText } from './declared.text';
import { DeclaredCell } from './declared-card';
import { maturityText } from './maturity.text';
import { MonthPicker, type Months, middleOf } from './month-picker';
import type { ProbeWords } from './probe-words.server';
import { tied } from './sentence';
import { StageTrack } from './stage-track';
import { Stairs } from './stairs';
import './board.css';
import './maturity.css';

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
  words,
  beside,
  ...months
}: { board: MaturityBoard; words: ProbeWords; beside: Beside } & Omit<Months, 'month'>) {
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
      <BoardVersions board={board} words={words} />
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
  const own = useText(boardText);
  const [params] = useSearchParams();
  const view = readBoardView(params);
  const { sort, isReversed, tahap } = view;
  const shown = arrangedRows(
    rows.map((row) => ({ ...row, declaredIndex: beside.declared[row.skpd]?.index ?? null })),
    view,
  );
  const withParam = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    return { search: next.toString() };
  };
  const columns: [BoardSort, string][] = [
    ['skpd', t.skpd],
    ['tahap', t.reached],
    ['dinyatakan', d.declaredColumn],
    ['sampai', t.interval],
    ['gerak', own.movement],
    ['kemajuan', t.progress],
    ['cakupan', t.coverage],
  ];
  const head = (key: BoardSort, word: string) => {
    const isCurrent = key === sort;
    return (
      <th
        key={key}
        scope="col"
        aria-sort={isCurrent ? (isReversed === runsUpwards(key) ? 'descending' : 'ascending') : undefined}
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
        <span className="board-ways">
          <AppealsLink open={beside.openAppeals} />
          <Link to={{ pathname: '/kematangan/andai', search: monthOnly(params) }}>{own.whatIf}</Link>
          <Link to={{ pathname: '/kematangan/banding', search: monthOnly(params) }}>{own.compare}</Link>
          <a href={`/kematangan/unduh?${fileParams(params, 'csv')}`}>{own.csv}</a>
          <a href={`/kematangan/unduh?${fileParams(params, 'xlsx')}`}>{own.xlsx}</a>
        </span>
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
          <Link to={withParam({ kelompok: view.isGrouped ? null : 'rumpun' })} preventScrollReset>
            {view.isGrouped ? own.ungroup : own.group}
          </Link>
          {view.cluster && (
            <Link to={withParam({ rumpun: null })} aria-current="true" preventScrollReset>
              {clusterName(view.cluster)} ×<span className="hidden"> {own.allClusters}</span>
            </Link>
          )}
        </nav>
        <nav aria-label={own.order} className="stage-filter board-order">
          {columns.map(([key, word]) => (
            <Link
              key={key}
              to={withParam({ urut: key, arah: key === sort && !isReversed ? 'balik' : null })}
              aria-current={key === sort ? 'true' : undefined}
              preventScrollReset
            >
              {word}
              <span aria-hidden="true">{key === sort ? (isReversed ? ' ↑' : ' ↓') : ''}</span>
            </Link>
          ))}
        </nav>
      </div>
      {shown.length === 0 ? (
        <p className="card-body lead">{t.noneAtStage}</p>
      ) : (
        <table className="table board">
          <thead>
            <tr>{columns.map(([key, word]) => head(key, word))}</tr>
          </thead>
          {(view.isGrouped ? [...new Set(shown.map((row) => row.cluster))] : [null]).map((cluster) => (
            <tbody key={cluster}>
              {cluster !== null && (
                <tr className="board-cluster">
                  <th scope="rowgroup" colSpan={columns.length}>
                    {clusterName(cluster)}{' '}
                    <span className="note">
                      {t.shown(f.number(shown.filter((row) => row.cluster === cluster).length, 0))}
                    </span>
                  </th>
                </tr>
              )}
              {shown
                .filter((row) => cluster === null || row.cluster === cluster)
                .map((row) => (
                  <Row
                    key={row.skpd}
                    row={row}
                    beside={beside}
                    clusterTo={view.isGrouped || view.cluster ? null : withParam({ rumpun: row.cluster })}
                  />
                ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  );
}

const monthOnly = (params: URLSearchParams) => {
  const kept = ['bulan', 'versi'].flatMap((name) => (params.has(name) ? [[name, params.get(name)!]] : []));
  return new URLSearchParams(kept).toString();
};

const fileParams = (params: URLSearchParams, format: 'csv' | 'xlsx') => {
  const next = new URLSearchParams(params);
  next.set('format', format);
  return next.toString();
};

function Row({
  row,
  beside,
  clusterTo,
}: {
  row: BoardRow;
  beside: Beside;
  /** Narrows the board to the cluster of the office; null = it is so already. */
  clusterTo: { search: string } | null;
}) {
  const t = useText(maturityText);
  const own = useText(boardText);
  const d = useText(declaredText);
  const f = useFormats();
  return (
    <tr className={row.provisional ? 'is-provisional' : undefined}>
      <th scope="row">
        <Link to={`/kematangan/${row.skpd}`}>{row.name}</Link>
        <Marks row={row} />
        <AppealMarks count={beside.appeals[row.skpd]} />
        {clusterTo && (
          <small>
            <Link to={clusterTo} aria-label={own.onlyCluster(clusterName(row.cluster))} preventScrollReset>
              {clusterName(row.cluster)}
            </Link>
          </small>
        )}
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
      <td data-label={own.movement}>
        <MovementWord row={row} />
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
