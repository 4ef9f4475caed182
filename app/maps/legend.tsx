import type { Formats } from '../text/format';
import { limitLabels } from './classes';
import './maps.css';

/** From few to many: density has no limits to write. */
export function DensityLegend({ words }: { words: { legend: string; few: string; many: string } }) {
  return (
    <div className="map-legend is-density">
      <span className="hidden">{words.legend}: </span>
      <span>{words.few}</span>
      <i />
      <span>{words.many}</span>
    </div>
  );
}

/** The five colours with their limits, and how the unknown looks. */
export function MapLegend({
  limits,
  lowBurns = false,
  f,
  hasUnknown,
  words,
}: {
  limits: readonly number[];
  /** Whether the lowest values have the burning colour, see {@link classOf}. */
  lowBurns?: boolean;
  f: Formats;
  hasUnknown: boolean;
  words: { legend: string; unknown: string };
}) {
  const labels = limitLabels(limits, f);
  return (
    <ul className="map-legend" aria-label={words.legend}>
      {labels.map((label, i) => (
        <li key={label}>
          <i className={`m${lowBurns ? labels.length - i : i + 1}`} />
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
