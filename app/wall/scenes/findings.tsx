import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { CitySnapshot } from '../../../clickhouse/snapshot';
import { textWidth } from '../../maps/text-width';
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

/** A sentence and its lines in a list of the overview: 61 rem hold its text of 1.5 rem. */
const LINE_PX = 950;
const TEXT_PX = 24;

/** The first findings that together take no more lines than there are; a long sentence takes two. */
export function findingsIn(lines: number, findings: readonly Finding[]): Finding[] {
  let left = lines;
  const fitting: Finding[] = [];
  for (const finding of findings) {
    left -= Math.ceil(textWidth(`${finding.head}  ${finding.text}`, TEXT_PX) / LINE_PX);
    if (left < 0) break;
    fitting.push(finding);
  }
  return fitting;
}

export function FindingList({ findings, className = '' }: { findings: readonly Finding[]; className?: string }) {
  return (
    <ol className={`wall-findings ${className}`}>
      {findings.map(({ tone, head, text, link }) => (
        <li key={`${head} ${text}`} className={`status is-${tone}`}>
          <Proof to={link}>
            {head && <b>{head}</b>}
            <span>{unbroken(head ? capital(text) : text)}</span>
          </Proof>
        </li>
      ))}
    </ol>
  );
}

/** A number and its per cent stay on one line. */
const unbroken = (text: string) => text.replaceAll(' %', '\u00a0%');

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
