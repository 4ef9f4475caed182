import { Form, Link, useSearchParams } from '@remix-run/react';
import type { SourceAlarm } from '../../clickhouse/alarms';
import { freshnessOf } from '../../clickhouse/ledger/freshness';
import type { SourceSummary } from '../../clickhouse/ledger/queries';
import { maySee } from '../access/routes';
import { useKeepFresh } from '../overview/keep-fresh';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { AlarmText } from './alarms';
import { Fresh } from './fresh';
import { groupSources } from './groups';
import { RunWord } from './run-word';
import { sayCode, sourcesText } from './sources.text';
import './sources.css';

/** From so many sources on the list can be searched. */
const SEARCH_FROM = 20;
const LIVE_EVERY_MS = 5_000;
const CALM_EVERY_MS = 60_000;

const groupWords = {
  perhatian: 'groupPerhatian',
  memuat: 'groupMemuat',
  segar: 'groupSegar',
  jeda: 'groupJeda',
  lain: 'groupLain',
} as const;

interface Props {
  sources: SourceSummary[];
  alarms: SourceAlarm[];
  paused: string[];
  now: Date;
}

/** Every source of the city: is it alive, how new is what it told, and is every record accounted for. */
export function SourcesPage({ sources, alarms, paused, now }: Props) {
  const t = useText(sourcesText);
  const f = useFormats();
  const [search] = useSearchParams();
  const wanted = (search.get('cari') ?? '').trim().toLowerCase();
  useKeepFresh(sources.some((source) => source.activeRuns > 0) ? LIVE_EVERY_MS : CALM_EVERY_MS);
  const expected = sources.filter(
    (source) => source.inProfile && source.expectedEveryMinutes !== null && !paused.includes(source.id),
  );
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
          <NewSource />
        </section>
      </>
    );
  }
  const found = sources.filter((source) =>
    `${source.name} ${source.id} ${source.skpdName}`.toLowerCase().includes(wanted),
  );
  const groups = groupSources(found, { alarms, paused, now });
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
        aside={
          <div className="sources-aside">
            {sources.length > SEARCH_FROM && (
              <Form role="search" className="source-search">
                <input
                  className="input"
                  type="search"
                  name="cari"
                  defaultValue={search.get('cari') ?? ''}
                  aria-label={t.searchSource}
                  placeholder={t.searchSource}
                />
                <button type="submit" className="button">
                  {t.search}
                </button>
              </Form>
            )}
            <NewSource />
          </div>
        }
      />
      {alarms.length > 0 && (
        <section aria-labelledby="judul-peringatan">
          <h2 id="judul-peringatan" className="hidden">
            {t.alarms}
          </h2>
          <ul className="alarms">
            {alarms.flatMap((alarm) => {
              const source = sources.find(({ id }) => id === alarm.source);
              return source
                ? [<AlarmText key={`${alarm.source} ${alarm.kind}`} alarm={alarm} source={source} now={now} isNamed />]
                : [];
            })}
          </ul>
        </section>
      )}
      {found.length === 0 && <p className="lead">{t.nothingFound}</p>}
      {found.length > 0 && (
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
            {groups.map(({ group, sources: members }) => (
              <tbody key={group}>
                {groups.length > 1 && (
                  <tr className="source-group">
                    <th scope="rowgroup" colSpan={10}>
                      {t[groupWords[group]]} <span className="note">{n(members.length)}</span>
                    </th>
                  </tr>
                )}
                {members.map((source) => (
                  <SourceRow key={source.id} source={source} now={now} isPaused={paused.includes(source.id)} />
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </>
  );
}

/** The way to the pages that make a source, for those who may. */
function NewSource() {
  const t = useText(sourcesText);
  const { viewer } = useShell();
  if (!viewer || !maySee('sumber.baru._index', viewer.role)) return null;
  return (
    <Link to="/sumber/baru" className="button is-main">
      {t.newSource}
    </Link>
  );
}

function SourceRow({ source, now, isPaused }: { source: SourceSummary; now: Date; isPaused: boolean }) {
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
        <Fresh source={source} now={now} isPaused={isPaused} />
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
