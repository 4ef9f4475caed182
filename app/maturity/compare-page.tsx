import { Form, Link } from '@remix-run/react';
import type { ProbeReading, Reached } from '../../clickhouse/maturity';
import type { ComparedProbe } from '../../clickhouse/maturity/compare';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import type { CompareData } from './compare.server';
import { compareText } from './compare.text';
import { writeCompare } from './compare-address';
import { maturityText } from './maturity.text';
import { middleOf } from './month-picker';
import { limitValue, probeValue } from './probe-format';
import { OutcomeWord } from './skpd-page';
import { StageTrack } from './stage-track';
import './maturity.css';
import './compare.css';

/** Two offices, or two months of one, probe by probe. */
export function ComparePage(data: CompareData) {
  const t = useText(compareText);
  const f = useFormats();
  const { sides, rows } = data;
  const outcomes = rows.filter(({ differs }) => differs === 'hasil').length;
  const values = rows.filter(({ differs }) => differs === 'nilai').length;
  const missing = sides?.find(({ stage }) => stage === null);
  return (
    <>
      <Crumb to="/kematangan">{t.crumb}</Crumb>
      <PageHead
        title={t.title}
        lead={
          !sides
            ? t.choose
            : missing
              ? t.notAssessed(missing.name, f.month(middleOf(missing.month)))
              : outcomes + values === 0
                ? t.same
                : t.lead(f.number(outcomes, 0), f.number(values, 0))
        }
      />
      <Choice {...data} />
      {sides && !missing && (
        <>
          {sides[0].instrument !== sides[1].instrument && (
            <p className="note">{t.versions(sides[0].instrument, sides[1].instrument)}</p>
          )}
          <div className="compare-sides">
            {sides.map((side, i) => (
              <SideHead key={i === 0 ? 'kiri' : 'kanan'} side={side} label={i === 0 ? t.left : t.right} />
            ))}
          </div>
          <Changed rows={rows} isOneOffice={data.address.left === data.address.right} />
          <ProbeTable {...data} sides={sides} />
        </>
      )}
    </>
  );
}

function Choice({ offices, months, address }: CompareData) {
  const t = useText(compareText);
  const f = useFormats();
  const { left, right, month, leftMonth } = address;
  const swapped = writeCompare({ ...address, left: right, right: left, month: leftMonth, leftMonth: month });
  const side = (
    label: string,
    names: { office: string; month: string },
    chosen: { office: string | null; month: string },
  ) => (
    <fieldset className="compare-choice">
      <legend>{label}</legend>
      <select
        className="select"
        name={names.office}
        aria-label={`${label}: ${t.office}`}
        defaultValue={chosen.office ?? ''}
      >
        <option value="">{t.chooseOffice}</option>
        {offices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <select className="select" name={names.month} aria-label={`${label}: ${t.month}`} defaultValue={chosen.month}>
        {months.map((key) => (
          <option key={key} value={key}>
            {f.month(middleOf(key))}
          </option>
        ))}
      </select>
    </fieldset>
  );
  return (
    <Form method="get" className="compare-form" key={writeCompare(address).toString()}>
      {side(t.left, { office: 'kiri', month: 'bulan_kiri' }, { office: left, month: leftMonth })}
      {side(t.right, { office: 'kanan', month: 'bulan' }, { office: right, month })}
      {address.version && <input type="hidden" name="versi" value={address.version} />}
      <label className="compare-only">
        <input type="checkbox" name="beda" value="1" defaultChecked={address.onlyDifferent} /> {t.onlyDifferent}
      </label>
      <div className="actions">
        <button type="submit" className="button is-main">
          {t.show}
        </button>
        {left && right && (
          <Link className="button" to={`?${swapped}`}>
            {t.swap}
          </Link>
        )}
      </div>
    </Form>
  );
}

type Side = NonNullable<CompareData['sides']>[number];

function SideHead({ side, label }: { side: Side; label: string }) {
  const t = useText(compareText);
  const words = useText(maturityText);
  const f = useFormats();
  const stage = side.stage!;
  const name = stage.shown === 0 ? words.stageZero : words.stage(String(stage.shown));
  return (
    <section className="card" aria-label={`${label}: ${side.name}`}>
      <h2>
        {side.name} <span className="note">{f.month(middleOf(side.month))}</span>
      </h2>
      <div className="card-body compare-side">
        <p className="lead">
          {stage.since && stage.confirmed === stage.shown
            ? t.confirmedSince(name, f.month(middleOf(stage.since)))
            : `${name}${stage.baru ? `, ${words.baru}` : ''}`}
          {stage.terancam && (
            <>
              {' '}
              <span className="status is-warn">{words.terancam}</span>
            </>
          )}
        </p>
        <StageTrack
          named
          reached={stage.shown}
          possible={Math.max(stage.possible, stage.shown) as Reached}
          progress={stage.shown === stage.reached ? stage.progress : null}
          provisional={stage.provisional}
        />
      </div>
    </section>
  );
}

/** The probes whose outcome is another, and since when each says what it says. */
function Changed({ rows, isOneOffice }: { rows: ComparedProbe[]; isOneOffice: boolean }) {
  const t = useText(compareText);
  const f = useFormats();
  const { lang } = useShell();
  const changed = rows.filter(({ differs }) => differs === 'hasil');
  return (
    <section className="card compare-changed" aria-labelledby="judul-berubah">
      <h2 id="judul-berubah">{isOneOffice ? t.changedTitle : t.differsTitle}</h2>
      {changed.length === 0 ? (
        <p className="card-body lead">{t.nothingChanged}</p>
      ) : (
        <ul className="card-body">
          {changed.map(({ probe, left, right }) => (
            <li key={probe}>
              <b>{right.question[lang]}</b>{' '}
              <span>
                <OutcomeWord outcome={left.outcome} /> {isOneOffice ? '→' : '|'} <OutcomeWord outcome={right.outcome} />{' '}
                {right.since && <span className="note">{t.since(f.month(middleOf(right.since)))}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ProbeTable({ rows, sides, address }: CompareData & { sides: readonly [Side, Side] }) {
  const t = useText(compareText);
  const words = useText(maturityText);
  const shown = rows.filter(({ differs }) => !address.onlyDifferent || differs !== null);
  const f = useFormats();
  const head = (side: Side, other: Side) => (side.name === other.name ? f.month(middleOf(side.month)) : side.name);
  return (
    <section className="card" aria-labelledby="judul-berdampingan">
      <h2 id="judul-berdampingan">{t.conditions}</h2>
      {shown.length === 0 ? (
        <p className="card-body lead">{t.noRows}</p>
      ) : (
        <table className="table compare">
          <thead>
            <tr>
              <th scope="col">{t.question}</th>
              <th scope="col">{head(sides[0], sides[1])}</th>
              <th scope="col">{head(sides[1], sides[0])}</th>
            </tr>
          </thead>
          {[1, 2, 3, 4].map((tahap) => {
            const here = shown.filter(({ right }) => right.tahap === tahap);
            if (here.length === 0) return null;
            return (
              <tbody key={tahap}>
                <tr className="compare-stage">
                  <th scope="rowgroup" colSpan={3}>
                    {words.stage(String(tahap))} · {words.stageName(String(tahap))}
                  </th>
                </tr>
                {here.map((row) => (
                  <Row key={row.probe} row={row} labels={[head(sides[0], sides[1]), head(sides[1], sides[0])]} />
                ))}
              </tbody>
            );
          })}
        </table>
      )}
    </section>
  );
}

function Row({ row, labels }: { row: ComparedProbe; labels: readonly [string, string] }) {
  const words = useText(maturityText);
  const { lang } = useShell();
  return (
    <tr className={row.differs === null ? 'is-same' : undefined}>
      <th scope="row">
        {row.right.question[lang]}
        {!row.right.mandatory && <small>{words.supporting}</small>}
      </th>
      <Cell probe={row.left} isBetter={row.better === 'kiri'} hasOwnLimit={row.differs !== null} label={labels[0]} />
      <Cell probe={row.right} isBetter={row.better === 'kanan'} hasOwnLimit={row.differs !== null} label={labels[1]} />
    </tr>
  );
}

function Cell({
  probe,
  isBetter,
  hasOwnLimit,
  label,
}: {
  probe: ProbeReading;
  isBetter: boolean;
  hasOwnLimit: boolean;
  label: string;
}) {
  const t = useText(compareText);
  const f = useFormats();
  const { lang } = useShell();
  const limit = `${probe.higherIsBetter ? '≥' : '≤'} ${limitValue(probe.threshold, probe.unit, lang, f)}`;
  return (
    <td data-label={label}>
      <span className="compare-value">
        <b>{probeValue(probe.value, probe.unit, lang, f)}</b>
        {isBetter && <span className="compare-better">{t.better}</span>}
      </span>
      <OutcomeWord outcome={probe.outcome} />
      <small>
        {[probe.since && t.since(f.month(middleOf(probe.since))), hasOwnLimit && t.threshold(limit)]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </td>
  );
}
