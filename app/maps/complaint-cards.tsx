import { Link } from '@remix-run/react';
import type { Formats } from '../text/format';
import type { MapText } from './map.text';
import type { MapData } from './map-page.server';
import { nearestArea } from './nearest-area';
import type { Spot } from './overlay';

interface Props {
  data: MapData;
  hrefOf: (key: string) => string;
  t: MapText;
  f: Formats;
}

/** So many of the largest clusters stand in the table beside the map. */
const LISTED = 8;

/** How many complaints the map shows, how many it cannot, and the largest clusters: their way by keyboard. */
export function ClustersCard({ data, clusters, hrefOf, t, f }: Props & { clusters: readonly Spot[] }) {
  const { total, withPoint, assigned, differing } = data.complaints.totals;
  return (
    <section className="card map-clusters-card" aria-labelledby="judul-kelompok">
      <h2 id="judul-kelompok">{t.complaintsTitle}</h2>
      <div className="card-body">
        <p className="map-totals">
          {t.complaintsLead(f.number(total, 0), f.number(withPoint, 0), f.number(total - withPoint, 0))}
        </p>
        {assigned > 0 && <p className="note map-assigned">{t.assigned(f.number(assigned, 0))}</p>}
        {differing > 0 && <p className="note map-differing">{t.differing(f.number(differing, 0))}</p>}
        <p className="note map-rounding">{t.rounding}</p>
      </div>
      {clusters.length === 0 ? (
        <p className="card-body note">{t.noClusters}</p>
      ) : (
        <div className="table-wrap">
          <table className="table map-clusters">
            <caption className="hidden">{t.clustersTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{t.near}</th>
                <th scope="col" className="num">
                  {t.count}
                </th>
              </tr>
            </thead>
            <tbody>
              {clusters.slice(0, LISTED).map((spot) => (
                <tr key={spot.key}>
                  <th scope="row">
                    <Link to={hrefOf(spot.key)}>{nearestArea(data.drawing, spot)}</Link>
                  </th>
                  <td className="num">{f.number(spot.n, 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Cells with far more than usual: how many, how many were to be expected, and by what chance. */
export function HotSpotsCard({ data, hrefOf, t, f }: Props) {
  const { spots, tested, history, historyNeeded } = data.complaints.hot;
  const isTold = history >= historyNeeded;
  return (
    <section className="card map-hot-card" aria-labelledby="judul-panas">
      <h2 id="judul-panas">{t.hotTitle}</h2>
      <p className="card-body note map-hot-lead">
        {isTold ? t.hotLead(f.number(tested, 0)) : t.hotTooLittle(f.number(history, 0), f.number(historyNeeded, 0))}
      </p>
      {isTold && spots.length === 0 && <p className="card-body">{t.hotNone}</p>}
      {spots.length > 0 && (
        <div className="table-wrap">
          <table className="table map-hot-spots">
            <caption className="hidden">{t.hotTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{t.near}</th>
                <th scope="col" className="num">
                  {t.count}
                </th>
                <th scope="col" className="num">
                  {t.expected}
                </th>
                <th scope="col" className="num">
                  {t.chance}
                </th>
              </tr>
            </thead>
            <tbody>
              {spots.slice(0, 2 * LISTED).map(({ cell, ring, n, expected, p }) => (
                <tr key={cell}>
                  <th scope="row">
                    <Link to={hrefOf(cell)}>
                      {nearestArea(data.drawing, {
                        lng: mean(ring.map(([lng]) => lng)),
                        lat: mean(ring.map(([, lat]) => lat)),
                      })}
                    </Link>
                  </th>
                  <td className="num">{f.number(n, 0)}</td>
                  <td className="num">{f.number(expected, 1)}</td>
                  <td className="num">{p < 0.0001 ? `< ${small(0.0001, f)}` : small(p, f)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
const small = (p: number, f: Formats) => f.number(p, 4);
