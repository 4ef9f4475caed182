import { Link } from '@remix-run/react';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { appealText } from './appeal.text';
import { AppealWord } from './appeal-mark';
import type { NamedAppeal } from './appeals.server';
import { maturityText } from './maturity.text';
import { middleOf } from './month-picker';
import './maturity.css';
import './appeal.css';

export const FILTERS = ['terbuka', 'diputus', 'semua'] as const;
export type AppealFilter = (typeof FILTERS)[number];

/** Which appeals a filter keeps; a withdrawn one was never decided. */
const keeps: Record<AppealFilter, (appeal: Pick<NamedAppeal, 'state'>) => boolean> = {
  terbuka: ({ state }) => state === 'diajukan',
  diputus: ({ state }) => state === 'diterima' || state === 'ditolak',
  semua: () => true,
};

/** Every appeal that the viewer may read, the undecided first. */
export function AppealsPage({ appeals, filter }: { appeals: NamedAppeal[]; filter: AppealFilter }) {
  const t = useText(appealText);
  const f = useFormats();
  const { lang } = useShell();
  const shown = appeals.filter(keeps[filter]);
  return (
    <>
      <Crumb to="/kematangan">{useText(maturityText).title}</Crumb>
      <PageHead title={t.title} lead={t.lead} />
      <section className="card" aria-label={t.title}>
        <div className="board-head">
          <nav aria-label={t.filter} className="stage-filter">
            {FILTERS.map((one) => (
              <Link key={one} to={`?saring=${one}`} aria-current={one === filter ? 'true' : undefined}>
                {t[one]} ({f.number(appeals.filter(keeps[one]).length, 0)})
              </Link>
            ))}
          </nav>
        </div>
        {shown.length === 0 ? (
          <div className="card-body">
            <p className="lead">{t.none}</p>
            {appeals.length === 0 && <p className="note">{t.noneWhy}</p>}
          </div>
        ) : (
          <table className="table appeals">
            <thead>
              <tr>
                <th scope="col">{t.probe}</th>
                <th scope="col">{t.skpd}</th>
                <th scope="col">{t.month}</th>
                <th scope="col">{t.state}</th>
                <th scope="col">{t.changed}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((appeal) => (
                <tr key={appeal.id}>
                  <th scope="row">
                    <Link to={`/kematangan/keberatan/${appeal.id}`}>{appeal.question[lang]}</Link>
                  </th>
                  <td data-label={t.skpd} className="is-whole">
                    {appeal.office}
                  </td>
                  <td data-label={t.month} className="when">
                    {f.month(middleOf(appeal.month))}
                  </td>
                  <td data-label={t.state} className="is-whole">
                    <AppealWord appeal={appeal} />
                  </td>
                  <td data-label={t.changed} className="when">
                    {f.date(appeal.writtenAt)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
