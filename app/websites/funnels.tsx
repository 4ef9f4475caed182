import type { Funnel } from '../../clickhouse/metrics/families/situs/funnels';
import { ListLinks } from '../metrics/list-links';
import type { Scope } from '../metrics/scope';
import { useFormats, useText } from '../shell/use-shell';
import { websitesText } from './websites.text';

/** Transactions step by step: how many came so far, and where they gave up. */
export function Funnels({ funnels, scope }: { funnels: Funnel[]; scope: Scope }) {
  const t = useText(websitesText);
  const f = useFormats();
  return (
    <section className="card funnels" aria-labelledby="judul-corong">
      <h2 id="judul-corong">{t.funnels}</h2>
      <p className="card-body lead">{funnels.length === 0 ? t.noFunnels : t.funnelNote}</p>
      <div className="funnel-grid">
        {funnels.map(({ id, name, site, steps }) => {
          const began = steps[0]?.reached ?? 0;
          return (
            <section key={id} aria-labelledby={`corong-${id}`}>
              <h3 id={`corong-${id}`}>
                {name} {site && <small className="note">{site}</small>}
              </h3>
              {began === 0 ? (
                <p className="note">{t.notStarted}</p>
              ) : (
                <ol className="funnel">
                  {steps.map(({ name: step, reached }, i) => {
                    const lost = i + 1 < steps.length ? reached - steps[i + 1]!.reached : 0;
                    return (
                      <li key={step}>
                        <p>
                          <span>{step}</span> <b>{f.number(reached, 0)}</b>
                        </p>
                        <svg className="funnel-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                          <rect width={(100 * reached) / began} height="8" rx="1" />
                        </svg>
                        <p className="note">
                          {i > 0 && <span>{t.ofFirst(f.percent(reached / began, 0))}</span>}
                          {lost > 0 && <span>{t.lost(f.number(lost, 0), f.percent(lost / reached, 0))}</span>}
                        </p>
                      </li>
                    );
                  })}
                </ol>
              )}
            </section>
          );
        })}
      </div>
      <footer className="breakdown-foot">
        <ListLinks list="transaksi-situs" title={t.funnels} scope={scope} />
      </footer>
    </section>
  );
}
