import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import './crumb.css';

/** The way back to the page above. */
export function Crumb({ to, children }: { to: string; children: ReactNode }) {
  return (
    <p className="crumb">
      <Link to={to}>‹ {children}</Link>
    </p>
  );
}
