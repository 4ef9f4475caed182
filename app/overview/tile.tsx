import { Link } from '@remix-run/react';
import type { MetricReading } from '../../clickhouse/metrics';
import type { TileId } from '../../clickhouse/snapshot/tiles';
import { Spark } from '../charts/spark';
import { TableTwin } from '../charts/table-twin';
import { metricsText } from '../metrics/metrics.text';
import { useShell, useText } from '../shell/use-shell';
import type { Formats } from '../text/format';
import type { OverviewText } from './overview.text';
import { shortSourceName } from './source-name';
import { type ContextPart, type Tone, tileModel } from './tile-model';

interface Props {
  id: TileId;
  reading: MetricReading | undefined;
  sourceNames: Record<string, string>;
  /** Years of its period whose holidays are not set, where it counts working days. */
  undecided: readonly number[];
  now: Date;
  href: string;
  t: OverviewText;
  f: Formats;
}

/** One thought: a name, a figure, a status, a line of context, its run, and where it comes from. */
export function Tile({ id, reading, sourceNames, undecided, now, href, t, f }: Props) {
  const model = tileModel(id, reading, t, f);
  const name = t[id];
  const series = reading?.series ?? [];
  const when = (at: Date) => (series.length > 0 && spansYear(series) ? f.month(at) : f.dayMonth(at));
  return (
    <section className={`tile${model.tone === 'unknown' ? ' is-hatched' : ''}`} aria-labelledby={`ubin-${id}`}>
      <header>
        <h2 id={`ubin-${id}`}>
          <Link to={href} className="tile-link">
            {name}
          </Link>
        </h2>
        <Status tone={model.tone} word={model.status} />
      </header>
      <div className="tile-row">
        <p className="figure">
          {model.figure}
          {model.unit && <small>{model.unit}</small>}
        </p>
        <Spark
          values={series.map((point) => point.value)}
          target={reading?.target ?? null}
          tone={model.tone}
          label={t.spark(name, `${model.figure} ${model.unit}`.trim())}
        />
      </div>
      <p className="context">
        {model.reason || <Context parts={model.context} />}
        {undecided.length > 0 && <Holidays years={undecided} />}
      </p>
      <footer>
        <SourceLine id={id} reading={reading} names={sourceNames} now={now} t={t} f={f} />
        {series.length > 0 && (
          <TableTwin
            floating
            label={t.table}
            caption={name}
            columns={[t.day, t.value]}
            rows={series.map((point) => [when(new Date(point.start)), f.number(point.value)])}
          />
        )}
      </footer>
    </section>
  );
}

/** Shape, word and colour together. */
function Status({ tone, word }: { tone: Tone; word: string }) {
  return <span className={`status is-${tone}`}>{word}</span>;
}

/** The words beside a figure. */
export function Context({ parts }: { parts: ContextPart[] }) {
  return parts.map((part, i) => (
    <span key={`${part.before}${part.strong}${part.after}`}>
      {i > 0 && ' · '}
      {part.before && `${part.before} `}
      {part.strong && <b>{part.strong}</b>}
      {part.after && ` ${part.after}`}
    </span>
  ));
}

function Holidays({ years }: { years: readonly number[] }) {
  const { holidaysShort, holidaysNote } = useText(metricsText);
  const { lang } = useShell();
  const told = new Intl.ListFormat(lang).format(years.map(String));
  return (
    <span className="tile-holidays" title={holidaysNote(told)}>
      {' · '}
      {holidaysShort(told)}
    </span>
  );
}

function spansYear(series: MetricReading['series']): boolean {
  const [first, last] = [series[0]!, series.at(-1)!];
  return new Date(last.start).getTime() - new Date(first.start).getTime() > 62 * 24 * 3600 * 1000;
}

/** `SIAK · per 08.12`, `11 sumber layanan · per 08.12`: where it comes from, and when the newest evidence is of, which is never cut off. */
function SourceLine({
  id,
  reading,
  names,
  now,
  t,
  f,
}: Pick<Props, 'id' | 'reading' | 'now' | 't' | 'f'> & { names: Record<string, string> }) {
  const [first, ...others] = reading?.source ?? [];
  if (!reading || !first) return <span>{t.noSource}</span>;
  const name =
    others.length > 0 ? t.sources(f.number(others.length + 1, 0), id) : shortSourceName(names[first] ?? first);
  const at = reading.watermark && new Date(reading.watermark);
  const isToday = at && f.date(at) === f.date(now);
  return (
    <span className="source-line">
      <span>{name}</span>
      {at && <span>· {t.asOf(isToday ? f.clock(at) : f.dayMonth(at))}</span>}
    </span>
  );
}
