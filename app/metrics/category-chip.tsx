import { Link, useLocation } from '@remix-run/react';
import { DIMENSIONS } from '../../clickhouse/metrics/dimensions';
import { withFilters } from '../filters';
import { useShell, useText } from '../shell/use-shell';
import { pagesText } from './pages.text';
import type { Scope } from './scope';
import './metrics.css';

/** The category that a page is narrowed to, with the way to take it off: the bar of filters has no list of categories. */
export function CategoryChip({ scope }: { scope: Pick<Scope, 'filters'> }) {
  const t = useText(pagesText);
  const { lang } = useShell();
  const { search } = useLocation();
  const { kategori } = scope.filters;
  if (!kategori) return null;
  return (
    <p className="filter-chip">
      <span>{t.only(DIMENSIONS.kategori[lang], kategori)}</span>
      <Link to={{ search: withFilters(search, { kategori: null, halaman: null }) }} preventScrollReset>
        {t.removeOnly}
      </Link>
    </p>
  );
}
