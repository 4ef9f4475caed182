import type { ProbeEvidence, ProbeReading, SkpdMaturity } from '../../clickhouse/maturity';
import type { Appeal } from '../../clickhouse/maturity/appeals';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import { sayCode } from '../sources/sources.text';
import { ProbeAppeal } from './appeal-mark';
import { maturityText } from './maturity.text';
import { middleOf } from './month-picker';
import { probeValue, sayProbeDetail } from './probe-format';
import { isMissing, proofSentence, sayCell, sayColumn, sayMissing, sayParameter } from './proof-words';
import { OutcomeWord } from './skpd-page';
import '../sources/sources.css';
import './maturity.css';

interface Props {
  maturity: Pick<SkpdMaturity, 'skpd' | 'name' | 'shortName' | 'month' | 'sha256'>;
  probe: ProbeReading;
  evidence: ProbeEvidence;
  /** What the query was asked with. */
  params: Record<string, string>;
  /** Appeals that stand beside the score of the month. */
  appeals: Appeal[];
}

/** The rows that one outcome rests on, and the parameters that select them. */
export function ProofPage({ maturity, probe, evidence, params, appeals }: Props) {
  const t = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <>
      <Crumb to={`/kematangan/${maturity.skpd}?bulan=${maturity.month}`}>{t.back(maturity.shortName)}</Crumb>
      <PageHead
        title={probe.question[lang]}
        lead={`${maturity.name}, ${f.month(middleOf(maturity.month))}. ${sayProbeDetail(probe.detail, lang)}`}
      />
      <div className="proof-columns">
        <section className="card proof-rows" aria-labelledby="judul-baris">
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
                <table className="table is-tight proof">
                  <thead>
                    <tr>
                      {evidence.columns.map((column) => (
                        <th key={column} scope="col" className={isNumeric(evidence, column) ? 'num' : undefined}>
                          {sayColumn(column, lang)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {evidence.rows.map((row, i) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: rows of evidence have no identity but their place
                      <tr key={i}>
                        {row.map((cell, j) => {
                          const column = evidence.columns[j] ?? '';
                          const missing = isMissing(cell) ? sayMissing(column, lang) : null;
                          return (
                            <td
                              key={column}
                              data-label={sayColumn(column, lang)}
                              className={typeof cell === 'number' ? 'num' : missing ? 'is-warn' : undefined}
                            >
                              {missing ?? sayCell(cell, lang, f, t)}
                            </td>
                          );
                        })}
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
                <ProbeAppeal appeals={appeals} reading={probe} month={maturity.month} />
              </p>
              <p>{proofSentence(probe, t, lang, f)}</p>
              <dl className="pairs">
                <dt>{t.counted}</dt>
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
          <section className="card proof-params" aria-labelledby="judul-parameter">
            <h2 id="judul-parameter">{t.proofParams}</h2>
            <p className="card-body note">{t.proofParamsLead}</p>
            <dl className="params card-body">
              {Object.entries(params).map(([name, value]) => (
                <div key={name}>
                  <dt>
                    {sayParameter(name, lang)} <code>{name}</code>
                  </dt>
                  <dd>
                    {(name === 'from' || name === 'to') && <span>{f.dateTime(value)}</span>}
                    {name === 'skpd' && <span>{maturity.name}</span>}
                    {name === 'probe' && <span>{probe.question[lang]}</span>}
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

const isNumeric = (evidence: ProbeEvidence, column: string): boolean =>
  typeof evidence.rows[0]?.[evidence.columns.indexOf(column)] === 'number';
