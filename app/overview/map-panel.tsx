import { Link, useNavigate } from '@remix-run/react';
import { useMemo, useState } from 'react';
import type { KecamatanComplaints } from '../../clickhouse/metrics';
import type { AreaValue } from '../maps/area-value';
import { classOf, roundLimits } from '../maps/classes';
import { KecamatanMap } from '../maps/kecamatan-map';
import { MapLegend } from '../maps/legend';
import { isNumbered, Swatch } from '../maps/swatch';
import { useShell } from '../shell/use-shell';
import type { Language } from '../text/define';
import type { Formats } from '../text/format';
import type { Overview } from './overview.server';
import type { OverviewText } from './overview.text';

interface Props {
  data: NonNullable<Overview['kecamatan']>;
  /** The sources of complaints are silent, or never spoke: what they held is no news. */
  isUnknown: boolean;
  map: Overview['map'];
  /** The end of a past period; null = now. */
  asOf: Date | null;
  /** Whose complaints, when not the whole city's. */
  office: string | null;
  /** Page of one kecamatan. */
  hrefOf: (kode: string) => string;
  t: OverviewText;
  f: Formats;
}

/** Where the complaints are: the map, and beside it the same figures as a table. */
export function MapPanel({ data, isUnknown, map, asOf, office, hrefOf, t, f }: Props) {
  const navigate = useNavigate();
  const { lang } = useShell();
  const [active, setActive] = useState<string | null>(null);
  // An office has too few complaints for a rate: its map shows how many.
  const isCount = office !== null;
  const rows = useMemo(
    () => data.rows.map((row) => ({ ...row, shown: isUnknown ? null : isCount ? row.terbuka : row.per10rb })),
    [data, isUnknown, isCount],
  );
  const limits = useMemo(
    () =>
      roundLimits(
        rows.map((row) => row.shown),
        isCount,
      ),
    [rows, isCount],
  );
  const write = useMemo(
    () => (value: number | null) => (isCount ? f.number(value, 0) : oneDecimal(value, lang)),
    [isCount, f, lang],
  );
  const sorted = useMemo(
    () => [...rows].sort((a, b) => (b.shown ?? -1) - (a.shown ?? -1) || a.nama.localeCompare(b.nama, 'id')),
    [rows],
  );
  const values = useMemo(
    () =>
      sorted.map(
        (row, i): AreaValue => ({ ...areaValue(row, write(row.shown), limits, isUnknown, t, f), number: i + 1 }),
      ),
    [sorted, write, limits, isUnknown, t, f],
  );
  const known = sorted.filter((row) => row.shown !== null);
  const [worst, best] = [known[0], known.at(-1)];
  const summary =
    worst && best ? t.mapSummary(worst.nama, write(worst.shown), best.nama, write(best.shown)) : t.unknown;
  const title = office ? t.mapTitleOf(office) : t.mapTitle;
  return (
    <section className="panel map-panel" aria-labelledby="judul-peta">
      <header>
        <h2 id="judul-peta">{title}</h2>
        {asOf && <span className="note">{t.asOf(f.date(asOf))}</span>}
        {map.illustrative && <span className="badge">{t.illustrative}</span>}
      </header>
      <KecamatanMap
        title={title}
        summary={summary}
        drawing={map}
        values={values}
        active={active}
        onActive={setActive}
        onPick={(kode) => navigate(hrefOf(kode))}
        words={{ zoomIn: t.zoomIn, zoomOut: t.zoomOut, whole: t.whole }}
      />
      <table className="area-list">
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.kecamatan}</th>
            {!isCount && (
              <th scope="col" className="num">
                {t.per10kShort}
              </th>
            )}
            <th scope="col" className="num">
              {t.open}
            </th>
            <th scope="col" className="num">
              {t.pastLimit}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row, i) => {
            const mapClass = classOf(row.shown, limits);
            return (
              <tr
                key={row.kode}
                data-active={row.kode === active || undefined}
                onMouseEnter={() => setActive(row.kode)}
                onMouseLeave={() => setActive(null)}
              >
                <th scope="row">
                  <Swatch mapClass={mapClass} number={isNumbered(map, row.kode) ? i + 1 : null} />
                  <Link to={hrefOf(row.kode)} onFocus={() => setActive(row.kode)} onBlur={() => setActive(null)}>
                    {row.nama}
                  </Link>
                </th>
                <td className="num">
                  <b>{write(row.shown)}</b>
                </td>
                {!isCount && <td className="num">{isUnknown ? '—' : f.number(row.terbuka, 0)}</td>}
                <td className="num">
                  {!isUnknown && row.terbuka > 0 ? f.percent(row.lewatBatas / row.terbuka, 0) : '—'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <footer className="map-foot">
        <MapLegend
          limits={limits}
          f={f}
          hasUnknown={known.length < sorted.length}
          words={{ legend: t.legend, unknown: t.unknown }}
        />
        <p>
          <b>{t.noLocation(isUnknown ? '—' : f.number(data.tanpaLokasi, 0))}</b>
          {!isUnknown && data.luarKota > 0 && <span>{t.outside(f.number(data.luarKota, 0))}</span>}
        </p>
      </footer>
    </section>
  );
}

function areaValue(
  row: KecamatanComplaints & { shown: number | null },
  valueText: string,
  limits: number[],
  isUnknown: boolean,
  t: OverviewText,
  f: Formats,
): Omit<AreaValue, 'number'> {
  return {
    kode: row.kode,
    mapClass: classOf(row.shown, limits),
    valueText,
    tip: isUnknown ? (
      <span>{t.unknown}</span>
    ) : (
      <>
        <span>{t.openTip(f.number(row.terbuka, 0))}</span>
        <br />
        <span>
          {t.pastTip(f.number(row.lewatBatas, 0), row.terbuka > 0 ? f.percent(row.lewatBatas / row.terbuka, 0) : '—')}
        </span>
        {row.penduduk !== null && (
          <>
            <br />
            <span>{t.population(f.number(row.penduduk, 0))}</span>
          </>
        )}
      </>
    ),
  };
}

/** Always one decimal, so that the figures of a map stand at one precision. */
function oneDecimal(value: number | null, lang: Language): string {
  return value === null
    ? '—'
    : value.toLocaleString(lang === 'id' ? 'id-ID' : 'en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
