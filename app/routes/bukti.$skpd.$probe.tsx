import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { currentCity } from '../../clickhouse/city/apply';
import { now } from '../../clickhouse/clock';
import { monthBounds, newestBoard, probeEvidence, skpdMaturity } from '../../clickhouse/maturity';
import { guard, mustBeAbout } from '../access/guard.server';
import { appealsOfMonth } from '../maturity/appeals.server';
import { askedMonth, askedVersion } from '../maturity/asked.server';
import { ProofPage } from '../maturity/proof-page';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Bukti ${data?.probe.probe ?? ''} · Ruang Kendali` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'bukti.$skpd.$probe');
  const skpd = params.skpd ?? '';
  mustBeAbout(viewer, skpd);
  const timezone = (await currentCity()).profile.zona_waktu;
  const month = askedMonth(request) ?? (await newestBoard(now(), timezone)).month;
  const version = askedVersion(request);
  const maturity = await skpdMaturity({ skpd, month, version });
  const probe = maturity?.probes.find((reading) => reading.probe === params.probe);
  if (!maturity || !probe) throw trouble({ what: 'tidak-ada' });
  const [evidence, { from, to }, appeals] = await Promise.all([
    probeEvidence({ skpd, probe: probe.probe, month, timezone, version }),
    monthBounds(month, timezone),
    appealsOfMonth(skpd, month),
  ]);
  const { name, shortName, sha256 } = maturity;
  return {
    maturity: { skpd, name, shortName, month, sha256 },
    probe,
    appeals,
    evidence,
    params: {
      instrumen: maturity.instrument,
      probe: probe.probe,
      skpd,
      from: from.toISOString(),
      to: to.toISOString(),
      timezone,
      sha256,
    },
  };
}

export default function Proof() {
  return <ProofPage {...useLoaderData<typeof loader>()} />;
}
