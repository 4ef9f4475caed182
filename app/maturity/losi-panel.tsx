import type { LosiReading } from '../../clickhouse/maturity/losi';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { losiText } from './losi-panel.text';
import './losi-panel.css';

/** How much of LOSI 2024 the scan of the office's site answers, with the page and words that prove each indicator found. */
export function LosiPanel({ losi }: { losi: LosiReading[] }) {
  const t = useText(losiText);
  const f = useFormats();
  const { lang } = useShell();
  const checkable = losi.filter(({ answer }) => answer !== 'bukan_mesin');
  const others = losi.filter(({ answer }) => answer === 'bukan_mesin');
  const count = (answer: LosiReading['answer']) => losi.filter((one) => one.answer === answer).length;
  const unknown = count('belum_diketahui');
  const isLooked = unknown < checkable.length;
  return (
    <section className="card losi" aria-labelledby="judul-losi">
      <h2 id="judul-losi">{t.title}</h2>
      <div className="card-body">
        <p className="lead">
          {isLooked ? t.lead(f.number(count('ditemukan'), 0), f.number(checkable.length, 0)) : t.notLooked}
          {isLooked && unknown > 0 && ` ${t.leadUnknown(f.number(unknown, 0))}`}
        </p>
        <p className="note">{t.what}</p>
        {isLooked && (
          <details>
            <summary>{t.showAll}</summary>
            <table className="table is-tight">
              <thead>
                <tr>
                  <th scope="col">{t.indicator}</th>
                  <th scope="col">{t.answer}</th>
                  <th scope="col">{t.proof}</th>
                </tr>
              </thead>
              <tbody>
                {checkable.map((one) => (
                  <tr key={`${one.criterion}-${one.code}`}>
                    <th scope="row">
                      {one.name[lang]}
                      <small>
                        {t[one.criterion]} · {one.criterion} {one.code}
                      </small>
                    </th>
                    <td data-label={t.answer}>
                      <span className={`status ${tones[one.answer]}`}>{t[one.answer]}</span>
                    </td>
                    <td data-label={t.proof}>{one.proof && <Proof proof={one.proof} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        )}
        <details>
          <summary>{t.others(f.number(others.length, 0))}</summary>
          <p className="note">{others.map((one) => `${one.name[lang]} (${one.criterion} ${one.code})`).join('; ')}.</p>
        </details>
      </div>
    </section>
  );
}

const tones = {
  ditemukan: 'is-good',
  tidak: 'is-bad',
  belum_diketahui: 'is-unknown',
  bukan_mesin: 'is-unknown',
} as const;

/** The words, and where they stand. */
function Proof({ proof: { site, page, words, seenAt } }: { proof: NonNullable<LosiReading['proof']> }) {
  const f = useFormats();
  return (
    <>
      {words && <q>{words}</q>}
      <small>
        {page.startsWith('/') ? `${site}${page}` : `${site} · ${page}`}, {f.date(seenAt)}
      </small>
    </>
  );
}
