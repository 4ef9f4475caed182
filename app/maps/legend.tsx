import type { Formats } from '../text/format';
import { limitLabels } from './classes';
import './maps.css';

/** The five colours with their limits, and how the unknown looks. */
export function MapLegend({
  limits,
  f,
  hasUnknown,
  words,
}: {
  limits: readonly number[];
  f: Formats;
  hasUnknown: boolean;
  words: { legend: string; unknown: string };
}) {
  return (
    <ul className="map-legend" aria-label={words.legend}>
      {limitLabels(limits, f).map((label, i) => (
        <li key={label}>
          <i className={`m${i + 1}`} />
          {label}
        </li>
      ))}
      {hasUnknown && (
        <li>
          <i className="unknown" />
          {words.unknown}
        </li>
      )}
    </ul>
  );
}
