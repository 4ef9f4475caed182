import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readWhy } from '../../clickhouse/metrics/why';
import { guard } from '../access/guard.server';
import { askedMetric } from '../metrics/asked-metric.server';
import { pagesText } from '../metrics/pages.text';
import { definitionOf, scopeOf } from '../metrics/subject.server';
import { WhyPage } from '../metrics/why-page';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';

export const handle: PageHandle = { filters: ['periode', 'skpd', 'layanan', 'kanal', 'kecamatan'] };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, pagesText, (t) => t.whyTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'mengapa');
  const id = askedMetric(request);
  const { scope, input } = await scopeOf(request, viewer);
  const why = await readWhy(id, { ...input, previous: scope.period.previous });
  return { definition: definitionOf(id), scope, why };
}

export default function WhyItChanged() {
  return <WhyPage {...useLoaderData<typeof loader>()} />;
}
