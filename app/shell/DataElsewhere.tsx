import { Link, useLocation, useMatches } from '@remix-run/react';
import type { FactTable } from '../../clickhouse/metrics/types';
import { periodsAround, withFilters } from '../filters';
import { shellText } from '../text/shell';
import { useFormats, useShell, useText } from './use-shell';

/** What a page of figures hands over (app/metrics/subject.server.ts), as far as this needs it. */
interface Told {
  subject?: { scope?: { period?: { from: Date } }; figures?: Record<string, { definition: { sources: FactTable[] } }> };
}

/** Leads on to the data when the period begins after the newest record of everything that the page's figures rest on. */
export function DataElsewhere() {
  const t = useText(shellText);
  const f = useFormats();
  const { newest, now, city, lang } = useShell();
  const { search } = useLocation();
  // A loader hands it over by itself or under a name.
  const data = (useMatches().at(-1)?.data ?? {}) as Told & Record<string, Told | undefined>;
  const { subject } = [data, ...Object.values(data)].find((one) => one?.subject) ?? {};
  const from = subject?.scope?.period?.from;
  if (!from) return null;
  const tables = new Set(Object.values(subject.figures ?? {}).flatMap(({ definition }) => definition.sources));
  const last = Math.max(...[...tables].map((table) => newest[table]?.getTime() ?? 0));
  if (last <= 0 || last >= from.getTime()) return null;
  const moment = new Date(last);
  const periods = periodsAround(moment, { now, timeZone: city.timeZone, language: lang });
  return (
    <p className="data-elsewhere" role="status">
      {t.dataElsewhere(f.date(moment))}{' '}
      {periods.map(({ key, label }) => (
        <Link key={key} to={{ search: withFilters(search, { periode: key, halaman: null }) }} className="button">
          {t.openPeriod(label)}
        </Link>
      ))}
    </p>
  );
}
