import { tied } from '../../maturity/sentence';
import { Stairs } from '../../maturity/stairs';
import { FindingList, findingsIn, useFindings } from './findings';
import { OverviewFact } from './overview-fact';
import { Panel } from './panel';
import type { SceneProps } from './scene-props';
import { useScene } from './use-scene';
import { MapBox } from './wall-map';

const LINES = 4;

/** The city in one look: where the complaints are, six figures, the stairs of its offices, and what stands out. */
export function Ringkasan({ snapshot, map, now }: SceneProps) {
  const { t, o, lang } = useScene({ snapshot });
  const { board, kecamatan } = snapshot;
  const findings = useFindings(snapshot, LINES);
  const common = { snapshot, now };
  return (
    <div className="scene scene-ringkasan">
      <Panel
        {...common}
        className="ringkasan-map"
        title={t.mapTitle}
        note={map.illustrative ? t.illustrative : undefined}
        fed={snapshot.readings.aduan_terbuka}
        missing={kecamatan ? null : t.unreadWhy}
      >
        <MapBox snapshot={snapshot} map={map} isSmall />
      </Panel>
      <div className="ringkasan-facts">
        <OverviewFact {...common} id="aduan_terbuka" hero spark={false} />
        <OverviewFact {...common} id="layanan_tepat_waktu" hero spark={false} />
        <OverviewFact {...common} id="ikm" hero spark={false} short />
        <OverviewFact {...common} id="tunggu_loket" spark={false} short />
        <OverviewFact {...common} id="partisipasi" spark={false} short />
        <OverviewFact {...common} id="ekios_aktif" spark={false} short />
      </div>
      <Panel
        {...common}
        className="ringkasan-stairs"
        title={o.maturity}
        missing={board ? (board.rows.length === 0 ? t.notAssessed : null) : t.unreadWhy}
      >
        {board && (
          <>
            <p className="wall-say">{tied(board.city.sentence[lang])}</p>
            <Stairs board={board} plain />
          </>
        )}
      </Panel>
      <Panel
        {...common}
        className="ringkasan-pagi"
        title={o.brief}
        missing={findings === null ? t.unreadWhy : findings.length === 0 ? t.nothingFound : null}
      >
        {findings && <FindingList findings={findingsIn(LINES, findings)} />}
      </Panel>
    </div>
  );
}
