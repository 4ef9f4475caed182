import { Link, useSearchParams } from '@remix-run/react';
import type { FileSummary } from '../../clickhouse/ledger/queries';
import type { OpenReject } from '../../clickhouse/ledger/rejects';
import { localDate } from '../../clickhouse/local-time';
import { maySee } from '../access/routes';
import { Chart } from '../charts/chart';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { useKeepFresh } from '../overview/keep-fresh';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import type { Formats } from '../text/format';
import { AlarmText } from './alarms';
import { Crumb } from './crumb';
import { Equation } from './equation';
import { Fresh } from './fresh';
import { Order } from './order';
import { RunWord } from './run-word';
import type { SourceDetails } from './source-details.server';
import { sayCode, sayDetail, sourcesText } from './sources.text';
import './sources.css';

/** How often a page with a run under way is read again, one that waits for its first, and one without. */
const LIVE_EVERY_MS = 2_000;
const AWAITING_EVERY_MS = 5_000;
const CALM_EVERY_MS = 60_000;

/** What an order leaves behind in the address, and the words for it. */
const newsWords: Record<string, 'newsDijeda' | 'newsLanjut' | 'newsJalan' | 'newsIsi' | 'newsUlang' | 'newsBaca'> = {
  dijeda: 'newsDijeda',
  lanjut: 'newsLanjut',
  jalan: 'newsJalan',
  isi: 'newsIsi',
  ulang: 'newsUlang',
  baca: 'newsBaca',
};

/** One source: what it is ordered to do, its runs with their ledgers, and where the refused records stood. */
export function SourcePage(details: SourceDetails) {
  const { source, runs, files, reasons, places, alarms, controls, history, now } = details;
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang, viewer } = useShell();
  const isActive = runs.some((run) => run.state === 'antre' || run.state === 'berjalan');
  useKeepFresh(isActive ? LIVE_EVERY_MS : runs.length === 0 ? AWAITING_EVERY_MS : CALM_EVERY_MS);
  const [search] = useSearchParams();
  const news = newsWords[search.get('kabar') ?? ''];
  const mayOrder = viewer !== null && maySee('sumber.$id_.perintah', viewer.role);
  return (
    <>
      <Crumb to="/sumber">{t.title}</Crumb>
      <PageHead
        title={source.name}
        lead={
          <>
            <Fresh source={source} now={now} isPaused={controls.isPaused} />{' '}
            {source.watermark && (
              <>
                · {t.watermark.toLowerCase()} {f.dateTime(source.watermark)} ({f.ago(source.watermark, now)})
              </>
            )}
          </>
        }
        aside={
          <dl className="facts source-facts">
            <Fact word={t.kind} value={sayCode(lang, source.kind)} />
            <Fact word={t.mapping} value={source.mapping ? sayCode(lang, source.mapping) : '—'} />
            <Fact word={t.owner} value={source.skpdName || source.skpd || '—'} />
            <Fact word={t.feeds} value={source.feeds.map((table) => sayCode(lang, table)).join(', ') || '—'} />
          </dl>
        }
      />
      <FormMessage text={news && t[news]} good />
      {alarms.length > 0 && (
        <ul className="alarms">
          {alarms.map((alarm) => (
            <AlarmText key={alarm.kind} alarm={alarm} source={source} now={now} />
          ))}
        </ul>
      )}
      <Controls details={details} mayOrder={mayOrder} />
      {runs.length === 0 ? (
        <section className="notice is-empty" aria-labelledby="judul-kosong">
          <h2 id="judul-kosong">{t.noRuns}</h2>
          {!controls.isPulled && (
            <>
              <p className="lead">{t.noRunsNext}</p>
              <p>
                <code>npm run rk -- ingest {source.id} &lt;berkas&gt;</code>
              </p>
            </>
          )}
        </section>
      ) : (
        <div className="source-columns">
          <section aria-labelledby="judul-proses">
            <h2 id="judul-proses">
              {t.runs} <span className="note">{t.runsShown(f.number(runs.length, 0))}</span>
            </h2>
            <ol className="runs">
              {runs.map((run) => (
                <Run
                  key={run.runId}
                  run={run}
                  source={source.id}
                  files={files.filter((file) => file.runId === run.runId)}
                  now={now}
                  mayOrder={mayOrder}
                />
              ))}
            </ol>
          </section>
          <div className="source-side">
            {history && (
              <section className="card chart-card">
                <Chart spec={history.spec} svg={history.svg} />
              </section>
            )}
            <Rejects
              source={source.id}
              reasons={reasons}
              places={places}
              read={source.read}
              replayable={mayOrder ? controls.replayable : 0}
              maySeeTexts={mayOrder}
            />
          </div>
        </div>
      )}
    </>
  );
}

/** When the source runs by itself, and what can be ordered of it now. */
function Controls({ details, mayOrder }: { details: SourceDetails; mayOrder: boolean }) {
  const { source, controls, now } = details;
  const t = useText(sourcesText);
  const f = useFormats();
  const { isPaused, isPulled, isPulling, schedule, next, since } = controls;
  const today = localDate(now, useShell().city.timeZone).iso;
  if (!source.inProfile) return null;
  return (
    <section className="card controls" aria-label={t.controls}>
      <dl className="facts controls-facts">
        <Fact
          word={t.schedule}
          value={isPaused ? t.paused : schedule ? t.byCron(schedule) : isPulled ? t.onDemand : t.byHand}
        />
        {!isPaused && next && <Fact word={t.nextRun} value={f.dateTime(next)} />}
        {since && <Fact word={t.cursor} value={t.cursorSince(f.dateTime(since))} />}
        <Fact
          word={t.expected}
          value={source.expectedEveryMinutes === null ? '—' : t.every(f.duration(source.expectedEveryMinutes * 60_000))}
        />
      </dl>
      {mayOrder && (
        <div className="controls-orders">
          {isPulled && (
            <Order source={source.id} order="jalankan" label={t.runNow} isMain isDisabled={isPaused || isPulling} />
          )}
          <Order source={source.id} order={isPaused ? 'lanjut' : 'jeda'} label={isPaused ? t.resume : t.pause} />
          {source.kind !== 'dorong' && source.kind !== 'pindai' && (
            <Link to={`/sumber/${source.id}/unggah`} className="button">
              {t.uploadFile}
            </Link>
          )}
          {controls.canBackfill && (
            <details className="backfill">
              <summary className="button">{t.backfill}</summary>
              <Order source={source.id} order="isi-ulang" label={t.backfillGo} isDisabled={isPaused}>
                <Field name="dari" type="date" label={t.from} max={today} required />
                <Field name="sampai" type="date" label={t.to} max={today} required />
              </Order>
            </details>
          )}
        </div>
      )}
    </section>
  );
}

function Fact({ word, value }: { word: string; value: string }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type RunOfPage = SourceDetails['runs'][number];

/** What a run was asked for beyond what is new, in words. */
function useAsked(run: RunOfPage): string {
  const t = useText(sourcesText);
  const f = useFormats();
  const request: { range?: { from: string; to: string }; replayOf?: string[] } = run.request
    ? JSON.parse(run.request)
    : {};
  if (request.range) return t.askedRange(f.date(request.range.from), f.date(Date.parse(request.range.to) - 1));
  return request.replayOf ? t.askedReplay : '';
}

interface RunProps {
  run: RunOfPage;
  source: string;
  files: FileSummary[];
  now: Date;
  mayOrder: boolean;
}

function Run({ run, source, files, now, mayOrder }: RunProps) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  const isRunning = run.state === 'berjalan' || run.state === 'antre';
  const end = run.finishedAt ?? (run.state === 'berjalan' ? now : null);
  const tookMs = run.startedAt && end ? end.getTime() - run.startedAt.getTime() : null;
  const asked = useAsked(run);
  const canRepeat = !isRunning && run.canRepeat && mayOrder;
  const triesFailed = run.progress?.triesFailed ?? 0;
  const reasons = Object.entries(run.reasons).sort((a, b) => b[1] - a[1]);
  const facts = [
    asked,
    tookMs !== null && `${isRunning ? t.runningFor : t.took} ${tookMs < 1000 ? t.underSecond : f.duration(tookMs)}`,
    tookMs !== null && tookMs >= 1000 && run.read > 0 && t.rate(f.number(run.read / (tookMs / 1000), 0)),
    `${t.requestedBy} ${sayCode(lang, run.trigger)}`,
  ].filter(Boolean);
  return (
    <li className="card run">
      <div className="run-head">
        <h3>
          <time dateTime={run.requestedAt.toISOString()}>{f.dateTime(run.startedAt ?? run.requestedAt)}</time>
        </h3>
        <RunWord state={run.state} />
        <p className="note">{facts.join(' · ')}</p>
      </div>
      {run.state === 'berjalan' && <Progress done={run.progress?.done ?? null} isPulling={run.isFetching} />}
      {isRunning && triesFailed > 0 && <p className="note">{t.triesFailed(f.number(triesFailed, 0))}</p>}
      {run.message && <p className={`message ${run.state === 'gagal' ? 'is-bad' : ''}`}>{run.message}</p>}
      {run.chunks > 0 ? (
        <Equation counts={run} unexplained={run.unexplained} isRunning={isRunning} />
      ) : (
        <p className="lead">{isRunning ? t.nothingYet : t.nothingNew}</p>
      )}
      {(reasons.length > 0 || files.length > 0 || canRepeat) && (
        <details className="run-more">
          <summary>
            {t.details}
            <span className="note">
              {' '}
              {f.number(run.files, 0)} {t.files.toLowerCase()}, {sayBytes(run.sizeBytes, f)}
            </span>
          </summary>
          {reasons.length > 0 && (
            <>
              <h4>{t.whyNotStored}</h4>
              <ul className="reasons">
                {reasons.map(([reason, records]) => (
                  <li key={reason}>
                    <b>{f.number(records, 0)}</b> {sayCode(lang, reason)}
                  </li>
                ))}
              </ul>
            </>
          )}
          {files.length > 0 && (
            <>
              <h4>{t.files}</h4>
              <ul className="files">
                {files.map((file) => (
                  <li key={file.fileNo}>
                    <b>{file.name}</b>
                    <span>
                      {sayCode(lang, file.format)} · {t.fileRecords(f.number(file.records, 0))} ·{' '}
                      {sayBytes(file.sizeBytes, f)}
                      {file.sha256 && (
                        <>
                          {' · '}
                          <code title={file.sha256}>{file.sha256.slice(0, 8)}</code>
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {canRepeat && <Order source={source} order="ulangi" fields={{ run: run.runId }} label={t.repeat} />}
          <p className="note run-id">
            run <code>{run.runId}</code>
          </p>
        </details>
      )}
    </li>
  );
}

/** How far a run is: a part of its bytes where that is known. */
function Progress({ done, isPulling }: { done: number | null; isPulling: boolean }) {
  const t = useText(sourcesText);
  const f = useFormats();
  const word = isPulling ? t.fetching : done === null ? t.loading : t.loaded(f.percent(done, 0));
  return (
    <p className="run-progress">
      {isPulling || done === null ? (
        <progress aria-label={word} />
      ) : (
        <progress value={done} max={1} aria-label={word} />
      )}
      <span>{word}</span>
    </p>
  );
}

function sayBytes(bytes: number, f: Formats): string {
  return bytes < 1e6 ? `${f.number(bytes / 1e3)}\u00a0kB` : `${f.number(bytes / 1e6)}\u00a0MB`;
}

interface RejectsProps {
  source: string;
  reasons: SourceDetails['reasons'];
  places: OpenReject[];
  read: number;
  replayable: number;
  maySeeTexts: boolean;
}

function Rejects({ source, reasons, places, read, replayable, maySeeTexts }: RejectsProps) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <section aria-labelledby="judul-tolak" className="rejects">
      <h2 id="judul-tolak">{t.rejects}</h2>
      {reasons.length === 0 ? (
        <div className="card card-body rejects-none">
          <p className="status is-good">{t.noRejects}</p>
          {read > 0 && <p className="note">{t.allStored(f.number(read, 0))}</p>}
        </div>
      ) : (
        <>
          <p className="note">{t.rejectsLead}</p>
          {maySeeTexts && (
            <div className="actions">
              <Link className="button" to={`/sumber/${source}/tolak`}>
                {t.seeRejects}
              </Link>
              {replayable > 0 && <Order source={source} order="baca-ulang" label={t.replay(f.number(replayable, 0))} />}
            </div>
          )}
          {reasons.map(({ reason, records }, i) => {
            const here = places.filter((place) => place.reason === reason);
            return (
              <details key={reason} className="card reject" open={i === 0}>
                <summary>
                  <b>{sayCode(lang, reason)}</b>
                  <span className="note">{t.records(f.number(records, 0))}</span>
                </summary>
                <p className="note reject-lead">{t.firstPlaces(f.number(here.length, 0))}</p>
                <ul className="places">
                  {byFile(here).map(({ file, detail, lines }) => (
                    <li key={`${file} ${detail}`}>
                      <b>{file}</b>
                      {detail && <span>{sayDetail(lang, detail)}</span>}
                      <span className="place-lines">
                        {t.lines} {lines.map((line) => f.number(line, 0)).join(' · ')}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            );
          })}
        </>
      )}
    </section>
  );
}

/** Places of one file with the same detail told together: a file name once, then its lines. */
function byFile(places: OpenReject[]): { file: string; detail: string; lines: number[] }[] {
  const groups = new Map<string, { file: string; detail: string; lines: number[] }>();
  for (const { file, fileNo, detail, line } of places) {
    const name = file || String(fileNo);
    const key = `${name} ${detail}`;
    const group = groups.get(key) ?? { file: name, detail, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()];
}
