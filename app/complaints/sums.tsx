import type { ComplaintFlow } from '../../clickhouse/metrics/families/aduan/flow';
import { ListLinks } from '../metrics/list-links';
import { MetricLinks } from '../metrics/metric-links';
import { FormulaTip } from '../metrics/metric-tile';
import type { Figure, Scope } from '../metrics/scope';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { complaintsText, stateWord } from './complaints.text';
import { type FlowStep, flowSteps, type Kind } from './flow-steps';

/** How the open complaints at the start of the period became those at its end. */
export function FlowCard({ flow, scope }: { flow: ComplaintFlow; scope: Scope }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { lang } = useShell();
  const steps = flowSteps(flow);
  const most = Math.max(1, ...steps.map((step) => Math.max(step.from, step.to)));
  const words: Record<string, string> = {
    start: t.start,
    received: t.received,
    reopened: t.reopened,
    unexplained: t.unexplained,
    end: t.end,
  };
  return (
    <section className="card sum-card" aria-label={t.flow}>
      <h2>{t.flow}</h2>
      <p className="note">{t.flowNote}</p>
      <div className="table-wrap">
        <table className="table sum-table">
          <caption className="hidden">{t.flow}</caption>
          <thead>
            <tr>
              <th scope="col">{t.step}</th>
              <th scope="col" className="num">
                {t.complaints}
              </th>
              <th scope="col" className="sum-bars">
                <span className="hidden">{t.size}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.key} className={step.kind === 'stand' ? 'is-stand' : undefined}>
                <th scope="row">{words[step.key] ?? t.closedBy(stateWord(lang, step.key))}</th>
                <td className="num">{signed(step, f.number(Math.abs(step.n), 0))}</td>
                <td className="sum-bars" aria-hidden="true">
                  <Bar
                    from={(100 * Math.min(step.from, step.to)) / most}
                    to={(100 * Math.max(step.from, step.to)) / most}
                    kind={step.kind}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {flow.pertamaTerlihatTertutup > 0 && (
        <p className="note sum-foot">{t.firstSeenClosed(f.number(flow.pertamaTerlihatTertutup, 0))}</p>
      )}
      <footer className="breakdown-foot">
        <ListLinks list="alur-aduan" title={t.flow} scope={scope} />
      </footer>
    </section>
  );
}

function signed({ kind, n }: FlowStep, size: string): string {
  if (kind === 'stand' || n === 0) return size;
  return `${n > 0 ? '+' : '−'}${size}`;
}

/** The complaints received, by what became of them, adding up to their number with the remainder in sight. */
export function StatesCard({ figure: { definition, reading }, scope }: { figure: Figure; scope: Scope }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { lang } = useShell();
  const total = reading.value;
  if (total === null || !reading.parts) return null;
  let from = 0;
  const rows = Object.entries(definition.parts).map(([key, words]) => {
    const n = reading.parts?.[key] ?? 0;
    from += n;
    return { key, word: words[lang], n, from: from - n };
  });
  const of = (n: number) => (total === 0 ? 0 : (100 * n) / total);
  return (
    <section className="card sum-card" aria-label={t.states}>
      <header className="sum-head">
        <h2>{t.states}</h2>
        <FormulaTip definition={definition} />
      </header>
      <p className="note">{t.statesNote}</p>
      <div className="table-wrap">
        <table className="table sum-table">
          <caption className="hidden">{t.states}</caption>
          <thead>
            <tr>
              <th scope="col">{t.state}</th>
              <th scope="col" className="num">
                {t.complaints}
              </th>
              <th scope="col" className="num sum-share">
                {t.share}
              </th>
              <th scope="col" className="sum-bars">
                <span className="hidden">{t.size}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, word, n, from: start }) => (
              <tr key={key}>
                <th scope="row">{word.charAt(0).toUpperCase() + word.slice(1)}</th>
                <td className="num">{f.number(n, 0)}</td>
                <td className="num sum-share">{f.percent(of(n) / 100, 1)}</td>
                <td className="sum-bars" aria-hidden="true">
                  <Bar from={of(start)} to={of(start + n)} kind={key === 'belum_terklasifikasi' ? 'rest' : 'stand'} />
                </td>
              </tr>
            ))}
            <tr className="is-stand">
              <th scope="row">{t.total}</th>
              <td className="num">{f.number(total, 0)}</td>
              <td className="num sum-share">{f.percent(1, 0)}</td>
              <td className="sum-bars" aria-hidden="true">
                <Bar from={0} to={total === 0 ? 0 : 100} kind="stand" />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      <footer className="breakdown-foot">
        <MetricLinks definition={definition} scope={scope} dimension="keadaan" />
      </footer>
    </section>
  );
}

function Bar({ from, to, kind }: { from: number; to: number; kind: Kind }) {
  return (
    <svg className={`sum-bar is-${kind}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect x={from} width={Math.max(to > from ? 0.4 : 0, to - from)} height="8" />
    </svg>
  );
}
