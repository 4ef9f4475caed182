import { type Freshness, freshnessOf } from '../../clickhouse/ledger/freshness';
import type { SourceSummary } from '../../clickhouse/ledger/queries';
import { useFormats, useText } from '../shell/use-shell';
import { sourcesText } from './sources.text';

const tones: Record<Freshness, string> = {
  segar: 'is-good',
  terlambat: 'is-warn',
  belum_pernah: 'is-unknown',
  tanpa_jadwal: 'is-unknown',
};

/** How fresh a source is: shape, word and colour. Of a paused one nothing is expected. */
export function Fresh({ source, now, isPaused }: { source: SourceSummary; now: Date; isPaused?: boolean }) {
  const t = useText(sourcesText);
  const f = useFormats();
  if (isPaused) return <span className="status is-unknown">{t.paused}</span>;
  const { freshness, lateMs } = freshnessOf(source, now);
  return (
    <span className={`status ${tones[freshness]}`}>
      {freshness === 'terlambat' ? t.lateBy(f.duration(lateMs)) : t[freshness]}
    </span>
  );
}
