import { Link } from '@remix-run/react';
import type { Band, LeagueOffice } from '../../clickhouse/metrics/families/aduan/league';
import { ListLinks } from '../metrics/list-links';
import { metricHref, type Scope } from '../metrics/scope';
import { useFormats, useText } from '../shell/use-shell';
import type { ComplaintsData } from './complaints.server';
import { complaintsText } from './complaints.text';

const BANDS: Band[] = ['di_atas', 'setara', 'di_bawah', 'belum_cukup'];
const tones = { di_atas: 'good', setara: 'accent', di_bawah: 'bad', belum_cukup: 'unknown' } as const;

/** Offices in bands by their complaints settled in time. */
export function LeagueCard({ league, scope }: { league: ComplaintsData['league']; scope: Scope }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { offices, cityShare, minimum } = league;
  const bands = BANDS.map((band) => ({ band, members: offices.filter((office) => office.band === band) })).filter(
    ({ members }) => members.length > 0,
  );
  return (
    <section className="card league" aria-label={t.league}>
      <h2>{t.league}</h2>
      <p className="note">
        {t.leagueNote(f.number(minimum, 0))} {cityShare !== null && <b>{t.cityShare(f.number(cityShare, 1))}.</b>}
      </p>
      {bands.length === 0 && <p className="card-body">{t.leagueNone}</p>}
      {bands.length > 0 && (
        <div className="table-wrap">
          <table className="table league-table is-stacked">
            <caption className="hidden">{t.league}</caption>
            <thead>
              <tr>
                <th scope="col">{t.office}</th>
                <th scope="col" className="num">
                  {t.estimate}
                </th>
                <th scope="col" className="league-bars">
                  <span className="hidden">{t.size}</span>
                </th>
                <th scope="col" className="num">
                  {t.due}
                </th>
                <th scope="col" className="num">
                  {t.inTime}
                </th>
                <th scope="col" className="num">
                  {t.byReporter}
                </th>
                <th scope="col" className="num">
                  {t.bySystem}
                </th>
                <th scope="col" className="num">
                  {t.stillOpen}
                </th>
              </tr>
            </thead>
            {bands.map(({ band, members }) => (
              <tbody key={band}>
                <tr className="league-band">
                  <th scope="rowgroup" colSpan={8}>
                    <span className={`status is-${tones[band]}`}>{t[band]}</span>{' '}
                    <span className="note">{members.length}</span>
                  </th>
                </tr>
                {members.map((office) => (
                  <OfficeRow key={office.skpd} office={office} city={cityShare} scope={scope} />
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
      <footer className="breakdown-foot">
        <ListLinks list="reputasi-skpd" title={t.league} scope={scope} />
      </footer>
    </section>
  );
}

function OfficeRow({ office, city, scope }: { office: LeagueOffice; city: number | null; scope: Scope }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { share, low, high } = office;
  const n = (value: number) => f.number(value, 0);
  return (
    <tr>
      <th scope="row">
        <Link to={metricHref('/baris', 'aduan_tepat_waktu', scope, { dimensi: 'skpd', anggota: office.skpd })}>
          {office.name}
        </Link>
      </th>
      <td className="num" data-label={t.estimate}>
        {f.percent(share === null ? null : share / 100, 0)}
        {low !== null && high !== null && <small>{t.interval(f.number(low, 0), f.number(high, 0))}</small>}
      </td>
      <td className="league-bars is-drawn" aria-hidden="true">
        {share !== null && low !== null && high !== null && (
          <svg
            className={`league-bar is-${tones[office.band]}`}
            viewBox="0 0 100 12"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {city !== null && <rect className="league-city" x={city - 0.3} width="0.6" height="12" />}
            <rect className="league-reach" x={low} y="4" width={Math.max(0.5, high - low)} height="4" />
            <rect className="league-point" x={share - 0.7} y="1" width="1.4" height="10" />
          </svg>
        )}
      </td>
      <td className="num" data-label={t.due}>
        {n(office.n)}
      </td>
      <td className="num" data-label={t.inTime}>
        {n(office.inTime)}
      </td>
      <td className="num" data-label={t.byReporter}>
        {n(office.byReporter)}
      </td>
      <td className="num" data-label={t.bySystem}>
        {n(office.bySystem)}
      </td>
      <td className="num" data-label={t.stillOpen}>
        {n(office.open)}
      </td>
    </tr>
  );
}
