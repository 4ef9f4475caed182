import { Link, useLocation } from '@remix-run/react';
import { DIMENSIONS } from '../../clickhouse/metrics/dimensions';
import type { Cell, RowsPage as Found, OnlyMember, RowColumn } from '../../clickhouse/metrics/rows';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import type { Language } from '../text/define';
import type { Formats } from '../text/format';
import { CategoryChip } from './category-chip';
import { HolidayNote } from './holiday-note';
import { FormulaTip } from './metric-tile';
import { type MetricsText, metricsText } from './metrics.text';
import { pagesText } from './pages.text';
import { type Figure, metricHref, type Scope } from './scope';
import { writeMember } from './write';
import './metrics.css';

/** Deeper pages cost the engine more with each; whoever needs all rows takes the file. */
export const MOST_PAGES = 200;

interface Props {
  definition: Figure['definition'];
  scope: Scope;
  found: Found;
  /** Why the figure itself is unknown; its rows are then those that came. */
  untold: string;
  page: number;
  only: (OnlyMember & { name: string }) | undefined;
  rowsPerPage: number;
}

/** The rows behind a figure, masked as they are stored. */
export function RowsPage({ definition, scope, found, untold, page, only, rowsPerPage }: Props) {
  const t = useText(pagesText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const { search } = useLocation();
  const all = Math.max(1, Math.ceil(found.total / rowsPerPage));
  const pages = Math.min(MOST_PAGES, all);
  const address = (change: Record<string, string | null>) => {
    const params = new URLSearchParams(search);
    for (const [name, value] of Object.entries(change))
      if (value === null) params.delete(name);
      else params.set(name, value);
    return `?${params}`;
  };
  const file = (format: string) =>
    metricHref('/unduh', definition.id, scope, {
      isi: 'baris',
      format,
      ...(only ? { dimensi: only.dimension, anggota: only.member } : {}),
    });
  return (
    <>
      <PageHead
        title={t.rowsOf(definition.name[lang])}
        lead={found.reason || t.rowsLead(f.number(found.total, 0), scope.period.label)}
        aside={
          found.total > 0 && (
            <div className="actions">
              <a className="button" href={file('csv')}>
                {words.csv}
              </a>
              <a className="button" href={file('xlsx')}>
                {words.xlsx}
              </a>
            </div>
          )
        }
      />
      <CategoryChip scope={scope} />
      <HolidayNote scope={scope} figures={[{ definition }]} />
      <div className="rows-bar">
        {untold && <p className="rows-untold">{t.rowsUntold(untold)}</p>}
        {only && (
          <p className="rows-only">
            {t.only(DIMENSIONS[only.dimension][lang], writeMember(only.dimension, only, words, lang))}{' '}
            <Link to={address({ dimensi: null, anggota: null, halaman: null })}>{t.removeOnly}</Link>
          </p>
        )}
        <p className="note rows-formula">{definition.formula[lang]}</p>
        <span className="hidden">
          <FormulaTip definition={definition} />
        </span>
      </div>
      {found.reason === '' && found.rows.length === 0 && <p className="lead">{t.noRows}</p>}
      {found.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="card table-wrap" tabIndex={0} aria-label={t.rowsOf(definition.name[lang])}>
          <table className="table rows-table">
            <thead>
              <tr>
                {found.columns.map((column) => (
                  <th key={column.key} scope="col" className={column.kind === 'angka' ? 'num' : undefined}>
                    {column.label[lang]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a page have no identity but their place
                <tr key={i}>
                  {found.columns.map((column, j) => (
                    <td
                      key={column.key}
                      className={column.kind === 'angka' ? 'num' : undefined}
                      data-label={column.label[lang]}
                    >
                      {writeCell(column, row[j] ?? null, words, f, lang)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {all > MOST_PAGES && page === pages && <p className="note">{t.tooDeep(f.number(pages * rowsPerPage, 0))}</p>}
      {pages > 1 && (
        <nav className="rows-pager" aria-label={t.pages}>
          {page > 1 && (
            <Link className="button" to={address({ halaman: page > 2 ? String(page - 1) : null })}>
              {t.newer}
            </Link>
          )}
          <span className="note">{t.pageOf(f.number(page, 0), f.number(all, 0))}</span>
          {page < pages && (
            <Link className="button" to={address({ halaman: String(page + 1) })}>
              {t.older}
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function writeCell(column: RowColumn, cell: Cell, t: MetricsText, f: Formats, lang: Language): string {
  if (cell === null) return '—';
  if (column.kind === 'waktu') return f.dateTime(Number(cell) * 1000);
  if (column.kind === 'angka') return f.number(Number(cell), 2);
  if (column.kind === 'ya_tidak') return Number(cell) ? t.yes : t.no;
  if (!column.dimension) return String(cell);
  return writeMember(column.dimension, { member: String(cell), name: String(cell) }, t, lang);
}
