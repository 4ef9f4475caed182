import type { CitySnapshot } from '../../../clickhouse/snapshot';
import type { TileId } from '../../../clickhouse/snapshot/tiles';
import { Context } from '../../overview/tile';
import { tileModel } from '../../overview/tile-model';
import { Fact } from './fact';
import { useScene } from './use-scene';

interface Props {
  snapshot: CitySnapshot;
  now: Date;
  id: TileId;
  hero?: boolean;
  spark?: boolean;
  /** The comparison alone, where there is little room. */
  short?: boolean;
}

/** A tile of the overview as a fact of the wall: the same words and the same figure. */
export function OverviewFact({ snapshot, now, id, hero, spark = true, short = false }: Props) {
  const { f, o } = useScene({ snapshot });
  const reading = snapshot.readings[id];
  const { figure, unit, tone, status, context } = tileModel(id, reading, o, f);
  return (
    <Fact
      snapshot={snapshot}
      now={now}
      title={o[id]}
      told={reading ?? null}
      figure={figure}
      unit={unit}
      tone={tone}
      status={status}
      context={<Context parts={short ? context.slice(0, 1) : context} />}
      spark={spark ? reading : undefined}
      hero={hero}
    />
  );
}
