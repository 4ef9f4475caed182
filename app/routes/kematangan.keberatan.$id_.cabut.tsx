import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useParams } from '@remix-run/react';
import { findAppeal } from '../../clickhouse/maturity/appeals';
import { guard, mustBeAbout } from '../access/guard.server';
import { FormMessage } from '../forms/FormMessage';
import { appealText } from '../maturity/appeal.text';
import { withdraw } from '../maturity/appeals.server';
import { PageHead } from '../shell/PageHead';
import { pageTitle } from '../shell/page-title';
import { trouble } from '../shell/trouble';
import { useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, appealText, (t) => t.withdraw);

const pageOf = (id: string | undefined) => `/kematangan/keberatan/${encodeURIComponent(id ?? '')}`;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'kematangan.keberatan.$id_.cabut');
  throw redirect(pageOf(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'kematangan.keberatan.$id_.cabut');
  const appeal = await findAppeal(params.id ?? '');
  if (!appeal) throw trouble({ what: 'tidak-ada' });
  mustBeAbout(viewer, appeal.skpd);
  const answer = await withdraw(appeal, viewer);
  if ('problem' in answer) return data(answer, { status: 400 });
  throw redirect(`${pageOf(appeal.id)}?kabar=dicabut`);
}

/** Seen only when it was too late to withdraw. */
export default function WithdrawalRefused() {
  const t = useText(appealText);
  const answer = useActionData<typeof action>();
  return (
    <>
      <Crumb to={pageOf(useParams().id)}>{t.backToAppeal}</Crumb>
      <PageHead title={t.refused} />
      <FormMessage text={answer?.problem} />
    </>
  );
}
