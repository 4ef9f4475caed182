import type { ProbeEvidence, ProbeReading, SkpdMaturity } from '../../clickhouse/maturity';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { sayCode } from '../sources/sources.text';
import type { Formats } from '../text/format';
import { maturityText } from './maturity.text';
import { middleOf } from './month-picker';
import { probeValue } from './probe-format';
import { OutcomeWord } from './skpd-page';
import '../sources/sources.css';
import './maturity.css';

interface Props {
  maturity: Pick<SkpdMaturity, 'skpd' | 'name' | 'shortName' | 'month' | 'sha256'>;
  probe: ProbeReading;
  evidence: ProbeEvidence;
  /** What the query was asked with. */
  params: Record<string, string>;
}

/** The rows that one outcome rests on, and the parameters that select them. */
export function ProofPage({ maturity, probe, evidence, params }: Props) {
  const t = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  const sign = probe.higherIsBetter ? '≥' : '≤';
  return (
    <>
      <Crumb to={`/kematangan/${maturity.skpd}?bulan=${maturity.month}`}>{t.back(maturity.shortName)}</Crumb>
      <PageHead
        title={probe.question[lang]}
        lead={`${maturity.name}, ${f.month(middleOf(maturity.month))}. ${probe.detail}`}
      />
      <div className="proof-columns">
        <section className="card" aria-labelledby="judul-baris">
          <h2 id="judul-baris">
            {t.proofTitle}{' '}
            <span className="note">{evidence.table && t.proofRows(f.number(evidence.rows.length, 0))}</span>
          </h2>
          {evidence.table === '' ? (
            <p className="card-body lead">{t.proofDeclared}</p>
          ) : evidence.rows.length === 0 ? (
            <p className="card-body lead">{t.proofEmpty}</p>
          ) : (
            <>
              <p className="card-body note">{t.proofLead(sayCode(lang, evidence.table))}</p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
              <section className="table-wrap" aria-label={t.proofTitle} tabIndex={0}>
                <table className="table is-tight">
                  <thead>
                    <tr>
                      {evidence.columns.map((column) => (
                        <th key={column} scope="col">
                          {column.replaceAll('_', ' ')}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {evidence.rows.map((row, i) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: rows of evidence have no identity but their place
                      <tr key={i}>
                        {row.map((cell, j) => (
                          <td key={evidence.columns[j]} className={typeof cell === 'number' ? 'num' : undefined}>
                            {sayCell(cell, f, t)}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            </>
          )}
        </section>
        <div className="skpd-side">
          <section className="card" aria-labelledby="judul-hasil">
            <h2 id="judul-hasil">{t.proofSum}</h2>
            <div className="card-body proof-sum">
              <p className="figure-s">{probeValue(probe.value, probe.unit, lang, f)}</p>
              <p>
                <OutcomeWord outcome={probe.outcome} />
              </p>
              <dl className="pairs">
                <dt>{t.threshold}</dt>
                <dd>
                  {sign} {probeValue(probe.threshold, probe.unit, lang, f)}
                </dd>
                <dt>n</dt>
                <dd>{f.number(probe.n, 0)}</dd>
                <dt>{t.reached}</dt>
                <dd>
                  {probe.tahap}, {probe.mandatory ? t.mandatory : t.supporting}
                </dd>
                <dt>{t.origin}</dt>
                <dd>{probe.origin}</dd>
              </dl>
              {probe.outcome !== 'terpenuhi' && (
                <>
                  <h3>{t.remedy}</h3>
                  <p className="lead">{probe.remedy[lang]}</p>
                </>
              )}
            </div>
          </section>
          <section className="card" aria-labelledby="judul-parameter">
            <h2 id="judul-parameter">{t.proofParams}</h2>
            <dl className="pairs card-body">
              {Object.entries(params).map(([name, value]) => (
                <div key={name}>
                  <dt>
                    <code>{name}</code>
                  </dt>
                  <dd>
                    <code>{value}</code>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </div>
    </>
  );
}

/** A time of the engine, in UTC. */
const ENGINE_TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/;
const CODE = /^[a-z]+(?:_[a-z]+)+$/;

function sayCell(cell: string | number | boolean | null, f: Formats, t: { yes: string; no: string }): string {
  if (cell === null || cell === '') return '—';
  if (typeof cell === 'boolean') return cell ? t.yes : t.no;
  if (typeof cell === 'number') return f.number(cell, 2);
  if (ENGINE_TIME.test(cell)) {
    const at = new Date(`${cell.slice(0, 19).replace(' ', 'T')}Z`);
    return `${f.dayMonth(at)} ${f.clock(at)}`;
  }
  return CODE.test(cell) ? cell.replaceAll('_', ' ') : cell;
}
