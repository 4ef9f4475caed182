import { Link } from '@remix-run/react';
import { Fragment } from 'react';
import type { Role } from '../access/roles';
import { maySee } from '../access/routes';
import { FormMessage } from '../forms/FormMessage';
import { useRoleName } from '../shell/AccountMenu';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import type { Declaration, SchemeForm } from './declared.server';
import { declaredText } from './declared.text';
import { IndexWords, LevelWord } from './declared-card';
import { maturityText } from './maturity.text';
import './maturity.css';
import './declared.css';

/** What the form has just done. */
export const NEWS = ['disimpan', 'tetap'] as const;
type DeclaredNews = (typeof NEWS)[number];

/** What one office declares for one year: readiness and the index of the year, with every version. */
export function DeclaredPage({
  office,
  year,
  years,
  summary,
  forms,
  history,
  news,
}: Declaration & { news?: DeclaredNews | undefined }) {
  const t = useText(declaredText);
  const words = useText(maturityText);
  return (
    <>
      <Crumb to={`/kematangan/${office.skpd}`}>{words.back(office.shortName)}</Crumb>
      <PageHead title={t.title} lead={`${office.name}. ${t.lead(String(year))}`} />
      <nav className="stage-filter declared-bar" aria-label={t.year}>
        {years.map((one) => (
          <Link key={one} to={`?tahun=${one}`} aria-current={one === year ? 'true' : undefined}>
            {one}
          </Link>
        ))}
      </nav>
      {news && <FormMessage text={news === 'disimpan' ? t.saved : t.unchanged} good />}
      <div className="declared-columns">
        <div>
          {forms.map((form) => (
            <SchemeCard key={form.scheme} form={form} skpd={office.skpd} year={year} />
          ))}
        </div>
        <div>
          <section className="card" aria-labelledby="judul-indeks">
            <h2 id="judul-indeks">
              {t.index} {t.schemeYear(t[summary.scheme], String(year))}
            </h2>
            <div className="card-body form">
              <p>
                <IndexWords summary={summary} />
              </p>
              <p className="note">
                {t.indexWhy} {t.never}
              </p>
            </div>
          </section>
          <History history={history} forms={forms} />
        </div>
      </div>
    </>
  );
}

/** One scheme: each indicator with its declared level and evidence, under its aspect. */
function SchemeCard({ form, skpd, year }: { form: SchemeForm; skpd: string; year: number }) {
  const t = useText(declaredText);
  const f = useFormats();
  const { lang, viewer } = useShell();
  const { scheme, lines } = form;
  const filled = lines.filter(({ level }) => level !== null).length;
  const mayFill = viewer && maySee('kematangan.$skpd_.pernyataan_.isi', viewer.role);
  return (
    <section className="card" aria-labelledby={`judul-${scheme}`}>
      <div className="declared-head">
        <h2 id={`judul-${scheme}`}>
          {t.schemeYear(t[scheme], String(year))}{' '}
          <span className="note">{t.filledOf(f.number(filled, 0), f.number(lines.length, 0))}</span>
        </h2>
        {mayFill && (
          <Link className="button" to={`/kematangan/${skpd}/pernyataan/isi?tahun=${year}&skema=${scheme}`}>
            {t.fill(t[scheme])}
          </Link>
        )}
      </div>
      <table className="table is-tight declared">
        <thead>
          <tr>
            <th scope="col">{scheme === 'kesiapan' ? t.factor : t.indicator}</th>
            <th scope="col">{scheme === 'kesiapan' ? t.answer : t.level}</th>
            <th scope="col">{t.evidence}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, i) => (
            <Fragment key={line.code}>
              {scheme !== 'kesiapan' && line.aspect.id !== lines[i - 1]?.aspect.id && (
                <tr className="declared-aspect">
                  <th scope="rowgroup" colSpan={3}>
                    {line.aspect[lang]}
                  </th>
                </tr>
              )}
              <tr>
                <th scope="row">
                  {scheme !== 'kesiapan' && `${line.code}. `}
                  {line.name[lang]}
                  {line.weight > 0 && <small>{t.weight(f.percent(line.weight / 10_000, 2))}</small>}
                </th>
                <td>
                  <LevelWord line={line} />
                </td>
                <td>
                  {line.evidence && (
                    <a href={line.evidence} rel="noreferrer nofollow ugc" target="_blank" title={line.evidence}>
                      {t.seeEvidence}
                    </a>
                  )}
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Who filled in what and when, the newest first. */
function History({ history, forms }: Pick<Declaration, 'history' | 'forms'>) {
  const t = useText(declaredText);
  const f = useFormats();
  const { lang } = useShell();
  const roleName = useRoleName();
  const lineOf = (scheme: string, code: string) =>
    forms.find((form) => form.scheme === scheme)?.lines.find((line) => line.code === code);
  return (
    <section className="card" aria-labelledby="judul-riwayat">
      <h2 id="judul-riwayat">{t.history}</h2>
      <div className="card-body">
        {history.length === 0 ? (
          <p className="lead">{t.noHistory}</p>
        ) : (
          <ol className="declared-versions">
            {history.map((version) => (
              <li key={`${version.scheme} ${version.at.toISOString()} ${version.entries.length}`}>
                <details>
                  <summary>
                    {t[version.scheme]}: {t.changed(f.number(version.entries.length, 0))}
                  </summary>
                  <ul>
                    {version.entries.map(({ indicator, level }) => {
                      const line = lineOf(version.scheme, indicator);
                      return (
                        <li key={indicator}>
                          {line?.name[lang] ?? indicator}:{' '}
                          {level === null || !line ? t.takenBack : <LevelWord line={{ level, levels: line.levels }} />}
                        </li>
                      );
                    })}
                  </ul>
                </details>
                <span className="note">
                  {f.dateTime(version.at)}, {t.by(version.name || t.goneAccount, roleName(version.role as Role))}
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
