import type { procurementPackages } from '../../clickhouse/metrics/families/layanan/procurement';
import { Beside } from '../metrics/beside';
import { useFormats, useText } from '../shell/use-shell';
import { procurementText } from './procurement.text';
import './services.css';

type Packages = Awaited<ReturnType<typeof procurementPackages>>;

/** Tender packages by kind, with how they ended and what they may cost; `untold`: why nobody knows them now. */
export function Procurement({ packages, period, untold }: { packages: Packages; period: string; untold: string }) {
  const t = useText(procurementText);
  const f = useFormats();
  if (packages.length === 0) return null;
  const sum = (of: (row: Packages[number]) => number | null) => {
    const told = packages.map(of).filter((n) => n !== null);
    return told.length === 0 ? null : told.reduce((all, n) => all + n, 0);
  };
  const columns: {
    label: string;
    of: (row: Packages[number]) => number | null;
    write: (n: number | null) => string;
  }[] = [
    { label: t.packages, of: (row) => row.packages, write: (n) => f.number(n, 0) },
    { label: t.finished, of: (row) => row.n_finished, write: (n) => f.number(n, 0) },
    { label: t.failed, of: (row) => row.n_failed, write: (n) => f.number(n, 0) },
    { label: t.cancelled, of: (row) => row.n_cancelled, write: (n) => f.number(n, 0) },
    { label: t.pagu, of: (row) => row.pagu, write: (n) => f.rupiahShort(n) },
    { label: t.hps, of: (row) => row.hps, write: (n) => f.rupiahShort(n) },
  ];
  return (
    <Beside untold={untold} title={t.title}>
      <section className="card" aria-labelledby="layanan-paket">
        <h2 id="layanan-paket">{t.title}</h2>
        <p className="note card-body">{t.meaning(period)}</p>
        <div className="table-wrap">
          <table className="table is-stacked">
            <caption className="hidden">{t.title}</caption>
            <thead>
              <tr>
                <th scope="col">{t.kind}</th>
                {columns.map(({ label }) => (
                  <th key={label} scope="col" className="num">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {packages.map((row) => (
                <tr key={row.kind}>
                  <th scope="row">{row.kind === '' ? <span className="note">{t.notTold}</span> : row.kind}</th>
                  {columns.map(({ label, of, write }) => (
                    <td key={label} className="num" data-label={label}>
                      {write(of(row))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t.total}</th>
                {columns.map(({ label, of, write }) => (
                  <td key={label} className="num" data-label={label}>
                    {write(sum(of))}
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      </section>
    </Beside>
  );
}
