import { Link } from '@remix-run/react';
import type { MaturityBoard } from '../../clickhouse/maturity';
import { useText } from '../shell/use-shell';
import { maturityText } from './maturity.text';
import './maturity.css';

/** Who stands on which stage, the highest first: the names behind the stairs. */
export function StageNames({ board }: { board: MaturityBoard }) {
  const t = useText(maturityText);
  return (
    <dl className="stage-names">
      {[4, 3, 2, 1, 0].map((tahap) => {
        const offices = board.rows.filter((row) => row.reached === tahap);
        if (offices.length === 0) return null;
        return (
          <div key={tahap}>
            <dt>{tahap === 0 ? t.none : t.stage(String(tahap))}</dt>
            <dd>
              {offices.map((row, i) => (
                <span key={row.skpd} className={row.provisional ? 'is-provisional' : undefined}>
                  {i > 0 && ' · '}
                  <Link to={`/kematangan/${row.skpd}`}>{row.shortName}</Link>
                </span>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
