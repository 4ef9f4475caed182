import type { MetricUnit } from '../../clickhouse/metrics';
import type { Figure } from '../metrics/scope';
import { digitsOf } from '../metrics/write';
import type { Language } from '../text/define';
import type { Formats } from '../text/format';
import type { AreaValue } from './area-value';
import { classOf } from './classes';
import type { MapText } from './map.text';
import type { AreaRow } from './map-page.server';

type Write = (value: number | null) => string;

/** Figures of a map stand at one precision: rates with one decimal, the others as their unit is written. */
export function writerOf(unit: MetricUnit, perResidents: boolean, f: Formats, lang: Language): Write {
  if (!perResidents) return (value) => f.number(value, digitsOf(unit));
  const format = new Intl.NumberFormat(lang === 'id' ? 'id-ID' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (value) => (value === null ? '—' : format.format(value));
}

/** What every area of the map shows. */
export function areaValues(
  areas: readonly (AreaRow & { shown: number | null })[],
  limits: readonly number[],
  write: Write,
  { unit }: Figure['definition'],
  isCount: boolean,
  t: MapText,
  f: Formats,
): AreaValue[] {
  return areas.map((area) => ({
    kode: area.kode,
    mapClass: classOf(area.shown, limits),
    valueText: write(area.shown),
    tip:
      area.value === null ? (
        <span>{t.unknown}</span>
      ) : (
        <>
          <span>{f.number(area.value, digitsOf(unit))}</span>
          {isCount && area.rate === null && (
            <>
              <br />
              <span>{t.noResidents}</span>
            </>
          )}
          {isCount && area.rate !== null && (
            <>
              <br />
              <span>
                {f.number(area.rate, 1)} {t.per10k}
              </span>
            </>
          )}
        </>
      ),
  }));
}
