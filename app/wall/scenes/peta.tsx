import { classOf } from '../../maps/classes';
import { isNumbered } from '../../maps/swatch';
import { Fact } from './fact';
import { OverviewFact } from './overview-fact';
import { Bars, Panel } from './panel';
import type { SceneProps } from './scene-props';
import { useScene } from './use-scene';
import { MapBox, mapRows, useRate, WORST } from './wall-map';

const CATEGORIES = 3;
const BURSTS = 2;

/** As the morning brief says what is usual: a week of the eight before. */
const meanOf = (weeks: readonly number[]) => weeks.reduce((sum, n) => sum + n, 0) / Math.max(1, weeks.length);

/** Where the complaints are: how many are open, which kecamatan and categories hold most, and where they burst. */
export function Peta({ snapshot, map, now }: SceneProps) {
  const { t, f } = useScene({ snapshot });
  const { kecamatan, complaints, readings } = snapshot;
  const fed = readings.aduan_terbuka;
  const { isUnknown, rows, limits } = mapRows(snapshot);
  const rate = useRate(snapshot);
  const worst = rows.filter(({ shown }) => shown !== null).slice(0, WORST);
  const hasNumbers = worst.some(({ kode }) => isNumbered(map, kode));
  const unknownWhy = fed ? fed.reason || t.noData : t.unreadWhy;
  const bursts = complaints?.bursts ?? [];
  const common = { snapshot, now };
  return (
    <div className="scene scene-peta">
      <Panel
        {...common}
        className="peta-map"
        title={t.mapTitle}
        note={map.illustrative ? t.illustrative : undefined}
        fed={fed}
        missing={kecamatan ? null : t.unreadWhy}
      >
        <MapBox snapshot={snapshot} map={map} />
      </Panel>
      <div className="peta-side">
        <OverviewFact {...common} id="aduan_terbuka" hero />
        <Panel
          {...common}
          title={t.worstAreas}
          className="peta-worst"
          fed={fed}
          missing={isUnknown ? unknownWhy : null}
        >
          <ol className="wall-ranks">
            {worst.map(({ kode, nama, shown, number, terbuka, lewatBatas }) => (
              <li key={kode}>
                <b>{rate(shown)}</b>
                <span>
                  {hasNumbers && <i className={`map-key-number m${classOf(shown, limits)}`}>{number}</i>}
                  {nama}
                </span>
                <em>{t.openOfArea(f.number(terbuka, 0), f.number(lewatBatas, 0))}</em>
              </li>
            ))}
          </ol>
        </Panel>
        <Panel
          {...common}
          title={t.worstCategories}
          fed={fed}
          missing={complaints === null ? t.unreadWhy : isUnknown ? unknownWhy : null}
        >
          <Bars
            rows={(complaints?.categories ?? []).slice(0, CATEGORIES).map(({ member, name, n }) => ({
              key: member,
              name,
              value: n,
              text: f.number(n, 0),
            }))}
          />
        </Panel>
        {bursts.length > 0 && complaints ? (
          <Fact
            {...common}
            title={t.bursts}
            told={complaints.received}
            figure={bursts[0]!.kecamatanName}
            tone="bad"
            status={t.burst(f.number(bursts[0]!.recent, 0), f.number(meanOf(bursts[0]!.weeks)))}
            context={
              <>
                <b>{bursts[0]!.kategori}</b>
                {bursts
                  .slice(1, BURSTS)
                  .map(({ kategori, kecamatanName }) => ` · ${kecamatanName}: ${kategori}`)
                  .join('')}
                {bursts.length > BURSTS && ` · ${t.moreBursts(f.number(bursts.length - BURSTS, 0))}`}
              </>
            }
          />
        ) : (
          <Panel
            {...common}
            title={t.bursts}
            missing={complaints ? (isUnknown ? unknownWhy : t.noBurst) : t.unreadWhy}
          />
        )}
      </div>
    </div>
  );
}
