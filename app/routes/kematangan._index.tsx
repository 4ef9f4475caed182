import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { maturityBoard, newestBoard } from '../../clickhouse/maturity';
import { declaredBoard } from '../../clickhouse/maturity/declared';
import { guard } from '../access/guard.server';
import { appealCounts, openAppeals } from '../maturity/appeals.server';
import { askedMonth, askedVersion } from '../maturity/asked.server';
import { BoardPage } from '../maturity/board-page';
import { wordsOf } from '../maturity/probe-words.server';

export const meta: MetaFunction = () => [{ title: 'Kematangan SKPD · Ruang Kendali' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan._index');
  // Staff of an office see their own page.
  if (viewer.role === 'skpd') throw redirect(`/kematangan/${viewer.skpd ?? ''}`);
  const timezone = (await currentCity()).profile.zona_waktu;
  const newest = await newestBoard(now(), timezone);
  const month = askedMonth(request) ?? newest.month;
  const [appeals, waiting, declared] = await Promise.all([
    appealCounts(month),
    openAppeals(),
    declaredBoard(Number(month.slice(0, 4))),
  ]);
  const version = askedVersion(request);
  const board = month === newest.month && !version ? newest : await maturityBoard({ month, timezone, version });
  return {
    beside: { appeals, openAppeals: waiting, declared },
    board,
    words: wordsOf(board.changes),
    openMonth: newest.month,
    runningMonth: newest.running,
  };
}

export default function Maturity() {
  return <BoardPage {...useLoaderData<typeof loader>()} />;
}
