import { useText } from '../shell/use-shell';
import type { ListId } from './lists.server';
import { metricsText } from './metrics.text';
import type { Scope } from './scope';
import './metrics.css';

interface Props {
  list: ListId;
  /** What the table is called on the page, for those who hear it. */
  title: string;
  scope: Pick<Scope, 'search'>;
  /** What the page is narrowed to by its own address. */
  more?: Record<string, string>;
}

/** The files of a table that is no figure and no split of one. */
export function ListLinks({ list, title, scope, more = {} }: Props) {
  const t = useText(metricsText);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form, and many landmarks are none
    <div className="metric-links list-links" role="group" aria-label={t.links(title)}>
      <a href={listHref(list, 'csv', scope, more)}>{t.csv}</a>
      <a href={listHref(list, 'xlsx', scope, more)}>{t.xlsx}</a>
    </div>
  );
}

function listHref(list: ListId, format: 'csv' | 'xlsx', scope: Pick<Scope, 'search'>, more: Record<string, string>) {
  const params = new URLSearchParams(scope.search);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return `/unduh?${new URLSearchParams([['daftar', list], ...params, ['format', format]])}`;
}
