import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { CitySnapshot } from '../../../clickhouse/snapshot';
import { cityFindings, type Finding } from '../../overview/findings';
import { useShell } from '../../shell/use-shell';
import { useScene } from './use-scene';

/** What stands out this morning, the worst first; null = it could not be read. */
export function useFindings(snapshot: CitySnapshot, most: number): Finding[] | null {
  const { o, f } = useScene({ snapshot });
  return cityFindings({ ...snapshot, filter: { periode: null, skpd: null } }, o, f, most);
}

/** Leads to its proof where somebody has signed in; a screen on the wall has nobody who could follow. */
function Proof({ to, children }: { to: string; children: ReactNode }) {
  const { viewer } = useShell();
  return viewer ? <Link to={to}>{children}</Link> : <div>{children}</div>;
}

export function FindingList({ findings, className = '' }: { findings: readonly Finding[]; className?: string }) {
  return (
    <ol className={`wall-findings ${className}`}>
      {findings.map(({ tone, head, text, link }) => (
        <li key={`${head} ${text}`} className={`status is-${tone}`}>
          <Proof to={link}>
            {head && <b>{head}</b>}
            <span>{head ? capital(text) : text}</span>
          </Proof>
        </li>
      ))}
    </ol>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
