import { Form, Link, useLocation, useSubmit } from '@remix-run/react';
import { type PeriodKey, parsePeriod, pastMonths, pastYears, withFilters } from '../filters';
import { shellText } from '../text/shell';
import { Menu } from './Menu';
import type { PageHandle } from './page-handle';
import { useFormats, useShell, useText } from './use-shell';

/** Two years of months can be picked, and the months of an older year once it is chosen. */
const MONTHS = 24;

interface Props {
  filters: NonNullable<PageHandle['filters']>;
  /** What a page shows without a chosen period, where that is not the running month. */
  standard?: string;
  /** The period that stands for none in the address. */
  standardPeriod?: PeriodKey;
  className?: string;
}

/** The filters a page asked for. Each choice is an address, so that it can be sent to a colleague. */
export function FilterBar({ filters, standard, standardPeriod = 'bulan-ini', className = 'filters' }: Props) {
  const t = useText(shellText);
  return (
    <search className={className} aria-label={t.filters}>
      {filters.includes('periode') && <PeriodMenu standard={standard} standardPeriod={standardPeriod} />}
      <SelectFilters filters={filters} />
    </search>
  );
}

function PeriodMenu({ standard, standardPeriod }: Pick<Props, 'standard'> & { standardPeriod: PeriodKey }) {
  const t = useText(shellText);
  const formats = useFormats();
  const { now, city, lang } = useShell();
  const { search } = useLocation();
  const options = { now, timeZone: city.timeZone, language: lang };
  const asked = new URLSearchParams(search).get('periode');
  const period = parsePeriod(asked ?? standardPeriod, options);
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
      to={{
        search: withFilters(search, {
          periode: key === standardPeriod && standard === undefined ? null : key,
          halaman: null,
        }),
      }}
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
      {byYear(pastMonths(MONTHS, options, period.key)).map(([year, months]) => (
        <div key={year}>
          <p className="menu-title">{year}</p>
          <div className="menu-months">
            {months.map(({ key, from }) => link(key, formats.monthName(from), formats.month(from)))}
          </div>
        </div>
      ))}
      <p className="menu-title">{t.years}</p>
      <div className="menu-months">{pastYears(options, period.key).map((year) => link(year, year))}</div>
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

/** Codes of channels as they are stored; services and messages have their own. */
const CHANNELS = [
  'daring',
  'loket',
  'kios',
  'telepon',
  'surel',
  'buku_tamu',
  'obrolan',
  'forum',
  'ppid',
  'media_sosial',
  'aplikasi',
  'tatap_muka',
] as const;

/** Choices of the city: what they are called when nothing is chosen, and what can be. */
function SelectFilters({ filters }: Pick<Props, 'filters'>) {
  const t = useText(shellText);
  const submit = useSubmit();
  const { city, viewer } = useShell();
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  // Staff of an office see their own office only; there is nothing to choose.
  const office = viewer?.role === 'skpd' ? viewer.skpd : params.get('skpd');
  const services = city.layanan.filter(({ skpd }) => !office || skpd === office);
  const all: { name: string; label: string; none: string; options: [code: string, name: string][] }[] = [
    {
      name: 'skpd',
      label: t.skpd,
      none: t.allSkpd,
      options: viewer?.role === 'skpd' ? [] : city.skpd.map(({ code, shortName }) => [code, shortName]),
    },
    { name: 'layanan', label: t.service, none: t.allServices, options: services.map((s) => [s.code, s.name]) },
    {
      name: 'kanal',
      label: t.channel,
      none: t.allChannels,
      options: CHANNELS.map((code) => [code, channelWord(code)]),
    },
    {
      name: 'kecamatan',
      label: t.district,
      none: t.allDistricts,
      options: city.kecamatan.map((k) => [k.code, k.name]),
    },
    { name: 'situs', label: t.site, none: t.allSites, options: city.situs.map((host) => [host, host]) },
  ];
  const shown = all.filter(
    ({ name, options }) => (filters as readonly string[]).includes(name) && (options.length > 0 || params.has(name)),
  );
  if (shown.length === 0) return null;
  const kept = [...params].filter(([name]) => name !== 'halaman' && !shown.some((filter) => filter.name === name));
  return (
    <Form
      method="get"
      action={pathname}
      className="filter-form"
      onChange={(event) => {
        const form = new FormData(event.currentTarget);
        // A service of another office would leave nothing.
        if ((event.target as unknown as HTMLSelectElement).name === 'skpd') form.delete('layanan');
        for (const [name, value] of [...form]) if (value === '') form.delete(name);
        submit(form, { action: pathname, preventScrollReset: true });
      }}
    >
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      {shown.map(({ name, label, none, options }) => (
        <span key={name} className="filter-select">
          <label className="hidden" htmlFor={`saring-${name}`}>
            {label}
          </label>
          <select
            id={`saring-${name}`}
            name={name}
            className="select"
            key={params.get(name)}
            defaultValue={params.get(name) ?? ''}
          >
            <option value="">{none}</option>
            {options.map(([code, word]) => (
              <option key={code} value={code}>
                {word}
              </option>
            ))}
          </select>
        </span>
      ))}
      <noscript>
        <button type="submit" className="button">
          {t.apply}
        </button>
      </noscript>
    </Form>
  );
}

const channelWord = (code: string) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');
