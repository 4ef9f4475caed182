import './charts.css';

interface Props {
  /** Word of the switch: "Tabel". */
  label: string;
  caption: string;
  columns: string[];
  rows: string[][];
  /** The table lies over the page instead of pushing it down, for tiles that must not move. */
  floating?: boolean;
}

/** The numbers of a chart as a table, one keystroke away. */
export function TableTwin({ label, caption, columns, rows, floating }: Props) {
  return (
    <details className="twin" data-floating={floating || undefined}>
      <summary>
        {label}
        <span className="hidden">: {caption}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="twin-sheet" aria-label={caption} tabIndex={0}>
        <table>
          <caption className="hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, i) => (
                <th key={column} scope="col" className={i > 0 ? 'number' : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([head, ...cells]) => (
              <tr key={head}>
                <th scope="row">{head}</th>
                {cells.map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row have no identity but their column
                  <td key={i} className="number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
