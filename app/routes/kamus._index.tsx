import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guard } from '../access/guard.server';
import { readDictionary } from '../metrics/dictionary.server';
import { DictionaryPage } from '../metrics/dictionary-page';
import { pagesText } from '../metrics/pages.text';
import { scopeOf } from '../metrics/subject.server';
import type { PageHandle } from '../shell/page-handle';
import { pageTitle } from '../shell/page-title';

const STANDARD = '30h';

export const handle: PageHandle = { filters: ['periode', 'skpd'], standardPeriod: STANDARD };
export const meta: MetaFunction = ({ matches }) => pageTitle(matches, pagesText, (t) => t.dictionary);

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await guard(request, 'kamus._index');
  const { scope, input } = await scopeOf(request, viewer, STANDARD);
  const key = `${scope.period.key} ${scope.skpd ?? ''}`;
  return { scope, ...(await readDictionary({ ...input, filters: {} }, key)) };
}

export default function Dictionary() {
  return <DictionaryPage {...useLoaderData<typeof loader>()} />;
}
