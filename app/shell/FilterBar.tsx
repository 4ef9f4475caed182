import { Form, Link, useLocation, useSubmit } from '@remix-run/react';
import { type PeriodKey, parsePeriod, pastMonths, withFilters } from '../filters';
import { shellText } from '../text/shell';
import { Menu } from './Menu';
import type { PageHandle } from './page-handle';
import { useFormats, useShell, useText } from './use-shell';

/** Two years of months can be picked. */
const MONTHS = 24;

interface Props {
  filters: NonNullable<PageHandle['filters']>;
  /** What a page shows without a chosen period, where that is not the running month. */
  standard?: string;
  className?: string;
}

/** The filters a page asked for. Each choice is an address, so that it can be sent to a colleague. */
export function FilterBar({ filters, standard, className = 'filters' }: Props) {
  const t = useText(shellText);
  return (
    <search className={className} aria-label={t.filters}>
      {filters.includes('periode') && <PeriodMenu standard={standard} />}
      {filters.includes('skpd') && <SkpdSelect />}
    </search>
  );
}

function PeriodMenu({ standard }: Pick<Props, 'standard'>) {
  const t = useText(shellText);
  const formats = useFormats();
  const { now, city, lang } = useShell();
  const { search } = useLocation();
  const options = { now, timeZone: city.timeZone, language: lang };
  const asked = new URLSearchParams(search).get('periode');
  const period = parsePeriod(asked, options);
  const isStandard = standard !== undefined && !asked;
  const label = isStandard ? standard : period.label;
  const presets: [PeriodKey, string][] = [
    ['bulan-ini', t.thisMonth],
    ['30h', t.last30],
    ['90h', t.last90],
    ['12b', t.last12],
  ];
  const link = (key: PeriodKey | null, label: string, describe?: string) => (
    <Link
      key={key}
      aria-label={describe}
      to={{ search: withFilters(search, { periode: key === 'bulan-ini' && standard === undefined ? null : key }) }}
      className="menu-item"
      aria-current={(isStandard ? key === null : key === period.key) ? 'true' : undefined}
      preventScrollReset
    >
      {label}
    </Link>
  );
  return (
    <Menu className="filter" name="menu" describe={`${t.period}: ${label}`} label={label}>
      {standard !== undefined && link(null, standard)}
      {presets.map(([key, label]) => link(key, label))}
      {byYear(pastMonths(MONTHS, options)).map(([year, months]) => (
        <div key={year}>
          <p className="menu-title">{year}</p>
          <div className="menu-months">
            {months.map(({ key, from }) => link(key, formats.monthName(from), formats.month(from)))}
          </div>
        </div>
      ))}
    </Menu>
  );
}

function byYear<T extends { key: PeriodKey }>(months: T[]): [string, T[]][] {
  const years = new Map<string, T[]>();
  for (const month of months) {
    const year = month.key.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), month]);
  }
  return [...years];
}

function SkpdSelect() {
  const t = useText(shellText);
  const submit = useSubmit();
  const { city, viewer } = useShell();
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  // Staff of an office see their own office only; there is nothing to choose.
  if (viewer?.role === 'skpd') return null;
  const kept = [...params].filter(([name]) => name !== 'skpd');
  return (
    <Form
      method="get"
      action={pathname}
      className="filter-form"
      onChange={(event) => submit(event.currentTarget, { preventScrollReset: true })}
    >
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <label className="hidden" htmlFor="saring-skpd">
        {t.skpd}
      </label>
      <select
        id="saring-skpd"
        name="skpd"
        className="select"
        key={params.get('skpd')}
        defaultValue={params.get('skpd') ?? ''}
      >
        <option value="">{t.allSkpd}</option>
        {city.skpd.map((office) => (
          <option key={office.code} value={office.code}>
            {office.shortName}
          </option>
        ))}
      </select>
      <noscript>
        <button type="submit" className="button">
          {t.apply}
        </button>
      </noscript>
    </Form>
  );
}
