import type { ComplaintVersion } from '../../clickhouse/metrics/families/aduan/history';
import { metricsText } from '../metrics/metrics.text';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { complaintsText, stateWord } from './complaints.text';
import '../metrics/metrics.css';
import './complaints.css';

interface Props {
  number: string;
  source: string;
  /** null: the reporter asked for secrecy. */
  versions: ComplaintVersion[] | null;
  /** Names of the codes that appear. */
  names: Record<string, string>;
}

/** What was seen of one complaint, from its receipt on. */
export function ComplaintPage({ number, source, versions, names }: Props) {
  const t = useText(complaintsText);
  const words = useText(metricsText);
  const f = useFormats();
  const { lang } = useShell();
  const last = versions?.at(-1);
  if (!versions || !last) {
    return (
      <>
        <Crumb to="/aduan">{t.back}</Crumb>
        <PageHead title={t.secretTitle} lead={t.secret} />
      </>
    );
  }
  const file = (format: string) => `/unduh?${new URLSearchParams({ sumber: source, aduan: number, format })}`;
  const place = last.wilayah === '' ? t.noPlace : last.wilayah === 'luar' ? t.outside : last.wilayah.slice(0, 8);
  const facts: [string, string][] = [
    [t.titleOf, last.title || t.noTitle],
    [t.receivedAt, f.dateTime(last.received_at)],
    [t.state, `${stateWord(lang, last.status)} ${last.closed_by ? stateWord(lang, last.closed_by) : ''}`.trim()],
    [t.office, names[last.skpd] ?? (last.skpd || t.noTitle)],
    [t.category, last.category || t.noTitle],
    [t.classification, last.classification.replaceAll('_', ' ') || t.noTitle],
    [t.channel, last.channel || t.noTitle],
    [t.place, names[place] ?? place],
    [t.source, names[source] ?? source],
  ];
  return (
    <>
      <Crumb to="/aduan">{t.back}</Crumb>
      <PageHead title={t.history(number)} lead={last.title || undefined} />
      <div className="sums">
        <section className="card finding-card" aria-label={t.steps}>
          <h2>{t.steps}</h2>
          <p className="note finding-note">{t.stepsNote}</p>
          <ol className="steps">
            {versions.map((version, i) => {
              const isSame = i > 0 && versions[i - 1]?.status === version.status;
              const waited = version.observed_at.getTime() - version.received_at.getTime();
              return (
                <li
                  key={`${version.observed_at.getTime()}-${version.status}-${version.status_given}`}
                  className={isSame ? 'is-same' : undefined}
                >
                  <p>
                    <b>{stateWord(lang, version.status)}</b> {version.closed_by && stateWord(lang, version.closed_by)}
                    {isSame && <span className="note"> ({t.unchanged})</span>}
                  </p>
                  <p className="note">
                    {f.dateTime(version.observed_at)} ·{' '}
                    {i === 0 && waited === 0 ? t.seenFirst : t.lasted(f.duration(Math.max(0, waited)))}
                  </p>
                  <p className="note">
                    {version.skpd !== '' && <>{names[version.skpd] ?? version.skpd} · </>}
                    {t.givenAs(version.status_given || '—')}
                  </p>
                  {version.reason !== '' && <p>{version.reason}</p>}
                </li>
              );
            })}
          </ol>
          <footer className="breakdown-foot">
            <nav className="metric-links list-links" aria-label={words.links(t.steps)}>
              <a href={file('csv')}>{words.csv}</a>
              <a href={file('xlsx')}>{words.xlsx}</a>
            </nav>
          </footer>
        </section>
        <section className="card finding-card" aria-label={t.history(number)}>
          <dl className="facts complaint-facts">
            {facts.map(([word, value]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </>
  );
}
