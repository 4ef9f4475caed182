import { changeWords } from './change';
import { Fact } from './fact';
import { OverviewFact } from './overview-fact';
import { Bars, Panel } from './panel';
import type { SceneProps } from './scene-props';
import { useScene } from './use-scene';

const LOWEST = 5;
/** In two columns. */
const AREAS = 14;
const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** Who takes part and how far that reaches, how content people are, and what they are least content with. */
export function Partisipasi({ snapshot, now }: SceneProps) {
  const { t, f, o, lang } = useScene({ snapshot });
  const { participation } = snapshot;
  const { perResidents, participants, reach, answered, areas = [], unsur = [] } = participation ?? {};
  const common = { snapshot, now };
  const all = reach?.parts?.seluruhnya ?? null;
  const reached = reach?.parts?.terjangkau ?? null;
  const missed = all !== null && reached !== null ? all - reached : null;
  const sorted = [...areas].sort((a, b) => (b.per10rb ?? -1) - (a.per10rb ?? -1));
  // Of a city with many kecamatan both ends are told.
  const ends = sorted.length > AREAS ? [...sorted.slice(0, AREAS / 2), ...sorted.slice(-AREAS / 2)] : sorted;
  const oneDecimal = (value: number | null | undefined) =>
    value == null ? '—' : value.toLocaleString(lang === 'id' ? 'id-ID' : 'en-GB', ONE_DECIMAL);
  const unknownWhy = (reading: { reason: string } | undefined) => (reading ? reading.reason || t.noData : t.unreadWhy);
  return (
    <div className="scene scene-facts">
      <div className="facts">
        <Fact
          {...common}
          title={t.participants}
          told={perResidents ?? null}
          figure={oneDecimal(perResidents?.value)}
          tone="accent"
          status={
            changeWords(perResidents, { before: t.yearBefore, asBefore: t.asYearBefore }, { o, f }) ?? t.twelveMonths
          }
          context={<b>{t.participantsCount(f.number(participants?.value, 0))}</b>}
          hero
        />
        <Fact
          {...common}
          title={t.reach}
          told={reach ? { ...reach, value: reached === null ? null : reach.value } : null}
          figure={f.number(reached, 0)}
          unit={t.ofKelurahan(f.number(all, 0))}
          tone={missed ? 'warn' : 'good'}
          status={missed ? t.unreached(f.number(missed, 0)) : t.allReached}
          context={
            answered &&
            (answered.value === null ? answered.reason : <b>{t.answered(f.percent(answered.value / 100, 0))}</b>)
          }
          hero
        />
        <OverviewFact {...common} id="ikm" hero spark={false} />
      </div>
      <div className="panels panels-2">
        <Panel
          {...common}
          title={t.byArea}
          note={
            ends.length < sorted.length
              ? t.endsOf(f.number(AREAS / 2, 0), f.number(sorted.length, 0))
              : `${t.perResidents} · ${t.twelveMonths}`
          }
          fed={perResidents}
          missing={perResidents?.value == null ? unknownWhy(perResidents) : null}
        >
          <div className="two-columns">
            <Bars
              rows={ends.map(({ kode, name, per10rb, unreached }) => ({
                key: kode,
                name,
                value: per10rb,
                text: oneDecimal(per10rb),
                note: unreached > 0 ? t.unreachedOf(f.number(unreached, 0)) : '',
              }))}
            />
          </div>
        </Panel>
        <Panel
          {...common}
          title={t.unsur}
          note={t.scale}
          fed={snapshot.readings.ikm}
          missing={
            participation === null
              ? t.unreadWhy
              : snapshot.readings.ikm?.value == null
                ? unknownWhy(snapshot.readings.ikm)
                : null
          }
        >
          <Bars
            least={1}
            most={4}
            rows={unsur.slice(0, LOWEST).map(({ unsur: key, name, value, n }, i) => ({
              key,
              name: name[lang],
              value,
              text: f.number(value, 2),
              note: t.sheets(f.number(n, 0)),
              tone: i === 0 ? ('warn' as const) : ('accent' as const),
            }))}
          />
        </Panel>
      </div>
    </div>
  );
}
