import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useParams } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { FormMessage } from '../forms/FormMessage';
import { PageHead } from '../shell/PageHead';
import { pageTitle } from '../shell/page-title';
import { useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { carryOut } from '../sources/orders.server';
import { sourcesText } from '../sources/sources.text';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, sourcesText, (t) => t.refused);

const pageOf = (id: string | undefined) => `/sumber/${encodeURIComponent(id ?? '')}`;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await guard(request, 'sumber.$id_.perintah');
  throw redirect(pageOf(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'sumber.$id_.perintah');
  const answer = await carryOut(params.id ?? '', await request.formData(), viewer);
  if ('problem' in answer) return data(answer, { status: 400 });
  throw redirect(`${pageOf(params.id)}?kabar=${answer.news}`);
}

/** Seen only without scripts, when an order was refused. */
export default function OrderRefused() {
  const t = useText(sourcesText);
  const answer = useActionData<typeof action>();
  return (
    <>
      <Crumb to={pageOf(useParams().id)}>{t.backToSource}</Crumb>
      <PageHead title={t.refused} />
      <FormMessage text={answer?.problem} />
    </>
  );
}
