import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { guard, mustBeAbout } from '../access/guard.server';
import { askedForm, declarationOf, storeDeclaration } from '../maturity/declared.server';
import { declaredText } from '../maturity/declared.text';
import { DeclaredFormPage } from '../maturity/declared-form-page';
import { pageTitle } from '../shell/page-title';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, declaredText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.$skpd_.pernyataan_.isi');
  mustBeAbout(viewer, params.skpd ?? '');
  const declaration = await declarationOf(request, params.skpd ?? '');
  return { office: declaration.office, year: declaration.year, form: askedForm(declaration, request) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'kematangan.$skpd_.pernyataan_.isi');
  const skpd = params.skpd ?? '';
  mustBeAbout(viewer, skpd);
  const declaration = await declarationOf(request, skpd);
  const { year } = declaration;
  const { scheme } = askedForm(declaration, request);
  const form = await request.formData();
  const answer = await storeDeclaration({ skpd, year, scheme }, form, viewer);
  if ('changed' in answer)
    throw redirect(`/kematangan/${skpd}/pernyataan?tahun=${year}&kabar=${answer.changed > 0 ? 'disimpan' : 'tetap'}`);
  const given = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  return data({ ...answer, given }, { status: 400 });
}

export default function FillInDeclaration() {
  return <DeclaredFormPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
