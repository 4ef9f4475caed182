import { useId } from 'react';
import type { CitySnapshot } from '../../../clickhouse/snapshot';
import type { AreaValue } from '../../maps/area-value';
import { classOf, roundLimits } from '../../maps/classes';
import { AreaLabel } from '../../maps/kecamatan-map';
import { MapLegend } from '../../maps/legend';
import type { WallMap } from './scene-props';
import { useScene } from './use-scene';

/** Complaints per kecamatan as the map shows them; nothing is told where nothing is known. */
export function mapRows({ kecamatan, readings }: Pick<CitySnapshot, 'kecamatan' | 'readings'>) {
  const isUnknown = readings.aduan_terbuka?.value == null;
  const rows = (kecamatan?.rows ?? []).map((row) => ({ ...row, shown: isUnknown ? null : row.per10rb }));
  return { isUnknown, rows, limits: roundLimits(rows.map(({ shown }) => shown)) };
}

/** The drawn map of open complaints, as the server drew it: no script, no request. */
function ComplaintMap({ snapshot, map }: { snapshot: CitySnapshot; map: WallMap }) {
  const { t, lang } = useScene({ snapshot });
  const hatch = useId();
  const { rows, limits } = mapRows(snapshot);
  const write = (value: number | null) =>
    value === null
      ? '—'
      : value.toLocaleString(lang === 'id' ? 'id-ID' : 'en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const values = new Map(
    rows.map(({ kode, shown }): [string, AreaValue] => [
      kode,
      { kode, mapClass: classOf(shown, limits), valueText: write(shown), tip: null },
    ]),
  );
  const [worst] = rows.filter(({ shown }) => shown !== null).sort((a, b) => b.shown! - a.shown!);
  const summary = worst ? t.mapSummary(worst.nama, write(worst.shown)) : t.noData;
  return (
    <svg
      className="wall-map"
      viewBox={`0 0 ${map.width} ${map.height}`}
      role="img"
      aria-label={`${t.mapTitle}. ${summary}`}
    >
      <defs>
        <pattern id={hatch} width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="14" height="14" className="map-hatch-ground" />
          <rect width="5" height="14" className="map-hatch-line" />
        </pattern>
      </defs>
      <g className="map-areas">
        {map.areas.map(({ kode, path }) => {
          const mapClass = values.get(kode)?.mapClass ?? null;
          return (
            <path
              key={kode}
              d={path}
              className={mapClass ? `map-area m${mapClass}` : 'map-area'}
              fill={mapClass ? undefined : `url(#${hatch})`}
            />
          );
        })}
      </g>
      <g className="map-labels">
        {map.areas.map((area) => (
          <AreaLabel key={area.kode} area={area} value={values.get(area.kode)} />
        ))}
      </g>
    </svg>
  );
}

/** The map with its legend and what it cannot show. */
export function MapBox({ snapshot, map }: { snapshot: CitySnapshot; map: WallMap }) {
  const { t, f, o } = useScene({ snapshot });
  const { isUnknown, rows, limits } = mapRows(snapshot);
  const { kecamatan } = snapshot;
  return (
    <>
      <ComplaintMap snapshot={snapshot} map={map} />
      <footer className="wall-map-foot">
        <MapLegend
          limits={limits}
          f={f}
          hasUnknown={rows.some(({ shown }) => shown === null)}
          words={{ legend: t.legend, unknown: o.unknown }}
        />
        <p>
          <b>{t.noLocation(isUnknown || !kecamatan ? '—' : f.number(kecamatan.tanpaLokasi, 0))}</b>
          {kecamatan && kecamatan.luarKota > 0 && !isUnknown && (
            <span>{t.outside(f.number(kecamatan.luarKota, 0))}</span>
          )}
        </p>
      </footer>
    </>
  );
}
