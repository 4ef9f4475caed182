import { Form, Link, useNavigation } from '@remix-run/react';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { useFirstProblem } from '../forms/use-first-problem';
import { useKeepFresh } from '../overview/keep-fresh';
import { PageHead } from '../shell/PageHead';
import { useFormats, useText } from '../shell/use-shell';
import { scenesText } from '../wall/scenes/scenes.text';
import { shownCode } from './code';
import { NewsMessage } from './news-message';
import type { Code, PairingProblem } from './pairing.server';
import type { OperatedScreen } from './screens.server';
import { screensText } from './screens.text';
import { SeenState } from './seen-state';
import { limits } from './settings';
import './screens.css';

type Problem = PairingProblem | 'badCode' | { sentence: string };

interface Props {
  screens: OperatedScreen[];
  /** The code in the address as it was typed, and what became of it. */
  typed: string;
  asked: Code | { problem: Problem } | null;
  answer?: { problem: Problem; name: string } | undefined;
  news: string | null;
  now: Date;
}

const LOOK_EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;

/** Every screen that shows the wall, and the way to pair another. */
export function ScreensPage({ screens, typed, asked, answer, news, now }: Props) {
  const t = useText(screensText);
  const f = useFormats();
  // While a code stands in the address each reading would count as one more try.
  useKeepFresh(asked ? HOUR_MS : LOOK_EVERY_MS);
  const n = (value: number) => f.number(value, 0);
  return (
    <>
      <PageHead
        title={t.title}
        lead={screens.length === 0 ? t.none : t.lead(n(screens.length), n(screens.filter((s) => s.isConnected).length))}
        aside={
          <a className="button" href="/dinding">
            {t.lookAtWall}
          </a>
        }
      />
      <NewsMessage news={news} />
      <div className={asked ? 'screens-cols is-pairing' : 'screens-cols'}>
        <section className="card" aria-labelledby="judul-layar">
          <h2 id="judul-layar">{t.title}</h2>
          {screens.length === 0 ? (
            <p className="card-body lead">{t.noneHow}</p>
          ) : (
            <ScreenTable screens={screens} now={now} />
          )}
        </section>
        <section className="card" aria-labelledby="judul-pasang">
          <h2 id="judul-pasang">{t.newScreen}</h2>
          <div className="card-body">
            {asked && 'code' in asked ? (
              <ConfirmForm code={asked} answer={answer} />
            ) : (
              <CodeForm typed={typed} problem={asked?.problem} />
            )}
          </div>
        </section>
      </div>
    </>
  );
}

function ScreenTable({ screens, now }: { screens: OperatedScreen[]; now: Date }) {
  const t = useText(screensText);
  const names = useText(scenesText);
  return (
    <div className="table-wrap">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.screen}</th>
            <th scope="col">{t.state}</th>
            <th scope="col">{t.sceneNow}</th>
          </tr>
        </thead>
        <tbody>
          {screens.map((screen) => (
            <tr key={screen.id}>
              <td>
                <Link to={`/layar/${screen.id}`}>{screen.settings.name}</Link>
              </td>
              <td>
                <SeenState screen={screen} now={now} />
              </td>
              <td>{screen.sceneNow ? names[screen.sceneNow] : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useProblemText(): (problem: Problem | undefined) => string | undefined {
  const t = useText(screensText);
  return (problem) => (typeof problem === 'object' ? problem.sentence : problem && t[problem]);
}

/** First the code, by itself: an administrator must see that it is the one on the screen. */
function CodeForm({ typed, problem }: { typed: string; problem: Problem | undefined }) {
  const t = useText(screensText);
  const say = useProblemText();
  const ref = useFirstProblem(problem);
  return (
    <Form className="form" ref={ref} noValidate>
      <p className="note">{t.newHow}</p>
      <Field
        name="kode"
        label={t.code}
        hint={t.codeHint}
        problem={say(problem)}
        defaultValue={typed}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
      <button type="submit" className="button is-main">
        {t.look}
      </button>
    </Form>
  );
}

function ConfirmForm({ code, answer }: { code: Code; answer: Props['answer'] }) {
  const t = useText(screensText);
  const f = useFormats();
  const say = useProblemText();
  const ref = useFirstProblem(answer);
  const isBusy = useNavigation().state === 'submitting';
  const isOfName = answer?.problem === 'needName' || answer?.problem === 'longName';
  return (
    <Form method="post" action="/layar?index" className="form" ref={ref} noValidate>
      <p className="screens-code">{shownCode(code.code)}</p>
      <p>
        {t.compare} {t.pairUntil(f.time(code.until))}.
      </p>
      {!isOfName && <FormMessage text={say(answer?.problem)} />}
      <input type="hidden" name="kode" value={code.code} />
      <Field
        name="nama"
        label={t.name}
        hint={t.nameHint}
        problem={isOfName ? say(answer?.problem) : undefined}
        defaultValue={answer?.name}
        maxLength={limits.name.longest}
        autoComplete="off"
      />
      <p className="actions">
        <button type="submit" className="button is-main" aria-disabled={isBusy || undefined}>
          {t.confirm}
        </button>
        <Link to="/layar" className="button">
          {t.otherCode}
        </Link>
      </p>
    </Form>
  );
}
