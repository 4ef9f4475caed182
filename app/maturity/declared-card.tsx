import { Link } from '@remix-run/react';
import type { Reached } from '../../clickhouse/maturity';
import type { DeclaredSummary } from '../../clickhouse/maturity/declared';
import { useFormats, useShell, useText } from '../shell/use-shell';
import type { DeclaredBeside, DeclaredLine } from './declared.server';
import { declaredText } from './declared.text';
import { maturityText } from './maturity.text';
import './declared.css';

/** The declared index in a few words: its value and band, how much is filled in, or that nothing is. */
export function IndexWords({ summary }: { summary: DeclaredSummary }) {
  const t = useText(declaredText);
  const f = useFormats();
  if (summary.filled === 0) return <span className="is-missing">{t.notFilled}</span>;
  if (summary.index === null || summary.band === null)
    return <span className="is-missing">{t.incomplete(f.number(summary.filled, 0), f.number(summary.of, 0))}</span>;
  return <b>{t.indexBand(f.number(summary.index, 2), summary.band)}</b>;
}

/** On the board, beside the observed stage. */
export function DeclaredCell({ summary }: { summary: DeclaredSummary | undefined }) {
  const t = useText(declaredText);
  if (!summary) return <span className="is-missing">{t.notFilled}</span>;
  return (
    <>
      <IndexWords summary={summary} />
      <small>{t.schemeYear(t[summary.scheme], String(summary.year))}</small>
    </>
  );
}

/** The word of a declared level; not filled in is no level. */
export function LevelWord({ line }: { line: Pick<DeclaredLine, 'level' | 'levels'> }) {
  const t = useText(declaredText);
  const { lang } = useShell();
  if (line.level === null) return <span className="is-missing">{t.notFilled}</span>;
  return <>{t.levelName(String(line.level), line.levels[line.level - 1]?.[lang] ?? '')}</>;
}

/** Beside the score of one office: what it declares, next to what is observed. */
export function DeclaredCard({
  skpd,
  observed,
  declared,
}: {
  skpd: string;
  observed: Reached;
  declared: DeclaredBeside;
}) {
  const t = useText(declaredText);
  const words = useText(maturityText);
  const { lang } = useShell();
  const { summary, readiness, year } = declared;
  const isAnswered = readiness.some(({ level }) => level !== null);
  return (
    <section className="card" aria-labelledby="judul-dinyatakan">
      <h2 id="judul-dinyatakan">{t.cardTitle}</h2>
      <div className="card-body form">
        <dl className="declared-list">
          <div>
            <dt>{t.observed}</dt>
            <dd>
              <b>{observed === 0 ? words.none : words.stage(String(observed))}</b>
            </dd>
          </div>
          <div>
            <dt>{t.declaredOf(t[summary.scheme], String(summary.year))}</dt>
            <dd>
              <IndexWords summary={summary} />
            </dd>
          </div>
          {isAnswered ? (
            readiness.map((line) => (
              <div key={line.code}>
                <dt>{line.name[lang].split(':')[0]}</dt>
                <dd>
                  <LevelWord line={line} />
                </dd>
              </div>
            ))
          ) : (
            <div>
              <dt>{t.declaredOf(t.kesiapan, String(year))}</dt>
              <dd>
                <span className="is-missing">{t.notFilled}</span>
              </dd>
            </div>
          )}
        </dl>
        <p className="note">{t.never}</p>
        <p>
          <Link to={`/kematangan/${skpd}/pernyataan?tahun=${year}`}>{t.open}</Link>
        </p>
      </div>
    </section>
  );
}
