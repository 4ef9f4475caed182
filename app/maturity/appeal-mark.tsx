import { Link } from '@remix-run/react';
import type { ProbeReading } from '../../clickhouse/maturity';
import type { Appeal, AppealState } from '../../clickhouse/maturity/appeals';
import { maySee } from '../access/routes';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { appealText } from './appeal.text';
import { isAppealable } from './appeal-rules';
import type { AppealCount } from './appeals.server';
import './appeal.css';

const tones: Record<AppealState, string> = {
  diajukan: 'is-warn',
  diterima: 'is-good',
  ditolak: 'is-bad',
  dicabut: 'is-unknown is-left-out',
};

/** Where an appeal stands: shape, word and colour; an accepted one with its last day. */
export function AppealWord({ appeal }: { appeal: Pick<Appeal, 'state' | 'until'> }) {
  const t = useText(appealText);
  const f = useFormats();
  return (
    <>
      <span className={`status ${tones[appeal.state]}`}>{t[appeal.state]}</span>
      {appeal.until && ` ${t.until(f.date(noon(appeal.until)))}`}
    </>
  );
}

/** A moment of a local day (YYYY-MM-DD) that is the same day in every zone of the country. */
export const noon = (day: string) => `${day}T05:00:00Z`;

/** On the board, beside an office: appeals that wait, and conditions that accepted ones took out of the month. */
export function AppealMarks({ count }: { count: AppealCount | undefined }) {
  const t = useText(appealText);
  const f = useFormats();
  if (!count) return null;
  return (
    <>
      {count.open > 0 && (
        <span className="mark status is-warn" title={t.markOpenWhy}>
          {t.markOpen(f.number(count.open, 0))}
        </span>
      )}
      {count.accepted > 0 && (
        <span className="mark status is-unknown is-left-out" title={t.markAcceptedWhy}>
          {t.markAccepted(f.number(count.accepted, 0))}
        </span>
      )}
    </>
  );
}

/** The way to the list of appeals, for those who may see it. */
export function AppealsLink({ open }: { open: number }) {
  const t = useText(appealText);
  const f = useFormats();
  const { viewer } = useShell();
  if (!viewer || !maySee('kematangan.keberatan._index', viewer.role)) return null;
  return <Link to="/kematangan/keberatan">{open > 0 ? t.openOf(f.number(open, 0)) : t.backToList}</Link>;
}

/** Under one condition: its newest appeal, and for its office the way to file one. */
export function ProbeAppeal({ appeals, reading, month }: { appeals: Appeal[]; reading: ProbeReading; month: string }) {
  const t = useText(appealText);
  const { viewer, lang } = useShell();
  const own = appeals.filter((appeal) => appeal.probe === reading.probe && appeal.state !== 'dicabut');
  const [newest] = own;
  const mayAsk =
    viewer?.role === 'skpd' && isAppealable(reading.outcome) && own.every(({ state }) => state !== 'diajukan');
  return (
    <>
      {newest && (
        <Link className="probe-appeal" to={`/kematangan/keberatan/${newest.id}`}>
          {t.ofProbe(t[newest.state])}
        </Link>
      )}
      {mayAsk && (
        <Link
          className="probe-appeal"
          to={`/kematangan/${viewer.skpd}/keberatan/${reading.probe}?bulan=${month}`}
          aria-label={t.fileFor(reading.question[lang])}
        >
          {t.file}
        </Link>
      )}
    </>
  );
}

/** The appeals that stand beside the score of a month, with what was said on both sides. */
export function MonthAppeals(props: { appeals: Appeal[]; questions: Record<string, string>; open: number }) {
  const { appeals, questions, open } = props;
  const t = useText(appealText);
  return (
    <section className="card" aria-labelledby="judul-keberatan">
      <h2 id="judul-keberatan">{t.ofMonth}</h2>
      <div className="card-body form">
        {appeals.length > 0 && (
          <ul className="appeal-notes">
            {appeals.map((appeal) => (
              <li key={appeal.id}>
                <Link to={`/kematangan/keberatan/${appeal.id}`}>{questions[appeal.probe] ?? appeal.probe}</Link>{' '}
                <AppealWord appeal={appeal} />
                <small>{shortened(appeal.reason)}</small>
                {appeal.decision && (
                  <small>
                    {t.decision}: {shortened(appeal.decision)}
                  </small>
                )}
              </li>
            ))}
          </ul>
        )}
        {appeals.length === 0 && <p className="lead">{t.noneOfMonth}</p>}
        <p>
          <AppealsLink open={open} />
        </p>
      </div>
    </section>
  );
}

const SHORT = 160;
const shortened = (words: string) => (words.length > SHORT ? `${words.slice(0, SHORT - 1).trimEnd()}…` : words);
