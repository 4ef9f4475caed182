import type { ReactNode } from 'react';
import type { Handover, Variant } from '../../clickhouse/metrics/families/layanan/proses';
import { Chart } from '../charts/chart';
import { Beside } from '../metrics/beside';
import { BreakdownTable } from '../metrics/breakdown-table';
import { HolidayNote } from '../metrics/holiday-note';
import { ListLinks } from '../metrics/list-links';
import { MetricTile, MetricTiles } from '../metrics/metric-tile';
import { untold } from '../metrics/scope';
import { SeriesChart } from '../metrics/series-chart';
import { PageHead } from '../shell/PageHead';
import { useFormats, useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import type { readService } from './services.server';
import { servicesText } from './services.text';
import './services.css';

type Data = Awaited<ReturnType<typeof readService>>;

/** One service: its figures, the paths its cases really take, where their time goes, and what is to be looked at. */
export function ServicePage({ kode, service, subject, charts, paths, handovers, ages, offices }: Data) {
  const t = useText(servicesText);
  const f = useFormats();
  const { figures, breakdowns, scope } = subject;
  const isQueue = figures.permohonan_masuk.reading.n === 0 && figures.nomor_antrean.reading.n > 0;
  const tiles = (ids: readonly (keyof typeof figures)[]) => (
    <MetricTiles>
      {ids.map((id) => (
        <MetricTile key={id} figure={figures[id]} scope={scope} />
      ))}
    </MetricTiles>
  );
  const search = new URLSearchParams(scope.search);
  search.delete('layanan');
  const slowest = figures.permohonan_masuk.reading.value === null ? undefined : handovers[0];
  return (
    <div className="services">
      <Crumb to={`/layanan${search.size > 0 ? `?${search}` : ''}`}>{t.backToServices}</Crumb>
      <PageHead
        title={service?.name ?? kode}
        lead={
          <>
            {service
              ? [
                  offices[service.skpd] ?? service.skpd,
                  service.audience,
                  service.slaValue === null
                    ? t.noPromiseText
                    : t.promise(
                        f.number(service.slaValue),
                        t[service.slaUnit as 'jam' | 'hari_kerja' | 'hari_kalender'],
                      ),
                ].join(' · ')
              : t.notCatalogued}
            {slowest?.share != null && (
              <>
                <br />
                {t.slowest(
                  told(slowest.from.step, slowest.from.skpd, service?.skpd, offices),
                  told(slowest.to.step, slowest.to.skpd, service?.skpd, offices),
                  f.percent(slowest.share / 100, 0),
                )}
              </>
            )}
          </>
        }
      />
      <HolidayNote scope={scope} figures={figures} />
      {isQueue
        ? tiles(['nomor_antrean', 'tunggu_loket', 'lama_dilayani', 'nomor_terlewat'])
        : tiles([
            'permohonan_masuk',
            'layanan_tepat_waktu',
            'lama_layanan_km',
            'permohonan_terbuka',
            'dikembalikan',
            'ditolak',
          ])}
      <Beside untold={untold(figures.permohonan_masuk)} title={t.pathsTitle}>
        <Paths paths={paths} offices={offices}>
          <ListLinks list="jalan-layanan" title={t.pathsTitle} scope={scope} more={{ layanan: kode }} />
        </Paths>
        <Handovers all={handovers} offices={offices}>
          <ListLinks list="serah-terima" title={t.handoversTitle} scope={scope} more={{ layanan: kode }} />
        </Handovers>
      </Beside>
      <section aria-labelledby="layanan-telaah">
        <h2 id="layanan-telaah">{t.lookAt}</h2>
        <p className="lead">{t.lookAtMeaning}</p>
        {tiles(
          isQueue ? ['telaah_menyalip_antrean'] : ['telaah_menyalip', 'telaah_kilat', 'telaah_malam', 'telaah_urutan'],
        )}
      </section>
      {isQueue ? (
        <div className="services-pair">
          <SeriesChart figure={figures.tunggu_loket} chart={charts.wait} scope={scope} />
          <BreakdownTable figure={figures.tunggu_loket} breakdown={breakdowns['tunggu_loket/jam']} scope={scope} />
        </div>
      ) : (
        <>
          <div className="services-pair">
            <SeriesChart figure={figures.layanan_tepat_waktu} chart={charts.inTime} scope={scope} />
            <Beside untold={untold(figures.permohonan_terbuka)} title={ages.spec.title}>
              <section className="card services-chart" aria-label={ages.spec.title}>
                <Chart {...ages} />
                <ListLinks list="umur-permohonan" title={ages.spec.title} scope={scope} more={{ layanan: kode }} />
              </section>
            </Beside>
          </div>
          <div className="services-pair">
            <BreakdownTable
              figure={figures.lama_layanan_km}
              breakdown={breakdowns['lama_layanan_km/kanal']}
              scope={scope}
            />
            <BreakdownTable
              figure={figures.permohonan_masuk}
              breakdown={breakdowns['permohonan_masuk/kecamatan']}
              scope={scope}
            />
          </div>
        </>
      )}
    </div>
  );
}

type Offices = Record<string, string>;

/** A step, with its office where that is not the service's own. */
const told = (step: string, skpd: string, own: string | undefined, offices: Offices) =>
  skpd === '' || skpd === own ? step : `${step} (${offices[skpd] ?? skpd})`;

/** The commonest paths with their share and time. */
function Paths({ paths, offices, children }: { paths: Data['paths']; offices: Offices; children: ReactNode }) {
  const t = useText(servicesText);
  const f = useFormats();
  const { variants, cases, paths: many } = paths;
  const listed = variants.reduce((sum, variant) => sum + variant.n, 0);
  return (
    <section className="card" aria-labelledby="layanan-jalan">
      <h2 id="layanan-jalan">{t.pathsTitle}</h2>
      <p className="note card-body">
        {cases === 0 ? t.noCases : t.pathsMeaning(f.number(cases, 0), f.number(many, 0))}
      </p>
      {cases > 0 && (
        <div className="table-wrap">
          <table className="table paths-table is-stacked">
            <caption className="hidden">{t.pathsTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{t.path}</th>
                <th scope="col" className="num">
                  {t.share}
                </th>
                <th scope="col" className="num">
                  {t.cases}
                </th>
                <th scope="col" className="num">
                  {t.p50}
                </th>
                <th scope="col" className="num">
                  {t.p90}
                </th>
                <th scope="col" className="num">
                  {t.stillOpen}
                </th>
              </tr>
            </thead>
            <tbody>
              {variants.map((variant) => (
                <tr key={variant.steps.join('>')}>
                  <th scope="row">
                    <Path variant={variant} share={variant.n / cases} offices={offices} />
                  </th>
                  <td className="num" data-label={t.share}>
                    {f.percent(variant.n / cases, 0)}
                  </td>
                  <td className="num" data-label={t.cases}>
                    {f.number(variant.n, 0)}
                  </td>
                  <td className="num" data-label={t.p50}>
                    {f.number(variant.p50)}
                  </td>
                  <td className="num" data-label={t.p90}>
                    {f.number(variant.p90)}
                  </td>
                  <td className="num" data-label={t.stillOpen}>
                    {f.number(variant.open, 0)}
                  </td>
                </tr>
              ))}
            </tbody>
            {listed < cases && (
              <tfoot>
                <tr>
                  <th scope="row">{t.otherPaths(f.number(many - variants.length, 0))}</th>
                  <td className="num" data-label={t.share}>
                    {f.percent((cases - listed) / cases, 0)}
                  </td>
                  <td className="num" data-label={t.cases}>
                    {f.number(cases - listed, 0)}
                  </td>
                  <td colSpan={3} />
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
      <footer className="breakdown-foot">{children}</footer>
    </section>
  );
}

function Path({ variant, share, offices }: { variant: Variant; share: number; offices: Offices }) {
  return (
    <>
      <ol className="path">
        {variant.steps.map((token, i) => {
          const [step, skpd] = token.split('@') as [string, string | undefined];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a path may take a step twice; its place is its identity
            <li key={i} className={`step is-${step}`}>
              {step}
              {skpd && <small>{offices[skpd] ?? skpd}</small>}
            </li>
          );
        })}
      </ol>
      <Bar share={share} />
    </>
  );
}

/** A share as a thin bar; the number stands beside it. */
function Bar({ share }: { share: number }) {
  return (
    <svg className="share-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="4" rx="1" className="share-track" />
      <rect width={Math.max(0.5, 100 * share)} height="4" rx="1" />
    </svg>
  );
}

function Handovers({ all, offices, children }: { all: Handover[]; offices: Offices; children: ReactNode }) {
  const t = useText(servicesText);
  const f = useFormats();
  if (all.length === 0) return null;
  const side = ({ step, skpd }: Handover['from']) => (
    <>
      {step}
      <small>{offices[skpd] ?? skpd}</small>
    </>
  );
  return (
    <section className="card" aria-labelledby="layanan-serah">
      <h2 id="layanan-serah">{t.handoversTitle}</h2>
      <p className="note card-body">{t.handoversMeaning}</p>
      <div className="table-wrap">
        <table className="table is-stacked handovers">
          <caption className="hidden">{t.handoversTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{t.fromStep}</th>
              <th scope="col">{t.toStep}</th>
              <th scope="col" className="num">
                {t.timeShare}
              </th>
              <th scope="col" className="num">
                {t.times_n}
              </th>
              <th scope="col" className="num">
                {t.p50}
              </th>
              <th scope="col" className="num">
                {t.p90}
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr key={`${one.from.step}@${one.from.skpd}>${one.to.step}@${one.to.skpd}`}>
                <td data-label={t.fromStep}>{side(one.from)}</td>
                <td data-label={t.toStep}>{side(one.to)}</td>
                <td className="num" data-label={t.timeShare}>
                  {f.percent(one.share === null ? null : one.share / 100, 1)}
                  <Bar share={(one.share ?? 0) / 100} />
                </td>
                <td className="num" data-label={t.times_n}>
                  {f.number(one.n, 0)}
                </td>
                <td className="num" data-label={t.p50}>
                  {f.number(one.p50)}
                </td>
                <td className="num" data-label={t.p90}>
                  {f.number(one.p90)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className="breakdown-foot">{children}</footer>
    </section>
  );
}
