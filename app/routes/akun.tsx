import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { changePassword } from '../access/change-password.server';
import { guard } from '../access/guard.server';
import { MAX_PASSWORD, MIN_PASSWORD, type PasswordProblem, passwordProblem } from '../access/password-rules';
import { countSessions } from '../access/sessions.server';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { useFirstProblem } from '../forms/use-first-problem';
import { useRoleName } from '../shell/AccountMenu';
import { PageHead } from '../shell/PageHead';
import { pageTitle } from '../shell/page-title';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { accessText } from '../text/access';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, accessText, (t) => t.accountTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'akun');
  const saved = new URL(request.url).searchParams.get('sandi') === 'baru';
  return { viewer, saved, sessions: await countSessions(viewer.userId) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await guard(request, 'akun');
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  const next = text('baru');
  const problems = {
    present: text('sandi') === '' ? ('needPassword' as const) : undefined,
    password: passwordProblem(next, viewer) ?? undefined,
    repeat: text('ulang') === next ? undefined : ('repeatDiffers' as const),
  };
  if (Object.values(problems).some(Boolean)) return data({ problems }, { status: 400 });
  const present = { present: text('sandi'), next, address: context?.clientAddress ?? '' };
  const result = await changePassword(request, viewer, present);
  // A new page, so that it is asked for with the new session.
  if ('cookie' in result) throw redirect('/akun?sandi=baru', { headers: { 'Set-Cookie': result.cookie } });
  if (result.problem === 'tunggu') return data({ waitSeconds: result.waitSeconds }, { status: 429 });
  return data(
    { problems: { present: 'presentWrong' as const, password: undefined, repeat: undefined } },
    { status: 400 },
  );
}

export default function AccountPage() {
  const t = useText(accessText);
  const roleName = useRoleName();
  const { city } = useShell();
  const { viewer, sessions } = useLoaderData<typeof loader>();
  const office = viewer.skpd && (city.skpd.find((s) => s.code === viewer.skpd)?.name ?? viewer.skpd);
  return (
    <>
      <PageHead title={t.accountTitle} lead={t.accountLead} />
      <div className="account-cols">
        <div className="stack">
          <section className="card">
            <h2>{viewer.name}</h2>
            <dl className="facts card-body">
              <dt>{t.email}</dt>
              <dd>{viewer.email}</dd>
              <dt>{t.role}</dt>
              <dd>{roleName(viewer.role)}</dd>
              {office && (
                <>
                  <dt>{t.office}</dt>
                  <dd>{office}</dd>
                </>
              )}
            </dl>
          </section>
          <section className="card">
            <h2>{t.sessions}</h2>
            <div className="card-body form">
              <p>
                {t.sessionsCount(sessions)} <span className="note">{t.sessionsIdle}</span>
              </p>
              <Form method="post" action="/keluar" className="actions">
                <button type="submit" className="button">
                  {t.signOutHere}
                </button>
                <button type="submit" className="button" name="dari" value="semua">
                  {t.signOutEverywhere}
                </button>
              </Form>
            </div>
          </section>
        </div>
        <PasswordCard />
      </div>
    </>
  );
}

function PasswordCard() {
  const t = useText(accessText);
  const formats = useFormats();
  const { viewer, saved } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFirstProblem(answer);
  const busy = useNavigation().state === 'submitting';
  const problems = answer && 'problems' in answer ? answer.problems : undefined;
  const why: Record<PasswordProblem, string> = {
    pendek: t.passwordShort(MIN_PASSWORD),
    panjang: t.passwordLong(MAX_PASSWORD),
    mudah: t.passwordEasy,
  };
  return (
    <section className="card">
      <h2>{t.changePassword}</h2>
      {/* A new key empties the fields after a change. */}
      <Form method="post" className="card-body form" ref={form} noValidate key={saved ? 'saved' : 'open'}>
        {saved && !answer && <FormMessage text={t.passwordSaved} good />}
        {answer && 'waitSeconds' in answer && (
          <FormMessage text={t.wait(formats.duration(answer.waitSeconds * 1000))} />
        )}
        {/* Tells a password manager whose password this is. */}
        <input
          className="hidden"
          type="text"
          autoComplete="username"
          value={viewer.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field
          name="sandi"
          type="password"
          label={t.presentPassword}
          autoComplete="current-password"
          problem={problems?.present && t[problems.present]}
          required
        />
        <Field
          name="baru"
          type="password"
          label={t.newPassword}
          hint={t.passwordHint(MIN_PASSWORD)}
          autoComplete="new-password"
          problem={problems?.password && why[problems.password]}
          required
        />
        <Field
          name="ulang"
          type="password"
          label={t.repeatPassword}
          autoComplete="new-password"
          problem={problems?.repeat && t[problems.repeat]}
          required
        />
        <p>
          <button type="submit" className="button is-main" aria-disabled={busy || undefined}>
            {t.savePassword}
          </button>
        </p>
      </Form>
    </section>
  );
}
