import { Link, useLocation } from '@remix-run/react';
import { withFilters } from '../filters';
import { ListLinks } from '../metrics/list-links';
import type { Scope } from '../metrics/scope';
import { useFormats, useText } from '../shell/use-shell';
import type { Websites } from './websites.server';
import { websitesText } from './websites.text';

/** Below this n a share or a p90 is not told, as in the registry. */
const LEAST = 30;

/** The sites side by side; a site's name narrows the page to it. */
export function SitesTable({ sites, scope }: { sites: Websites['sites']; scope: Scope }) {
  const t = useText(websitesText);
  const f = useFormats();
  const { search } = useLocation();
  const share = (part: number, whole: number) =>
    whole < LEAST ? <span className="note">{t.tooFew}</span> : f.percent(part / whole);
  return (
    <article className="card sites" aria-labelledby="judul-situs">
      <h2 id="judul-situs">{t.sites}</h2>
      {sites.length === 0 ? (
        <p className="card-body lead">{t.noHits}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="table-wrap sites-wrap" aria-label={t.sites} tabIndex={0}>
          <table className="table is-tight is-stacked">
            <caption className="hidden">{t.sites}</caption>
            <thead>
              <tr>
                <th scope="col">{t.site}</th>
                <th scope="col">{t.office}</th>
                {[t.pages, t.visitors, t.downloads, t.errors, t.robots, t.slow].map((word) => (
                  <th key={word} scope="col" className="num">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sites.map((site) => (
                <tr key={`${site.site} ${site.office}`}>
                  <th scope="row">
                    <Link to={{ search: withFilters(search, { situs: site.site }) }}>{site.site}</Link>
                  </th>
                  <td data-label={t.office}>{site.office}</td>
                  <td className="num" data-label={t.pages}>
                    {f.number(site.pages, 0)}
                  </td>
                  <td className="num" data-label={t.visitors}>
                    {f.number(site.visitors, 0)}
                  </td>
                  <td className="num" data-label={t.downloads}>
                    {f.number(site.downloads, 0)}
                  </td>
                  <td className="num" data-label={t.errors}>
                    {share(site.failed, site.asked)}
                  </td>
                  <td className="num" data-label={t.robots}>
                    {share(site.robots, site.requests)}
                  </td>
                  <td className="num" data-label={t.slow}>
                    {site.timed < LEAST ? (
                      <span className="note">{site.timed === 0 ? t.notLogged : t.tooFew}</span>
                    ) : (
                      `${f.number(site.p90Ms, 0)} ${t.ms}`
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <footer className="breakdown-foot">
        <ListLinks list="menurut-situs" title={t.sites} scope={scope} />
      </footer>
    </article>
  );
}
