import { Link } from '@remix-run/react';
import type { MaturityBoard } from '../../clickhouse/maturity';
import { useFormats, useText } from '../shell/use-shell';
import { maturityText } from './maturity.text';
import './maturity.css';

const STEPS = ['belum', 't1', 't2', 't3', 't4'] as const;
const BAR_WIDTH = 100;
const BAR_HEIGHT = 100;
const LOWEST = 6;

/** How many SKPD stand on each stage, as stairs; each step leads to its offices on the board, unless plain. */
export function Stairs({ board, plain = false }: { board: MaturityBoard; plain?: boolean }) {
  const t = useText(maturityText);
  const f = useFormats();
  const { distribution } = board.city;
  const most = Math.max(1, ...STEPS.map((step) => distribution[step]));
  return (
    <ol className="stairs">
      {STEPS.map((step, tahap) => {
        const n = distribution[step];
        const height = n === 0 ? 2 : LOWEST + ((BAR_HEIGHT - LOWEST) * n) / most;
        const told = (
          <>
            <b>{f.number(n, 0)}</b>
            <svg viewBox={`0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
              <rect y={BAR_HEIGHT - height} width={BAR_WIDTH} height={height} className={`fill-t${tahap}`} />
            </svg>
            <span>{tahap === 0 ? t.none : t.stage(String(tahap))}</span>
            <em>{t.stageName(String(tahap))}</em>
          </>
        );
        return (
          <li key={step}>
            {plain ? (
              <div className="step">{told}</div>
            ) : (
              <Link to={`/kematangan?tahap=${tahap}`} className="step">
                {told}
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}
