import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { troubleText } from '../text/trouble';
import { useText } from './use-shell';

/** Stands where figures would be while the warehouse holds none: unknown looks unknown, and says what to do. */
export function EmptyWarehouse({ why, to = '/sumber' }: { why?: ReactNode; to?: string }) {
  const t = useText(troubleText);
  return (
    <section className="notice is-empty" aria-labelledby="judul-kosong">
      <h2 id="judul-kosong">{t.empty}</h2>
      <p className="lead">{why ?? t.emptyWhy}</p>
      <p className="actions">
        <Link className="button is-main" to={to}>
          {t.emptyNext}
        </Link>
      </p>
    </section>
  );
}
