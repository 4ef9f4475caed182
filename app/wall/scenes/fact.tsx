import type { ReactNode } from 'react';
import { everyWords } from '../../../clickhouse/ledger/freshness';
import type { MetricReading } from '../../../clickhouse/metrics';
import type { CitySnapshot } from '../../../clickhouse/snapshot';
import { Spark } from '../../charts/spark';
import { shortSourceName } from '../../overview/source-name';
import type { Tone } from '../../overview/tile-model';
import { type Fed, feedState } from './lateness';
import { useScene } from './use-scene';

export interface FactProps {
  snapshot: CitySnapshot;
  now: Date;
  title: string;
  /** What it rests on; null = the part could not be read. */
  told: (Fed & Pick<MetricReading, 'value' | 'reason'>) | null;
  figure: string;
  unit?: string;
  tone: Tone;
  status: string;
  context?: ReactNode;
  spark?: Pick<MetricReading, 'series' | 'target'>;
  /** One of the three facts that must be read at a quarter of the size. */
  hero?: boolean;
}

/** One fact for five metres: its name, one big figure, a status in shape, word and colour, what it compares with, its source. */
export function Fact({ snapshot, now, title, told, figure, unit, tone, status, context, spark, hero }: FactProps) {
  const { t, f } = useScene({ snapshot });
  const isUnknown = told === null || told.value === null;
  const { lateSince } = told ? feedState(told, snapshot.feeds, now) : { lateSince: null };
  const isGrey = isUnknown || lateSince !== null;
  const word = told === null ? t.unread : isUnknown ? t.unknown : lateSince ? t.late : status;
  return (
    <section className={`fact${hero ? ' is-hero' : ''}${isGrey ? ' is-grey' : ''}`}>
      <header>
        <h2>{title}</h2>
        <span className={`status is-${isGrey ? 'unknown' : tone}`}>{word}</span>
      </header>
      <div className="fact-row">
        <p className="fact-figure">
          {isUnknown ? '—' : figure}
          {!isUnknown && unit && <small>{unit}</small>}
        </p>
        {spark && !isUnknown && (
          <Spark
            values={spark.series.map(({ value }) => value)}
            target={spark.target}
            tone={isGrey ? 'unknown' : tone}
            label={title}
          />
        )}
      </div>
      <p className="fact-context">
        {told === null
          ? t.unreadWhy
          : lateSince
            ? t.lateWhy(stamp(lateSince, now, f))
            : isUnknown
              ? told.reason || t.noData
              : context}
      </p>
      {told && <SourceLine snapshot={snapshot} now={now} fed={told} />}
    </section>
  );
}

/** `SP4N-LAPOR! · per 08.12 · seharusnya tiap hari`. */
export function SourceLine({ snapshot, now, fed }: { snapshot: CitySnapshot; now: Date; fed: Fed }) {
  const { t, f, lang } = useScene({ snapshot });
  const { feeds } = snapshot;
  const [first, ...others] = fed.source;
  if (!first) return <p className="fact-source">{t.noSource}</p>;
  const table = feeds?.sources.find(({ id }) => id === first)?.feeds[0] ?? '';
  const name =
    others.length > 0
      ? t.sources(f.number(others.length + 1, 0), table)
      : shortSourceName(feeds?.names[first] ?? first);
  const { everyMinutes } = feedState(fed, feeds, now);
  return (
    <p className="fact-source">
      {[
        name,
        ...(fed.watermark ? [t.asOf(stamp(fed.watermark, now, f))] : []),
        ...(everyMinutes === null ? [] : [everyWords(everyMinutes)[lang]]),
      ].join(' · ')}
    </p>
  );
}

type Formats = ReturnType<typeof useScene>['f'];

/** The hour, with its day when that is not today. */
export function stamp(at: Date, now: Date, f: Formats): string {
  return f.date(at) === f.date(now) ? f.clock(at) : `${f.dayMonth(at)} ${f.clock(at)}`;
}
