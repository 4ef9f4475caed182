import type { FileSummary, RejectPlace, RunSummary, SourceSummary } from '../../clickhouse/ledger/queries';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import type { Formats } from '../text/format';
import { Crumb } from './crumb';
import { Equation } from './equation';
import { Fresh } from './fresh';
import { sayCode, sayDetail, sourcesText } from './sources.text';
import { RunWord } from './sources-page';
import './sources.css';

interface Props {
  source: SourceSummary;
  runs: RunSummary[];
  files: FileSummary[];
  reasons: { reason: string; records: number; runs: number }[];
  places: RejectPlace[];
  now: Date;
}

/** One source: its runs with their ledgers, and where the refused records stood. */
export function SourcePage({ source, runs, files, reasons, places, now }: Props) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <>
      <Crumb to="/sumber">{t.title}</Crumb>
      <PageHead
        title={source.name}
        lead={
          <>
            <Fresh source={source} now={now} />{' '}
            {source.watermark && (
              <>
                · {t.watermark.toLowerCase()} {f.dateTime(source.watermark)}
              </>
            )}
          </>
        }
        aside={
          <dl className="facts">
            <Fact word={t.kind} value={sayCode(lang, source.kind)} />
            <Fact word={t.mapping} value={source.mapping ? sayCode(lang, source.mapping) : '—'} />
            <Fact word={t.owner} value={source.skpdName || source.skpd || '—'} />
            <Fact word={t.feeds} value={source.feeds.map((table) => sayCode(lang, table)).join(', ') || '—'} />
          </dl>
        }
      />
      {runs.length === 0 ? (
        <section className="notice is-empty" aria-labelledby="judul-kosong">
          <h2 id="judul-kosong">{t.noRuns}</h2>
          <p className="lead">{t.noRunsNext}</p>
          <p>
            <code>npm run rk -- ingest {source.id} &lt;berkas&gt;</code>
          </p>
        </section>
      ) : (
        <div className="source-columns">
          <section aria-labelledby="judul-proses">
            <h2 id="judul-proses">
              {t.runs} <span className="note">{t.runsShown(f.number(runs.length, 0))}</span>
            </h2>
            <ol className="runs">
              {runs.map((run) => (
                <Run key={run.runId} run={run} files={files.filter((file) => file.runId === run.runId)} />
              ))}
            </ol>
          </section>
          <Rejects reasons={reasons} places={places} read={source.read} />
        </div>
      )}
    </>
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

function Run({ run, files }: { run: RunSummary; files: FileSummary[] }) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  const tookMs = run.startedAt && run.finishedAt ? run.finishedAt.getTime() - run.startedAt.getTime() : null;
  const isRunning = run.state === 'berjalan' || run.state === 'antre';
  const reasons = Object.entries(run.reasons).sort((a, b) => b[1] - a[1]);
  const facts = [
    tookMs !== null && `${t.took} ${tookMs < 1000 ? t.underSecond : f.duration(tookMs)}`,
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
      {run.message && <p className={`message ${run.state === 'gagal' ? 'is-bad' : ''}`}>{run.message}</p>}
      {run.chunks > 0 ? (
        <Equation counts={run} unexplained={run.unexplained} isRunning={isRunning} />
      ) : (
        <p className="lead">{isRunning ? t.nothingYet : t.nothingNew}</p>
      )}
      {(reasons.length > 0 || files.length > 0) && (
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
                      {sayBytes(file.sizeBytes, f)} · <code title={file.sha256}>{file.sha256.slice(0, 8)}</code>
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </details>
      )}
    </li>
  );
}

function sayBytes(bytes: number, f: Formats): string {
  return bytes < 1e6 ? `${f.number(bytes / 1e3)}\u00a0kB` : `${f.number(bytes / 1e6)}\u00a0MB`;
}

function Rejects({ reasons, places, read }: Pick<Props, 'reasons' | 'places'> & { read: number }) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <section aria-labelledby="judul-tolak" className="rejects">
      <h2 id="judul-tolak">{t.rejects}</h2>
      {reasons.length === 0 ? (
        <div className="card card-body rejects-none">
          <p className="status is-good">{t.noRejects}</p>
          <p className="note">{t.allStored(f.number(read, 0))}</p>
        </div>
      ) : (
        <>
          <p className="note">{t.rejectsLead}</p>
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
function byFile(places: RejectPlace[]): { file: string; detail: string; lines: number[] }[] {
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
