import { ListLinks } from '../metrics/list-links';
import type { ListId } from '../metrics/lists.server';
import type { Scope } from '../metrics/scope';
import { useFormats, useText } from '../shell/use-shell';
import { websitesText } from './websites.text';

interface Props {
  list: ListId;
  scope: Scope;
  title: string;
  note: string;
  rows: { site: string; path: string; sessions: number; singles: number }[];
}

/** Pages on which sessions begin or end. */
export function DoorsTable({ title, note, rows, list, scope }: Props) {
  const t = useText(websitesText);
  const f = useFormats();
  return (
    <section className="card doors" aria-label={title}>
      <h2>{title}</h2>
      <p className="card-body note">{rows.length === 0 ? t.noHits : note}</p>
      {rows.length > 0 && (
        <div className="table-wrap">
          <table className="table is-tight">
            <caption className="hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{t.path}</th>
                <th scope="col" className="num">
                  {t.sessions}
                </th>
                <th scope="col" className="num">
                  {t.singles}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ site, path, sessions, singles }) => (
                <tr key={`${site}${path}`}>
                  <th scope="row">
                    {path} <small className="note">{site}</small>
                  </th>
                  <td className="num">{f.number(sessions, 0)}</td>
                  <td className="num">{f.percent(singles / sessions, 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="breakdown-foot">
        <ListLinks list={list} title={title} scope={scope} />
      </footer>
    </section>
  );
}
