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

/** Figures of a map stand at one precision: rates with one decimal, the others with the digits of their unit. */
export function writerOf(unit: MetricUnit, perResidents: boolean, lang: Language): Write {
  const digits = perResidents ? 1 : digitsOf(unit);
  const format = new Intl.NumberFormat(lang === 'id' ? 'id-ID' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (value) => (value === null ? '—' : format.format(value));
}

/** What every area of the map shows. */
export function areaValues(
  /** As they stand in the list beside the map. */
  areas: readonly (AreaRow & { shown: number | null })[],
  limits: readonly number[],
  write: Write,
  { unit, direction }: Figure['definition'],
  isCount: boolean,
  t: MapText,
  f: Formats,
): AreaValue[] {
  return areas.map((area, i) => ({
    kode: area.kode,
    mapClass: classOf(area.shown, limits, direction === 'naik_baik'),
    valueText: write(area.shown),
    number: i + 1,
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
