import { Link, useLocation } from '@remix-run/react';
import type { BoardRow } from '../../clickhouse/maturity';
import { tilesOf } from '../../clickhouse/snapshot/tiles';
import { maySee } from '../access/routes';
import { AlarmStrip } from '../alarms/alarm-strip';
import { withFilters } from '../filters';
import { Marks } from '../maturity/board-page';
import { maturityText } from '../maturity/maturity.text';
import { middleOf } from '../maturity/month-picker';
import { tied } from '../maturity/sentence';
import { StageNames } from '../maturity/stage-names';
import { StageTrack } from '../maturity/stage-track';
import { Stairs } from '../maturity/stairs';
import { EmptyWarehouse } from '../shell/EmptyWarehouse';
import { FilterBar } from '../shell/FilterBar';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Brief } from './brief';
import { Clock } from './clock';
import { cityFindings, officeFindings } from './findings';
import { useKeepFresh } from './keep-fresh';
import { MapPanel } from './map-panel';
import type { Overview } from './overview.server';
import { inPeriod, overviewText } from './overview.text';
import { Tile } from './tile';
import { areaHref, tileHref } from './ways';
import './overview.css';

/** The city, or one office of it, in one screen: figures, where, what stands out, and how far the offices are. */
export function OverviewPage({ data, alarms }: { data: Overview; alarms: Parameters<typeof AlarmStrip>[0]['alarms'] }) {
  const words = useText(overviewText);
  const f = useFormats();
  const { city, viewer } = useShell();
  const { sources, filter } = data;
  const t = filter.periode === null ? words : inPeriod(words);
  const office = city.skpd.find(({ code }) => code === filter.skpd) ?? null;
  const row = office && (data.board?.rows.find(({ skpd }) => skpd === office.code) ?? null);
  return (
    <div className="overview">
      <Head data={data} office={office} canLeave={viewer?.role !== 'skpd'} />
      {filter.periode === null && <AlarmStrip alarms={alarms} />}
      {sources && !sources.everRan ? (
        <EmptyWarehouse why={t.neverRan} />
      ) : (
        <>
          <div className="tiles">
            {tilesOf(filter.skpd).map((id) => (
              <Tile
                key={id}
                id={id}
                reading={data.readings[id]}
                sourceNames={sources?.names ?? {}}
                undecided={data.undecided[id] ?? []}
                now={data.now}
                href={tileHref(id, data.readings[id]?.source ?? [], filter)}
                t={t}
                f={f}
              />
            ))}
          </div>
          <Brief
            title={office ? t.attention : t.brief}
            findings={office ? officeFindings(data, row, t, f) : cityFindings(data, t, f)}
            t={t}
          />
          {data.kecamatan ? (
            <MapPanel
              data={data.kecamatan}
              isUnknown={data.complaintsUnknown}
              map={data.map}
              asOf={data.mapAsOf}
              office={office?.shortName ?? null}
              hrefOf={(kode) => areaHref(kode, filter)}
              t={t}
              f={f}
            />
          ) : (
            <section className="panel map-panel is-hatched">
              <h2>{t.mapTitle}</h2>
              <p className="context">{t.unreadable}</p>
            </section>
          )}
          {office ? <OfficeStage office={office} board={data.board} row={row} /> : <MaturityPanel board={data.board} />}
        </>
      )}
    </div>
  );
}

interface HeadProps {
  data: Overview;
  office: { name: string } | null;
  canLeave: boolean;
}

/** Whose figures these are, the quiet filters, how fresh, and the hour: one row of the wall. */
function Head({ data: { sources }, office, canLeave }: HeadProps) {
  const t = useText(overviewText);
  const f = useFormats();
  const { now } = useShell();
  const { search } = useLocation();
  const cutOffSince = useKeepFresh();
  return (
    <header className="overview-head">
      <h1>{office ? office.name : t.title}</h1>
      {office && canLeave && (
        <Link className="head-back" to={{ search: withFilters(search, { skpd: null }) }}>
          <span aria-hidden="true">✕</span> {t.allOffices}
        </Link>
      )}
      <FilterBar className="head-filters" filters={['periode', 'skpd']} standard={t.newest} />
      <p>
        {cutOffSince && <span className="status is-warn">{t.disconnected(f.clock(cutOffSince))}</span>}
        {sources && sources.loading > 0 && <span>{t.loading(f.number(sources.loading, 0))}</span>}
        {sources && <FreshSources fresh={sources.fresh} expected={sources.expected} />}
        <span>{f.weekday(now)}</span>
      </p>
      <Clock now={now} f={f} />
    </header>
  );
}

function FreshSources({ fresh, expected }: { fresh: number; expected: number }) {
  const t = useText(overviewText);
  const f = useFormats();
  const role = useShell().viewer?.role;
  const text = t.freshSources(f.number(fresh, 0), f.number(expected, 0));
  return role && maySee('sumber._index', role) ? <Link to="/sumber">{text}</Link> : <span>{text}</span>;
}

function MaturityPanel({ board }: { board: Overview['board'] }) {
  const t = useText(overviewText);
  const words = useText(maturityText);
  const f = useFormats();
  const { lang } = useShell();
  if (!board || board.rows.length === 0) {
    return (
      <section className="panel maturity-panel is-hatched" aria-labelledby="judul-kematangan">
        <h2 id="judul-kematangan">{t.maturity}</h2>
        <p className="context">{board ? t.notAssessed : t.unreadable}</p>
      </section>
    );
  }
  const { city } = board;
  const names = board.rows.filter((row) => city.movedUp.includes(row.skpd)).map((row) => row.shortName);
  return (
    <section className="panel maturity-panel" aria-labelledby="judul-kematangan">
      <div className="maturity-say">
        <h2 id="judul-kematangan">{t.maturity}</h2>
        <p className="say">
          {tied(city.sentence[lang])
            .split(/, (?=\d)/)
            .map((clause, i) => (
              <span key={clause}>
                {i > 0 && <br />}
                {clause}
              </span>
            ))}
        </p>
        <p className="context">
          {f.month(middleOf(board.month))} · {words.cityCoverage(f.percent(city.coverage, 0))}
          {names.length > 0 && ` · ${words.movedUp(names.join(', '))}`}
        </p>
      </div>
      <Stairs board={board} />
      <StageNames board={board} />
    </section>
  );
}

/** One office on the ladder, in the place of the city's stairs. */
function OfficeStage({
  office,
  board,
  row,
}: {
  office: { code: string; shortName: string };
  board: Overview['board'];
  row: BoardRow | null;
}) {
  const t = useText(overviewText);
  const words = useText(maturityText);
  const f = useFormats();
  if (!board || !row) {
    return (
      <section className="panel maturity-panel is-hatched" aria-labelledby="judul-kematangan">
        <h2 id="judul-kematangan">{t.maturityOf(office.shortName)}</h2>
        <p className="context">{board ? t.notAssessed : t.unreadable}</p>
      </section>
    );
  }
  return (
    <section className="panel maturity-panel" aria-labelledby="judul-kematangan">
      <div className="maturity-say">
        <h2 id="judul-kematangan">{t.maturityOf(office.shortName)}</h2>
        <p className="say">{row.reached === 0 ? words.stageZero : words.stage(String(row.reached))}</p>
        <p className="context">
          {f.month(middleOf(board.month))} · {words.cityCoverage(f.percent(row.coverage, 0))}
        </p>
        <p className="context">
          <Link to={`/kematangan/${office.code}`}>{t.seeConditions}</Link>
        </p>
      </div>
      <div className="office-stage">
        <StageTrack
          named
          reached={row.reached}
          possible={row.possible}
          progress={row.progress}
          provisional={row.provisional}
        />
        <p className="context">
          <Marks row={row} />
        </p>
      </div>
    </section>
  );
}
