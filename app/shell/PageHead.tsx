import type { ReactNode } from 'react';

/** The head of a page: its title, one sentence that says the main thing, and what stands beside them. */
export function PageHead({ title, lead, aside }: { title: ReactNode; lead?: ReactNode; aside?: ReactNode }) {
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {aside}
    </div>
  );
}
