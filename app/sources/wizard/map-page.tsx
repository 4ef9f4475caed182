import { Form, Link, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import type { ColumnClass, MappingChoices, PreviewColumn } from '../../../clickhouse/sources/preview';
import { FormMessage } from '../../forms/FormMessage';
import { useFirstProblem } from '../../forms/use-first-problem';
import { useShell, useText } from '../../shell/use-shell';
import { sayCode } from '../sources.text';
import { type ChoiceProblem, columnChoice, FIXED, guessValue } from './choices';
import {
  CHOOSABLE_TABLES,
  type ChoosableTable,
  FACTS,
  type Fact,
  isAllowed,
  mayBeFixed,
  sayFact,
  takesTwo,
} from './facts';
import { classWords } from './sample';
import { WizardHead } from './steps';
import { wizardText } from './wizard.text';

export interface MapProps {
  id: string;
  tabel: ChoosableTable;
  columns: PreviewColumn[];
  /** A cell or two of each column, as they may be shown. */
  examples: Record<string, string>;
  classes: Record<string, ColumnClass>;
  isi: MappingChoices['isi'];
  kunci: string;
  lintang: string;
  bujur: string;
  problem?: string | undefined;
  problems?: Record<string, ChoiceProblem> | undefined;
}

/** Step 2, by hand: for each fact a column or one value for all. */
export function MapPage(props: MapProps) {
  const { id, tabel, columns, isi, problem, problems } = props;
  const t = useText(wizardText);
  const { lang } = useShell();
  const isBusy = useNavigation().state !== 'idle';
  const [classes, setClasses] = useState(props.classes);
  const form = useFirstProblem(problem ?? problems);
  const count = Object.keys(problems ?? {}).length;
  const needed = FACTS[tabel].filter((fact) => fact.isNeeded);
  const others = FACTS[tabel].filter((fact) => !fact.isNeeded);
  const row = (fact: Fact) => (
    <FactRow
      key={fact.name}
      fact={fact}
      columns={columns}
      classes={classes}
      choice={isi[fact.name]}
      problem={problems?.[`kolom.${fact.name}`]}
    />
  );
  return (
    <>
      <WizardHead step={2} draft={id} title={t.mapYourself} lead={t.mapLead} />
      <nav className="wizard-tables" aria-label={t.whatIsIt}>
        <span aria-hidden="true">{t.whatIsIt}</span>
        {CHOOSABLE_TABLES.map((table) => (
          <Link
            key={table}
            to={`?tabel=${table}`}
            aria-current={table === tabel ? 'true' : undefined}
            className="wizard-table-choice"
            preventScrollReset
          >
            {sayCode(lang, table)}
          </Link>
        ))}
      </nav>
      <Form method="post" ref={form} noValidate className="wizard-map">
        <input type="hidden" name="tabel" value={tabel} />
        <FormMessage text={problem ?? (count > 0 ? t.problems(String(count)) : undefined)} />
        <section className="card" aria-labelledby="judul-wajib">
          <h2 id="judul-wajib">{t.neededFacts}</h2>
          <div className="wizard-facts">{needed.map(row)}</div>
        </section>
        <section className="card" aria-labelledby="judul-boleh">
          <h2 id="judul-boleh">{t.otherFacts}</h2>
          <div className="wizard-facts">
            {others.map(row)}
            {tabel === 'complaints' && <Point {...props} classes={classes} />}
            {tabel !== 'complaints' && tabel !== 'service_events' && (
              <div className="wizard-fact">
                <div className="wizard-fact-name">
                  <b>{t.key}</b>
                  <small>{t.keyHint}</small>
                </div>
                <div className="wizard-fact-from">
                  <ColumnSelect
                    name="kunci"
                    label={t.key}
                    columns={columns.filter(({ name }) => !['pribadi', 'bebas'].includes(classes[name] ?? 'umum'))}
                    initial={props.kunci}
                    problem={problems?.kunci && t[problemWords[problems.kunci]]}
                  />
                </div>
              </div>
            )}
          </div>
        </section>
        <section className="card" aria-labelledby="judul-kolom">
          <h2 id="judul-kolom">{t.columnsTitle}</h2>
          <p className="lead wizard-lead">{t.columnsLead}</p>
          <ul className="wizard-columns">
            {columns.map(({ name }) => (
              <li key={name}>
                <div>
                  <b>{name || t.unnamed}</b>
                  <small>{classes[name] === 'pribadi' ? t.hidden : props.examples[name] || '—'}</small>
                </div>
                <select
                  className="select"
                  name={`kelas.${name}`}
                  aria-label={t.classOf(name)}
                  value={classes[name]}
                  onChange={(event) => setClasses({ ...classes, [name]: event.target.value as ColumnClass })}
                >
                  {(Object.keys(classWords) as ColumnClass[]).map((kept) => (
                    <option key={kept} value={kept}>
                      {t[classWords[kept]]}
                    </option>
                  ))}
                </select>
              </li>
            ))}
          </ul>
        </section>
        <div className="wizard-end is-sticky">
          <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
            {t.seeResult}
          </button>
          <Link to={`/sumber/baru/${id}/baca`} className="button">
            {t.backToReading}
          </Link>
          <span className="note" role="status">
            {isBusy ? t.reading : ''}
          </span>
        </div>
      </Form>
    </>
  );
}

const problemWords = {
  kosong: 'problemEmpty',
  pribadi: 'problemPribadi',
  bebas: 'problemBebas',
  nilai: 'problemValues',
  lintang: 'problemPoint',
} as const;

interface RowProps {
  fact: Fact;
  columns: PreviewColumn[];
  classes: Record<string, ColumnClass>;
  choice: MappingChoices['isi'][string] | undefined;
  problem: ChoiceProblem | undefined;
}

/** One fact: which column tells it, or which value it always has; of a closed list, what each given value means. */
function FactRow({ fact, columns, classes, choice, problem }: RowProps) {
  const t = useText(wizardText);
  const { lang } = useShell();
  const [value, setValue] = useState(
    choice?.tetap ? FIXED : choice?.kolom?.[0] !== undefined ? columnChoice(choice.kolom[0]) : '',
  );
  const label = sayFact(lang, fact.name);
  const allowed = columns.filter(({ name }) => isAllowed(fact.kind, classes[name] ?? 'umum'));
  const column = columns.find(({ name }) => columnChoice(name) === value);
  const given = fact.values && column ? column.values : [];
  const errorId = `galat-${fact.name}`;
  return (
    <div className={problem ? 'wizard-fact has-problem' : 'wizard-fact'}>
      <div className="wizard-fact-name">
        <b>{label}</b>
        <small>{t[kindWords[fact.kind]]}</small>
      </div>
      <div className="wizard-fact-from">
        <select
          className="select"
          name={`kolom.${fact.name}`}
          aria-label={t.columnFor(label)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? errorId : undefined}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        >
          <option value="">{t.notTold}</option>
          {mayBeFixed(fact) && <option value={FIXED}>{t.fixedValue}</option>}
          <optgroup label={t.fromColumn}>
            {allowed.map(({ name }) => (
              <option key={name} value={columnChoice(name)}>
                {name || t.unnamed}
              </option>
            ))}
            {column && !allowed.includes(column) && <option value={value}>{column.name}</option>}
          </optgroup>
        </select>
        {value === FIXED &&
          (fact.values ? (
            <select
              className="select"
              name={`tetap.${fact.name}`}
              aria-label={t.fixedFor(label)}
              defaultValue={choice?.tetap ?? ''}
            >
              <option value="">{t.chooseValue}</option>
              {fact.values.map((stored) => (
                <option key={stored} value={stored}>
                  {sayCode(lang, stored)}
                </option>
              ))}
            </select>
          ) : (
            <input
              className="input"
              name={`tetap.${fact.name}`}
              aria-label={t.fixedFor(label)}
              defaultValue={choice?.tetap ?? ''}
            />
          ))}
        {takesTwo(fact) && column && (
          <ColumnSelect
            name={`kolom2.${fact.name}`}
            label={t[fact.kind === 'waktu' ? 'clockColumn' : 'kelurahanColumn']}
            empty={t[fact.kind === 'waktu' ? 'noClock' : 'noKelurahan']}
            columns={allowed.filter((other) => other !== column)}
            initial={choice?.kolom?.[1] ?? ''}
          />
        )}
        {fact.kind === 'waktu' && column && (
          <label className="wizard-check">
            <input type="checkbox" name="bulan_dulu" value="ya" defaultChecked={choice?.bulan_dulu} />
            {t.monthFirst}
          </label>
        )}
        {problem && (
          <p className="field-problem" id={errorId}>
            {t[problemWords[problem]]}
          </p>
        )}
        {given.length > 0 && (
          <fieldset className="wizard-values" key={value}>
            <legend>{t.valueMap(column?.name ?? '')}</legend>
            {given.map((met) => (
              <label key={met}>
                <span>{met}</span>
                <select
                  className="select"
                  name={`nilai.${fact.name}.${met}`}
                  defaultValue={choice?.nilai?.[met] ?? guessValue(met, fact.values ?? [])}
                >
                  <option value="">{t.valueUnused}</option>
                  {(fact.values ?? []).map((stored) => (
                    <option key={stored} value={stored}>
                      {sayCode(lang, stored)}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </fieldset>
        )}
        {fact.values && column && given.length === 0 && (
          <p className="hint">{t.tooManyValues(fact.values.join(', '))}</p>
        )}
      </div>
    </div>
  );
}

const kindWords = {
  waktu: 'kindWaktu',
  teks: 'kindTeks',
  nomor: 'kindNomor',
  sidik: 'kindSidik',
  pilihan: 'kindPilihan',
  ya_tidak: 'kindYaTidak',
  angka: 'kindAngka',
  daftar: 'kindDaftar',
  wilayah: 'kindWilayah',
  skpd: 'kindSkpd',
} as const;

function ColumnSelect({
  name,
  label,
  empty,
  columns,
  initial,
  problem,
}: {
  name: string;
  label: string;
  empty?: string;
  columns: PreviewColumn[];
  initial: string;
  problem?: string | undefined;
}) {
  const t = useText(wizardText);
  return (
    <>
      <select
        className="select"
        name={name}
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        defaultValue={initial ? columnChoice(initial) : ''}
      >
        <option value="">{empty ?? t.notTold}</option>
        {columns.map((column) => (
          <option key={column.name} value={columnChoice(column.name)}>
            {column.name || t.unnamed}
          </option>
        ))}
      </select>
      {problem && <p className="field-problem">{problem}</p>}
    </>
  );
}

/** Where a complaint is about: two columns with degrees. */
function Point({ columns, classes, lintang, bujur }: Pick<MapProps, 'columns' | 'classes' | 'lintang' | 'bujur'>) {
  const t = useText(wizardText);
  const usable = columns.filter(({ name }) => classes[name] !== 'pribadi' && classes[name] !== 'bebas');
  return (
    <div className="wizard-fact">
      <div className="wizard-fact-name">
        <b>{t.point}</b>
        <small>{t.pointHint}</small>
      </div>
      <div className="wizard-fact-from">
        <ColumnSelect name="lintang" label={t.latitude} empty={t.noLatitude} columns={usable} initial={lintang} />
        <ColumnSelect name="bujur" label={t.longitude} empty={t.noLongitude} columns={usable} initial={bujur} />
      </div>
    </div>
  );
}
