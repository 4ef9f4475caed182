import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { safeReturn } from '../access/safe-return';
import { signIn } from '../access/sign-in.server';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { isEmail } from '../forms/is-email';
import { useFirstProblem } from '../forms/use-first-problem';
import { log } from '../http/log';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';
import { useFormats, useText } from '../shell/use-shell';
import { accessText } from '../text/access';

export const handle: PageHandle = { frame: 'plain' };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, accessText, (t) => t.signInTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'masuk');
  const { searchParams } = new URL(request.url);
  const next = safeReturn(searchParams.get('lanjut'));
  if (viewer) throw redirect(next);
  return { next, left: searchParams.get('keluar') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  await guard(request, 'masuk');
  const form = await request.formData();
  const email = String(form.get('surel') ?? '').trim();
  const password = String(form.get('sandi') ?? '');
  const missing = {
    email: email === '' ? ('needEmail' as const) : isEmail(email) ? undefined : ('badEmail' as const),
    password: password === '' ? ('needPassword' as const) : undefined,
  };
  if (missing.email || missing.password) return data({ email, missing }, { status: 400 });
  const answer = await signIn(request, { email, password, address: context?.clientAddress ?? '' }).catch(
    (error: Error) => {
      log.error({ kind: error.name }, 'sign-in not possible');
      return { problem: 'mati' as const };
    },
  );
  if ('cookie' in answer) {
    throw redirect(safeReturn(String(form.get('lanjut') ?? '')), { headers: { 'Set-Cookie': answer.cookie } });
  }
  if (answer.problem === 'tunggu') {
    return data({ email, problem: 'wait' as const, waitSeconds: answer.waitSeconds }, { status: 429 });
  }
  if (answer.problem === 'mati') return data({ email, problem: 'down' as const }, { status: 503 });
  return data({ email, problem: 'wrong' as const }, { status: 401 });
}

export default function SignInPage() {
  const t = useText(accessText);
  const formats = useFormats();
  const { next, left } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFirstProblem(answer);
  const busy = useNavigation().state === 'submitting';

  const missing = answer && 'missing' in answer ? answer.missing : undefined;
  const problem = answer && 'problem' in answer ? answer.problem : undefined;
  const message =
    problem === 'wait' && answer && 'waitSeconds' in answer
      ? t.wait(formats.duration(answer.waitSeconds * 1000))
      : problem === 'wrong'
        ? t.wrong
        : problem === 'down'
          ? t.down
          : missing
            ? t.problems(Object.values(missing).filter(Boolean).length)
            : undefined;
  return (
    <div className="card plain-card">
      <h1>{t.signInTitle}</h1>
      <p className="lead">{t.signInLead}</p>
      <Form method="post" className="form" ref={form} noValidate>
        <input type="hidden" name="lanjut" value={next} />
        {!answer && left && <FormMessage text={left === 'semua' ? t.signedOutEverywhere : t.signedOut} good />}
        <FormMessage text={message} />
        <Field
          name="surel"
          type="email"
          label={t.email}
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={answer?.email}
          problem={missing?.email && t[missing.email]}
          required
        />
        <Field
          name="sandi"
          type="password"
          label={t.password}
          autoComplete="current-password"
          problem={missing?.password && t[missing.password]}
          required
        />
        <button type="submit" className="button is-main is-wide" aria-disabled={busy || undefined}>
          {t.signIn}
        </button>
        <p className="hint">{t.signInHelp}</p>
      </Form>
    </div>
  );
}
