import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { newestBoard, skpdMaturity } from '../../clickhouse/maturity';
import { losiReading } from '../../clickhouse/maturity/losi';
import { guard, mustBeAbout } from '../access/guard.server';
import { appealsOfMonth, openAppeals } from '../maturity/appeals.server';
import { askedMonth, askedVersion } from '../maturity/asked.server';
import { declaredBeside } from '../maturity/declared.server';
import { belowSince, historyChart } from '../maturity/history-chart.server';
import { NotAssessedPage } from '../maturity/not-assessed-page';
import { wordsOf } from '../maturity/probe-words.server';
import { SkpdPage } from '../maturity/skpd-page';
import { languageOf } from '../shell/preferences.server';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.maturity?.shortName ?? 'Kematangan SKPD'} · Ruang Kendali` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kematangan.$skpd');
  const skpd = params.skpd ?? '';
  mustBeAbout(viewer, skpd);
  const { profile } = await currentCity();
  const office = profile.skpd.find(({ kode }) => kode === skpd);
  if (!office) throw trouble({ what: 'tidak-ada' });
  const newest = await newestBoard(now(), profile.zona_waktu);
  const month = askedMonth(request) ?? newest.month;
  const maturity = await skpdMaturity({ skpd, month, version: askedVersion(request) });
  const [appeals, waiting, declared, losi] = await Promise.all([
    appealsOfMonth(skpd, month),
    openAppeals(skpd),
    declaredBeside({ skpd, month }),
    losiReading({ skpd, month, timezone: profile.zona_waktu }),
  ]);
  return {
    losi,
    declared,
    appeals,
    openAppeals: waiting,
    office: { name: office.nama },
    month,
    openMonth: newest.month,
    runningMonth: newest.running,
    maturity,
    words: wordsOf(maturity?.changes ?? []),
    history: maturity && historyChart(maturity.history, await languageOf(request)),
    belowSince: maturity && belowSince(maturity.history),
  };
}

export default function OfficeMaturity() {
  const { maturity, office, ...rest } = useLoaderData<typeof loader>();
  if (!maturity) return <NotAssessedPage name={office.name} {...rest} />;
  return <SkpdPage maturity={maturity} {...rest} />;
}
