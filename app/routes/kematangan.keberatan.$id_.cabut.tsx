import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { findAppeal } from '../../clickhouse/maturity/appeals';
import { guard, mustBeAbout } from '../access/guard.server';
import { withdraw } from '../maturity/appeals.server';
import { trouble } from '../shell/trouble';

const pageOf = (id: string | undefined) => `/kematangan/keberatan/${encodeURIComponent(id ?? '')}`;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'kematangan.keberatan.$id_.cabut');
  throw redirect(pageOf(params.id));
}

/** Takes an appeal back; its page says whether it was too late. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'kematangan.keberatan.$id_.cabut');
  const appeal = await findAppeal(params.id ?? '');
  if (!appeal) throw trouble({ what: 'tidak-ada' });
  mustBeAbout(viewer, appeal.skpd);
  throw redirect(`${pageOf(appeal.id)}?kabar=${(await withdraw(appeal, viewer)) ? 'dicabut' : 'terlambat'}`);
}
