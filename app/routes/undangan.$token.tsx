import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { findInvite } from '../../clickhouse/accounts/invites';
import { guard } from '../access/guard.server';
import { acceptInvitation } from '../access/invitations.server';
import { MAX_PASSWORD, MIN_PASSWORD, type PasswordProblem, passwordProblem } from '../access/password-rules';
import { beginSession } from '../access/sign-in.server';
import { Field } from '../forms/Field';
import { FormMessage } from '../forms/FormMessage';
import { isEmail } from '../forms/is-email';
import { useFirstProblem } from '../forms/use-first-problem';
import { useRoleName } from '../shell/AccountMenu';
import { shellCity } from '../shell/city.server';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';
import { useText } from '../shell/use-shell';
import { accessText } from '../text/access';

export const handle: PageHandle = { frame: 'plain' };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, accessText, (t) => t.inviteTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'undangan.$token');
  const invited = await findInvite(params.token ?? '');
  if (!invited) return data({ invitation: null }, { status: 410 });
  const office = invited.skpd ? (await shellCity()).skpd.find((s) => s.code === invited.skpd) : undefined;
  return data({
    invitation: { email: invited.email, role: invited.role, office: office?.name ?? (invited.skpd || null) },
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  await guard(request, 'undangan.$token');
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  const person = { name: text('nama').trim(), email: text('surel').trim(), password: text('sandi') };
  const kept = { name: person.name, email: person.email };
  const problems = {
    name: person.name === '' ? ('needName' as const) : person.name.length > 120 ? ('longName' as const) : undefined,
    email: person.email === '' ? ('needEmail' as const) : isEmail(person.email) ? undefined : ('badEmail' as const),
    password: passwordProblem(person.password, person) ?? undefined,
    repeat: text('ulang') === person.password ? undefined : ('repeatDiffers' as const),
  };
  if (Object.values(problems).some(Boolean)) return data({ kept, problems }, { status: 400 });
  const result = await acceptInvitation(params.token ?? '', person);
  if ('user' in result) {
    throw redirect('/', { headers: { 'Set-Cookie': await beginSession(request, result.user) } });
  }
  return data({ kept, refused: result.problem }, { status: 409 });
}

export default function InvitationPage() {
  const t = useText(accessText);
  const roleName = useRoleName();
  const { invitation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFirstProblem(answer);
  const busy = useNavigation().state === 'submitting';
  const problems = answer && 'problems' in answer ? answer.problems : undefined;
  const refused = answer && 'refused' in answer ? answer.refused : undefined;

  if (!invitation || refused === 'tidak-berlaku') return <InvitationGone />;

  const why: Record<PasswordProblem, string> = {
    pendek: t.passwordShort(MIN_PASSWORD),
    panjang: t.passwordLong(MAX_PASSWORD),
    mudah: t.passwordEasy,
  };
  const lead = invitation.office
    ? t.inviteAsSkpd(invitation.office)
    : invitation.role === 'admin' && invitation.email === ''
      ? t.inviteFirst
      : t.inviteAs(roleName(invitation.role));
  const message = problems
    ? t.problems(Object.values(problems).filter(Boolean).length)
    : refused === 'sibuk'
      ? t.busy
      : undefined;
  return (
    <div className="card plain-card">
      <h1>{t.inviteTitle}</h1>
      <p className="lead">
        {lead} {t.inviteOnce}
      </p>
      <Form method="post" className="form" ref={form} noValidate>
        <FormMessage text={message} />
        <Field
          name="nama"
          label={t.name}
          autoComplete="name"
          maxLength={120}
          defaultValue={answer?.kept.name}
          problem={problems?.name && t[problems.name]}
          required
        />
        <Field
          name="surel"
          type="email"
          label={t.email}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={answer?.kept.email ?? invitation.email}
          problem={refused === 'surel-dipakai' ? t.emailTaken : problems?.email && t[problems.email]}
          required
        />
        <Field
          name="sandi"
          type="password"
          label={t.newPassword}
          hint={t.passwordHint(MIN_PASSWORD)}
          autoComplete="new-password"
          minLength={MIN_PASSWORD}
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
        <button type="submit" className="button is-main is-wide" aria-disabled={busy || undefined}>
          {t.createAccount}
        </button>
      </Form>
    </div>
  );
}

function InvitationGone() {
  const t = useText(accessText);
  return (
    <div className="card plain-card">
      <h1>{t.inviteGone}</h1>
      <p className="lead">{t.inviteGoneWhy}</p>
      <p className="hint form">{t.inviteGoneAdmin}</p>
      <p className="actions form">
        <a className="button" href="/masuk">
          {t.signIn}
        </a>
      </p>
    </div>
  );
}
