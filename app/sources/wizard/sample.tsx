import type { Preview } from '../../../clickhouse/sources/preview';
import { useFormats, useShell, useText } from '../../shell/use-shell';
import { sayCode, sayDetail } from '../sources.text';
import { sayFact } from './facts';
import { wizardText } from './wizard.text';
import '../sources.css';
import './wizard.css';

/** Columns of every fact table that say where a row is from, not what it is. */
const HOUSE_KEEPING = new Set(['source_id', 'run_id', 'file_no', 'line', 'version', 'ingested_at', 'time_known']);
/** What an empty cell is stored as. */
const NOTHING = new Set(['', '0', '[]', '{}']);
const HASHED = 'sidik';
const STORED_TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/;
/** The engine's times are UTC, with or without saying so. */
const instant = (text: string) => `${text.slice(0, 19).replace(' ', 'T')}Z`;

/** The first rows as the source wrote them and as they would be stored, side by side. */
export function SampleRows({ preview }: { preview: Preview }) {
  const t = useText(wizardText);
  const f = useFormats();
  const { lang } = useShell();
  const { columns, read, mapped, table } = preview;
  const facts = Object.keys(mapped[0]?.fields ?? {}).filter(
    (name) => !HOUSE_KEEPING.has(name) && mapped.some(({ fields }) => !NOTHING.has(fields[name] ?? '')),
  );
  const stored = (value: string) =>
    value === HASHED ? (
      <span className="sample-hidden">{t.hashed}</span>
    ) : STORED_TIME.test(value) ? (
      f.dateTime(instant(value))
    ) : (
      value
    );
  return (
    <div className={read.length > 0 && mapped.length > 0 ? 'samples is-pair' : 'samples'}>
      {read.length > 0 && (
        <div className="card">
          <h2 id="judul-tertulis">{t.asRead}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
          <section className="table-wrap sample" tabIndex={0} aria-labelledby="judul-tertulis">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.line}</th>
                  {columns.map((column) => (
                    <th key={column.name} scope="col">
                      {column.name || t.unnamed}
                      <small>{t[classWords[column.class]]}</small>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {read.map((row) => (
                  <tr key={row.line}>
                    <th scope="row">{f.number(row.line, 0)}</th>
                    {columns.map(({ name, class: kept }, i) => (
                      <td key={name}>
                        {kept === 'pribadi' ? <span className="sample-hidden">{t.hidden}</span> : row.cells[i]}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      )}
      {mapped.length > 0 && (
        <div className="card">
          <h2 id="judul-tersimpan">
            {t.asStored} <span className="note">{sayCode(lang, table)}</span>
          </h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
          <section className="table-wrap sample" tabIndex={0} aria-labelledby="judul-tersimpan">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.line}</th>
                  {facts.map((name) => (
                    <th key={name} scope="col">
                      {sayFact(lang, name)}
                      <small>{name}</small>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {mapped.map((row, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: one line may give several rows
                  <tr key={`${row.line} ${i}`}>
                    <th scope="row">{f.number(row.line, 0)}</th>
                    {facts.map((name) => (
                      <td key={name}>{stored(row.fields[name] ?? '')}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      )}
    </div>
  );
}

export const classWords = {
  umum: 'classUmum',
  pengenal: 'classPengenal',
  pribadi: 'classPribadi',
  bebas: 'classBebas',
} as const;

/** How many of the sample fit, why the others do not, and where those stand. */
export function SampleCounts({ preview }: { preview: Preview }) {
  const t = useText(wizardText);
  const f = useFormats();
  const { lang } = useShell();
  const { counts, rejected, span } = preview;
  const reasons = Object.entries(counts.reasons).sort((a, b) => b[1] - a[1]);
  const parts = [
    [t.fit, counts.ok, 'is-good'],
    [t.refused, counts.rejected, 'is-warn'],
    [t.ignored, counts.ignored, ''],
  ] as const;
  return (
    <section className="card sample-counts" aria-labelledby="judul-hitungan">
      <h2 id="judul-hitungan">{t.sampleCounts}</h2>
      <div className="card-body form">
        <div className="equation">
          <dl>
            <div>
              <dt>{t.looked}</dt>
              <dd>{f.number(counts.read, 0)}</dd>
            </div>
            {parts.map(([word, value, look], i) => (
              <div key={word} data-sign={i === 0 ? '=' : '+'} className={value === 0 ? 'is-zero' : look}>
                <dt>{word}</dt>
                <dd>{f.number(value, 0)}</dd>
              </div>
            ))}
          </dl>
        </div>
        {span && <p className="note">{t.span(f.dateTime(instant(span.first)), f.dateTime(instant(span.last)))}</p>}
        {reasons.length > 0 && (
          <ul className="reasons">
            {reasons.map(([reason, n]) => (
              <li key={reason}>
                {f.number(n, 0)} × {sayCode(lang, reason)}
              </li>
            ))}
          </ul>
        )}
        {rejected.length > 0 && (
          <details>
            <summary>{t.whereRefused(f.number(rejected.length, 0))}</summary>
            <ul className="wizard-rejects">
              {rejected.map(({ line, reason, column }) => (
                <li key={`${line} ${reason} ${column}`}>
                  <b>{t.atLine(f.number(line, 0))}</b> {sayCode(lang, reason)}
                  {column && `, ${sayDetail(lang, column)}`}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}
