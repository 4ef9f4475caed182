import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PROCUREMENT, procurementPackages } from '../../clickhouse/metrics/families/layanan/procurement';
import { guard } from '../access/guard.server';
import { untold } from '../metrics/scope';
import { scopeOf } from '../metrics/subject.server';
import { Procurement } from '../services/procurement';
import { ServicePage } from '../services/service-page';
import { readService } from '../services/services.server';
import type { PageHandle } from '../shell/page-handle';
import { trouble } from '../shell/trouble';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.service?.name ?? 'Layanan'} · Ruang Kendali` },
];
const STANDARD_PERIOD = '30h';
export const handle: PageHandle = {
  filters: ['periode', 'skpd', 'kanal', 'kecamatan'],
  standardPeriod: STANDARD_PERIOD,
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'layanan.$kode');
  const code = params.kode ?? '';
  if (!/^[\w.-]{1,60}$/.test(code)) throw trouble({ what: 'tidak-ada' });
  const [read, packages] = await Promise.all([
    readService(request, viewer, code),
    code === PROCUREMENT
      ? scopeOf(request, viewer, STANDARD_PERIOD).then(({ input }) => procurementPackages(input, 'kategori'))
      : [],
  ]);
  if (!read.service && read.paths.cases === 0) throw trouble({ what: 'tidak-ada' });
  return { ...read, packages };
}

export default function Service() {
  const { packages, ...read } = useLoaderData<typeof loader>();
  return (
    <div className="services">
      <ServicePage {...read} />
      <Procurement
        packages={packages}
        period={read.subject.scope.period.label}
        untold={untold(read.subject.figures.permohonan_masuk)}
      />
    </div>
  );
}
