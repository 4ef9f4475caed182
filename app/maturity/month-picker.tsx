import { Link, useLocation } from '@remix-run/react';
import { useFormats, useText } from '../shell/use-shell';
import { maturityText } from './maturity.text';

export interface Months {
  month: string;
  /** The month shown when the address names none. */
  openMonth: string;
  /** The month we are in; there is none after it. */
  runningMonth: string;
}

/** Steps through the months; the month stands in the address. */
export function MonthPicker({ month, openMonth, runningMonth }: Months) {
  const t = useText(maturityText);
  const f = useFormats();
  const { search } = useLocation();
  const to = (key: string) => {
    const params = new URLSearchParams(search);
    if (key === openMonth) params.delete('bulan');
    else params.set('bulan', key);
    return { search: params.toString() };
  };
  const next = shift(month, 1);
  return (
    <nav className="month-picker" aria-label={t.month}>
      <Link to={to(shift(month, -1))} aria-label={t.earlier} title={t.earlier} preventScrollReset>
        ‹
      </Link>
      <b>
        {f.month(middleOf(month))}
        {month === runningMonth && <small>{t.running}</small>}
      </b>
      {next <= runningMonth ? (
        <Link to={to(next)} aria-label={t.later} title={t.later} preventScrollReset>
          ›
        </Link>
      ) : (
        <span aria-hidden="true">›</span>
      )}
    </nav>
  );
}

/** A moment in the middle of the month: the same month in every time zone. */
export const middleOf = (month: string) => new Date(`${month}-15T00:00:00Z`);

function shift(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
