import { Link } from '@remix-run/react';
import { freshnessOf } from '../../clickhouse/ledger/freshness';
import type { SourceSummary } from '../../clickhouse/ledger/queries';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Fresh } from './fresh';
import { sayCode, sourcesText } from './sources.text';
import './sources.css';

/** Every source of the city: is it alive, how new is what it told, and is every record accounted for. */
export function SourcesPage({ sources, now }: { sources: SourceSummary[]; now: Date }) {
  const t = useText(sourcesText);
  const f = useFormats();
  const expected = sources.filter((source) => source.inProfile && source.expectedEveryMinutes !== null);
  const fresh = expected.filter((source) => freshnessOf(source, now).freshness === 'segar').length;
  const never = sources.filter((source) => source.heardAt === null).length;
  const unbalanced = sources.reduce((sum, source) => sum + source.unbalancedRuns, 0);
  const n = (value: number) => f.number(value, 0);
  if (sources.length === 0) {
    return (
      <>
        <PageHead title={t.title} />
        <section className="notice is-empty">
          <p className="lead">{t.noSources}</p>
        </section>
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t.title}
        lead={
          <>
            {t.lead(n(fresh), n(expected.length), n(never))}{' '}
            <span className={unbalanced > 0 ? 'is-bad' : undefined}>
              {unbalanced > 0 ? t.unbalancedLead(n(unbalanced)) : t.balanced}
            </span>
          </>
        }
      />
      <div className="card table-wrap">
        <table className="table sources">
          <thead>
            <tr>
              <th scope="col">{t.source}</th>
              <th scope="col">{t.freshness}</th>
              <th scope="col">{t.lastRun}</th>
              <th scope="col">{t.watermark}</th>
              {[t.read, t.stored, t.duplicate, t.rejected, t.ignored].map((word) => (
                <th key={word} scope="col" className="num">
                  {word}
                </th>
              ))}
              <th scope="col">{t.ledger}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <SourceRow key={source.id} source={source} now={now} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function SourceRow({ source, now }: { source: SourceSummary; now: Date }) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  const hasRun = source.runs > 0;
  const count = (value: number) => (hasRun ? f.number(value, 0) : '—');
  return (
    <tr className={hasRun ? undefined : 'is-quiet'}>
      <th scope="row">
        <Link to={`/sumber/${source.id}`}>{source.name}</Link>
        <small>
          {source.inProfile
            ? [source.skpdName, sayCode(lang, source.mapping || source.kind)].filter(Boolean).join(' · ')
            : t.outside}
        </small>
      </th>
      <td data-label={t.freshness}>
        <Fresh source={source} now={now} />
        <small>
          {source.expectedEveryMinutes === null
            ? t.notExpected
            : t.every(f.duration(source.expectedEveryMinutes * 60_000))}
        </small>
      </td>
      <td data-label={t.lastRun}>
        {source.lastRequestedAt ? f.ago(source.lastRequestedAt, now) : '—'}
        {source.lastState && source.lastState !== 'selesai' && <RunWord state={source.lastState} />}
      </td>
      <td data-label={t.watermark}>
        {source.watermark ? (
          <>
            {f.date(source.watermark)}
            <small>{f.time(source.watermark)}</small>
          </>
        ) : (
          '—'
        )}
      </td>
      <td className="num" data-label={t.read}>
        {count(source.read)}
      </td>
      <td className="num" data-label={t.stored}>
        {count(source.stored)}
      </td>
      <td className="num" data-label={t.duplicate}>
        {count(source.duplicate)}
      </td>
      <td className={source.rejected > 0 ? 'num is-warn' : 'num'} data-label={t.rejected}>
        {count(source.rejected)}
      </td>
      <td className="num" data-label={t.ignored}>
        {count(source.ignored)}
      </td>
      <td data-label={t.ledger}>
        {source.read === 0 && source.unbalancedRuns === 0 ? (
          <span className="is-unknown">{t.noLedger}</span>
        ) : source.unbalancedRuns > 0 ? (
          <span className="balance is-bad">✕ {t.notBalanced(f.number(source.unbalancedRuns, 0))}</span>
        ) : (
          <span className="balance is-good">✓ {t.isBalanced}</span>
        )}
      </td>
    </tr>
  );
}

const runTones = { antre: 'is-unknown', berjalan: 'is-unknown', selesai: 'is-good', gagal: 'is-bad' } as const;

/** The state of a run: shape, word and colour. */
export function RunWord({ state }: { state: keyof typeof runTones }) {
  const t = useText(sourcesText);
  const word = { antre: t.waiting, berjalan: t.running, selesai: t.done, gagal: t.failed }[state];
  return <span className={`status run-state ${runTones[state]}`}>{word}</span>;
}
