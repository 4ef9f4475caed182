import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { appealText } from '../maturity/appeal.text';
import { AppealPage } from '../maturity/appeal-page';
import { appealDetails, decide } from '../maturity/appeals.server';
import { pageTitle } from '../shell/page-title';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, appealText, (t) => t.decide);

async function detailsOf(id: string | undefined) {
  const details = await appealDetails(id ?? '');
  if (!details) throw trouble({ what: 'tidak-ada' });
  return details;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'kematangan.keberatan.$id_.putusan');
  return detailsOf(params.id);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'kematangan.keberatan.$id_.putusan');
  const { appeal } = await detailsOf(params.id);
  const form = await request.formData();
  const answer = await decide(appeal, form, viewer);
  if ('state' in answer) {
    const { rescored, isScheduled } = answer;
    const news = rescored.length === 0 ? 'diputus' : isScheduled ? 'dinilai' : 'belum-dinilai';
    throw redirect(`/kematangan/keberatan/${appeal.id}?kabar=${news}`);
  }
  const text = (name: string) => String(form.get(name) ?? '');
  const given = { verdict: text('putusan'), until: text('sampai'), words: text('kata') };
  return data({ ...answer, given }, { status: 400 });
}

/** The appeal once more, with what was wrong about the decision. */
export default function DecideAppeal() {
  return <AppealPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
