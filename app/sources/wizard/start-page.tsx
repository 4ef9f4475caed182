import { Form, Link, useNavigation, useSubmit } from '@remix-run/react';
import { Field } from '../../forms/Field';
import { FormMessage } from '../../forms/FormMessage';
import { useFirstProblem } from '../../forms/use-first-problem';
import { useShell, useText } from '../../shell/use-shell';
import { AreaField, CheckField, SelectField } from './inputs';
import { CONNECTABLE, CONNECTION_FIELDS, type Connectable, type ConnectionField } from './kinds';
import { WizardHead } from './steps';
import { Uploader } from './uploader';
import { wizardText } from './wizard.text';

export const WAYS = ['unggah', 'tempel', ...CONNECTABLE] as const;
export type Way = (typeof WAYS)[number];

export interface StartProps {
  way: Way;
  /** The draft that is being changed. */
  draft?: string | undefined;
  /** What stands in the inputs. */
  given: Record<string, string>;
  hasSecret: boolean;
  problem?: string | undefined;
  problems?: Record<string, string> | undefined;
}

/** Step 1: a file, some lines, or a connection. */
export function StartPage({ way, draft, given, hasSecret, problem, problems }: StartProps) {
  const t = useText(wizardText);
  const submit = useSubmit();
  const isBusy = useNavigation().state !== 'idle';
  const form = useFirstProblem(problem ?? problems);
  const address = (other: Way) => `?${new URLSearchParams({ cara: other, ...(draft ? { rancangan: draft } : {}) })}`;
  return (
    <>
      <WizardHead step={1} lead={t.step1Lead} />
      <div className="wizard-start">
        <nav aria-label={t.ways} className="wizard-ways">
          {WAYS.map((other, i) => (
            <Link
              key={other}
              to={address(other)}
              aria-current={other === way ? 'true' : undefined}
              className={i === 2 ? 'wizard-way is-apart' : 'wizard-way'}
              preventScrollReset
            >
              <b>{t[wayWords[other]]}</b>
              <small>{t[wayHints[other]]}</small>
            </Link>
          ))}
        </nav>
        <section className="card wizard-form" aria-labelledby="judul-cara">
          <h2 id="judul-cara">{t[wayWords[way]]}</h2>
          {way === 'unggah' ? (
            <>
              <FormMessage text={problem} />
              <Uploader
                isBusy={isBusy}
                onDone={(upload, nama) => submit({ cara: 'unggah', upload, nama }, { method: 'post' })}
              />
            </>
          ) : (
            <Form method="post" className="form" ref={form} noValidate key={way}>
              <input type="hidden" name="cara" value={way} />
              {draft && <input type="hidden" name="rancangan" value={draft} />}
              <FormMessage text={problem} />
              {way === 'tempel' || way === 'dorong' ? (
                <AreaField
                  name="baris"
                  label={way === 'tempel' ? t.pasteLabel : t.sampleLabel}
                  hint={way === 'tempel' ? t.pasteHint : t.sampleHint}
                  problem={problems?.baris}
                  defaultValue={given.baris}
                  spellCheck={false}
                  required
                />
              ) : null}
              {way !== 'tempel' && (
                <ConnectionInputs way={way} given={given} problems={problems} hasSecret={hasSecret} />
              )}
              <div className="actions">
                <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
                  {way === 'tempel' || way === 'dorong' ? t.seeHow : t.tryIt}
                </button>
                {isBusy && (
                  <p className="note wizard-wait" role="status">
                    {way === 'tempel' ? t.reading : t.pulling}
                  </p>
                )}
              </div>
            </Form>
          )}
        </section>
      </div>
    </>
  );
}

const wayWords = {
  unggah: 'wayUnggah',
  tempel: 'wayTempel',
  http: 'wayHttp',
  open311: 'wayOpen311',
  basis_data: 'wayBasisData',
  surel: 'waySurel',
  berkas: 'wayFolder',
  log_akses: 'wayLog',
  dorong: 'wayDorong',
} as const;

const wayHints = {
  unggah: 'hintUnggah',
  tempel: 'hintTempel',
  http: 'hintHttp',
  open311: 'hintOpen311',
  basis_data: 'hintBasisData',
  surel: 'hintSurel',
  berkas: 'hintFolder',
  log_akses: 'hintLog',
  dorong: 'hintDorong',
} as const;

const partOf = (way: Connectable, { name }: ConnectionField) =>
  way === 'http' && (name.startsWith('rahasia.') || name === 'sandi') ? 'rahasia' : undefined;

function ConnectionInputs({
  way,
  given,
  problems,
  hasSecret,
}: {
  way: Connectable;
  given: Record<string, string>;
  problems: Record<string, string> | undefined;
  hasSecret: boolean;
}) {
  const t = useText(wizardText);
  const { lang } = useShell();
  const fields = CONNECTION_FIELDS[way];
  const more = fields.filter((field) => field.isMore);
  const input = (field: ConnectionField) => {
    const { name, type, options, example, preset, isNeeded } = field;
    const label = field.label[lang];
    const hint = field.hint?.[lang];
    const problem = problems?.[name];
    const value = given[name] ?? preset ?? '';
    const around = { name, label, problem };
    if (options)
      return (
        <SelectField key={name} {...around} hint={hint} defaultValue={value || options[0]![0]}>
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words[lang]}
            </option>
          ))}
        </SelectField>
      );
    if (type === 'check')
      return <CheckField key={name} {...around} hint={hint} checked={value === 'true' || value === 'ya'} />;
    if (type === 'pairs') return <AreaField key={name} {...around} hint={hint} rows={3} defaultValue={value} />;
    if (type === 'secret')
      return (
        <Field
          key={name}
          name={name}
          label={label}
          type="password"
          autoComplete="new-password"
          {...(hasSecret ? { hint: t.secretKept } : hint ? { hint } : {})}
          problem={problem}
        />
      );
    return (
      <Field
        key={name}
        name={name}
        label={label}
        {...(hint ? { hint } : {})}
        problem={problem}
        defaultValue={value}
        placeholder={example}
        inputMode={type === 'number' ? 'numeric' : undefined}
        autoCapitalize="none"
        spellCheck={false}
        required={isNeeded}
      />
    );
  };
  return (
    <>
      <div className="wizard-inputs">
        {fields
          .filter((field) => !field.isMore)
          .map((field) => (
            // What only matters once something was chosen is out of sight until then (wizard.css).
            <div key={field.name} data-of={field.name === 'rahasia.letak' ? undefined : partOf(way, field)}>
              {input(field)}
            </div>
          ))}
      </div>
      {more.length > 0 && (
        <details className="wizard-more" open={more.some(({ name }) => problems?.[name] || given[name])}>
          <summary>{t.moreSettings}</summary>
          <div className="wizard-inputs">{more.map(input)}</div>
        </details>
      )}
      {fields.some(({ type }) => type === 'secret') && <p className="note">{t.secretsApart}</p>}
    </>
  );
}
