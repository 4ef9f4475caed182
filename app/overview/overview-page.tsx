import { Link } from '@remix-run/react';
import { maySee } from '../access/routes';
import { maturityText } from '../maturity/maturity.text';
import { middleOf } from '../maturity/month-picker';
import { tied } from '../maturity/sentence';
import { StageNames } from '../maturity/stage-names';
import { Stairs } from '../maturity/stairs';
import { EmptyWarehouse } from '../shell/EmptyWarehouse';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { Brief } from './brief';
import { Clock } from './clock';
import { useKeepFresh } from './keep-fresh';
import { MapPanel } from './map-panel';
import type { Overview, TileId } from './overview.server';
import { overviewText } from './overview.text';
import { Tile } from './tile';
import { areaHref, tileHref } from './ways';
import './overview.css';

/** In the order of the wall: what citizens are missing, what they are served, what they say. */
const TILES: readonly TileId[] = [
  'aduan_terbuka',
  'layanan_tepat_waktu',
  'tunggu_loket',
  'ikm',
  'partisipasi',
  'ekios_aktif',
];

/** The city in one screen: figures, where, this morning, and how far the offices are. */
export function OverviewPage({ data }: { data: Overview }) {
  const t = useText(overviewText);
  const f = useFormats();
  const { lang, now } = useShell();
  const cutOffSince = useKeepFresh();
  const { sources } = data;
  return (
    <div className="overview">
      <header className="overview-head">
        <h1>{t.title}</h1>
        <p>
          {cutOffSince && <span className="status is-warn">{t.disconnected(f.clock(cutOffSince))}</span>}
          {sources && sources.loading > 0 && <span>{t.loading(f.number(sources.loading, 0))}</span>}
          {sources && <FreshSources fresh={sources.fresh} expected={sources.expected} />}
          <span>{f.weekday(now)}</span>
        </p>
        <Clock now={now} f={f} />
      </header>
      {sources && !sources.everRan ? (
        <EmptyWarehouse why={t.neverRan} />
      ) : (
        <>
          <div className="tiles">
            {TILES.map((id) => (
              <Tile
                key={id}
                id={id}
                reading={data.readings[id]}
                sourceNames={sources?.names ?? {}}
                now={data.now}
                href={tileHref(id, data.readings[id]?.source ?? [])}
                t={t}
                f={f}
              />
            ))}
          </div>
          <Brief findings={data.brief} lang={lang} t={t} />
          {data.kecamatan ? (
            <MapPanel
              data={data.kecamatan}
              isUnknown={data.complaintsUnknown}
              map={data.map}
              hrefOf={areaHref}
              t={t}
              f={f}
            />
          ) : (
            <section className="panel map-panel is-hatched">
              <h2>{t.mapTitle}</h2>
              <p className="context">{t.unreadable}</p>
            </section>
          )}
          <MaturityPanel board={data.board} />
        </>
      )}
    </div>
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
