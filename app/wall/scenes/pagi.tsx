import { FindingList, useFindings } from './findings';
import { Panel } from './panel';
import type { SceneProps } from './scene-props';
import { useScene } from './use-scene';

const MOST = 7;
const LARGE = 3;

/** The morning brief: at most seven sentences, the three gravest so large that they are read from the door. */
export function Pagi({ snapshot, now }: SceneProps) {
  const { t, f } = useScene({ snapshot });
  const findings = useFindings(snapshot, MOST);
  if (findings === null || findings.length === 0) {
    return (
      <div className="scene scene-one">
        <Panel
          snapshot={snapshot}
          now={now}
          title={f.weekday(snapshot.at)}
          missing={findings === null ? t.unreadWhy : t.nothingFound}
        />
      </div>
    );
  }
  return (
    <div className="scene scene-pagi">
      <h2>{t.findings(f.number(findings.length, 0))}</h2>
      <FindingList findings={findings.slice(0, LARGE)} className="is-large" />
      {findings.length > LARGE && <FindingList findings={findings.slice(LARGE)} className="is-rest" />}
    </div>
  );
}
