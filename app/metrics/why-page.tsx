import { Link } from '@remix-run/react';
import { DIMENSIONS } from '../../clickhouse/metrics/dimensions';
import type { Why, WhyDimension } from '../../clickhouse/metrics/why';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { CategoryChip } from './category-chip';
import { HolidayNote } from './holiday-note';
import { MetricLinks } from './metric-links';
import { metricsText } from './metrics.text';
import { pagesText } from './pages.text';
import { type Figure, metricHref, type Scope } from './scope';
import { digitsOf, inSentence, writeMember, writeNumber, writeValue } from './write';
import './metrics.css';

interface Props {
  definition: Figure['definition'];
  scope: Scope;
  why: Why;
}

/** Why a figure differs from the period before: what each member of each dimension contributes. */
export function WhyPage({ definition, scope, why }: Props) {
  const t = useText(pagesText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const { reading, difference } = why;
  const before = reading.previous;
  const write = (value: number | null) => writeValue(value, definition.unit, words, f);
  const day = (from: Date, to: Date) => `${f.dayMonth(from)} – ${f.date(new Date(to.getTime() - 1))}`;
  const size = difference === null ? '' : writeDifference(Math.abs(difference), definition.unit, words, f);
  const moved =
    difference === null || Math.abs(difference) < 10 ** -digitsOf(definition.unit) / 2
      ? t.same
      : difference > 0
        ? t.rose(size)
        : t.fell(size);
  const lead =
    difference !== null
      ? t.whyLead(moved, write(before?.value ?? null), write(reading.value))
      : reading.value === null
        ? t.unknownNow(reading.reason)
        : t.unknownBefore(before?.reason ?? '');
  return (
    <>
      <PageHead title={t.whyOf(inSentence(definition.name[lang]))} lead={lead} />
      <CategoryChip scope={scope} />
      <HolidayNote scope={scope} figures={[{ definition }]} />
      <p className="note why-periods">
        {t.periods(day(scope.period.previous.from, scope.period.previous.to), day(scope.period.from, scope.period.to))}
        {difference !== null && why.dimensions.length > 0 && <> · {t[why.nature]}</>}
      </p>
      {difference !== null && why.dimensions.length === 0 && <p className="lead">{t.noDimensions}</p>}
      <div className="breakdown-grid">
        {why.dimensions.map((one) => (
          <WhyTable key={one.dimension} {...{ definition, scope, one }} difference={difference ?? 0} />
        ))}
      </div>
      <MetricLinks definition={definition} scope={scope} />
    </>
  );
}

/** One dimension: its members by what they contribute, and what is left. */
function WhyTable({
  definition,
  scope,
  one,
  difference,
}: {
  definition: Figure['definition'];
  scope: Scope;
  one: WhyDimension;
  difference: number;
}) {
  const t = useText(pagesText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const word = DIMENSIONS[one.dimension][lang];
  const { unit, direction } = definition;
  const file = (format: string) =>
    metricHref('/unduh', definition.id, scope, { isi: 'mengapa', dimensi: one.dimension, format });
  const largest = Math.max(
    ...one.members.map((m) => Math.abs(m.contribution)),
    Math.abs(one.remainder),
    Number.MIN_VALUE,
  );
  const sign = (value: number, size: string) => (/[1-9]/.test(size) ? `${value > 0 ? '+' : '−'}${size}` : size);
  const signed = (value: number) => sign(value, writeDifference(Math.abs(value), unit, words, f));
  const bare = (value: number) => sign(value, f.number(Math.abs(value), Math.max(1, digitsOf(unit))));
  const tone = (value: number) =>
    direction === 'netral' || value === 0 ? 'accent' : value > 0 === (direction === 'naik_baik') ? 'good' : 'bad';
  const bar = (value: number) => {
    const width = (50 * Math.abs(value)) / largest;
    return (
      <svg className="why-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="why-middle" x="49.75" width="0.5" height="8" />
        <rect className={`why-${tone(value)}`} x={value < 0 ? 50 - width : 50} width={width} height="8" />
      </svg>
    );
  };
  return (
    <section className="card breakdown" aria-label={t.byDimension(word)}>
      <header className="breakdown-head">
        <h2>{t.byDimension(inSentence(word))}</h2>
      </header>
      <div className="table-wrap">
        <table className="table breakdown-table why-table">
          <caption className="hidden">{t.byDimension(word)}</caption>
          <thead>
            <tr>
              <th scope="col">{word}</th>
              <th scope="col" className="num">
                {t.before}
              </th>
              <th scope="col" className="num">
                {t.after}
              </th>
              <th scope="col" className="breakdown-bars">
                <span className="hidden">{t.size}</span>
              </th>
              <th scope="col" className="num">
                {t.contribution}
              </th>
            </tr>
          </thead>
          <tbody>
            {one.members.map((m) => (
              <tr key={m.member}>
                <th scope="row">
                  <Link to={metricHref('/baris', definition.id, scope, { dimensi: one.dimension, anggota: m.member })}>
                    {writeMember(one.dimension, m, words, lang)}
                  </Link>
                </th>
                <td className="num">{writeNumber(m.before.value, unit, f)}</td>
                <td className="num">{writeNumber(m.after.value, unit, f)}</td>
                <td className="breakdown-bars">{bar(m.contribution)}</td>
                <td className="num">
                  <b>{signed(m.contribution)}</b>
                  {m.mix !== null && m.rate !== null && (
                    <small>
                      <span>
                        {bare(m.rate)} {t.ownChange}
                      </span>{' '}
                      <span>
                        {bare(m.mix)} {t.mixChange}
                      </span>
                    </small>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t.remainder(f.number(one.others, 0))}
              </th>
              <td className="breakdown-bars">{bar(one.remainder)}</td>
              <td className="num">{signed(one.remainder)}</td>
            </tr>
            <tr>
              <th scope="row" colSpan={3}>
                {t.difference}
              </th>
              <td className="breakdown-bars" />
              <td className="num">{signed(difference)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <footer className="breakdown-foot">
        <nav className="metric-links list-links" aria-label={words.links(t.byDimension(word))}>
          <a href={file('csv')}>{words.csv}</a>
          <a href={file('xlsx')}>{words.xlsx}</a>
        </nav>
      </footer>
    </section>
  );
}

/** A difference in the unit of the figure; of shares in points. */
function writeDifference(
  value: number,
  unit: Figure['definition']['unit'],
  t: (typeof metricsText)['id'],
  f: ReturnType<typeof useFormats>,
): string {
  if (unit === 'persen' || unit === 'skor') return t.points(f.number(value, 1));
  return writeNumber(value, unit, f);
}
