import { Link } from '@remix-run/react';
import { Beside } from '../metrics/beside';
import { BreakdownTable } from '../metrics/breakdown-table';
import { ListLinks } from '../metrics/list-links';
import { MetricLinks } from '../metrics/metric-links';
import { FormulaTip, MetricTile, MetricTiles } from '../metrics/metric-tile';
import { metricsText } from '../metrics/metrics.text';
import { metricHref, type Scope } from '../metrics/scope';
import { SeriesChart } from '../metrics/series-chart';
import { writeMember } from '../metrics/write';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import type { Shown } from './few-people.server';
import type { Participation } from './participation.server';
import { actWord, participationText } from './participation.text';
import './participation.css';

const LEVELS = ['e-information', 'e-consultation', 'e-decision'] as const;
type Level = (typeof LEVELS)[number];
const isLevel = (text: string): text is Level => (LEVELS as readonly string[]).includes(text);

/** Who takes part in what, how deeply, from where, and what comes of it. */
export function ParticipationPage({ data }: { data: Participation }) {
  const t = useText(participationText);
  const f = useFormats();
  const { scope, figures, breakdowns, charts } = data.subject;
  const acts = figures.tindakan_partisipasi.reading;
  const people = figures.peserta_partisipasi.reading.value;
  const breadth = figures.kelurahan_terjangkau.reading.parts;
  return (
    <>
      <PageHead
        title={t.title}
        lead={
          acts.value === null
            ? t.leadUnknown(acts.reason)
            : `${people === null ? t.leadActs(f.number(acts.value, 0)) : t.lead(f.number(people, 0), f.number(acts.value, 0))}${
                figures.kelurahan_terjangkau.reading.value === null
                  ? ''
                  : t.leadReached(f.number(breadth?.terjangkau ?? null, 0), f.number(breadth?.seluruhnya ?? null, 0))
              }.`
        }
      />
      <MetricTiles>
        <MetricTile figure={figures.peserta_partisipasi} scope={scope} />
        <MetricTile figure={figures.peserta_per_10rb} scope={scope} />
        <MetricTile
          figure={figures.kelurahan_terjangkau}
          scope={scope}
          parts={['terjangkau', 'seluruhnya', 'tanpa_kelurahan']}
        />
        <MetricTile figure={figures.tindakan_per_peserta} scope={scope} />
        <MetricTile figure={figures.usulan_dijawab} scope={scope} />
        <MetricTile figure={figures.waktu_jawab_usulan} scope={scope} />
        <MetricTile figure={figures.usulan_diterima} scope={scope} />
        <MetricTile figure={figures.usulan_warga} scope={scope} />
      </MetricTiles>
      <Beside untold={data.untold} title={t.levels}>
        <Levels data={data} />
      </Beside>
      <Beside untold={data.untold} title={t.processes}>
        <ProcessTable data={data} />
      </Beside>
      <Beside untold={data.untold} title={t.stages}>
        <Stages stages={data.stages} scope={scope} />
      </Beside>
      <Beside untold={data.untold} title={t.areas}>
        <Areas data={data} />
      </Beside>
      <div className="breakdown-grid">
        <SeriesChart figure={figures.tindakan_partisipasi} chart={charts.tindakan_partisipasi} scope={scope} />
        <SeriesChart figure={figures.peserta_partisipasi} chart={charts.peserta_partisipasi} scope={scope} />
      </div>
      <div className="breakdown-grid">
        <BreakdownTable figure={figures.usulan_warga} breakdown={breakdowns['usulan_warga/keadaan']} scope={scope} />
        <BreakdownTable
          figure={figures.tindakan_partisipasi}
          breakdown={breakdowns['tindakan_partisipasi/kanal']}
          scope={scope}
        />
        <Beside untold={data.untold} title={t.what}>
          <Acts acts={data.acts} scope={scope} />
        </Beside>
      </div>
    </>
  );
}

/** The three levels side by side, each with its share and its processes. */
function Levels({ data }: { data: Participation }) {
  const t = useText(participationText);
  const f = useFormats();
  const { scope, figures, breakdowns } = data.subject;
  const { parts, total } = breakdowns['tindakan_partisipasi/tingkat'];
  const isKnown = figures.tindakan_partisipasi.reading.value !== null;
  return (
    <section className="card citizen-card" aria-labelledby="judul-tingkat">
      <h2 id="judul-tingkat">
        {t.levels} <FormulaTip definition={figures.tindakan_partisipasi.definition} />
      </h2>
      <p className="note citizen-note">{t.levelsNote}</p>
      <ol className="citizen-levels">
        {LEVELS.map((level) => {
          const part = parts.find(({ member }) => member === level);
          const n = part?.n ?? 0;
          const processes = data.processes.filter((process) => process.levels.includes(level)).length;
          return (
            <li key={level} className={`is-${level}`}>
              <Link to={metricHref('/baris', 'tindakan_partisipasi', scope, { dimensi: 'tingkat', anggota: level })}>
                {t[level]}
              </Link>
              <span className="note">{level}</span>
              <b>{!isKnown ? '—' : part?.isFew ? t.few : f.number(n, 0)}</b>
              {isKnown && (
                <span>
                  {!part?.isFew && `${f.percent(total.n && n / total.n, 0)} · `}
                  {f.number(processes, 0)} {t.processes.toLowerCase()}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <footer className="breakdown-foot">
        <MetricLinks definition={figures.tindakan_partisipasi.definition} scope={scope} dimension="tingkat" />
      </footer>
    </section>
  );
}

function ProcessTable({ data: { processes, subject } }: { data: Participation }) {
  const t = useText(participationText);
  const words = useText(metricsText);
  const { lang } = useShell();
  const { scope } = subject;
  return (
    <section className="card citizen-card" aria-labelledby="judul-proses">
      <h2 id="judul-proses">{t.processes}</h2>
      {processes.length === 0 ? (
        <p className="card-body lead">{t.noProcesses}</p>
      ) : (
        <div className="table-wrap">
          <table className="table citizen-table is-stacked">
            <thead>
              <tr>
                <th scope="col">{t.process}</th>
                <th scope="col">{t.level}</th>
                <th scope="col">{t.channel}</th>
                <th scope="col" className="num">
                  {t.acts}
                </th>
                <th scope="col" className="num">
                  {t.people}
                </th>
                <th scope="col" className="num">
                  {t.proposals}
                </th>
                <th scope="col" className="num">
                  {t.answered}
                </th>
                <th scope="col" className="num">
                  {t.adopted}
                </th>
                <th scope="col">{t.result}</th>
              </tr>
            </thead>
            <tbody>
              {processes.map((process) => (
                <tr key={process.process}>
                  <th scope="row">
                    <Link
                      to={metricHref('/baris', 'tindakan_partisipasi', scope, {
                        dimensi: 'proses',
                        anggota: process.process,
                      })}
                    >
                      {process.process}
                    </Link>
                  </th>
                  <td data-label={t.level}>
                    {process.levels.map((level) => (isLevel(level) ? t[level] : level)).join(', ')}
                  </td>
                  <td data-label={t.channel}>
                    {process.channels
                      .map((channel) => writeMember('kanal', { member: channel, name: channel }, words, lang))
                      .join(', ')}
                  </td>
                  <td className="num" data-label={t.acts}>
                    <Counted n={process.acts} />
                  </td>
                  <td className="num" data-label={t.people}>
                    {process.people === 0 ? (
                      <span className="note">{t.unknownPeople}</span>
                    ) : (
                      <Counted n={process.people} />
                    )}
                  </td>
                  {(['proposals', 'answered', 'adopted'] as const).map((column) => (
                    <td key={column} className="num" data-label={t[column]}>
                      {process.proposals !== 0 && <Counted n={process[column]} />}
                    </td>
                  ))}
                  <td data-label={t.result}>
                    {process.result === '' ? (
                      <span className="note">{t.notPublished}</span>
                    ) : /^https?:\/\//.test(process.result) ? (
                      <a href={process.result} rel="noreferrer">
                        {t.published}
                      </a>
                    ) : (
                      t.published
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="breakdown-foot">
        <ListLinks list="proses-partisipasi" title={t.processes} scope={scope} />
      </footer>
    </section>
  );
}

/** A count that its source may not record, or that is withheld. */
function Counted({ n }: { n: Shown }) {
  const t = useText(participationText);
  const f = useFormats();
  if (typeof n === 'number') return f.number(n, 0);
  return <span className="note">{n === null ? t.notRecorded : t.few}</span>;
}

function Stages({ stages, scope }: { stages: Participation['stages']; scope: Scope }) {
  const t = useText(participationText);
  const f = useFormats();
  return (
    <section className="card citizen-card" aria-labelledby="judul-tahap">
      <h2 id="judul-tahap">{t.stages}</h2>
      <p className="note citizen-note">{stages.length === 0 ? t.noProposals : t.stagesNote}</p>
      <div className="citizen-ways">
        {stages.map(({ process, steps }) => {
          const [first] = steps;
          const shareOf = (n: Shown) =>
            typeof n === 'number' && typeof first?.n === 'number' ? f.percent(first.n && n / first.n, 0) : '';
          const told = (stage: string) => {
            const n = steps.find((step) => step.stage === stage)?.n;
            return typeof n === 'number' ? f.number(n, 0) : t.few;
          };
          return (
            <section key={process} aria-label={process}>
              <h3>{process}</h3>
              <table className="table citizen-way">
                <tbody>
                  {steps
                    .filter(({ stage }) => stage !== 'ditolak' && stage !== 'diarsipkan')
                    .map(({ stage, n }) => (
                      <tr key={stage}>
                        <th scope="row">{t[stage]}</th>
                        <td className="citizen-bars" aria-hidden="true">
                          {typeof n === 'number' && typeof first?.n === 'number' && (
                            <svg className="citizen-bar" viewBox="0 0 100 8" preserveAspectRatio="none">
                              <title>{t[stage]}</title>
                              <rect width={first.n > 0 ? (100 * n) / first.n : 0} height="8" rx="1" />
                            </svg>
                          )}
                        </td>
                        <td className="num">
                          <Counted n={n} /> <span className="note">{shareOf(n)}</span>
                        </td>
                      </tr>
                    ))}
                </tbody>
              </table>
              <p className="note">{t.stageOther(told('ditolak'), told('diarsipkan'))}</p>
            </section>
          );
        })}
      </div>
      <footer className="breakdown-foot">
        <ListLinks list="tahap-usulan" title={t.stages} scope={scope} />
      </footer>
    </section>
  );
}

function Areas({ data: { areas, placeless, subject } }: { data: Participation }) {
  const t = useText(participationText);
  const f = useFormats();
  const { scope, figures } = subject;
  const count = (n: Shown) => (typeof n === 'number' ? f.number(n, 0) : t.few);
  const most = Math.max(0, ...areas.map((area) => area.per10rb ?? 0));
  const acts = figures.tindakan_partisipasi.reading;
  if (areas.every((area) => area.acts === 0))
    return (
      <section className="card citizen-card" aria-labelledby="judul-wilayah">
        <h2 id="judul-wilayah">{t.areas}</h2>
        <p className="card-body lead">{t.nowhere(count(acts.value))}</p>
      </section>
    );
  return (
    <section className="card citizen-card" aria-labelledby="judul-wilayah">
      <h2 id="judul-wilayah">{t.areas}</h2>
      <p className="note citizen-note">
        {t.areasNote}{' '}
        {t.placelessParts(
          count(placeless.without_place),
          count(placeless.without_kelurahan),
          count(placeless.outside),
          count(placeless.foreign),
        )}
      </p>
      <div className="table-wrap">
        <table className="table citizen-table is-stacked">
          <thead>
            <tr>
              <th scope="col">{t.district}</th>
              <th scope="col" className="num">
                {t.people}
              </th>
              <th scope="col" className="num">
                {t.perResidents}
              </th>
              <th scope="col" className="citizen-bars">
                <span className="hidden">{t.share}</span>
              </th>
              <th scope="col">{t.reached}</th>
              <th scope="col">{t.unreached}</th>
            </tr>
          </thead>
          <tbody>
            {areas.map((area) => (
              <tr key={area.kode}>
                <th scope="row">
                  <Link
                    to={metricHref('/baris', 'tindakan_partisipasi', scope, {
                      dimensi: 'kecamatan',
                      anggota: area.kode,
                    })}
                  >
                    {area.name}
                  </Link>
                </th>
                <td className="num" data-label={t.people}>
                  <Counted n={area.people} />
                </td>
                <td className="num" data-label={t.perResidents}>
                  {f.number(area.per10rb, 1)}
                </td>
                <td className="citizen-bars is-drawn" aria-hidden="true">
                  <svg className="citizen-bar" viewBox="0 0 100 8" preserveAspectRatio="none">
                    <title>{area.name}</title>
                    <rect width={most > 0 ? (100 * (area.per10rb ?? 0)) / most : 0} height="8" rx="1" />
                  </svg>
                </td>
                <td className="citizen-reached" data-label={t.reached}>
                  {t.ofAll(f.number(area.kelurahan - area.unreached.length, 0), f.number(area.kelurahan, 0))}
                </td>
                <td data-label={t.unreached}>
                  {area.kelurahan === 0 ? (
                    <span className="note">{t.unknownKelurahan}</span>
                  ) : area.unreached.length === 0 ? (
                    <span className="note">{t.all}</span>
                  ) : (
                    area.unreached.join(', ')
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className="breakdown-foot">
        <ListLinks list="wilayah-terjangkau" title={t.areas} scope={scope} />
      </footer>
    </section>
  );
}

function Acts({ acts, scope }: { acts: Participation['acts']; scope: Scope }) {
  const t = useText(participationText);
  const { lang } = useShell();
  const most = Math.max(1, ...acts.map(({ acts: n }) => (typeof n === 'number' ? n : 0)));
  if (acts.length === 0) return null;
  return (
    <section className="card citizen-card" aria-labelledby="judul-tindakan">
      <h2 id="judul-tindakan">{t.what}</h2>
      <table className="table citizen-table">
        <tbody>
          {acts.map(({ act, acts: n }) => (
            <tr key={act}>
              <th scope="row">{actWord(act, lang)}</th>
              <td className="citizen-bars" aria-hidden="true">
                {typeof n === 'number' && (
                  <svg className="citizen-bar" viewBox="0 0 100 8" preserveAspectRatio="none">
                    <title>{act}</title>
                    <rect width={(100 * n) / most} height="8" rx="1" />
                  </svg>
                )}
              </td>
              <td className="num">
                <Counted n={n} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer className="breakdown-foot">
        <ListLinks list="tindakan-warga" title={t.what} scope={scope} />
      </footer>
    </section>
  );
}
