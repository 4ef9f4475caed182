import { Link } from '@remix-run/react';
import { useState } from 'react';
import { DIMENSIONS } from '../../clickhouse/metrics/dimensions';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { SMALLEST_SHOWN } from './export-table';
import { marked } from './mark';
import { MetricLinks } from './metric-links';
import { FormulaTip } from './metric-tile';
import { metricsText } from './metrics.text';
import { type Figure, metricHref, type Scope, type SplitFigure } from './scope';
import { inSentence, writeMember, writeNumber } from './write';
import './metrics.css';

interface Props {
  figure: Figure;
  breakdown: SplitFigure;
  scope: Scope;
  /** Unless told: "<metric> menurut <dimensi>". */
  title?: string;
  /** So many members are shown before the rest is asked for. */
  shown?: number;
  /** How members stand at first: by n (largest first), by value, or in the order of their code (hours, weekdays). */
  order?: Order;
}

type Order = 'n' | 'nilai' | 'nama';

/** Dimensions with an order of their own. */
const ordered: ReadonlySet<string> = new Set(['jam', 'hari', 'usia', 'pendidikan']);

/** A figure split by a dimension: bars and numbers in one table, with what is not listed, and ways on. */
export function BreakdownTable({ figure, breakdown, scope, title, shown = 12, order }: Props) {
  const t = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const { definition } = figure;
  const { dimension, parts, rest, total } = breakdown;
  const [sorted, setSorted] = useState<Order>(order ?? (ordered.has(dimension) ? 'nama' : 'n'));
  const [isWhole, setWhole] = useState(ordered.has(dimension));
  const word = DIMENSIONS[dimension][lang];
  const heading = title ?? t.by(definition.name[lang], inSentence(word));
  const isCount = parts.every((part) => part.value === part.n || part.value === null);
  const inOrder = [...parts].sort((a, b) => compare(sorted, a, b));
  const visible = isWhole ? inOrder : inOrder.slice(0, shown);
  const hidden = inOrder.slice(visible.length);
  const largest = Math.max(0, ...parts.map((part) => Math.abs(part.value ?? 0)));
  const scaleEnd = definition.unit === 'persen' ? 100 : largest;
  const bar = (value: number | null) =>
    value === null || scaleEnd === 0 ? 0 : Math.max(0, Math.min(100, (100 * Math.abs(value)) / scaleEnd));
  const whole = total.n < definition.minimumN ? null : total.value;
  const mark = ({ value, n }: { value: number | null; n: number }, more: Record<string, string>) =>
    marked(definition.id, value, { pilah: dimension, n, ...more });
  const column = (key: Order, label: string, isNumber: boolean) => (
    <th
      scope="col"
      className={isNumber ? 'num' : undefined}
      aria-sort={sorted === key ? (key === 'nama' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" className="sort" onClick={() => setSorted(key)} aria-label={t.sortBy(label)}>
        {label}
      </button>
    </th>
  );
  return (
    <section className="card breakdown" aria-label={heading}>
      <header className="breakdown-head">
        <h2>{heading}</h2>
        <FormulaTip definition={definition} />
      </header>
      {parts.length === 0 ? (
        <p className="breakdown-none">{figure.reading.reason || t.nothing}</p>
      ) : (
        <div className="table-wrap">
          <table className={`table breakdown-table${isCount ? '' : ' has-cases'}`}>
            <caption className="hidden">{heading}</caption>
            <thead>
              <tr>
                {column('nama', word, false)}
                {column('nilai', t[definition.unit] === '' ? t.value : capital(t[definition.unit]), true)}
                <th scope="col" className="breakdown-bars">
                  <span className="hidden">{t.share}</span>
                </th>
                {!isCount && column('n', t.cases, true)}
              </tr>
            </thead>
            <tbody>
              {visible.map((part) => {
                const isTold = part.member !== '';
                const name = writeMember(dimension, part, t, lang);
                return (
                  <tr key={part.member}>
                    <th scope="row" className={isTold ? undefined : 'is-unknown'}>
                      {definition.hasRows ? (
                        <Link
                          to={metricHref('/baris', definition.id, scope, { dimensi: dimension, anggota: part.member })}
                        >
                          {name}
                        </Link>
                      ) : (
                        name
                      )}
                    </th>
                    <td className="num" {...mark(part, { anggota: part.member })}>
                      {part.value === null ? (
                        <span className="note">
                          {part.isFew
                            ? t.tooFew(f.number(SMALLEST_SHOWN, 0))
                            : part.n < definition.minimumN
                              ? t.tooFew(f.number(definition.minimumN, 0))
                              : '—'}
                        </span>
                      ) : (
                        writeNumber(part.value, definition.unit, f)
                      )}
                    </td>
                    <td className="breakdown-bars" aria-hidden="true">
                      <svg className="breakdown-bar" viewBox="0 0 100 8" preserveAspectRatio="none">
                        <title>{name}</title>
                        <rect width={bar(part.value)} height="8" rx="1" />
                      </svg>
                    </td>
                    {!isCount && <td className="num">{f.number(part.n, 0)}</td>}
                  </tr>
                );
              })}
            </tbody>
            <tfoot>
              {rest.n !== 0 && (
                <tr>
                  <th scope="row">{breakdown.truncated ? t.rest(f.number(parts.length, 0)) : t.remainder}</th>
                  <td className="num" {...mark(rest, { bagian: 'sisa' })}>
                    {writeNumber(rest.value, definition.unit, f)}
                  </td>
                  <td className="breakdown-bars" />
                  {!isCount && <td className="num">{f.number(rest.n, 0)}</td>}
                </tr>
              )}
              <tr>
                <th scope="row">{t.total}</th>
                <td className="num" {...mark({ ...total, value: whole }, { bagian: 'jumlah' })}>
                  {writeNumber(whole, definition.unit, f)}
                </td>
                <td className="breakdown-bars" />
                {!isCount && <td className="num">{f.number(total.n, 0)}</td>}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <footer className="breakdown-foot">
        {(hidden.length > 0 || (isWhole && parts.length > shown && !ordered.has(dimension))) && (
          <button type="button" className="button" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t.showLess : t.showAll(f.number(parts.length, 0))}
          </button>
        )}
        <MetricLinks definition={definition} scope={scope} dimension={dimension} />
      </footer>
    </section>
  );
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

type Sortable = { member: string; name: string; value: number | null; n: number };

function compare(order: Order, a: Sortable, b: Sortable): number {
  if (order === 'n') return b.n - a.n;
  if (order === 'nilai') return (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY);
  const [left, right] = [Number(a.member), Number(b.member)];
  if (a.member !== '' && b.member !== '' && Number.isFinite(left) && Number.isFinite(right)) return left - right;
  return a.name.localeCompare(b.name, 'id');
}
