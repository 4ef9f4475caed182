import { Link } from '@remix-run/react';
import type { ComponentProps } from 'react';
import type { Burst } from '../../clickhouse/metrics/families/aduan/bursts';
import type { DuplicateMember } from '../../clickhouse/metrics/families/aduan/duplicates';
import type { Transition } from '../../clickhouse/metrics/families/aduan/flow';
import { Spark } from '../charts/spark';
import { ListLinks } from '../metrics/list-links';
import { metricHref, type Scope } from '../metrics/scope';
import { useFormats, useShell, useText } from '../shell/use-shell';
import type { ComplaintsData } from './complaints.server';
import { complaintsText, stateWord } from './complaints.text';

/** The address of one complaint's history. */
const complaintHref = (source: string, number: string) =>
  `/aduan/${encodeURIComponent(source)}/${encodeURIComponent(number)}`;

/** The foot of a card with the files of its table. */
const ListFoot = (props: ComponentProps<typeof ListLinks>) => (
  <footer className="breakdown-foot">
    <ListLinks {...props} />
  </footer>
);

export function BurstsCard({
  bursts,
  rule,
  scope,
}: {
  bursts: Burst[];
  rule: ComplaintsData['burstRule'];
  scope: Scope;
}) {
  const t = useText(complaintsText);
  const f = useFormats();
  return (
    <section className="card finding-card" aria-label={t.bursts}>
      <h2>{t.bursts}</h2>
      {bursts.length === 0 && <p className="finding-none">{t.burstsNone}</p>}
      {bursts.length > 0 && (
        <ul className="burst-list">
          {bursts.map((burst) => {
            const place = burst.kecamatanName || burst.kecamatan;
            return (
              <li key={`${burst.kategori} ${burst.kecamatan}`}>
                <div>
                  <p>
                    <Link
                      to={metricHref('/baris', 'aduan_masuk', scope, {
                        dimensi: 'kategori',
                        anggota: burst.kategori,
                        kecamatan: burst.kecamatan,
                      })}
                    >
                      {t.burstLine(burst.kategori, place)}
                    </Link>
                  </p>
                  <p className="burst-numbers">
                    <span className="status is-bad">{t.burstRecent(f.number(burst.recent, 0))}</span>{' '}
                    <span>{t.burstUsual(f.number(burst.usual, 1))}</span> ·{' '}
                    <span>{burst.yearAgo === null ? t.burstNoYear : t.burstYear(f.number(burst.yearAgo, 1))}</span>
                  </p>
                </div>
                <Spark
                  values={[...burst.weeks, burst.recent]}
                  target={null}
                  tone="bad"
                  width={120}
                  height={36}
                  label={t.burstWeeks(burst.kategori)}
                />
              </li>
            );
          })}
        </ul>
      )}
      <details className="rule">
        <summary>{t.burstRule}</summary>
        <p className="note">{t.burstRuleText(f.number(rule.minimum, 0), f.number(rule.weeks, 0))}</p>
      </details>
      <ListFoot list="lonjakan-aduan" title={t.bursts} scope={scope} />
    </section>
  );
}

export function DuplicatesCard({ duplicates, scope }: { duplicates: ComplaintsData['duplicates']; scope: Scope }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { groups, groupCount, complaintCount } = duplicates;
  return (
    <section className="card finding-card" aria-label={t.duplicates}>
      <h2>{t.duplicates}</h2>
      {groupCount === 0 && <p className="finding-none">{t.duplicatesNone}</p>}
      {groupCount > 0 && (
        <p className="finding-lead">{t.duplicatesLead(f.number(groupCount, 0), f.number(complaintCount, 0))}</p>
      )}
      <ul className="twin-list">
        {groups.map((group) => (
          <DuplicateGroup key={group[0]?.tracking_id} group={group} />
        ))}
      </ul>
      <p className="note finding-foot">
        {groupCount > groups.length && <>{t.moreGroups(f.number(groupCount - groups.length, 0))} </>}
        {t.duplicatesRule}
      </p>
      <ListFoot list="laporan-kembar" title={t.duplicates} scope={scope} />
    </section>
  );
}

function DuplicateGroup({ group }: { group: DuplicateMember[] }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { lang } = useShell();
  const first = group[0];
  if (!first) return null;
  return (
    <li>
      <details>
        <summary>
          <span>{first.title}</span> <b>{t.reports(f.number(group.length, 0))}</b>
        </summary>
        <ul>
          {group.map((member) => (
            <li key={member.tracking_id}>
              <Link to={complaintHref(member.source_id, member.tracking_id)}>{member.tracking_id}</Link>{' '}
              <span className="note">
                {f.dayMonth(member.received_at)} · {stateWord(lang, member.keadaan)}
              </span>
              <br />
              {member.title}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

export function TransitionsCard({ transitions, scope }: { transitions: Transition[]; scope: Scope }) {
  const t = useText(complaintsText);
  const f = useFormats();
  const { lang } = useShell();
  return (
    <section className="card finding-card" aria-label={t.transitions}>
      <h2>{t.transitions}</h2>
      <p className="note finding-note">{t.transitionsNote}</p>
      {transitions.length === 0 && <p className="finding-none">{t.transitionsNone}</p>}
      {transitions.length > 0 && (
        <div className="table-wrap">
          <table className="table is-stacked">
            <caption className="hidden">{t.transitions}</caption>
            <thead>
              <tr>
                <th scope="col">{t.fromState}</th>
                <th scope="col">{t.toState}</th>
                <th scope="col" className="num">
                  {t.complaints}
                </th>
                <th scope="col" className="num">
                  {t.median}
                </th>
                <th scope="col" className="num">
                  {t.p90}
                </th>
              </tr>
            </thead>
            <tbody>
              {transitions.map((step) => (
                <tr key={`${step.from} ${step.to} ${step.by}`}>
                  <th scope="row">{stateWord(lang, step.from)}</th>
                  <td className="is-wide" data-label={t.toState}>
                    {stateWord(lang, step.to)} {step.by && <span className="note">{stateWord(lang, step.by)}</span>}
                  </td>
                  <td className="num" data-label={t.complaints}>
                    {f.number(step.n, 0)}
                  </td>
                  <td className="num" data-label={t.median}>
                    {f.duration(step.medianHours * 3_600_000)}
                  </td>
                  <td className="num" data-label={t.p90}>
                    {f.duration(step.p90Hours * 3_600_000)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ListFoot list="perpindahan-keadaan" title={t.transitions} scope={scope} />
    </section>
  );
}
