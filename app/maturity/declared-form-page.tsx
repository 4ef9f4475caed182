import { Form, Link, useNavigation } from '@remix-run/react';
import { Fragment } from 'react';
import { FormMessage } from '../forms/FormMessage';
import { useFirstProblem } from '../forms/use-first-problem';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import type { Declaration, DeclaredLine, SchemeForm } from './declared.server';
import { type DeclaredText, declaredText } from './declared.text';
import type { EntryProblem } from './declared-rules';
import { MAX_LINK } from './link-rules';
import './maturity.css';
import './declared.css';

interface Props extends Pick<Declaration, 'office' | 'year'> {
  form: SchemeForm;
  answer?: { problems?: Record<string, EntryProblem>; problem?: string; given: Record<string, string> } | undefined;
}

/** Fills in one scheme of one office and year. */
export function DeclaredFormPage({ office, year, form, answer }: Props) {
  const t = useText(declaredText);
  const { lang } = useShell();
  const ref = useFirstProblem(answer);
  const isBusy = useNavigation().state === 'submitting';
  const { scheme, lines } = form;
  const back = `/kematangan/${office.skpd}/pernyataan?tahun=${year}`;
  return (
    <>
      <Crumb to={back}>{t.title}</Crumb>
      <PageHead title={t.fillTitle(t[scheme], String(year))} lead={`${office.name}. ${t.fillLead}`} />
      <Form method="post" className="card declared-form" ref={ref} noValidate>
        <div className="declared-head">
          <p className="note">{scheme === 'kesiapan' ? t.linkHintReadiness : t.linkHintIndex}</p>
        </div>
        {answer && (
          <div className="declared-note">
            <FormMessage text={answer.problem ?? t.invalid} />
          </div>
        )}
        <table className="table is-tight declared">
          <thead>
            <tr>
              <th scope="col">{scheme === 'kesiapan' ? t.factor : t.indicator}</th>
              <th scope="col">{scheme === 'kesiapan' ? t.answer : t.level}</th>
              <th scope="col">{t.evidence}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => (
              <Fragment key={line.code}>
                {scheme !== 'kesiapan' && line.aspect.id !== lines[i - 1]?.aspect.id && (
                  <tr className="declared-aspect">
                    <th scope="rowgroup" colSpan={3}>
                      {line.aspect[lang]}
                    </th>
                  </tr>
                )}
                <Line
                  line={line}
                  label={scheme === 'kesiapan' ? line.name[lang] : `${line.code}. ${line.name[lang]}`}
                  given={answer?.given}
                  problem={answer?.problems?.[line.code]}
                />
              </Fragment>
            ))}
          </tbody>
        </table>
        <p className="actions">
          <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
            {t.save}
          </button>
          <Link to={back} className="button">
            {t.cancel}
          </Link>
        </p>
      </Form>
    </>
  );
}

function Line(props: {
  line: DeclaredLine;
  label: string;
  given: Record<string, string> | undefined;
  problem: EntryProblem | undefined;
}) {
  const { line, label, given, problem } = props;
  const t = useText(declaredText);
  const f = useFormats();
  const { lang } = useShell();
  const names = { level: `tingkat-${line.code}`, evidence: `bukti-${line.code}` };
  const isOfLevel = problem === 'badLevel' || problem === 'linkAlone';
  const problemId = `galat-${line.code}`;
  const described = problem ? { 'aria-invalid': true, 'aria-describedby': problemId } : {};
  return (
    <tr>
      <th scope="row">
        {label}
        {line.weight > 0 && <small>{t.weight(f.percent(line.weight / 10_000, 2))}</small>}
      </th>
      <td>
        <select
          className="select"
          name={names.level}
          aria-label={t.levelOf(label)}
          defaultValue={given?.[names.level] ?? line.level ?? ''}
          {...(isOfLevel ? described : {})}
        >
          <option value="">{t.notFilled}</option>
          {line.levels.map((level, i) => (
            <option key={level.id} value={i + 1}>
              {t.levelName(String(i + 1), level[lang])}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          className="input"
          type="url"
          name={names.evidence}
          aria-label={t.evidenceOf(label)}
          placeholder="https://"
          autoComplete="off"
          defaultValue={given?.[names.evidence] ?? line.evidence}
          {...(isOfLevel ? {} : described)}
        />
        {problem && (
          <p className="field-problem" id={problemId}>
            {sayProblem(t, problem, f.number(MAX_LINK, 0))}
          </p>
        )}
      </td>
    </tr>
  );
}

const sayProblem = (t: DeclaredText, problem: EntryProblem, max: string) =>
  problem === 'longLink' ? t.longLink(max) : t[problem];
