import { Fact, SourceLine, stamp } from './fact';
import { Bars, Panel } from './panel';
import type { SceneProps } from './scene-props';
import { useScene } from './use-scene';

const QUEUES = 5;
const DUE = 6;
const KIOSKS = 4;

/** Today at the counters: who waits, how long, what is about to break its promise, and which kiosks are silent. */
export function Layanan({ snapshot, now }: SceneProps) {
  const { t, f } = useScene({ snapshot });
  const { services } = snapshot;
  const common = { snapshot, now };
  const isOpen = services?.tickets.value != null && services.tickets.value > 0;
  return (
    <div className="scene scene-facts">
      <div className="facts">
        <Waiting {...common} />
        <Wait {...common} />
        <Due {...common} />
      </div>
      <div className="panels panels-3">
        <Panel
          {...common}
          title={t.queuesBy}
          fed={services?.wait}
          missing={services ? (isOpen ? null : services.tickets.reason || t.noTickets) : t.unreadWhy}
        >
          <Bars
            rows={(services?.queues ?? []).slice(0, QUEUES).map(({ skpd, name, waiting, drawn, longest }) => ({
              key: skpd,
              name,
              value: waiting,
              text: `${f.number(waiting, 0)} ${t.waitingShort}`,
              note: [
                `${f.number(drawn, 0)} ${t.drawnShort}`,
                ...(longest ? [t.longest(f.number(longest, 0))] : []),
              ].join(' · '),
              tone: 'accent' as const,
            }))}
          />
        </Panel>
        <DueByOffice {...common} />
        <Kiosks {...common} />
      </div>
    </div>
  );
}

type Common = Pick<SceneProps, 'snapshot' | 'now'>;

/** How many wait at this moment. */
function Waiting({ snapshot, now }: Common) {
  const { t, f } = useScene({ snapshot });
  const { services } = snapshot;
  const waiting = services?.queues.reduce((sum, queue) => sum + queue.waiting, 0) ?? 0;
  const longest = Math.max(0, ...(services?.queues ?? []).map((queue) => queue.longest ?? 0));
  const hasTickets = services?.tickets.value != null && services.tickets.value > 0;
  return (
    <Fact
      snapshot={snapshot}
      now={now}
      title={t.waiting}
      told={
        services && {
          ...services.tickets,
          value: hasTickets ? waiting : null,
          reason: services.tickets.reason || t.noTickets,
        }
      }
      figure={f.number(waiting, 0)}
      unit={t.people}
      tone={waiting > 0 ? 'accent' : 'good'}
      status={waiting > 0 ? t.longest(f.number(longest, 0)) : t.nobodyWaits}
      context={services && <b>{t.drawnToday(f.number(services.tickets.value, 0))}</b>}
      hero
    />
  );
}

/** How long today's numbers waited. */
function Wait({ snapshot, now }: Common) {
  const { t, f } = useScene({ snapshot });
  const wait = snapshot.services?.wait ?? null;
  const { target = null, parts, status } = wait ?? {};
  const tones = { baik: 'good', waspada: 'warn', buruk: 'bad', netral: 'accent', tidak_diketahui: 'unknown' } as const;
  return (
    <Fact
      snapshot={snapshot}
      now={now}
      title={t.wait}
      told={wait}
      figure={f.number(wait?.value, 0)}
      unit={t.minutes}
      tone={tones[status ?? 'tidak_diketahui']}
      status={target === null ? t.neutral : status === 'baik' ? t.onTarget : t.offTarget(f.number(target, 0))}
      context={
        <>
          {parts?.p90 != null && <b>{t.nineOfTen(f.number(parts.p90, 0))}</b>}
          {parts?.loket_n != null && ` · ${t.counters(f.number(parts.loket_n, 0))}`}
        </>
      }
      hero
    />
  );
}

/** What is about to break its promise. */
function Due({ snapshot, now }: Common) {
  const { t, f } = useScene({ snapshot });
  const { services } = snapshot;
  const offices = services?.due.offices ?? [];
  const today = offices.reduce((sum, office) => sum + office.today, 0);
  const soon = offices.reduce((sum, office) => sum + office.soon, 0);
  const { applications } = services ?? {};
  return (
    <Fact
      snapshot={snapshot}
      now={now}
      title={t.dueToday}
      told={applications ? { ...applications, value: applications.value === null ? null : today } : null}
      figure={f.number(today, 0)}
      unit={t.cases}
      tone={soon > 0 ? 'bad' : today > 0 ? 'warn' : 'good'}
      status={
        soon > 0
          ? t.dueSoon(f.number(soon, 0), f.number(services?.due.soonHours, 0))
          : today > 0
            ? t.undecided
            : t.nothingDue
      }
      context={<b>{t.applicationsToday(f.number(applications?.value, 0))}</b>}
      hero
    />
  );
}

/** Whose promises end today and on the next day on which any does. */
function DueByOffice({ snapshot, now }: Common) {
  const { t, f } = useScene({ snapshot });
  const { services } = snapshot;
  const offices = services?.due.offices ?? [];
  const shown = offices.slice(0, DUE);
  const rest = offices.slice(DUE);
  const sum = (of: 'today' | 'next') => rest.reduce((all, office) => all + office[of], 0);
  const nextDay = services?.due.nextDay ?? null;
  const missing = services
    ? services.applications.value === null
      ? services.applications.reason || t.noData
      : offices.length === 0
        ? t.nothingDue
        : null
    : t.unreadWhy;
  return (
    <Panel snapshot={snapshot} now={now} title={t.dueBy} fed={services?.applications} missing={missing}>
      <table className="wall-table">
        <thead>
          <tr>
            <th scope="col">SKPD</th>
            <th scope="col">{t.today}</th>
            {nextDay && <th scope="col">{f.dayMonth(`${nextDay}T05:00:00Z`)}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ skpd, name, today, next }) => (
            <tr key={skpd}>
              <th scope="row">{name}</th>
              <td className={today > 0 ? 'is-strong' : undefined}>{f.number(today, 0)}</td>
              {nextDay && <td>{f.number(next, 0)}</td>}
            </tr>
          ))}
          {rest.length > 0 && (
            <tr className="wall-rest">
              <th scope="row">{t.others(f.number(rest.length, 0))}</th>
              <td>{f.number(sum('today'), 0)}</td>
              {nextDay && <td>{f.number(sum('next'), 0)}</td>}
            </tr>
          )}
        </tbody>
      </table>
    </Panel>
  );
}

/** Kiosks that speak, and those that fell silent. */
function Kiosks({ snapshot, now }: Common) {
  const { t, f } = useScene({ snapshot });
  const kiosks = snapshot.readings.ekios_aktif;
  const silent = snapshot.services?.silentKiosks ?? null;
  const all = kiosks?.parts?.pernah_aktif ?? null;
  const missing = kiosks && silent ? (kiosks.value === null ? kiosks.reason || t.noData : null) : t.unreadWhy;
  return (
    <Panel snapshot={snapshot} now={now} title={t.kiosks} fed={kiosks} missing={missing} className="kiosks">
      <p className="fact-figure">
        {f.number(kiosks?.value, 0)}
        <small>{t.kiosksActive(f.number(all, 0))}</small>
      </p>
      <ul className="wall-lines">
        {silent?.slice(0, KIOSKS).map(({ kiosk, office, heardAt }) => (
          <li key={kiosk} className="status is-warn">
            <span>
              <b>{office}</b>
              <em>{t.kioskSilent(stamp(heardAt, now, f))}</em>
            </span>
          </li>
        ))}
        {silent && silent.length > KIOSKS && (
          <li className="wall-more">{t.moreKiosks(f.number(silent.length - KIOSKS, 0))}</li>
        )}
        {silent?.length === 0 && <li className="status is-good">{t.allKiosks}</li>}
      </ul>
      {kiosks && <SourceLine snapshot={snapshot} now={now} fed={kiosks} />}
    </Panel>
  );
}
