import { Form, Link, useNavigation } from '@remix-run/react';
import type { Alarm, AlarmStep } from '../../clickhouse/alarms';
import { Chart } from '../charts/chart';
import { FormMessage } from '../forms/FormMessage';
import { useFirstProblem } from '../forms/use-first-problem';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { AreaField, SelectField } from '../sources/wizard/inputs';
import { MUTES, type MuteFor } from './alarm-rules';
import type { AlarmDetails } from './alarms.server';
import { alarmsText } from './alarms.text';
import { useOwner } from './alarms-page';
import { SeverityWord } from './severity';
import './alarms.css';

interface Props extends AlarmDetails {
  isSaved: boolean;
  answer?: { problem?: string } | undefined;
}

/** One alarm: what it says, its value against its limit over time, what was done, and what can be done. */
export function AlarmPage({ now, alarm, steps, rule, value, against, chart, may, isSaved, answer }: Props) {
  const t = useText(alarmsText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <>
      <Crumb to="/alarm">{t.back}</Crumb>
      <PageHead
        title={lang === 'en' ? alarm.textEn : alarm.textId}
        lead={
          <>
            <SeverityWord severity={alarm.severity} /> · {useOwner(alarm.skpd)} ·{' '}
            {alarm.endedAt ? t.endedAt(f.dateTime(alarm.endedAt)) : t.since(f.ago(alarm.startedAt, now))}
          </>
        }
        aside={
          <Link to={alarm.link} className="button is-main">
            {t.proof}
          </Link>
        }
      />
      <div className="alarm-news">
        <FormMessage text={answer?.problem ?? (isSaved ? t.done : undefined)} good={!answer?.problem} />
      </div>
      <div className="alarm-columns">
        <div>
          <section className="card" aria-label={t.value}>
            <div className="card-body alarm-run">
              {chart ? <Chart spec={chart.spec} svg={chart.svg} /> : <p className="lead">{t.noRun}</p>}
              {chart && chart.days > 1 && <p className="note">{t.runNote(f.number(chart.days, 0))}</p>}
            </div>
          </section>
          <section className="card" aria-labelledby="judul-riwayat">
            <h2 id="judul-riwayat">{t.history}</h2>
            <ol className="alarm-steps card-body">
              {steps.map((step) => (
                <Step key={`${step.kind} ${step.at.getTime()}`} step={step} />
              ))}
            </ol>
          </section>
        </div>
        <div>
          <section className="card" aria-label={t.rule}>
            <dl className="facts card-body alarm-facts">
              <dt>{t.raisedAt}</dt>
              <dd>{f.dateTime(alarm.startedAt)}</dd>
              {value !== '' && (
                <>
                  <dt>{t.value}</dt>
                  <dd>{value}</dd>
                </>
              )}
              {against !== '' && (
                <>
                  <dt>{t.limit}</dt>
                  <dd>{against}</dd>
                </>
              )}
              {alarm.unknownSince && (
                <>
                  <dt>{t.state}</dt>
                  <dd>
                    {t.unknownSince(f.dateTime(alarm.unknownSince))}. {t.unknownWhy}
                  </dd>
                </>
              )}
              {alarm.mutedUntil && (
                <>
                  <dt>{t.state}</dt>
                  <dd>{t.mutedUntil(f.dateTime(alarm.mutedUntil))}</dd>
                </>
              )}
              {rule && (
                <>
                  <dt>{t.rule}</dt>
                  <dd>
                    {rule[lang]} <Link to={`/alarm/aturan#${alarm.rule}`}>{t.rules}</Link>
                  </dd>
                </>
              )}
            </dl>
          </section>
          {(may.acknowledge || may.mute) && <Deeds key={steps.length} alarm={alarm} may={may} answer={answer} />}
        </div>
      </div>
    </>
  );
}

function Deeds({ alarm, may, answer }: { alarm: Alarm; may: AlarmDetails['may']; answer: Props['answer'] }) {
  const t = useText(alarmsText);
  const form = useFirstProblem(answer);
  const isBusy = useNavigation().state !== 'idle';
  return (
    <section className="card" aria-labelledby="judul-tindakan">
      <h2 id="judul-tindakan">{t.act}</h2>
      <Form method="post" className="card-body form" ref={form}>
        <AreaField name="catatan" label={t.note} hint={t.noteHint} rows={3} maxLength={500} />
        {may.mute && !alarm.mutedUntil && (
          <SelectField name="selama" label={t.muteFor} hint={t.muteHint} defaultValue="day">
            {(Object.keys(MUTES) as MuteFor[]).map((key) => (
              <option key={key} value={key}>
                {t[key]}
              </option>
            ))}
          </SelectField>
        )}
        <p className="actions">
          {may.acknowledge && (
            <button type="submit" name="tindakan" value="baca" className="button is-main" disabled={isBusy}>
              {t.acknowledge}
            </button>
          )}
          {may.mute && (
            <button
              type="submit"
              name="tindakan"
              value={alarm.mutedUntil ? 'bunyi' : 'bisu'}
              className="button"
              disabled={isBusy}
            >
              {alarm.mutedUntil ? t.unmute : t.mute}
            </button>
          )}
        </p>
      </Form>
    </section>
  );
}

/** One thing that happened: what, when, by whom. */
function Step({ step }: { step: AlarmStep }) {
  const t = useText(alarmsText);
  const f = useFormats();
  const titles = {
    naik: t.stepNaik,
    pesan: t.stepPesan,
    baca: t.stepBaca,
    bisu: t.stepBisu,
    bunyi: t.stepBunyi,
    selesai: t.stepSelesai,
  };
  return (
    <li>
      <b>{titles[step.kind]}</b>
      {step.until && ` ${t.mutedUntil(f.dateTime(step.until))}`}
      {step.value !== null && step.against !== null && (
        <span> · {t.noted(f.number(step.value, 1), f.number(step.against, 1))}</span>
      )}
      <span className="note">
        {f.dateTime(step.at)}, {step.actor === '' ? t.product : step.name || t.gone}
      </span>
      {step.note !== '' && <p>{step.note}</p>}
    </li>
  );
}
