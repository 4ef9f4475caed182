import { Link, useSearchParams } from '@remix-run/react';
import type { BoardRow, MaturityBoard } from '../../clickhouse/maturity';
import type { ThresholdChange } from '../../clickhouse/maturity/versions';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { boardText } from './board.text';
import { maturityText } from './maturity.text';
import { limitValue } from './probe-format';
import type { ProbeWords } from './probe-words.server';

/** How an office moved against the month before: its sign, the word, and from where. */
export function MovementWord({ row }: { row: Pick<BoardRow, 'movement' | 'before'> }) {
  const t = useText(boardText);
  const words = useText(maturityText);
  if (row.movement === null) return <span className="note">{t.first}</span>;
  if (row.movement === 'tetap') return <span className="is-settled">{t.tetap}</span>;
  const from = row.before === 0 ? words.none.toLowerCase() : words.stage(String(row.before)).toLowerCase();
  return row.movement === 'naik' ? (
    <span className="is-good">▲ {t.naik(from)}</span>
  ) : (
    <span className="is-bad">▼ {t.turun(from)}</span>
  );
}

type Versioned = Pick<MaturityBoard, 'instrument' | 'versions' | 'changes'>;

/** Which version of the instrument is read, the others it can be read under, and what the city changed in it. */
export function BoardVersions({ board, words }: { board: Versioned; words: ProbeWords }) {
  const t = useText(boardText);
  const f = useFormats();
  const [params] = useSearchParams();
  if (board.versions.length < 2 && board.changes.length === 0) return null;
  const to = (version: string) => {
    const next = new URLSearchParams(params);
    next.set('versi', version);
    return { search: next.toString() };
  };
  return (
    <section className="board-versions">
      <p>
        {t.versions}{' '}
        {board.versions.map((version) => (
          <Link
            key={version}
            to={to(version)}
            aria-current={version === board.instrument ? 'true' : undefined}
            preventScrollReset
          >
            {version.includes('+') ? t.cityVersion(version) : t.standardVersion(version)}
          </Link>
        ))}
      </p>
      {board.changes.length > 0 && (
        <details open={board.changes.some(({ isLooser }) => isLooser)}>
          <summary>{t.changes(f.number(board.changes.length, 0))}</summary>
          <ul>
            {board.changes.map((change) => (
              <ChangeLine key={`${change.probe}.${change.what}`} change={change} words={words} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function ChangeLine({ change, words }: { change: ThresholdChange; words: ProbeWords }) {
  const t = useText(boardText);
  const f = useFormats();
  const { lang } = useShell();
  const { probe, what, standard, own, isLooser } = change;
  const { question, unit } = words[probe]!;
  return (
    <li>
      <b>{question[lang]}</b>{' '}
      {what === 'ambang'
        ? t.changeLine(limitValue(standard, unit, lang, f), limitValue(own, unit, lang, f))
        : t.changeMinimum(f.number(standard, 0), f.number(own, 0))}{' '}
      <span className={isLooser ? 'status is-warn' : 'note'}>{isLooser ? t.looser : t.tighter}</span>
    </li>
  );
}
