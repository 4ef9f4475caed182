import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { newestBoard, skpdMaturity } from '../../clickhouse/maturity';
import { guard, mustBeAbout } from '../access/guard.server';
import { appealText } from '../maturity/appeal.text';
import { AppealAskPage } from '../maturity/appeal-ask-page';
import { askFor, readingOf } from '../maturity/appeals.server';
import { askedMonth } from '../maturity/asked.server';
import { pageTitle } from '../shell/page-title';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, appealText, (t) => t.file);

/** What the appeal would be about: one probe of one office in one judged month. */
async function subjectOf(request: Request, skpd: string, probe: string | undefined) {
  const month = askedMonth(request) ?? (await newestBoard(now(), (await currentCity()).profile.zona_waktu)).month;
  const maturity = await skpdMaturity({ skpd, month });
  const reading = readingOf(maturity, probe);
  if (!maturity || !reading) throw trouble({ what: 'tidak-ada' });
  return { office: { skpd, name: maturity.name, shortName: maturity.shortName }, month, reading };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.$skpd_.keberatan.$probe');
  mustBeAbout(viewer, params.skpd ?? '');
  return subjectOf(request, params.skpd ?? '', params.probe);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await guard(request, 'kematangan.$skpd_.keberatan.$probe');
  mustBeAbout(viewer, params.skpd ?? '');
  const { office, month, reading } = await subjectOf(request, params.skpd ?? '', params.probe);
  const form = await request.formData();
  const answer = await askFor(reading, { skpd: office.skpd, month }, form, viewer);
  if ('id' in answer) throw redirect(`/kematangan/keberatan/${answer.id}?kabar=diajukan`);
  const given = { reason: String(form.get('alasan') ?? ''), link: String(form.get('tautan') ?? '') };
  return data({ ...answer, given }, { status: 400 });
}

export default function AskForAppeal() {
  return <AppealAskPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
