import { Form, useNavigation } from '@remix-run/react';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { useFirstProblem } from '../forms/use-first-problem';
import { useKeepFresh } from '../overview/keep-fresh';
import { PageHead } from '../shell/PageHead';
import { useFormats, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { scenesText } from '../wall/scenes/scenes.text';
import { NewsMessage } from './news-message';
import type { OperatedScreen } from './screens.server';
import { screensText } from './screens.text';
import { SeenState } from './seen-state';
import { limits, sceneIds, wallThemes } from './settings';
import { ranges, type SettingsField, turnField } from './settings-form';
import './screens.css';

interface Answer {
  fields?: SettingsField[];
  problem?: 'busy' | 'gone' | 'unknownOrder' | { sentence: string };
  given: Record<string, string>;
}

interface Props {
  screen: OperatedScreen;
  answer?: Answer | undefined;
  news: string | null;
  unheard: boolean;
  now: Date;
}

const LOOK_EVERY_MS = 5_000;

/** One screen: what it shows, and what it is told to do right now. */
export function ScreenPage({ screen, answer, news, unheard, now }: Props) {
  const t = useText(screensText);
  const names = useText(scenesText);
  const f = useFormats();
  useKeepFresh(LOOK_EVERY_MS);
  return (
    <>
      <Crumb to="/layar">{t.back}</Crumb>
      <PageHead
        title={screen.settings.name}
        lead={
          <>
            {t.pairedAt(f.dateTime(screen.pairedAt))} {screen.sceneNow && `${t.sceneNow}: ${names[screen.sceneNow]}.`}
          </>
        }
        aside={
          <p className="screen-seen">
            <SeenState screen={screen} now={now} />
          </p>
        }
      />
      <NewsMessage news={answer ? null : news} unheard={unheard} />
      <div className="screens-cols">
        <SettingsForm key={JSON.stringify(screen.settings)} screen={screen} answer={answer} />
        <Orders screen={screen} />
      </div>
    </>
  );
}

function SettingsForm({ screen: { settings }, answer }: Pick<Props, 'screen' | 'answer'>) {
  const t = useText(screensText);
  const names = useText(scenesText);
  const f = useFormats();
  const ref = useFirstProblem(answer);
  const isBusy = useNavigation().state === 'submitting';
  const given = answer?.given;
  const wrong = (field: SettingsField) => answer?.fields?.includes(field) ?? false;
  const range = (which: keyof typeof ranges) =>
    [f.number(ranges[which].from, 0), f.number(ranges[which].to, 0)] as const;
  const message =
    typeof answer?.problem === 'object' ? answer.problem.sentence : answer?.problem ? t[answer.problem] : undefined;
  return (
    <section className="card" aria-labelledby="judul-setelan">
      <h2 id="judul-setelan">{t.settings}</h2>
      <Form method="post" className="form card-body" ref={ref} noValidate>
        <FormMessage text={message ?? (answer?.fields ? t.invalid : undefined)} />
        <Field
          name="nama"
          label={t.name}
          defaultValue={given?.nama ?? settings.name}
          maxLength={limits.name.longest}
          problem={wrong('name') ? t.needName : undefined}
          autoComplete="off"
        />
        <fieldset className="scene-turns">
          <legend>{t.scenes}</legend>
          <p className="hint">{t.scenesHint}</p>
          {wrong('scenes') && <p className="field-problem">{t.needScene}</p>}
          <ul>
            {sceneIds.map((id) => (
              <li key={id}>
                <select
                  className="select"
                  name={turnField(id)}
                  aria-label={t.orderOf(names[id])}
                  aria-invalid={wrong('scenes') || undefined}
                  defaultValue={given?.[turnField(id)] ?? (settings.scenes.indexOf(id) + 1 || '')}
                >
                  <option value="">–</option>
                  {sceneIds.map((_, i) => (
                    <option key={_} value={i + 1}>
                      {i + 1}
                    </option>
                  ))}
                </select>
                <span>{names[id]}</span>
              </li>
            ))}
          </ul>
        </fieldset>
        <div className="screen-fields">
          <Field
            name="lama"
            label={t.dwell}
            hint={t.dwellHint(...range('dwellSeconds'))}
            inputMode="numeric"
            defaultValue={given?.lama ?? settings.dwellSeconds}
            problem={wrong('dwellSeconds') ? t.badDwell(...range('dwellSeconds')) : undefined}
          />
          <Field
            name="sorotan"
            label={t.spotlight}
            hint={t.spotlightHint}
            inputMode="numeric"
            defaultValue={given?.sorotan ?? settings.spotlightSeconds}
            problem={wrong('spotlightSeconds') ? t.badDwell(...range('spotlightSeconds')) : undefined}
          />
          <Choice
            name="tetap"
            label={t.pinned}
            value={given?.tetap ?? settings.pinned ?? ''}
            options={[['', t.takeTurns], ...sceneIds.map((id) => [id, names[id]] as const)]}
          />
          <Choice
            name="latar"
            label={t.theme}
            value={given?.latar ?? settings.theme}
            options={wallThemes.map((theme) => [theme, theme === 'gelap' ? t.dark : t.light] as const)}
          />
        </div>
        <p className="actions">
          <button
            type="submit"
            name="perintah"
            value="simpan"
            className="button is-main"
            aria-disabled={isBusy || undefined}
          >
            {t.save}
          </button>
        </p>
      </Form>
    </section>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
}

function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={`pilih-${name}`}>{label}</label>
      <select className="select" id={`pilih-${name}`} name={name} defaultValue={value}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What takes effect on the running screen and is not kept; and the end of its token. */
function Orders({ screen }: { screen: OperatedScreen }) {
  const t = useText(screensText);
  const names = useText(scenesText);
  return (
    <div className="stack">
      <section className="card" aria-labelledby="judul-perintah">
        <h2 id="judul-perintah">{t.orders}</h2>
        <div className="card-body form">
          <Form method="post" className="screen-order">
            <select
              className="select"
              name="adegan"
              aria-label={t.showNowLabel}
              defaultValue={screen.sceneNow ?? undefined}
            >
              {sceneIds.map((id) => (
                <option key={id} value={id}>
                  {names[id]}
                </option>
              ))}
            </select>
            <button type="submit" name="perintah" value="tampil" className="button">
              {t.showNow}
            </button>
          </Form>
          <Form method="post">
            <button type="submit" name="perintah" value="muat" className="button">
              {t.reload}
            </button>
          </Form>
        </div>
      </section>
      <section className="card" aria-labelledby="judul-cabut">
        <h2 id="judul-cabut">{t.revoke}</h2>
        <div className="card-body form">
          <p className="note">{t.revokeHow}</p>
          <details className="screen-revoke">
            <summary className="button">{t.revoke}</summary>
            <Form method="post">
              <button type="submit" name="perintah" value="cabut" className="button is-main">
                {t.revokeSure}
              </button>
            </Form>
          </details>
        </div>
      </section>
    </div>
  );
}
