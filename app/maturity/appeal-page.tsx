import { Form, Link, useNavigation } from '@remix-run/react';
import type { AppealStep } from '../../clickhouse/maturity/appeals';
import type { Role } from '../access/roles';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { useFirstProblem } from '../forms/use-first-problem';
import { useRoleName } from '../shell/AccountMenu';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { AreaField } from '../sources/wizard/inputs';
import { type AppealText, appealText } from './appeal.text';
import { AppealWord, noon } from './appeal-mark';
import { type Decision, type DecisionProblems, mayDecide, mayWithdraw, WORDS } from './appeal-rules';
import type { AppealDetails } from './appeals.server';
import { middleOf } from './month-picker';
import { probeValue, sayProbeDetail } from './probe-format';
import { OutcomeWord } from './skpd-page';
import './maturity.css';
import './appeal.css';

/** What was just done with it. */
export const NEWS = ['diajukan', 'dicabut', 'terlambat', 'diputus', 'dinilai', 'belum-dinilai'] as const;
export type AppealNews = (typeof NEWS)[number];

interface Props extends AppealDetails {
  news?: AppealNews | undefined;
  answer?: { problems?: DecisionProblems; problem?: string; given: Decision } | undefined;
}

/** One appeal: what it is about, everything that was said, and the decision for who may make it. */
export function AppealPage({ appeal, steps, reading, isWaiting, range, news, answer }: Props) {
  const t = useText(appealText);
  const f = useFormats();
  const { lang, viewer } = useShell();
  const month = f.month(middleOf(appeal.month));
  return (
    <>
      <Crumb to="/kematangan/keberatan">{t.backToList}</Crumb>
      <PageHead
        title={appeal.question[lang]}
        lead={
          <>
            <Link to={`/kematangan/${appeal.skpd}?bulan=${appeal.month}`}>{appeal.office}</Link>, {month}.{' '}
            <AppealWord appeal={appeal} />
          </>
        }
      />
      {news && (
        <div className="appeal-news">
          <FormMessage text={sayNews(t, news, month)} good={news !== 'belum-dinilai' && news !== 'terlambat'} />
        </div>
      )}
      <div className="appeal-columns">
        <div>
          <section className="card" aria-labelledby="judul-riwayat">
            <h2 id="judul-riwayat">{t.history}</h2>
            <ol className="appeal-steps card-body">
              {steps.map((step) => (
                <Step key={step.state} step={step} />
              ))}
            </ol>
          </section>
        </div>
        <div>
          {reading && (
            <section className="card" aria-labelledby="judul-hasil">
              <h2 id="judul-hasil">{t.score}</h2>
              <div className="card-body form">
                <p>
                  <OutcomeWord outcome={reading.outcome} />{' '}
                  {t.scoreWas(
                    probeValue(reading.value, reading.unit, lang, f),
                    probeValue(reading.threshold, reading.unit, lang, f),
                  )}
                </p>
                <p className="lead">{sayProbeDetail(reading.detail, lang)}</p>
                {isWaiting && <p role="status">{t.waitingScore}</p>}
                <p>
                  <Link to={`/bukti/${appeal.skpd}/${appeal.probe}?bulan=${appeal.month}`}>{t.seeProof}</Link>
                </p>
              </div>
            </section>
          )}
          {viewer && mayDecide(viewer, appeal) && <DecisionForm id={appeal.id} range={range} answer={answer} />}
          {answer?.problem && viewer && !mayDecide(viewer, appeal) && <FormMessage text={answer.problem} />}
          {viewer && mayWithdraw(viewer, appeal) && (
            <section className="card" aria-labelledby="judul-cabut">
              <h2 id="judul-cabut">{t.withdraw}</h2>
              <Form method="post" action={`/kematangan/keberatan/${appeal.id}/cabut`} className="card-body form">
                <p className="lead">{t.withdrawLead}</p>
                <p>
                  <button type="submit" className="button">
                    {t.withdraw}
                  </button>
                </p>
              </Form>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

const sayNews = (t: AppealText, news: AppealNews, month: string) =>
  ({
    diajukan: t.filed,
    dicabut: t.withdrawn,
    terlambat: t.tooLate,
    diputus: t.decided,
    dinilai: t.rescored(month),
    'belum-dinilai': t.notRescored(month),
  })[news];

/** One version: who wrote it when, and what it added. */
function Step({ step }: { step: AppealStep }) {
  const t = useText(appealText);
  const f = useFormats();
  const roleName = useRoleName();
  const titles = {
    diajukan: t.stepDiajukan,
    diterima: t.stepDiterima,
    ditolak: t.stepDitolak,
    dicabut: t.stepDicabut,
  };
  return (
    <li>
      <div>
        <b>{titles[step.state]}</b>
        {step.until && ` ${t.until(f.date(noon(step.until)))}`}
        <span className="note">
          {f.dateTime(step.at)}, {t.by(step.name || t.goneAccount, roleName(step.role as Role))}
        </span>
      </div>
      {step.state === 'diajukan' ? (
        <dl>
          <div>
            <dt>{t.reason}</dt>
            <dd className="appeal-words">{step.reason}</dd>
          </div>
          <div>
            <dt>{t.link}</dt>
            <dd className="appeal-link">
              <a href={step.link} rel="noreferrer nofollow ugc" target="_blank">
                {step.link}
              </a>
            </dd>
          </div>
        </dl>
      ) : (
        step.decision && <p className="appeal-words">{step.decision}</p>
      )}
    </li>
  );
}

function DecisionForm({ id, range, answer }: { id: string } & Pick<Props, 'range' | 'answer'>) {
  const t = useText(appealText);
  const f = useFormats();
  const form = useFirstProblem(answer);
  const isBusy = useNavigation().state === 'submitting';
  const { verdict, until, words } = answer?.problems ?? {};
  const given = answer?.given;
  const sayWords = {
    needWords: t.needWords,
    shortWords: t.shortWords(f.number(WORDS.min, 0)),
    longWords: t.longWords(f.number(WORDS.max, 0)),
  };
  return (
    <section className="card" aria-labelledby="judul-putusan">
      <h2 id="judul-putusan">{t.decide}</h2>
      <Form
        method="post"
        action={`/kematangan/keberatan/${id}/putusan`}
        className="card-body form"
        ref={form}
        noValidate
        key={answer ? 'refused' : 'new'}
      >
        <FormMessage text={answer?.problem ?? (verdict && t.needVerdict)} />
        <p className="lead">{t.decideLead}</p>
        <fieldset className="appeal-verdict">
          <legend>{t.verdict}</legend>
          {(['terima', 'tolak'] as const).map((choice) => (
            <label key={choice}>
              <input type="radio" name="putusan" value={choice} defaultChecked={given?.verdict === choice} />
              {choice === 'terima' ? t.accept : t.reject}
            </label>
          ))}
        </fieldset>
        <Field
          name="sampai"
          type="date"
          label={t.untilField}
          hint={t.untilHint}
          min={range.first}
          max={range.last}
          defaultValue={given?.until}
          problem={
            until === 'badUntil'
              ? t.badUntil(f.date(noon(range.first)), f.date(noon(range.last)))
              : until && t.needUntil
          }
        />
        <AreaField
          name="kata"
          label={t.words}
          hint={t.wordsHint(f.number(WORDS.max, 0))}
          problem={words && sayWords[words]}
          defaultValue={given?.words}
          rows={4}
        />
        <p>
          <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
            {t.saveDecision}
          </button>
        </p>
      </Form>
    </section>
  );
}
