import './charts.css';

interface Props {
  values: readonly (number | null)[];
  target?: number | null;
  tone: 'accent' | 'good' | 'warn' | 'bad' | 'unknown';
  /** What the line shows, for those who cannot see it. */
  label: string;
  width?: number;
  height?: number;
}

const PAD = 6;

/**
 * A line the size of a word: the run of a figure, its target as a dashed line, its last known point as a dot. Gaps stay gaps.
 * The scale starts where the data does, so it shows the run and not the size; the figure beside it tells the size.
 */
export function Spark({ values, target = null, tone, label, width = 190, height = 48 }: Props) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    return (
      <svg
        className="spark"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
      >
        <line x1={PAD} x2={width - PAD} y1={height / 2} y2={height / 2} className="spark-nothing" />
      </svg>
    );
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  // A target far outside the run would flatten it: then the line stands at the edge it lies beyond.
  const span = high - low || Math.abs(high) * 0.1 || 1;
  const near = target !== null && target > low - span && target < high + span;
  const bottom = near ? Math.min(low, target) : low;
  const top = near ? Math.max(high, target) : high;
  const x = (i: number) =>
    PAD + (values.length > 1 ? (i / (values.length - 1)) * (width - 2 * PAD) : (width - 2 * PAD) / 2);
  const y = (value: number) =>
    top === bottom
      ? height / 2
      : PAD + ((top - Math.min(top, Math.max(bottom, value))) / (top - bottom)) * (height - 2 * PAD);
  const lastIndex = values.findLastIndex((value) => value !== null);
  return (
    <svg
      className={`spark tone-${tone}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {target !== null && near && <line x1="0" x2={width} y1={y(target)} y2={y(target)} className="spark-target" />}
      {runs(values).map((run) =>
        run.length === 1 ? (
          <circle key={run[0]!.i} cx={x(run[0]!.i)} cy={y(run[0]!.value)} r="1.8" className="spark-dot" />
        ) : (
          <polyline
            key={run[0]!.i}
            className="spark-line"
            points={run.map(({ i, value }) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
          />
        ),
      )}
      <circle cx={x(lastIndex).toFixed(1)} cy={y(values[lastIndex]!)} r="5" className="spark-dot" />
    </svg>
  );
}

/** The unbroken stretches of a series. */
function runs(values: readonly (number | null)[]): { i: number; value: number }[][] {
  const found: { i: number; value: number }[][] = [];
  let open = false;
  for (const [i, value] of values.entries()) {
    if (value === null) open = false;
    else if (open) found.at(-1)!.push({ i, value });
    else {
      found.push([{ i, value }]);
      open = true;
    }
  }
  return found;
}
