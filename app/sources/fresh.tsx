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

/** How fresh a source is: shape, word and colour. */
export function Fresh({ source, now }: { source: SourceSummary; now: Date }) {
  const t = useText(sourcesText);
  const f = useFormats();
  const { freshness, lateMs } = freshnessOf(source, now);
  return (
    <span className={`status ${tones[freshness]}`}>
      {freshness === 'terlambat' ? t.lateBy(f.duration(lateMs)) : t[freshness]}
    </span>
  );
}
