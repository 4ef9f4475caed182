import { Link, type LinkProps } from '@remix-run/react';
import { metricsText } from '../metrics/metrics.text';
import { digitsOf } from '../metrics/write';
import { useFormats, useText } from '../shell/use-shell';
import type { MapClass } from './classes';
import type { MapDrawing } from './drawing.server';
import { mapText } from './map.text';
import type { AreaRow, MapData } from './map-page.server';
import { isNumbered, Swatch } from './swatch';

interface Props {
  data: MapData;
  areas: readonly (AreaRow & { shown: number | null })[];
  drawing: MapDrawing;
  /** 0: told, but not coloured. */
  classOf: (value: number | null) => MapClass | 0 | null;
  write: (value: number | null) => string;
  active: string | null;
  onActive: (kode: string | null) => void;
  hrefOf: (kode: string) => LinkProps['to'];
  caption: string;
}

/** The same figures as the map, for the keyboard and for those who cannot see it. */
export function AreaTable({ data, areas, drawing, classOf, write, active, onActive, hrefOf, caption }: Props) {
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
          {areas.map((area, i) => {
            const mapClass = classOf(area.shown);
            return (
              <tr
                key={area.kode}
                data-active={area.kode === active || area.kode === chosen || undefined}
                onMouseEnter={() => onActive(area.kode)}
                onMouseLeave={() => onActive(null)}
              >
                <th scope="row">
                  <Swatch mapClass={mapClass} number={isNumbered(drawing, area.kode) ? i + 1 : null} />
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
