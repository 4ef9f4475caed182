import { Link } from '@remix-run/react';
import { useState } from 'react';
import { ListLinks } from '../metrics/list-links';
import { writeNumber } from '../metrics/write';
import { useFormats, useText } from '../shell/use-shell';
import { promisesOf } from './promises';
import type { readServices } from './services.server';
import { servicesText } from './services.text';

const SHOWN = 15;

/** Every service of the filters in one line: what came in, what was kept of its promise, how long, what is open. */
export function ServiceTable({ subject }: { subject: Awaited<ReturnType<typeof readServices>>['subject'] }) {
  const t = useText(servicesText);
  const f = useFormats();
  const [isWhole, setWhole] = useState(false);
  const { figures, breakdowns, scope } = subject;
  const services = promisesOf(breakdowns);
  const target = figures.layanan_tepat_waktu.reading.target;
  const shown = isWhole ? services : services.slice(0, SHOWN);
  const query = scope.search ? `?${scope.search}` : '';
  return (
    <section className="card service-table" aria-labelledby="layanan-janji">
      <h2 id="layanan-janji">{t.byService}</h2>
      <p className="note card-body">{t.byServiceMeaning}</p>
      {services.length === 0 ? (
        <p className="card-body">{t.leadNone}</p>
      ) : (
        <div className="table-wrap">
          <table className="table is-stacked">
            <caption className="hidden">{t.byService}</caption>
            <thead>
              <tr>
                <th scope="col">{t.service}</th>
                <th scope="col" className="num">
                  {t.received}
                </th>
                <th scope="col" className="num">
                  {t.inTime}
                </th>
                <th scope="col" className="num">
                  {t.medianOpen}
                </th>
                <th scope="col" className="num">
                  {t.open}
                </th>
                <th scope="col" className="num">
                  {t.returned}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ service, name, received, inTime: share, median, open, returned }) => {
                const percent = (value: number | null) =>
                  value === null ? '—' : `${writeNumber(value, 'persen', f)} %`;
                return (
                  <tr key={service}>
                    <th scope="row">
                      <Link to={`/layanan/${encodeURIComponent(service)}${query}`}>{name}</Link>
                    </th>
                    <td className="num" data-label={t.received}>
                      {f.number(received, 0)}
                    </td>
                    <td className="num" data-label={t.inTime}>
                      {share !== null && target !== null && share < target ? (
                        <span className={`status ${share >= target * 0.9 ? 'is-warn' : 'is-bad'}`}>
                          {percent(share)}
                        </span>
                      ) : (
                        percent(share)
                      )}
                    </td>
                    <td className="num" data-label={t.medianOpen}>
                      {f.number(median)}
                    </td>
                    <td className="num" data-label={t.open}>
                      {f.number(open, 0)}
                    </td>
                    <td className="num" data-label={t.returned}>
                      {percent(returned)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <footer className="card-body service-table-foot">
        {services.length > SHOWN && !isWhole && (
          <button type="button" className="button" onClick={() => setWhole(true)}>
            {t.showAll(f.number(services.length, 0))}
          </button>
        )}
        <ListLinks list="janji-layanan" title={t.byService} scope={scope} />
      </footer>
    </section>
  );
}
