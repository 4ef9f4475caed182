import { Form, Link, useSearchParams, useSubmit } from '@remix-run/react';
import type { MaturityBoard } from '../../clickhouse/maturity';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { maturityText } from './maturity.text';
import { MonthPicker, middleOf } from './month-picker';
import { limitValue, probeValue } from './probe-format';
import { tied } from './sentence';
import { OutcomeWord } from './skpd-page';
import { StageTrack } from './stage-track';
import type { Standing, WhatIfData, WhatIfProbe, WhatIfThreshold } from './what-if.server';
import { whatIfText } from './what-if.text';
import { SUPPOSED_OUTCOMES, writeWhatIf } from './what-if-address';
import './maturity.css';
import './what-if.css';

/** The board as it would be beside the board as it is. Never to be taken for a result: it says so at every turn. */
export function WhatIfPage(data: WhatIfData) {
  const t = useText(whatIfText);
  const f = useFormats();
  const month = f.month(middleOf(data.month));
  return (
    <>
      <Crumb to="/kematangan">{t.crumb}</Crumb>
      <PageHead
        title={
          <>
            {t.title} <span className="what-if-badge">{t.badge}</span>
          </>
        }
        lead={t.lead(month)}
        aside={<MonthPicker month={data.month} openMonth={data.openMonth} runningMonth={data.runningMonth} />}
      />
      {data.rows.length === 0 ? (
        <section className="notice is-empty">
          <p className="lead">{t.notAssessed(month)}</p>
        </section>
      ) : (
        <div className="what-if-columns">
          <Ask {...data} />
          <div className="what-if-results">
            {data.city && <City {...data.city} />}
            <Boards {...data} />
          </div>
        </div>
      )}
    </>
  );
}

/** The form: it sends itself as an address, and the address is the supposition. */
function Ask({ address, offices, probes, thresholds, changes, isOwn }: WhatIfData) {
  const t = useText(whatIfText);
  const f = useFormats();
  const submit = useSubmit();
  const [params] = useSearchParams();
  const { supposition } = address;
  const office = offices.find(({ code }) => code === address.skpd);
  const others = offices.filter(({ code }) => code !== address.skpd && supposition.outcomes[code]);
  const cleared = writeWhatIf({
    ...address,
    skpd: isOwn ? null : address.skpd,
    supposition: { thresholds: {}, outcomes: {} },
  });
  const isIdle = changes.every(({ isSupposed }) => !isSupposed) && Object.keys(supposition.outcomes).length === 0;
  const touched = Object.keys(supposition.thresholds).length;
  return (
    <Form method="get" className="card what-if-form" key={params.toString()} preventScrollReset>
      <h2>{t.ask}</h2>
      {address.month && <input type="hidden" name="bulan" value={address.month} />}
      {address.version && <input type="hidden" name="versi" value={address.version} />}
      {others.flatMap(({ code }) =>
        Object.entries(supposition.outcomes[code]!).map(([probe, outcome]) => (
          <input key={`${code}.${probe}`} type="hidden" name={`hasil.${code}.${probe}`} value={outcome} />
        )),
      )}
      <div className="card-body what-if-fields">
        <Changes changes={changes} />
        {others.length > 0 && <p className="note">{t.otherOffices(others.map(({ name }) => name).join(', '))}</p>}
        {isIdle && <p className="lead">{t.nothing}</p>}
        <div className="actions">
          <button type="submit" className="button is-main">
            {t.compute}
          </button>
          {!isIdle && (
            <Link className="button" to={`?${cleared}`} preventScrollReset>
              {t.clear}
            </Link>
          )}
        </div>
        {!isOwn && (
          <div className="field">
            <label htmlFor="andai-skpd">{t.office}</label>
            <select
              id="andai-skpd"
              name="skpd"
              className="select"
              defaultValue={address.skpd ?? ''}
              onChange={(event) => submit(event.currentTarget.form, { preventScrollReset: true })}
            >
              <option value="">{t.noOffice}</option>
              {offices.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
            {!office && <p className="hint">{t.pickOffice}</p>}
          </div>
        )}
      </div>
      {office && (
        <details className="what-if-part" open>
          <summary>{t.ofOffice(office.name)}</summary>
          <ul className="what-if-list">
            {[1, 2, 3, 4].map((tahap) => (
              <ProbeGroup
                key={tahap}
                tahap={tahap}
                skpd={office.code}
                probes={probes.filter((p) => p.tahap === tahap)}
              />
            ))}
          </ul>
        </details>
      )}
      <details className="what-if-part" open={touched > 0}>
        <summary>
          {t.thresholds} {touched > 0 && <span className="note">{t.changed(f.number(touched, 0))}</span>}
        </summary>
        <p className="note what-if-note">{t.thresholdsLead}</p>
        <ul className="what-if-list">
          {thresholds.map((row) => (
            <ThresholdFields key={row.probe} row={row} />
          ))}
        </ul>
      </details>
    </Form>
  );
}

/** What differs from the instrument, supposed or set by the city; what is looser is marked. */
function Changes({ changes }: Pick<WhatIfData, 'changes'>) {
  const t = useText(whatIfText);
  const f = useFormats();
  const { lang } = useShell();
  if (changes.length === 0) return null;
  return (
    <ul className="what-if-changes">
      {changes.map(({ probe, what, question, unit, standard, own, isLooser, isSupposed }) => (
        <li key={`${probe}.${what}`}>
          <b>{question[lang]}</b>{' '}
          {what === 'ambang'
            ? t.changeLine(limitValue(standard, unit, lang, f), limitValue(own, unit, lang, f))
            : t.changeMinimum(f.number(standard, 0), f.number(own, 0))}
          {!isSupposed && ` (${t.byCity})`}{' '}
          <span className={isLooser ? 'status is-warn' : 'note'}>{isLooser ? t.looser : t.tighter}</span>
        </li>
      ))}
    </ul>
  );
}

function ProbeGroup({ tahap, skpd, probes }: { tahap: number; skpd: string; probes: WhatIfProbe[] }) {
  const words = useText(maturityText);
  if (probes.length === 0) return null;
  return (
    <>
      <li className="what-if-stage">
        {words.stage(String(tahap))} · {words.stageName(String(tahap))}
      </li>
      {probes.map((probe) => (
        <ProbeField key={probe.probe} probe={probe} skpd={skpd} />
      ))}
    </>
  );
}

function ProbeField({ probe, skpd }: { probe: WhatIfProbe; skpd: string }) {
  const t = useText(whatIfText);
  const words = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <li className={probe.supposed === probe.outcome ? undefined : 'is-supposed'}>
      <span>
        {probe.question[lang]}
        <small>
          {!probe.mandatory && `${words.supporting} · `}
          {probe.value !== null && `${probeValue(probe.value, probe.unit, lang, f)} · `}
          <OutcomeWord outcome={probe.outcome} />
          {probe.supposed !== probe.outcome && (
            <>
              {' → '}
              <OutcomeWord outcome={probe.supposed} />
            </>
          )}
        </small>
      </span>
      <select
        className="select"
        name={`hasil.${skpd}.${probe.probe}`}
        defaultValue={probe.asked ?? ''}
        aria-label={t.supposeOf(probe.question[lang])}
      >
        <option value="">{t.asEvidence}</option>
        {SUPPOSED_OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {words[outcome]}
          </option>
        ))}
      </select>
    </li>
  );
}

function ThresholdFields({ row }: { row: WhatIfThreshold }) {
  const t = useText(whatIfText);
  const f = useFormats();
  const { lang } = useShell();
  const { threshold, minimumN, question, probe } = row;
  const isSupposed =
    (threshold && threshold.supposed !== threshold.standing) || minimumN.supposed !== minimumN.standing;
  return (
    <li className={isSupposed ? 'is-supposed' : undefined}>
      <span>
        {question[lang]}
        <small>
          {threshold
            ? `${row.higherIsBetter ? t.atLeast : t.atMost} ${limitValue(threshold.standing, row.unit, lang, f)}`
            : t.followsCity}
          , n ≥ {f.number(minimumN.standing, 0)}
        </small>
      </span>
      <span className="what-if-numbers">
        {threshold && (
          <label>
            <small>{t.threshold}</small>
            <input
              className="input"
              name={`ambang.${probe}`}
              inputMode="decimal"
              autoComplete="off"
              defaultValue={threshold.supposed === threshold.standing ? '' : f.number(threshold.supposed, 6)}
              placeholder={f.number(threshold.standing, 6)}
              aria-label={t.thresholdOf(question[lang])}
            />
          </label>
        )}
        <label>
          <small>n ≥</small>
          <input
            className="input"
            name={`bukti.${probe}`}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={minimumN.supposed === minimumN.standing ? '' : String(minimumN.supposed)}
            placeholder={String(minimumN.standing)}
            aria-label={t.minimumNOf(question[lang])}
          />
        </label>
      </span>
    </li>
  );
}

type CityPart = MaturityBoard['city'];

/** The sentence of the city twice, and how many offices stand on each stage. */
function City({ asIs, supposed }: { asIs: CityPart; supposed: CityPart }) {
  const t = useText(whatIfText);
  const words = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  const steps = ['belum', 't1', 't2', 't3', 't4'] as const;
  return (
    <section className="what-if-city">
      {(
        [
          [t.asIs, asIs, ''],
          [t.supposed, supposed, 'is-andai'],
        ] as const
      ).map(([title, city, tone]) => (
        <div key={title} className={`card ${tone}`}>
          <h2>{title}</h2>
          <div className="card-body">
            <p className="what-if-sentence">{tied(city.sentence[lang])}</p>
            <dl className="what-if-steps">
              {steps.map((step, i) => {
                const moved = city.distribution[step] - asIs.distribution[step];
                return (
                  <div key={step}>
                    <dt>{i === 0 ? words.none : words.stage(String(i))}</dt>
                    <dd>
                      {f.number(city.distribution[step], 0)}
                      {moved !== 0 && (
                        <small> {moved > 0 ? `+${f.number(moved, 0)}` : `−${f.number(-moved, 0)}`}</small>
                      )}
                    </dd>
                  </div>
                );
              })}
            </dl>
          </div>
        </div>
      ))}
    </section>
  );
}

function Boards({ rows, yearBefore, month, isOwn }: WhatIfData) {
  const t = useText(whatIfText);
  const words = useText(maturityText);
  const f = useFormats();
  const moved = rows.filter(({ moved }) => moved).length;
  const [year = 0, number = ''] = month.split('-');
  const earlier = f.month(middleOf(`${Number(year) - 1}-${number}`));
  return (
    <section className="card" aria-labelledby="judul-berdampingan">
      <h2 id="judul-berdampingan">{t.board}</h2>
      <p className="card-body note">
        {t.boardLead(f.number(moved, 0))} {yearBefore ? t.yearBeforeLead(earlier) : t.yearBeforeAbsent(earlier)}
      </p>
      <table className="table what-if-board">
        <thead>
          <tr>
            <th scope="col">{words.skpd}</th>
            <th scope="col">{t.asIs}</th>
            <th scope="col" className="is-andai">
              {t.supposed}
            </th>
            {!isOwn && (
              <th scope="col" className="num">
                {t.rank}
              </th>
            )}
            {!isOwn && yearBefore && (
              <th scope="col" className="num">
                {t.yearBefore(earlier)}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.skpd} className={row.moved ? 'is-moved' : undefined}>
              <th scope="row">
                <Link to={`/kematangan/${row.skpd}`}>{row.name}</Link>
              </th>
              <td data-label={t.asIs}>
                <Stage standing={row.asIs} />
              </td>
              <td data-label={t.supposed} className="is-andai">
                {row.moved ? <Stage standing={row.supposed} /> : <span className="note">{t.unchanged}</span>}
              </td>
              {!isOwn && (
                <td data-label={t.rank} className="num">
                  <Rank from={row.asIs.rank} to={row.supposed.rank} />
                </td>
              )}
              {!isOwn && yearBefore && (
                <td data-label={t.yearBefore(earlier)} className="num">
                  {row.yearBefore ? <Rank from={row.yearBefore.asIs.rank} to={row.yearBefore.supposed.rank} /> : '—'}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Stage({ standing }: { standing: Standing }) {
  const words = useText(maturityText);
  const { reached, possible, progress, provisional, baru, terancam } = standing;
  return (
    <div className="board-stage">
      <StageTrack reached={reached} possible={possible} progress={progress} provisional={provisional} />
      <b>
        {reached === 0 ? words.none : words.stage(String(reached))}
        {baru && <small title={words.baruWhy}>{words.baru}</small>}
        {terancam && <small title={words.terancamWhy}>{words.terancam}</small>}
      </b>
    </div>
  );
}

/** `3`, or `3 → 1` where the supposition moves it; too little evidence is not ranked. */
function Rank({ from, to }: { from: number | null; to: number | null }) {
  const t = useText(whatIfText);
  const f = useFormats();
  const say = (rank: number | null) => (rank === null ? <span title={t.notRanked}>—</span> : f.number(rank, 0));
  if (from === to) return say(from);
  return (
    <span className={from !== null && to !== null ? (to < from ? 'is-good' : 'is-warn') : undefined}>
      {say(from)} → <b>{say(to)}</b>
    </span>
  );
}
