import { Form, Link, useNavigation } from '@remix-run/react';
import type { ProbeReading } from '../../clickhouse/maturity';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { useFirstProblem } from '../forms/use-first-problem';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { AreaField } from '../sources/wizard/inputs';
import { type AppealText, appealText } from './appeal.text';
import { type AskProblems, isAppealable, REASON } from './appeal-rules';
import { MAX_LINK } from './link-rules';
import { maturityText } from './maturity.text';
import { middleOf } from './month-picker';
import { probeValue, sayProbeDetail } from './probe-format';
import { OutcomeWord } from './skpd-page';
import './maturity.css';
import './appeal.css';

interface Props {
  office: { skpd: string; name: string; shortName: string };
  month: string;
  reading: ProbeReading;
  answer?: { problems?: AskProblems; problem?: string; given: { reason: string; link: string } } | undefined;
}

/** Where an office says why an outcome is wrong, and shows it. */
export function AppealAskPage({ office, month, reading, answer }: Props) {
  const t = useText(appealText);
  const words = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  const form = useFirstProblem(answer);
  const isBusy = useNavigation().state === 'submitting';
  const { reason, link } = answer?.problems ?? {};
  const back = `/kematangan/${office.skpd}?bulan=${month}`;
  const count = (n: number) => f.number(n, 0);
  const sayReason = {
    needReason: t.needReason,
    shortReason: t.shortReason(count(REASON.min)),
    longReason: t.longReason(count(REASON.max)),
  };
  return (
    <>
      <Crumb to={back}>{words.back(office.shortName)}</Crumb>
      <PageHead title={reading.question[lang]} lead={`${t.askTitle(office.name, f.month(middleOf(month)))}.`} />
      <div className="appeal-form">
        <section className="card" aria-labelledby="judul-ajukan">
          <h2 id="judul-ajukan">{isAppealable(reading.outcome) ? t.file : t.notAppealable}</h2>
          <div className="card-body form">
            <p>
              <OutcomeWord outcome={reading.outcome} />{' '}
              {t.scoreWas(
                probeValue(reading.value, reading.unit, lang, f),
                probeValue(reading.threshold, reading.unit, lang, f),
              )}{' '}
              {sayProbeDetail(reading.detail, lang)}
            </p>
            {!isAppealable(reading.outcome) ? (
              <p className="lead">{t.notAppealableWhy(words[reading.outcome])}</p>
            ) : (
              <Form method="post" className="form" ref={form} noValidate>
                <FormMessage text={answer?.problem} />
                <AreaField
                  name="alasan"
                  label={t.reason}
                  hint={t.reasonHint(count(REASON.min), count(REASON.max))}
                  problem={reason && sayReason[reason]}
                  defaultValue={answer?.given.reason}
                  maxLength={REASON.max * 2}
                  required
                />
                <Field
                  name="tautan"
                  type="url"
                  inputMode="url"
                  label={t.link}
                  hint={t.linkHint}
                  problem={link && sayLinkProblem(t, link, count)}
                  defaultValue={answer?.given.link}
                  autoComplete="off"
                  required
                />
                <p className="note">{t.askLead}</p>
                <p className="actions">
                  <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
                    {t.send}
                  </button>
                  <Link to={back} className="button">
                    {t.cancel}
                  </Link>
                </p>
              </Form>
            )}
          </div>
        </section>
      </div>
    </>
  );
}

const sayLinkProblem = (t: AppealText, problem: NonNullable<AskProblems['link']>, count: (n: number) => string) =>
  problem === 'longLink' ? t.longLink(count(MAX_LINK)) : t[problem];
