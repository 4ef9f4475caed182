import { BreakdownTable } from '../metrics/breakdown-table';
import { HolidayNote } from '../metrics/holiday-note';
import { MetricTile, MetricTiles } from '../metrics/metric-tile';
import { PageHead } from '../shell/PageHead';
import { useText } from '../shell/use-shell';
import { Crumb } from '../sources/crumb';
import type { readFindings } from './services.server';
import { servicesText } from './services.text';
import './services.css';

/** Cases to be looked at in all services, each figure open to its rows. */
export function FindingsPage({ subject }: Awaited<ReturnType<typeof readFindings>>) {
  const t = useText(servicesText);
  const { figures, breakdowns, scope } = subject;
  return (
    <div className="services">
      <Crumb to={`/layanan${scope.search ? `?${scope.search}` : ''}`}>{t.backToServices}</Crumb>
      <PageHead title={t.lookAt} lead={t.lookAtMeaning} />
      <HolidayNote scope={scope} figures={figures} />
      <MetricTiles>
        {Object.values(figures).map((figure) => (
          <MetricTile key={figure.definition.id} figure={figure} scope={scope} />
        ))}
      </MetricTiles>
      <div className="services-pair">
        {Object.entries(breakdowns).map(([key, breakdown]) => (
          <BreakdownTable
            key={key}
            figure={figures[key.split('/')[0] as keyof typeof figures]}
            breakdown={breakdown}
            scope={scope}
            order="nilai"
            shown={8}
          />
        ))}
      </div>
    </div>
  );
}
