import { Form, Link, useRevalidator, useSearchParams } from '@remix-run/react';
import { useEffect } from 'react';
import { DIMENSIONS } from '../../clickhouse/metrics/dimensions';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { sayCode } from '../sources/sources.text';
import type { DictionaryEntry } from './dictionary.server';
import { HolidayNote } from './holiday-note';
import { marked } from './mark';
import { metricsText } from './metrics.text';
import { pagesText } from './pages.text';
import { metricHref, type Scope } from './scope';
import { writeValue } from './write';
import './metrics.css';

const ASK_AGAIN_MS = 3_000;

interface Props {
  entries: DictionaryEntry[];
  scope: Scope;
  /** Values are computed in the background when they are first asked for. */
  isReady: boolean;
}

/** Every figure of the house: what it is, how it is computed, and what is known of it now. */
export function DictionaryPage({ entries, scope, isReady }: Props) {
  const t = useText(pagesText);
  const f = useFormats();
  const { lang } = useShell();
  const [search] = useSearchParams();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (isReady) return;
    const timer = setInterval(revalidate, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isReady, revalidate]);
  const wanted = (search.get('cari') ?? '').trim().toLowerCase();
  const found = entries.filter(({ definition: d }) =>
    `${d.id} ${d.name[lang]} ${d.formula[lang]} ${d.sources.join(' ')}`.toLowerCase().includes(wanted),
  );
  const known = entries.filter(({ value }) => value !== null && value.value !== null).length;
  const kept = [...search].filter(([name]) => name !== 'cari');
  return (
    <>
      <PageHead
        title={t.dictionary}
        lead={isReady ? t.dictionaryLead(f.number(entries.length, 0), f.number(known, 0)) : t.dictionaryWaiting}
        aside={
          <Form role="search" className="dictionary-search">
            {kept.map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <input
              className="input"
              type="search"
              name="cari"
              defaultValue={search.get('cari') ?? ''}
              aria-label={t.searchMetric}
              placeholder={t.searchMetric}
            />
            <button type="submit" className="button">
              {t.search}
            </button>
          </Form>
        }
      />
      <HolidayNote scope={scope} figures={entries} />
      {found.length === 0 && <p className="lead">{t.nothingFound}</p>}
      <div className="dictionary">
        {found.map((entry) => (
          <Entry key={entry.definition.id} entry={entry} scope={scope} />
        ))}
      </div>
    </>
  );
}

function Entry({ entry: { definition, value, version }, scope }: { entry: DictionaryEntry; scope: Scope }) {
  const t = useText(pagesText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const { id, unit, name, formula, minimumN, counts, dimensions, sources, direction } = definition;
  return (
    <article className="card dictionary-entry" aria-labelledby={`kamus-${id}`}>
      <div>
        <h2 id={`kamus-${id}`}>
          <Link to={metricHref('/kamus', id, scope)}>{name[lang]}</Link>
        </h2>
        <p>{formula[lang]}</p>
        <p className="dictionary-facts">
          <span>
            {t.unit}: {words[unit] || t.noUnit}, {t[direction]}
          </span>
          <span>
            {t.minimum}: {f.number(minimumN, 0)} {counts}
          </span>
          <span>
            {t.sources}: {sources.map((table) => sayCode(lang, table)).join(', ')}
          </span>
          {dimensions.length > 0 && (
            <span>
              {t.dimensions}: {dimensions.map((d) => DIMENSIONS[d][lang]).join(', ')}
            </span>
          )}
          <span>
            {t.version} {version}
          </span>
        </p>
      </div>
      <div className="dictionary-side">
        <p className="dictionary-value" {...(value && marked(id, value.value, { n: value.n }))}>
          {value === null ? '…' : writeValue(value.value, unit, words, f)}
        </p>
        {value !== null && value.value === null && <p className="metric-reason">{value.reason}</p>}
        {value !== null && (
          <p className="note">
            {[
              value.value !== null && t.of(f.number(value.n, 0), counts),
              value.watermark && t.freshUntil(f.dateTime(value.watermark)),
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
        )}
      </div>
    </article>
  );
}
