import type { CitySnapshot } from '../../clickhouse/snapshot';
import { useShell, useText } from '../shell/use-shell';
import { formatsFor } from '../text/format';
import { wallText } from './wall.text';

/** More alarms than fit are counted. */
const MOST = 4;

interface Props {
  ids: readonly string[];
  snapshot: CitySnapshot;
}

/** Alarms of high severity that have just come, in place of the scene. */
export function SpotlightScene({ ids, snapshot }: Props) {
  const t = useText(wallText);
  const { lang } = useShell();
  const f = formatsFor(lang, snapshot.city.timezone);
  const alarms = (snapshot.alarms ?? []).filter(({ id }) => ids.includes(id));
  const shown = alarms.slice(0, MOST);
  return (
    <section className={`spotlight is-${shown.length}`} role="alert">
      <h2>
        <span aria-hidden="true">■</span> {alarms.length > 1 ? t.spotlights(f.number(alarms.length, 0)) : t.spotlight}
      </h2>
      <ul>
        {shown.map((alarm) => (
          <li key={alarm.id}>
            <p className="spotlight-text">{lang === 'id' ? alarm.textId : alarm.textEn}</p>
            <p className="spotlight-whose">
              {alarm.skpd && `${t.ownerOf(nameOf(alarm.skpd, snapshot))} · `}
              {t.since(f.time(alarm.startedAt))}
            </p>
          </li>
        ))}
      </ul>
      {alarms.length > MOST && <p className="spotlight-more">{t.more(f.number(alarms.length - MOST, 0))}</p>}
    </section>
  );
}

/** The office as the board of maturity calls it; its code when it is not on the board. */
const nameOf = (skpd: string, { board }: CitySnapshot) =>
  board?.rows.find((row) => row.skpd === skpd)?.shortName ?? skpd;
