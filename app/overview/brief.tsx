import { Link } from '@remix-run/react';
import type { Finding } from './findings';
import type { OverviewText } from './overview.text';

/** What stands out, the worst first. */
export function Brief({ title, findings, t }: { title: string; findings: Finding[] | null; t: OverviewText }) {
  return (
    <section className="panel brief" aria-labelledby="judul-pagi">
      <h2 id="judul-pagi">{title}</h2>
      {findings === null && <p className="context">{t.unreadable}</p>}
      {findings?.length === 0 && <p className="context">{t.briefEmpty}</p>}
      <ol>
        {findings?.map(({ tone, head, text, link }) => (
          <li key={`${head} ${text}`} className={`status is-${tone}`}>
            <Link to={link}>
              {head && <b>{head}:</b>} {text}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
