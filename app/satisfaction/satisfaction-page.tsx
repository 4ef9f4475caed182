import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { DIMENSIONS } from '../../clickhouse/metrics/dimensions';
import { Beside } from '../metrics/beside';
import { ListLinks } from '../metrics/list-links';
import { MetricLinks } from '../metrics/metric-links';
import { FormulaTip, MetricTile, MetricTiles } from '../metrics/metric-tile';
import { metricsText } from '../metrics/metrics.text';
import { metricHref, type Scope, untold } from '../metrics/scope';
import { SeriesChart } from '../metrics/series-chart';
import { writeMember } from '../metrics/write';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import type { Satisfaction } from './satisfaction.server';
import { satisfactionText } from './satisfaction.text';
import './satisfaction.css';

type Figures = Satisfaction['figures'];
type Mutu = 'A' | 'B' | 'C' | 'D';

/** How satisfied those are who used the services: the index, its nine unsur, who answered, and what follows. */
export function SatisfactionPage({ data }: { data: Satisfaction }) {
  const t = useText(satisfactionText);
  const f = useFormats();
  const { scope, figures, unsur } = data;
  const { reading } = figures.ikm;
  const lowest = unsur.find((one) => one.isLowest);
  return (
    <>
      <PageHead
        title={t.title}
        lead={
          reading.value !== null && reading.mutu && lowest
            ? t.lead(f.score(reading.value), t[reading.mutu], f.number(reading.n, 0), lowest.name.toLowerCase())
            : t.leadUnknown(reading.reason)
        }
      />
      <MetricTiles>
        <MetricTile figure={figures.ikm} scope={scope} />
        <MetricTile figure={figures.ikm_bobot_011} scope={scope} />
        <MetricTile figure={figures.ikm_rata_unit} scope={scope} />
        {figures.responden_skm.reading.value === null ? (
          <MetricTile figure={figures.responden_skm} scope={scope} />
        ) : (
          <SampleTile figures={figures} />
        )}
      </MetricTiles>
      <p className="note survey-note">
        {t.pooled} {t.bands}
      </p>
      <div className="survey-cols">
        <Beside untold={untold(figures.responden_skm)} title={t.unsur}>
          <UnsurTable unsur={unsur} scope={scope} />
        </Beside>
        <SeriesChart {...data.trend} scope={{ ...scope, search: yearOf(scope) }} />
      </div>
      <Beside untold={untold(figures.responden_skm)} title={data.by === 'skpd' ? t.byOffice : t.byService}>
        <UnitTable data={data} />
      </Beside>
      <Beside untold={untold(figures.responden_skm)} title={t.plan}>
        <Plan plan={data.plan} scope={scope} />
      </Beside>
      <Beside untold={untold(figures.responden_skm)} title={t.profile}>
        <Profile groups={data.groups} figures={figures} scope={scope} />
      </Beside>
    </>
  );
}

/** The address of the trend: twelve months while the period runs. */
function yearOf(scope: Scope): string {
  const params = new URLSearchParams(scope.search);
  params.set('periode', '12b');
  return String(params);
}

function SampleTile({ figures }: { figures: Figures }) {
  const t = useText(satisfactionText);
  const f = useFormats();
  const { n, parts } = figures.ikm.reading;
  const needed = parts?.n_minimum ?? null;
  return (
    <article className="metric-tile" aria-labelledby="judul-sampel">
      <header>
        <h2 id="judul-sampel">{t.sample}</h2>
        <FormulaTip definition={figures.responden_skm.definition} />
      </header>
      <p className="metric-figure">
        {f.number(n, 0)}
        {needed !== null && <small>/ {f.number(needed, 0)}</small>}
      </p>
      <p className="metric-context">
        <SampleWord n={n} needed={needed} />
      </p>
      <p className="survey-why">
        {needed === null ? t.sampleNoUsers : t.sampleWhy(f.number(parts?.pengguna ?? null, 0))}
      </p>
    </article>
  );
}

function SampleWord({ n, needed }: { n: number; needed: number | null }) {
  const t = useText(satisfactionText);
  if (needed === null) return <span className="status is-unknown">{t.sampleUnknown}</span>;
  return n >= needed ? (
    <span className="status is-good">{t.sampleMet}</span>
  ) : (
    <span className="status is-warn">{t.sampleShort}</span>
  );
}

const tones: Record<Mutu, string> = { A: 'is-good', B: 'is-good', C: 'is-warn', D: 'is-bad' };

function Letter({ mutu }: { mutu: Mutu | null }) {
  const t = useText(satisfactionText);
  return mutu ? (
    <span className={`status ${tones[mutu]}`} title={t[mutu]}>
      {mutu}
    </span>
  ) : (
    <span className="note">—</span>
  );
}

function UnsurTable({ unsur, scope }: { unsur: Satisfaction['unsur']; scope: Scope }) {
  const t = useText(satisfactionText);
  const f = useFormats();
  return (
    <section className="card survey-card" aria-labelledby="judul-unsur">
      <h2 id="judul-unsur">{t.unsur}</h2>
      <div className="table-wrap">
        <table className="table survey-unsur is-stacked">
          <thead>
            <tr>
              <th scope="col">{t.unsurName}</th>
              <th scope="col" className="num">
                {t.mean}
              </th>
              <th scope="col" className="survey-bars">
                <span className="hidden">{t.share}</span>
              </th>
              <th scope="col" className="num">
                {t.change}
              </th>
              <th scope="col" className="num">
                {t.converted}
              </th>
              <th scope="col">{t.mutu}</th>
            </tr>
          </thead>
          <tbody>
            {unsur.map((one) => (
              <tr key={one.key}>
                <th scope="row">
                  <Link to={metricHref('/baris', one.id, scope)}>{one.name}</Link>
                  {one.isLowest && <span className="mark status is-warn">{t.lowest}</span>}
                  {one.isHighest && <span className="mark status is-good">{t.highest}</span>}
                </th>
                <td className="num" data-label={t.mean}>
                  {one.value === null ? <span className="note">{t.tooFew}</span> : f.score(one.value)}
                </td>
                <td className="survey-bars is-drawn" aria-hidden="true">
                  <Bar value={one.value === null ? 0 : (one.value - 1) / 3} />
                </td>
                <td className="num" data-label={t.change}>
                  <Change now={one.value} before={one.previous} />
                </td>
                <td className="num" data-label={t.converted}>
                  {f.score(one.converted)}
                </td>
                <td data-label={t.mutu}>
                  <Letter mutu={one.mutu} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className="breakdown-foot">
        <ListLinks list="nilai-unsur" title={t.unsur} scope={scope} />
      </footer>
    </section>
  );
}

function Bar({ value }: { value: number }) {
  return (
    <svg className="survey-bar" viewBox="0 0 100 8" preserveAspectRatio="none">
      <title> </title>
      <rect width={Math.max(0, Math.min(100, 100 * value))} height="8" rx="1" />
    </svg>
  );
}

function Change({ now, before }: { now: number | null; before: number | null }) {
  const f = useFormats();
  const t = useText(metricsText);
  if (now === null || before === null) return <span className="note">—</span>;
  const difference = now - before;
  const size = f.score(Math.abs(difference));
  if (Math.abs(difference) < 0.005) return <span className="note">= {t.steady}</span>;
  return (
    <b className={difference > 0 ? 'is-good' : 'is-bad'}>
      <span aria-hidden="true">{difference > 0 ? '▲ ' : '▼ '}</span>
      <span className="hidden">{difference > 0 ? t.up(size) : t.down(size)}</span>
      <span aria-hidden="true">{size}</span>
    </b>
  );
}

function UnitTable({ data: { units, by, scope } }: { data: Satisfaction }) {
  const t = useText(satisfactionText);
  const f = useFormats();
  const heading = by === 'skpd' ? t.byOffice : t.byService;
  const to = (unit: (typeof units)[number]) => {
    const params = new URLSearchParams(scope.search);
    params.set(by === 'skpd' ? 'skpd' : 'layanan', by === 'skpd' ? unit.skpd : unit.service);
    return `/kepuasan?${params}`;
  };
  return (
    <section className="card survey-card" aria-labelledby="judul-unit">
      <h2 id="judul-unit">{heading}</h2>
      {units.length === 0 ? (
        <p className="card-body lead">{t.noUnits}</p>
      ) : (
        <div className="table-wrap">
          <table className="table survey-units is-stacked">
            <thead>
              <tr>
                <th scope="col">{by === 'skpd' ? t.office : t.service}</th>
                <th scope="col" className="num">
                  {t.ikm}
                </th>
                <th scope="col">{t.mutu}</th>
                <th scope="col" className="num">
                  {t.ikm011}
                </th>
                <th scope="col" className="num">
                  {t.respondents}
                </th>
                <th scope="col">
                  <span className="hidden">{t.sample}</span>
                </th>
                <th scope="col">{t.lowestUnsur}</th>
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr key={`${unit.skpd}/${unit.service}`}>
                  <th scope="row">
                    {(by === 'skpd' ? unit.skpd : unit.service) === '' ? (
                      <span className="note">{t.noService}</span>
                    ) : (
                      <Link to={to(unit)}>{unit.name}</Link>
                    )}
                  </th>
                  <td className="num" data-label={t.ikm}>
                    {unit.ikm === null ? <span className="note">{t.tooFew}</span> : f.score(unit.ikm)}
                  </td>
                  <td data-label={t.mutu}>
                    <Letter mutu={unit.mutu} />
                  </td>
                  <td className="num" data-label={t.ikm011}>
                    {f.score(unit.ikm011)}
                  </td>
                  <td className="num" data-label={t.respondents}>
                    {f.number(unit.n, 0)} / {f.number(unit.needed, 0)}
                  </td>
                  <td className="is-wide">
                    <SampleWord n={unit.n} needed={unit.needed} />
                  </td>
                  <td data-label={t.lowestUnsur}>{unit.lowestName ?? <span className="note">—</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="breakdown-foot">
        <ListLinks list="unit-survei" title={heading} scope={scope} />
      </footer>
    </section>
  );
}

function Plan({ plan, scope }: { plan: Satisfaction['plan']; scope: Scope }) {
  const t = useText(satisfactionText);
  const f = useFormats();
  return (
    <section className="card survey-card" aria-labelledby="judul-rtl">
      <h2 id="judul-rtl">{t.plan}</h2>
      <p className="note survey-card-note">{plan.length === 0 ? t.noPlan : t.planNote}</p>
      {plan.length > 0 && (
        <div className="table-wrap">
          <table className="table survey-plan">
            <thead>
              <tr>
                <th scope="col">{t.priority}</th>
                <th scope="col" className="num">
                  {t.mean}
                </th>
                <th scope="col">{t.activity}</th>
                <th scope="col">{t.when}</th>
                <th scope="col">{t.owner}</th>
              </tr>
            </thead>
            <tbody>
              {plan.map((step) => (
                <tr key={step.unsur}>
                  <th scope="row">
                    {step.priority}. {step.name}
                  </th>
                  <td className="num" data-label={t.mean}>
                    {f.score(step.value)}
                  </td>
                  <td>{t[`do_${step.unsur}`]}</td>
                  <td data-label={t.when} className="survey-when">
                    {t.quarter(roman[step.quarter.quarter - 1]!, String(step.quarter.year))}
                  </td>
                  <td data-label={t.owner}>
                    {step.units.map((unit) => `${unit.name} (${f.score(unit.value)})`).join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="breakdown-foot">
        <ListLinks list="rencana-tindak-lanjut" title={t.plan} scope={scope} />
      </footer>
    </section>
  );
}

const roman = ['I', 'II', 'III', 'IV'];

function Profile({
  groups,
  figures,
  scope,
}: {
  groups: Satisfaction['groups'];
  figures: Figures;
  scope: Scope;
}): ReactNode {
  const t = useText(satisfactionText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const total = figures.responden_skm.reading.n;
  return (
    <section aria-labelledby="judul-responden" className="survey-profile">
      <h2 id="judul-responden">{t.profile}</h2>
      <p className="note">{t.profileNote}</p>
      <div className="survey-groups">
        {groups.map(({ group, cells, more }) => {
          const largest = Math.max(1, ...cells.map((cell) => cell.n ?? 0));
          return (
            <section key={group} className="card survey-card" aria-labelledby={`judul-${group}`}>
              <h3 id={`judul-${group}`}>{DIMENSIONS[group][lang]}</h3>
              <table className="table survey-group">
                <thead className="hidden">
                  <tr>
                    <th scope="col">{t.group}</th>
                    <th scope="col">{t.people}</th>
                    <th scope="col">{t.share}</th>
                  </tr>
                </thead>
                <tbody>
                  {cells.map((cell) => (
                    <tr key={cell.member}>
                      <th scope="row">{writeMember(group, cell, words, lang)}</th>
                      <td className="survey-bars" aria-hidden="true">
                        <Bar value={(cell.n ?? 0) / largest} />
                      </td>
                      <td className="num">
                        {cell.n === null ? (
                          <span className="note">{t.hidden}</span>
                        ) : (
                          <>
                            {f.number(cell.n, 0)} <span className="note">{f.percent(total && cell.n / total, 0)}</span>
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {more > 0 && <p className="note survey-more">{t.moreGroups(f.number(more, 0))}</p>}
              <footer className="breakdown-foot">
                <MetricLinks definition={figures.responden_skm.definition} scope={scope} dimension={group} />
              </footer>
            </section>
          );
        })}
      </div>
    </section>
  );
}
