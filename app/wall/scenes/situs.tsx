import type { WebsitesPart } from '../../../clickhouse/snapshot';
import { changeWords } from './change';
import { Fact } from './fact';
import { Bars, Panel } from './panel';
import type { SceneProps } from './scene-props';
import { useScene } from './use-scene';

const SITES = 4;
const tones = { baik: 'good', waspada: 'warn', buruk: 'bad', netral: 'accent', tidak_diketahui: 'unknown' } as const;

/** The city's websites: who comes, what fails, which sites are silent, and what is read most. */
export function Situs({ snapshot, now }: SceneProps) {
  const { t, f, o } = useScene({ snapshot });
  const { websites } = snapshot;
  const common = { snapshot, now };
  const { visitors, pages, failed, requests, slow, sites, busiest = [], slowest = [] } = websites ?? {};
  const server = failed?.parts?.galat_5xx_persen ?? null;
  const missing = failed?.parts?.galat_4xx_persen ?? null;
  const unknownWhy = requests ? requests.reason || t.noData : t.unreadWhy;
  const isUnknown = requests?.value == null;
  return (
    <div className="scene scene-facts">
      <div className="facts">
        <Fact
          {...common}
          title={t.visitors}
          told={visitors ?? null}
          figure={f.number(visitors?.value, 0)}
          tone="accent"
          status={changeWords(visitors, { before: t.weekBefore, asBefore: t.asWeekBefore }, { o, f }) ?? t.visitorsNote}
          context={pages?.value != null && <b>{t.pages(f.number(pages.value, 0))}</b>}
          hero
        />
        <Fact
          {...common}
          title={t.failed}
          told={failed ?? null}
          figure={f.number(failed?.value)}
          unit="%"
          tone={tones[failed?.status ?? 'tidak_diketahui']}
          status={failed?.target != null ? t.offTarget(f.percent(failed.target / 100)) : t.visitorsNote}
          context={t.failedParts(
            f.percent(missing === null ? null : missing / 100),
            f.percent(server === null ? null : server / 100),
          )}
          hero
        />
        <Fact
          {...common}
          title={t.silentSites}
          told={sites && requests ? { ...requests, value: requests.value === null ? null : sites.silent.length } : null}
          figure={f.number(sites?.silent.length, 0)}
          unit={t.ofSites(f.number(sites?.known, 0))}
          tone={sites?.silent.length ? 'warn' : 'good'}
          status={sites?.silent.length ? t.sinceYesterday : t.allSites}
          context={sites && <Names names={sites.silent} more={t.andMore} write={(n) => f.number(n, 0)} />}
          hero
        />
      </div>
      <div className="panels panels-3">
        <Panel {...common} title={t.traffic} fed={requests} missing={isUnknown ? unknownWhy : null}>
          {websites && <Traffic snapshot={snapshot} now={now} days={websites.days} />}
        </Panel>
        <Panel {...common} title={t.busiest} note={t.visitorsNote} fed={pages} missing={isUnknown ? unknownWhy : null}>
          <Bars
            rows={busiest.map(({ page, value }) => ({
              key: page,
              name: shortPage(page),
              value,
              text: f.number(value, 0),
            }))}
          />
        </Panel>
        <Panel
          {...common}
          title={t.slowest}
          note={slowest.length > 0 ? t.slowestNote : undefined}
          fed={slow}
          missing={isUnknown ? unknownWhy : slowest.length === 0 ? slow?.reason || t.noTimes : null}
        >
          <Bars
            rows={slowest.map(({ page, value }) => ({
              key: page,
              name: shortPage(page),
              value,
              text: t.milliseconds(f.number(value, 0)),
              tone: 'warn' as const,
            }))}
          />
        </Panel>
      </div>
    </div>
  );
}

/** Addresses are long: the office's part of the host and the path tell which page it is. */
const shortPage = (page: string): string => {
  const slash = page.indexOf('/');
  const [host, path] = slash < 0 ? [page, ''] : [page.slice(0, slash), page.slice(slash)];
  const office = host.split('.')[0] ?? host;
  const short = path.length > 26 ? `${path.slice(0, 12)}…${path.slice(-12)}` : path;
  return path === '/' || path === '' ? host : `${office}${short}`;
};

function Names({
  names,
  more,
  write,
}: {
  names: readonly string[];
  more: (n: string) => string;
  write: (n: number) => string;
}) {
  const shown = names.slice(0, SITES).map((site) => site.split('.')[0]);
  const rest = names.length - shown.length;
  return <>{[...shown, ...(rest > 0 ? [more(write(rest))] : [])].join(', ')}</>;
}

const BAR = 100;
const GAP = 16;

/** Requests of each day by who asked, stacked; the hatched top is who could not be told. */
function Traffic({ snapshot, now, days }: Pick<SceneProps, 'snapshot' | 'now'> & { days: WebsitesPart['days'] }) {
  const { t, f } = useScene({ snapshot });
  const most = Math.max(1, ...days.map(({ human, bot, others }) => human + bot + others));
  const sum = (of: 'human' | 'bot' | 'others') => days.reduce((all, day) => all + day[of], 0);
  const kinds = [
    { key: 'human', name: t.human, tone: 't3' },
    { key: 'bot', name: t.bot, tone: 't1' },
    { key: 'others', name: t.unknownAgent, tone: 'unknown' },
  ] as const;
  return (
    <div className="traffic">
      <ul className="traffic-key">
        {kinds.map(({ key, name, tone }) => (
          <li key={key}>
            <i className={`fill-${tone}`} />
            {name} <b>{f.short(sum(key))}</b>
          </li>
        ))}
      </ul>
      <div className="traffic-days">
        {days.map((day) => {
          let top = BAR;
          return (
            <div key={day.start.toISOString()}>
              <svg viewBox={`0 0 ${GAP} ${BAR}`} preserveAspectRatio="none" aria-hidden="true">
                {kinds.map(({ key, tone }) => {
                  const height = (BAR * day[key]) / most;
                  top -= height;
                  return <rect key={key} y={top} width={GAP} height={height} className={`fill-${tone}`} />;
                })}
              </svg>
              <span>{f.date(day.start) === f.date(now) ? t.today : f.dayMonth(day.start)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
