import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { MetricStatus } from '../../clickhouse/metrics';
import { Spark } from '../charts/spark';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { marked } from './mark';
import { type MetricsText, metricsText } from './metrics.text';
import { type Figure, metricHref, type Scope } from './scope';
import { changeOf, writeNumber, writeValue } from './write';
import './metrics.css';

const tones = { baik: 'good', waspada: 'warn', buruk: 'bad', netral: 'accent', tidak_diketahui: 'unknown' } as const;

interface Props {
  figure: Figure;
  scope: Scope;
  /** Where the name leads; unless told to the rows behind the figure. */
  href?: string;
  /** Side figures to show, by their key in `parts`; all of them unless told. */
  parts?: readonly string[];
}

/** A grid of tiles. */
export function MetricTiles({ children }: { children: ReactNode }) {
  return <div className="metric-tiles">{children}</div>;
}

/** One figure: name, value and unit, how it stands to its target and the period before, its run, its formula. */
export function MetricTile({ figure: { definition, reading }, scope, href, parts }: Props) {
  const t = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const { id, unit, name } = definition;
  const tone = tones[reading.status];
  const isKnown = reading.value !== null;
  const change = changeOf(reading, definition, t, f);
  const to = href ?? (definition.hasRows ? metricHref('/baris', id, scope) : metricHref('/kamus', id, scope));
  const side = Object.entries(definition.parts).filter(
    ([key]) => (parts ?? Object.keys(definition.parts)).includes(key) && typeof reading.parts?.[key] === 'number',
  );
  return (
    <article className={`metric-tile${isKnown ? '' : ' is-unknown-tile'}`} aria-labelledby={`angka-${id}`}>
      <header>
        <h2 id={`angka-${id}`}>
          <Link to={to}>{name[lang]}</Link>
        </h2>
        <FormulaTip definition={definition} />
      </header>
      <div className="metric-tile-row">
        <p className="metric-figure" {...marked(id, reading.value)}>
          {writeNumber(reading.value, unit, f, true)}
          {isKnown && t[unit] !== '' && <small>{t[unit]}</small>}
        </p>
        <Spark
          values={reading.series.map((point) => point.value)}
          target={reading.target}
          tone={tone}
          width={120}
          height={40}
          label={t.spark(name[lang], writeValue(reading.value, unit, t, f))}
        />
      </div>
      <p className="metric-context">
        <StatusWord status={reading.status} isBelow={(reading.value ?? 0) < (reading.target ?? 0)} t={t} />
        {reading.target !== null && (
          <span {...marked(id, reading.target, { bagian: 'target' })}>
            {t.target(writeValue(reading.target, unit, t, f))}
          </span>
        )}
        {isKnown && change && (
          <span>
            <b className={`is-${change.tone}`}>{change.text}</b>{' '}
            <span className="note" {...marked(id, reading.previous?.value, { bagian: 'sebelumnya' })}>
              {t.than(writeValue(reading.previous?.value ?? null, unit, t, f))}
            </span>
          </span>
        )}
      </p>
      {!isKnown && <p className="metric-reason">{reading.reason}</p>}
      {definition.countsWorkingDays && scope.undecided && (
        <p className="metric-holidays" title={scope.undecided.note}>
          {scope.undecided.short}
        </p>
      )}
      {isKnown && side.length > 0 && (
        <ul className="metric-parts">
          {side.map(([key, words]) => (
            <li key={key}>
              <b {...marked(id, reading.parts![key], { bagian: key })}>{f.number(reading.parts![key])}</b> {words[lang]}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** Shape, word and colour together; nothing where there is no target. */
function StatusWord({ status, isBelow, t }: { status: MetricStatus; isBelow: boolean; t: MetricsText }) {
  if (status === 'netral') return null;
  const word = {
    baik: t.good,
    waspada: t.near,
    buruk: isBelow ? t.below : t.above,
    tidak_diketahui: t.unknown,
  }[status];
  return <span className={`status is-${tones[status]}`}>{word}</span>;
}

/** The plain formula of a figure, one click or keystroke away. */
export function FormulaTip({ definition }: { definition: Pick<Figure['definition'], 'formula' | 'name'> }) {
  const t = useText(metricsText);
  const { lang } = useShell();
  return (
    <details className="formula-tip" name="rumus">
      <summary>
        <span aria-hidden="true">?</span>
        <span className="hidden">{t.formulaOf(definition.name[lang])}</span>
      </summary>
      <p>{definition.formula[lang]}</p>
    </details>
  );
}
