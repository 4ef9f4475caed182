import type { Reached } from '../../clickhouse/maturity';
import { useFormats, useText } from '../shell/use-shell';
import { maturityText } from './maturity.text';
import './maturity.css';

interface Props {
  reached: Reached;
  possible: Reached;
  /** 0..1 towards the next stage. */
  progress: number | null;
  /** Too little evidence: grey and hatched. */
  provisional: boolean;
  /** With the names of the stages under it; otherwise only the four bars, for a row of a table. */
  named?: boolean;
}

const WIDTH = 100;
const HEIGHT = 12;

/** The four stages as bars: full up to the one reached, partly the next, hatched those that missing evidence leaves open. */
export function StageTrack({ reached, possible, progress, provisional, named }: Props) {
  const t = useText(maturityText);
  const f = useFormats();
  return (
    <div
      className={`track${named ? ' is-named' : ''}${provisional ? ' is-provisional' : ''}`}
      role="img"
      aria-label={t.trackLabel(String(reached), String(possible))}
    >
      {[1, 2, 3, 4].map((tahap) => {
        const isNext = tahap === reached + 1;
        const share = tahap <= reached ? 1 : isNext && progress !== null ? progress : 0;
        const isOpen = tahap > reached && tahap <= possible;
        return (
          <div key={tahap} className={tahap === reached ? 'is-now' : undefined}>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
              <rect width={WIDTH} height={HEIGHT} className={isOpen ? 'track-open' : 'track-empty'} />
              {share > 0 && (
                <rect
                  width={WIDTH * share}
                  height={HEIGHT}
                  className={tahap <= reached ? 'track-full' : 'track-part'}
                />
              )}
            </svg>
            {named && (
              <span>
                {tahap} {t.stageName(String(tahap))}
                {isNext && progress !== null && `, ${progress === 1 ? t.onlyEvidence : f.percent(progress, 0)}`}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
