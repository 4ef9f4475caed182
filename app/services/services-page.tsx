import { Link } from '@remix-run/react';
import { Chart } from '../charts/chart';
import { Beside } from '../metrics/beside';
import { BreakdownTable } from '../metrics/breakdown-table';
import { HolidayNote } from '../metrics/holiday-note';
import { ListLinks } from '../metrics/list-links';
import { MetricTile, MetricTiles } from '../metrics/metric-tile';
import { untold } from '../metrics/scope';
import { SeriesChart } from '../metrics/series-chart';
import { writeNumber } from '../metrics/write';
import { PageHead } from '../shell/PageHead';
import { useFormats, useText } from '../shell/use-shell';
import { ServiceTable } from './service-table';
import type { readServices } from './services.server';
import { servicesText } from './services.text';
import './services.css';

type Data = Awaited<ReturnType<typeof readServices>>;

/** How the city's services run: figures, promises by service, what is open, queues, and what is to be looked at. */
export function ServicesPage({ subject, charts, ages }: Data) {
  const t = useText(servicesText);
  const f = useFormats();
  const { figures, breakdowns, scope } = subject;
  const tiles = (ids: readonly (keyof typeof figures)[]) => (
    <MetricTiles>
      {ids.map((id) => (
        <MetricTile key={id} figure={figures[id]} scope={scope} />
      ))}
    </MetricTiles>
  );
  const split = (key: keyof typeof breakdowns) => (
    <BreakdownTable
      figure={figures[key.split('/')[0] as keyof typeof figures]}
      breakdown={breakdowns[key]}
      scope={scope}
      shown={10}
    />
  );
  const { permohonan_masuk, permohonan_terbuka } = figures;
  const received = permohonan_masuk.reading.value;
  const open = permohonan_terbuka.reading.value;
  const inTime = figures.layanan_tepat_waktu.reading.value;
  const lead =
    received === null || open === null
      ? t.leadUnknown(permohonan_masuk.reading.reason || permohonan_terbuka.reading.reason)
      : `${t.lead(f.number(received, 0), f.number(open, 0))}${inTime === null ? '' : ` ${t.leadInTime(`${writeNumber(inTime, 'persen', f)} %`)}`}`;
  return (
    <div className="services">
      <PageHead title={t.title} lead={lead} />
      <HolidayNote scope={scope} figures={figures} />
      <section aria-label={t.applications}>
        {tiles([
          'permohonan_masuk',
          'layanan_tepat_waktu',
          'lama_layanan_km',
          'permohonan_terbuka',
          'kanal_daring',
          'dikembalikan',
        ])}
        <div className="services-pair">
          <SeriesChart figure={figures.permohonan_masuk} chart={charts.received} scope={scope} />
          <SeriesChart figure={figures.layanan_tepat_waktu} chart={charts.inTime} scope={scope} />
        </div>
      </section>
      <Beside untold={untold(permohonan_masuk)} title={t.byService}>
        <ServiceTable subject={subject} />
      </Beside>
      <section aria-labelledby="layanan-mutu">
        <h2 id="layanan-mutu">{t.times}</h2>
        {tiles([
          'permohonan_diputus',
          'lama_layanan',
          'lama_layanan_p90',
          'layanan_tuntas',
          'umur_terbuka',
          'bolak_balik',
          'ditolak',
          'biaya_transaksi',
        ])}
        <div className="services-pair">
          <Beside untold={untold(permohonan_terbuka)} title={ages.spec.title}>
            <section className="card services-chart" aria-label={ages.spec.title}>
              <Chart {...ages} />
              <ListLinks list="umur-permohonan" title={ages.spec.title} scope={scope} />
            </section>
          </Beside>
          {split('permohonan_terbuka/kecamatan')}
        </div>
      </section>
      <section aria-labelledby="layanan-pilah">
        <h2 id="layanan-pilah">{t.breakdowns}</h2>
        <div className="services-pair">
          {split('layanan_tepat_waktu/skpd')}
          <div className="services-stack">
            {split('permohonan_masuk/kanal')}
            {split('permohonan_masuk/pengguna')}
            {split('permohonan_masuk/hubungan')}
          </div>
        </div>
      </section>
      <section aria-labelledby="layanan-antrean">
        <h2 id="layanan-antrean">{t.queues}</h2>
        {tiles([
          'nomor_antrean',
          'tunggu_loket',
          'tunggu_loket_p90',
          'lama_dilayani',
          'nomor_terlewat',
          'ekios_aktif',
          'ekios_menganggur',
        ])}
        {split('tunggu_loket/jam')}
      </section>
      <section aria-labelledby="layanan-telaah">
        <h2 id="layanan-telaah">{t.lookAt}</h2>
        <p className="lead">{t.lookAtMeaning}</p>
        <p>
          <Link className="button" to={`/layanan/telaah${scope.search ? `?${scope.search}` : ''}`}>
            {t.lookAtOpen}
          </Link>
        </p>
      </section>
    </div>
  );
}
