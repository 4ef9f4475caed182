import type { RunSummary } from '../../clickhouse/ledger/queries';
import { useFormats, useText } from '../shell/use-shell';
import { sourcesText } from './sources.text';
import './sources.css';

type Counts = Pick<RunSummary, 'read' | 'stored' | 'duplicate' | 'rejected' | 'ignored'>;

/** read = stored + duplicate + rejected + ignored, with a mark that says whether it holds. */
export function Equation({
  counts,
  unexplained,
  isRunning,
}: {
  counts: Counts;
  unexplained: number;
  isRunning?: boolean;
}) {
  const t = useText(sourcesText);
  const f = useFormats();
  const n = (value: number) => f.number(value, 0);
  const parts = [
    [t.stored, counts.stored],
    [t.duplicate, counts.duplicate],
    [t.rejected, counts.rejected],
    [t.ignored, counts.ignored],
  ] as const;
  return (
    <div className="equation">
      <dl>
        <div>
          <dt>{t.read}</dt>
          <dd>{n(counts.read)}</dd>
        </div>
        {parts.map(([word, value], i) => (
          <div key={word} data-sign={i === 0 ? '=' : '+'} className={value === 0 ? 'is-zero' : undefined}>
            <dt>{word}</dt>
            <dd>{n(value)}</dd>
          </div>
        ))}
      </dl>
      <Balance unexplained={unexplained} isRunning={isRunning} />
    </div>
  );
}

/** A check mark when every record is explained, a red cross with the number that is not. */
function Balance({ unexplained, isRunning }: { unexplained: number; isRunning?: boolean }) {
  const t = useText(sourcesText);
  const f = useFormats();
  if (unexplained > 0) return <span className="balance is-bad">✕ {t.missing(f.number(unexplained, 0))}</span>;
  return (
    <span className="balance is-good">
      ✓ {t.isBalanced}
      {isRunning && ` ${t.soFar}`}
    </span>
  );
}
