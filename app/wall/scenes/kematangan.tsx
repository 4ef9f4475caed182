import type { BoardRow } from '../../../clickhouse/maturity';
import { middleOf } from '../../maturity/month-picker';
import { tied } from '../../maturity/sentence';
import { Stairs } from '../../maturity/stairs';
import { Bars, Panel } from './panel';
import type { SceneProps } from './scene-props';
import { useScene } from './use-scene';

const NAMES = 4;
const FURTHEST = 8;
const NEAREST = 3;

/** How far the offices are: the city's sentence and stairs, who moved, who is at risk, and what they say of themselves. */
export function Kematangan({ snapshot, now }: SceneProps) {
  const { t, f, lang } = useScene({ snapshot });
  const { board } = snapshot;
  const common = { snapshot, now };
  if (!board || board.rows.length === 0) {
    return (
      <div className="scene scene-one">
        <Panel {...common} title={t.kematangan} missing={board ? t.notAssessed : t.unreadWhy} />
      </div>
    );
  }
  const { city, rows } = board;
  const stage = (tahap: number) => (tahap === 0 ? t.noStage : t.stage(String(tahap)));
  const risen = rows.filter((row) => city.movedUp.includes(row.skpd)).sort((a, b) => b.reached - a.reached);
  const falling = rows.filter((row) => row.terancam).sort((a, b) => b.confirmed - a.confirmed);
  const lacking = rows.filter((row) => row.provisional).length;
  return (
    <div className="scene scene-kematangan">
      <section className="wall-panel kematangan-main">
        <header>
          <h2>{t.evidenceOf(f.month(middleOf(board.month)))}</h2>
          <span className="wall-note">{t.coverageNote(f.number(rows.length, 0))}</span>
        </header>
        <p className="kematangan-say">{tied(city.sentence[lang])}</p>
        <Stairs board={board} plain />
        <p className="fact-context">
          {t.coverage} <b>{f.percent(city.coverage, 0)}</b>
          {lacking > 0 && ` · ${t.lowCoverage(f.number(lacking, 0))}`}
        </p>
      </section>
      <div className="kematangan-side">
        <div className="kematangan-moves">
          <Movers
            {...common}
            title={t.risen}
            tone="good"
            rows={risen}
            none={t.noneRisen}
            move={(row) =>
              row.before === null ? stage(row.reached) : t.toStage(stage(row.before), stage(row.reached))
            }
          />
          <Movers
            {...common}
            title={t.atRisk}
            tone="warn"
            rows={falling}
            none={t.noneAtRisk}
            move={(row) => t.toStage(stage(row.confirmed), stage(row.observed))}
          />
        </div>
        <Furthest {...common} rows={rows} />
        <Nearest {...common} rows={rows} />
        <Declared {...common} rows={rows} />
      </div>
    </div>
  );
}

type Common = Pick<SceneProps, 'snapshot' | 'now'>;

interface MoversProps extends Common {
  title: string;
  tone: 'good' | 'warn';
  rows: BoardRow[];
  none: string;
  move: (row: BoardRow) => string;
}

/** How many offices move one way, and who they are. */
function Movers({ snapshot, now, title, tone, rows, none, move }: MoversProps) {
  const { t, f } = useScene({ snapshot });
  return (
    <Panel snapshot={snapshot} now={now} title={title} className="movers">
      <p className={`fact-figure${rows.length > 0 ? ` is-${tone}` : ''}`}>
        {f.number(rows.length, 0)}
        <small>SKPD</small>
      </p>
      <ul className="wall-lines">
        {rows.slice(0, NAMES).map((row) => (
          <li key={row.skpd} className={`status is-${tone}`}>
            <span>
              <b>{row.shortName}</b>
              <em>{move(row)}</em>
            </span>
          </li>
        ))}
        {rows.length > NAMES && <li className="wall-more">{t.andMore(f.number(rows.length - NAMES, 0))}</li>}
        {rows.length === 0 && <li className="wall-more">{none}</li>}
      </ul>
    </Panel>
  );
}

/** Who stands on the highest stage that any office reached. */
function Furthest({ snapshot, now, rows }: Common & { rows: BoardRow[] }) {
  const { t, f } = useScene({ snapshot });
  const highest = Math.max(...rows.map((row) => row.reached));
  const names = rows.filter((row) => row.reached === highest).map((row) => row.shortName);
  if (highest === 0) return <Panel snapshot={snapshot} now={now} title={t.furthest(t.noStage)} />;
  return (
    <Panel
      snapshot={snapshot}
      now={now}
      title={t.furthest(t.stage(String(highest)))}
      note={t.coverageShort(f.number(names.length, 0))}
      className="furthest"
    >
      <ul>
        {names.slice(0, FURTHEST).map((name) => (
          <li key={name}>{name}</li>
        ))}
        {names.length > FURTHEST && <li className="wall-more">{t.andMore(f.number(names.length - FURTHEST, 0))}</li>}
      </ul>
    </Panel>
  );
}

/** Who is nearest to the stage after the one they hold. */
function Nearest({ snapshot, now, rows }: Common & { rows: BoardRow[] }) {
  const { t, f } = useScene({ snapshot });
  const nearest = rows
    .filter(
      (row): row is BoardRow & { progress: number } => row.progress !== null && row.progress < 1 && !row.provisional,
    )
    .sort((a, b) => b.progress - a.progress || b.reached - a.reached || a.skpd.localeCompare(b.skpd))
    .slice(0, NEAREST);
  return (
    <Panel snapshot={snapshot} now={now} title={t.nearest} missing={nearest.length === 0 ? t.noData : null}>
      <Bars
        most={1}
        rows={nearest.map(({ skpd, shortName, reached, progress }) => ({
          key: skpd,
          name: t.towards(shortName, t.stage(String(reached + 1))),
          value: progress,
          text: f.percent(progress, 0),
        }))}
      />
    </Panel>
  );
}

/** What offices declare of themselves, beside what is observed. */
function Declared({ snapshot, now, rows }: Common & { rows: BoardRow[] }) {
  const { t, f } = useScene({ snapshot });
  const { declared } = snapshot;
  const told = rows
    .flatMap((row) => {
      const summary = declared?.[row.skpd];
      return summary?.index != null && summary.band !== null ? [{ row, index: summary.index, band: summary.band }] : [];
    })
    .sort((a, b) => b.index - a.index || a.row.reached - b.row.reached);
  const missing = declared === null ? t.unreadWhy : told.length === 0 ? t.noneDeclared : null;
  return (
    <Panel snapshot={snapshot} now={now} title={t.declaredTitle} className="declared-gap" missing={missing}>
      <ul className="wall-lines">
        {told.slice(0, 3).map(({ row, index, band }) => (
          <li key={row.skpd}>
            <span>
              <b>{row.shortName}</b>
              <em>
                {t.declared(f.number(index, 2), band)} ·{' '}
                {t.observedBeside(row.reached === 0 ? t.noStage : t.stage(String(row.reached)))}
              </em>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
