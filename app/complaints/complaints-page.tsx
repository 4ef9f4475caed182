import { Beside } from '../metrics/beside';
import { BreakdownTable } from '../metrics/breakdown-table';
import { CategoryChip } from '../metrics/category-chip';
import { HolidayNote } from '../metrics/holiday-note';
import { MetricTile, MetricTiles } from '../metrics/metric-tile';
import { untold } from '../metrics/scope';
import { SeriesChart } from '../metrics/series-chart';
import { PageHead } from '../shell/PageHead';
import { useFormats, useText } from '../shell/use-shell';
import type { ComplaintsData } from './complaints.server';
import { complaintsText } from './complaints.text';
import { BurstsCard, DuplicatesCard, TransitionsCard } from './findings';
import { LeagueCard } from './league';
import { FlowCard, StatesCard } from './sums';
import './complaints.css';

/** Complaints of a period: how many, where they stand, how long they take, what is unusual, and how offices handle them. */
export function ComplaintsPage({ data }: { data: ComplaintsData }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { scope, figures, breakdowns, charts } = data.subject;
  const read = (id: keyof typeof figures) => figures[id].reading.value;
  const [masuk, terbuka, lewat] = [read('aduan_masuk'), read('aduan_terbuka'), read('aduan_lewat_batas')];
  const isTold = masuk !== null && terbuka !== null && lewat !== null;
  return (
    <>
      <PageHead
        title={t.title}
        lead={isTold ? t.lead(f.number(masuk, 0), f.number(terbuka, 0), f.number(lewat, 0)) : t.leadUnknown}
      />
      <CategoryChip scope={scope} />
      <HolidayNote scope={scope} figures={figures} />
      <h2 className="part">{t.load}</h2>
      <MetricTiles>
        <MetricTile figure={figures.aduan_masuk} scope={scope} parts={[]} />
        <MetricTile figure={figures.aduan_terbuka} scope={scope} parts={['baru', 'tidak_diketahui']} />
        <MetricTile figure={figures.aduan_lewat_batas} scope={scope} parts={['tanpa_batas']} />
        <MetricTile figure={figures.aduan_ditutup} scope={scope} parts={['pelapor', 'admin', 'sistem', 'diarsipkan']} />
        <MetricTile figure={figures.aduan_tanpa_lokasi} scope={scope} />
      </MetricTiles>
      <div className="sums">
        <Beside untold={untold(figures.aduan_terbuka)} title={t.flow}>
          <FlowCard flow={data.flow} scope={scope} />
        </Beside>
        <Beside untold={untold(figures.aduan_masuk)} title={t.states}>
          <StatesCard figure={figures.aduan_masuk} scope={scope} />
        </Beside>
      </div>
      <h2 className="part">{t.handling}</h2>
      <MetricTiles>
        <MetricTile figure={figures.aduan_tepat_waktu} scope={scope} />
        <MetricTile figure={figures.aduan_respons_tepat} scope={scope} />
        <MetricTile figure={figures.aduan_selesai} scope={scope} />
        <MetricTile figure={figures.aduan_ditutup_orang} scope={scope} />
        <MetricTile figure={figures.aduan_dibuka_kembali} scope={scope} />
      </MetricTiles>
      <h2 className="part">{t.time}</h2>
      <p className="note part-note">{t.timeNote}</p>
      <MetricTiles>
        <MetricTile figure={figures.aduan_respons} scope={scope} />
        <MetricTile figure={figures.aduan_respons_survival} scope={scope} />
        <MetricTile figure={figures.aduan_waktu_tutup} scope={scope} />
        <MetricTile figure={figures.aduan_waktu_tutup_survival} scope={scope} />
      </MetricTiles>
      <h2 className="part">{t.trend}</h2>
      <div className="breakdown-grid">
        <SeriesChart figure={figures.aduan_masuk} chart={charts.aduan_masuk} scope={scope} />
        <SeriesChart figure={figures.aduan_ditutup} chart={charts.aduan_ditutup} scope={scope} />
        <SeriesChart figure={figures.aduan_terbuka} chart={charts.aduan_terbuka} scope={scope} />
        <SeriesChart figure={figures.aduan_lewat_batas} chart={charts.aduan_lewat_batas} scope={scope} />
      </div>
      <div className="sums">
        <Beside untold={untold(figures.aduan_masuk)} title={t.bursts}>
          <BurstsCard bursts={data.bursts} rule={data.burstRule} scope={scope} />
        </Beside>
        <Beside untold={untold(figures.aduan_masuk)} title={t.duplicates}>
          <DuplicatesCard duplicates={data.duplicates} scope={scope} />
        </Beside>
      </div>
      <h2 className="part">{t.breakdowns}</h2>
      <div className="breakdown-grid">
        <BreakdownTable figure={figures.aduan_masuk} breakdown={breakdowns['aduan_masuk/kategori']} scope={scope} />
        <BreakdownTable figure={figures.aduan_masuk} breakdown={breakdowns['aduan_masuk/kecamatan']} scope={scope} />
        <BreakdownTable figure={figures.aduan_masuk} breakdown={breakdowns['aduan_masuk/kanal']} scope={scope} />
        <BreakdownTable
          figure={figures.aduan_lewat_batas}
          breakdown={breakdowns['aduan_lewat_batas/skpd']}
          scope={scope}
        />
        <BreakdownTable
          figure={figures.aduan_tepat_waktu}
          breakdown={breakdowns['aduan_tepat_waktu/skpd']}
          scope={scope}
        />
        <BreakdownTable
          figure={figures.aduan_waktu_tutup}
          breakdown={breakdowns['aduan_waktu_tutup/penutup']}
          scope={scope}
        />
      </div>
      <Beside untold={untold(figures.aduan_terbuka)} title={t.league}>
        <LeagueCard league={data.league} scope={scope} />
      </Beside>
      <Beside untold={untold(figures.aduan_masuk)} title={t.transitions}>
        <TransitionsCard transitions={data.transitions} scope={scope} />
      </Beside>
    </>
  );
}
