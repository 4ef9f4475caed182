import { Link } from '@remix-run/react';
import type { BriefFinding } from '../../clickhouse/metrics';
import type { Language } from '../text/define';
import type { OverviewText } from './overview.text';

const tones = { buruk: 'bad', waspada: 'warn', baik: 'good' } as const;

/** What stands out this morning, the worst first. */
export function Brief({ findings, lang, t }: { findings: BriefFinding[] | null; lang: Language; t: OverviewText }) {
  return (
    <section className="panel brief" aria-labelledby="judul-pagi">
      <h2 id="judul-pagi">{t.brief}</h2>
      {findings === null && <p className="context">{t.unreadable}</p>}
      {findings?.length === 0 && <p className="context">{t.briefEmpty}</p>}
      <ol>
        {findings?.map((finding) => {
          const text = lang === 'id' ? finding.textId : finding.textEn;
          const [head, rest] = splitSubject(text);
          return (
            <li key={text} className={`status is-${tones[finding.severity]}`}>
              <Link to={finding.link}>
                {head && <b>{head}:</b>} {rest}
              </Link>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** `Benda: 48 aduan ...` begins with whom it is about. */
function splitSubject(text: string): [string, string] {
  const colon = text.indexOf(': ');
  return colon > 0 && colon < 40 ? [text.slice(0, colon), text.slice(colon + 2)] : ['', text];
}
