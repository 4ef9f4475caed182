import { useId } from 'react';
import type { CitySnapshot } from '../../../clickhouse/snapshot';
import type { AreaValue } from '../../maps/area-value';
import { classOf, roundLimits } from '../../maps/classes';
import { AreaLabel } from '../../maps/kecamatan-map';
import { MapLegend } from '../../maps/legend';
import type { WallArea, WallMap } from './scene-props';
import { useScene } from './use-scene';

/** The kecamatan that are told by name and figure beside the map. */
export const WORST = 5;

/** Complaints per kecamatan as the map shows them, the most first; nothing is told where nothing is known. */
export function mapRows({ kecamatan, readings }: Pick<CitySnapshot, 'kecamatan' | 'readings'>) {
  const isUnknown = readings.aduan_terbuka?.value == null;
  const rows = (kecamatan?.rows ?? [])
    .map((row) => ({ ...row, shown: isUnknown ? null : row.per10rb }))
    .sort((a, b) => (b.shown ?? -1) - (a.shown ?? -1) || a.nama.localeCompare(b.nama, 'id'))
    .map((row, i) => ({ ...row, number: i + 1 }));
  return { isUnknown, rows, limits: roundLimits(rows.map(({ shown }) => shown)) };
}

/** Always one decimal, so that the figures of a map stand at one precision. */
export function useRate(snapshot: CitySnapshot): (value: number | null) => string {
  const { lang } = useScene({ snapshot });
  const format = new Intl.NumberFormat(lang === 'id' ? 'id-ID' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (value) => (value === null ? '—' : format.format(value));
}

type Row = ReturnType<typeof mapRows>['rows'][number];

interface MapProps {
  snapshot: CitySnapshot;
  map: WallMap;
  /** The map of the overview, with the worst named under it where its areas are too small for names. */
  isSmall?: boolean;
}

/** Which areas have a label on the map, and which are named under it because only their number is on the map. */
function labelled({ map, isSmall }: Pick<MapProps, 'map' | 'isSmall'>, rows: readonly Row[]) {
  const isWorst = ({ number, shown }: Row) => number <= WORST && shown !== null;
  const onlyWorst = isSmall && map.isCrowded;
  const labels = onlyWorst ? new Set(rows.filter(isWorst).map(({ kode }) => kode)) : null;
  const labelOf = (area: WallArea) => (isSmall ? area.small : area.label);
  const numbered = new Set(map.areas.filter((area) => labelOf(area).ring !== null).map(({ kode }) => kode));
  return {
    labelOf: (area: WallArea) => (labels && !labels.has(area.kode) ? null : labelOf(area)),
    // The scene of the map tells the worst beside it.
    key: rows.filter((row) => (onlyWorst ? isWorst(row) : numbered.has(row.kode) && (isSmall || !isWorst(row)))),
  };
}

/** The drawn map of open complaints, as the server drew it: no script, no request. */
function ComplaintMap({ snapshot, map, isSmall }: MapProps) {
  const { t } = useScene({ snapshot });
  const write = useRate(snapshot);
  const hatch = useId();
  const { rows, limits } = mapRows(snapshot);
  const { labelOf } = labelled({ map, isSmall }, rows);
  const values = new Map(
    rows.map(({ kode, shown, number }): [string, AreaValue] => [
      kode,
      { kode, mapClass: classOf(shown, limits), valueText: write(shown), number, tip: null },
    ]),
  );
  const worst = rows[0]?.shown != null ? rows[0] : null;
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
        {map.areas.map((area) => {
          const label = labelOf(area);
          return label && <AreaLabel key={area.kode} label={label} value={values.get(area.kode)} />;
        })}
      </g>
    </svg>
  );
}

/** The map with its legend and what it cannot show. */
export function MapBox({ snapshot, map, isSmall }: MapProps) {
  const { t, f, o } = useScene({ snapshot });
  const write = useRate(snapshot);
  const { isUnknown, rows, limits } = mapRows(snapshot);
  const { key } = labelled({ map, isSmall }, rows);
  const { kecamatan } = snapshot;
  return (
    <>
      <ComplaintMap snapshot={snapshot} map={map} isSmall={isSmall} />
      {key.length > 0 && (
        <ol className="wall-map-key">
          {key.map(({ kode, nama, number, shown }) => (
            <li key={kode}>
              <i className={`map-key-number m${classOf(shown, limits) ?? ''}`}>{number}</i>
              <span>{nama}</span>
              <b>{write(shown)}</b>
            </li>
          ))}
        </ol>
      )}
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
