import { Chart } from '../charts/chart';
import { Beside } from '../metrics/beside';
import { BreakdownTable } from '../metrics/breakdown-table';
import { ListLinks } from '../metrics/list-links';
import { MetricTile, MetricTiles } from '../metrics/metric-tile';
import { untold } from '../metrics/scope';
import { PageHead } from '../shell/PageHead';
import { useFormats, useText } from '../shell/use-shell';
import { BusyHours } from './busy-hours';
import { doorsBy } from './doors';
import { DoorsTable } from './doors-table';
import { Funnels } from './funnels';
import { SitesTable } from './sites-table';
import type { Websites } from './websites.server';
import { websitesText } from './websites.text';
import './websites.css';

/** The sites of the city by their access logs: who came, what for, what failed, and who only seemed to be somebody. */
export function WebsitesPage({ subject, traffic, hours, sites, doors, funnels }: Websites) {
  const t = useText(websitesText);
  const f = useFormats();
  const { scope, figures, breakdowns } = subject;
  // The errors stand as a share among the tiles; their number is that of the lists below.
  const { gagal_situs: _, ...tiles } = figures;
  const { kunjungan_situs: pages, sesi_situs: sessions, robot_situs: robots } = figures;
  const lead =
    pages.reading.value === null
      ? t.leadUnknown(scope.period.label, pages.reading.reason)
      : t.lead(
          scope.period.label,
          f.number(pages.reading.value, 0),
          f.number(sessions.reading.value, 0),
          robots.reading.value === null ? '—' : f.percent(robots.reading.value / 100),
        );
  const split = (key: keyof typeof breakdowns, title: string, order?: 'nilai') => (
    <BreakdownTable
      figure={figures[key.split('/')[0] as keyof typeof figures]}
      breakdown={breakdowns[key]}
      scope={scope}
      title={title}
      order={order}
    />
  );
  return (
    <>
      <PageHead title={t.title} lead={lead} />
      <h2 className="hidden">{t.figures}</h2>
      <MetricTiles>
        {Object.values(tiles).map((figure) => (
          <MetricTile key={figure.definition.id} figure={figure} scope={scope} />
        ))}
      </MetricTiles>
      <Beside untold={untold(figures.permintaan_situs)} title={t.traffic}>
        <section className="card traffic" aria-label={t.traffic}>
          <Chart {...traffic} />
          <p className="note">{t.ruleNote}</p>
          <ListLinks list="lalu-lintas-situs" title={t.traffic} scope={scope} />
        </section>
      </Beside>
      <Beside untold={untold(figures.permintaan_situs)} title={t.funnels}>
        <Funnels funnels={funnels} scope={scope} />
      </Beside>
      <Beside untold={untold(figures.permintaan_situs)} title={t.sites}>
        <SitesTable sites={sites} scope={scope} />
      </Beside>
      <div className="breakdown-grid">
        {split('kunjungan_situs/halaman', t.topPages)}
        {split('unduhan_situs/halaman', t.topDownloads)}
        <Beside untold={untold(sessions)} title={t.entries}>
          <DoorsTable
            title={t.entries}
            note={t.entriesNote}
            list="halaman-masuk"
            scope={scope}
            rows={doorsBy('entries', doors)
              .slice(0, SHOWN)
              .map(({ entries, ...row }) => ({ ...row, sessions: entries }))}
          />
        </Beside>
        <Beside untold={untold(sessions)} title={t.exits}>
          <DoorsTable
            title={t.exits}
            note={t.exitsNote}
            list="halaman-keluar"
            scope={scope}
            rows={doorsBy('exits', doors)
              .slice(0, SHOWN)
              .map(({ exits, ...row }) => ({ ...row, sessions: exits }))}
          />
        </Beside>
        {split('gagal_situs/halaman', t.errorPages)}
        {split('gagal_situs/keadaan', t.errorCodes)}
        {figures.lama_jawab_situs.reading.n > 0 && split('lama_jawab_situs/halaman', t.slowPages, 'nilai')}
        {split('kunjungan_situs/perujuk', t.referrers)}
        {split('kunjungan_situs/skpd', t.byOffice)}
        {split('permintaan_situs/aturan', t.rules)}
        <Beside untold={untold(pages)} title={t.hours}>
          <BusyHours hours={hours} zone={scope.timezone} scope={scope} />
        </Beside>
        <section className="card" aria-labelledby="judul-kata">
          <h2 id="judul-kata">{t.search}</h2>
          <p className="card-body lead">{t.searchNote}</p>
        </section>
      </div>
    </>
  );
}

const SHOWN = 12;
