import { Link, useLocation } from '@remix-run/react';
import { withFilters } from '../filters';
import { CategoryChip } from '../metrics/category-chip';
import { metricsText } from '../metrics/metrics.text';
import { writeMember } from '../metrics/write';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { mapText } from './map.text';
import type { PickedData } from './picked.server';
import '../metrics/metrics.css';
import './map-page.css';

/** The complaints behind a circle or a hexagon of the map, masked as they are stored. */
export function PickedPage({ data }: { data: PickedData }) {
  const t = useText(mapText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const { search } = useLocation();
  const { scope, total, rows, page, pages } = data;
  const title = data.kind === 'h3' ? t.listH3 : t.listPetak;
  const told = (dimension: 'keadaan' | 'kecamatan' | 'skpd', member: string) =>
    writeMember(dimension, { member, name: member }, words, lang);
  return (
    <>
      <Crumb to={`/peta?${scope.search}`}>{t.back}</Crumb>
      <PageHead title={title} lead={t.listOf(f.number(total, 0), scope.period.label)} />
      <CategoryChip scope={scope} />
      {rows.length === 0 ? (
        <p className="lead">{t.noRows}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="card table-wrap" tabIndex={0} aria-label={title}>
          <table className="table rows-table picked-table">
            <thead>
              <tr>
                {[t.received, t.number, t.titleOf, t.category, t.state, t.office, t.kecamatan].map((word) => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.source} ${row.number}`}>
                  <td data-label={t.received}>{f.dateTime(row.received)}</td>
                  <td data-label={t.number}>
                    {row.secret ? (
                      <span className="note">{t.secret}</span>
                    ) : (
                      <Link to={`/aduan/${encodeURIComponent(row.source)}/${encodeURIComponent(row.number)}`}>
                        {row.number}
                      </Link>
                    )}
                  </td>
                  <td data-label={t.titleOf}>{row.secret ? '—' : row.title || '—'}</td>
                  <td data-label={t.category}>{row.category || '—'}</td>
                  <td data-label={t.state}>{told('keadaan', row.state)}</td>
                  <td data-label={t.office}>{told('skpd', row.skpd)}</td>
                  <td data-label={t.kecamatan}>{told('kecamatan', row.kecamatan)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {pages > 1 && (
        <nav className="rows-pager" aria-label={t.pages}>
          {page > 1 && (
            <Link
              className="button"
              to={{ search: withFilters(search, { halaman: page > 2 ? String(page - 1) : null }) }}
            >
              {t.newer}
            </Link>
          )}
          <span className="note">{t.pageOf(f.number(page, 0), f.number(pages, 0))}</span>
          {page < pages && (
            <Link className="button" to={{ search: withFilters(search, { halaman: String(page + 1) }) }}>
              {t.older}
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
