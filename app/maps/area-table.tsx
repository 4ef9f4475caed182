import { Link, type LinkProps } from '@remix-run/react';
import { metricsText } from '../metrics/metrics.text';
import { digitsOf } from '../metrics/write';
import { useFormats, useText } from '../shell/use-shell';
import type { MapClass } from './classes';
import { mapText } from './map.text';
import type { AreaRow, MapData } from './map-page.server';

interface Props {
  data: MapData;
  areas: readonly (AreaRow & { shown: number | null })[];
  classOf: (value: number | null) => MapClass | null;
  write: (value: number | null) => string;
  active: string | null;
  onActive: (kode: string | null) => void;
  hrefOf: (kode: string) => LinkProps['to'];
  caption: string;
}

/** The same figures as the map, for the keyboard and for those who cannot see it. */
export function AreaTable({ data, areas, classOf, write, active, onActive, hrefOf, caption }: Props) {
  const t = useText(mapText);
  const words = useText(metricsText);
  const f = useFormats();
  const { definition } = data.figure;
  const { perResidents, canRate, level } = data;
  const chosen = data.scope.filters.kecamatan;
  const unit = words[definition.unit];
  return (
    <div className="table-wrap">
      <table className="area-list map-area-list">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t[level]}</th>
            {canRate && (
              <th scope="col" className="num">
                {t.per10k}
              </th>
            )}
            <th scope="col" className="num">
              {unit === '' ? t.value : unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {areas.map((area) => {
            const mapClass = classOf(area.shown);
            return (
              <tr
                key={area.kode}
                data-active={area.kode === active || area.kode === chosen || undefined}
                onMouseEnter={() => onActive(area.kode)}
                onMouseLeave={() => onActive(null)}
              >
                <th scope="row">
                  <i className={mapClass ? `swatch m${mapClass}` : 'swatch'} />
                  <Link
                    to={hrefOf(area.kode)}
                    preventScrollReset
                    aria-current={area.kode === chosen ? 'true' : undefined}
                    onFocus={() => onActive(area.kode)}
                    onBlur={() => onActive(null)}
                  >
                    {area.nama}
                  </Link>
                </th>
                {canRate && (
                  <td className="num map-rate">{perResidents ? <b>{write(area.rate)}</b> : f.number(area.rate, 1)}</td>
                )}
                <td className="num">
                  {perResidents ? f.number(area.value, digitsOf(definition.unit)) : <b>{write(area.value)}</b>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
