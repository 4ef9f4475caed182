import { Form, Link } from '@remix-run/react';
import { FormMessage } from '../forms/FormMessage';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from './crumb';
import { Order } from './order';
import type { ShownReject } from './rejects.server';
import { sayCode, sourcesText } from './sources.text';
import './sources.css';

interface Props {
  source: { id: string; name: string };
  reasons: { reason: string; records: number }[];
  replayable: number;
  rejects: ShownReject[];
  /** Why the text of the records is missing. */
  problem: string;
  reason: string;
  page: number;
  rowsPerPage: number;
}

/** The rejected records of a source that are still open: where each stood, why, and what it held, masked. */
export function RejectsPage({ source, reasons, replayable, rejects, problem, reason, page, rowsPerPage }: Props) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { lang } = useShell();
  const all = reasons.reduce((sum, one) => sum + one.records, 0);
  const total = reason ? (reasons.find((one) => one.reason === reason)?.records ?? 0) : all;
  const pages = Math.max(1, Math.ceil(total / rowsPerPage));
  const address = (to: number) => {
    const search = new URLSearchParams({
      ...(reason ? { alasan: reason } : {}),
      ...(to > 1 ? { halaman: String(to) } : {}),
    });
    return search.size > 0 ? `?${search}` : '.';
  };
  return (
    <>
      <Crumb to={`/sumber/${source.id}`}>{source.name}</Crumb>
      <PageHead title={t.rejects} lead={all === 0 ? t.noRejects : t.rejectsPageLead} />
      {all > 0 && (
        <>
          <div className="rejects-bar">
            <Form className="rejects-filter">
              <label htmlFor="alasan">{t.reason}</label>
              <select className="select" id="alasan" name="alasan" defaultValue={reason}>
                <option value="">{t.allReasons(f.number(all, 0))}</option>
                {reasons.map((one) => (
                  <option key={one.reason} value={one.reason}>
                    {sayCode(lang, one.reason)} ({f.number(one.records, 0)})
                  </option>
                ))}
              </select>
              <button type="submit" className="button">
                {t.show}
              </button>
            </Form>
            <div className="actions">
              <a className="button" href={`/sumber/${source.id}/unduh-tolak${reason ? `?alasan=${reason}` : ''}`}>
                {t.download}
              </a>
              {replayable > 0 && (
                <Order source={source.id} order="baca-ulang" label={t.replay(f.number(replayable, 0))} isMain />
              )}
            </div>
          </div>
          <FormMessage text={problem && t.textsMissing(problem)} />
          <div className="card table-wrap">
            <table className="table reject-table">
              <thead>
                <tr>
                  <th scope="col">{t.reason}</th>
                  <th scope="col">{t.place}</th>
                  <th scope="col">{t.text}</th>
                </tr>
              </thead>
              <tbody>
                {rejects.map((reject) => (
                  <tr key={`${reject.runId} ${reject.fileNo} ${reject.line}`}>
                    <td data-label={t.reason}>
                      <b>{sayCode(lang, reject.reason)}</b>
                      {reject.detail && <small>{reject.detail}</small>}
                    </td>
                    <td data-label={t.place}>
                      {reject.file}
                      <small>
                        {t.lines} {f.number(reject.line, 0)}
                      </small>
                    </td>
                    <td data-label={t.text}>
                      <Cells reject={reject} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {pages > 1 && (
            <nav className="pager" aria-label={t.pages}>
              {page > 1 && (
                <Link className="button" to={address(page - 1)}>
                  {t.newer}
                </Link>
              )}
              <span className="note">{t.pageOf(f.number(page, 0), f.number(pages, 0))}</span>
              {page < pages && (
                <Link className="button" to={address(page + 1)}>
                  {t.older}
                </Link>
              )}
            </nav>
          )}
        </>
      )}
    </>
  );
}

/** The cells of a record; the one at fault stands out. */
function Cells({ reject }: { reject: ShownReject }) {
  const t = useText(sourcesText);
  const filled = reject.cells.map(([column, text], at) => ({ column, text, at })).filter(({ text }) => text !== '');
  if (filled.length === 0) return <span className="is-unknown">{t.noText}</span>;
  if (filled.length === 1 && !filled[0]!.column) return <code className="reject-line">{filled[0]!.text}</code>;
  return (
    <dl className="cells">
      {filled.map(({ column, text, at }) => (
        <div key={at} className={column !== '' && column === reject.detail ? 'is-fault' : undefined}>
          <dt>{column || t.unnamedColumn}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
