import { Form, Link, useSubmit } from '@remix-run/react';
import type { Alarm } from '../../clickhouse/alarms';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { SelectField } from '../sources/wizard/inputs';
import { SEVERITIES, STATES } from './alarm-rules';
import type { AlarmFilter } from './alarms.server';
import { alarmsText } from './alarms.text';
import { SeverityWord } from './severity';
import './alarms.css';

interface Props {
  now: Date;
  filter: AlarmFilter;
  alarms: Alarm[];
  standing: number;
  high: number;
}

/** The alarms that a viewer asked for, the gravest and of these the oldest first. */
export function AlarmsPage({ now, filter, alarms, standing, high }: Props) {
  const t = useText(alarmsText);
  const f = useFormats();
  return (
    <>
      <PageHead
        title={t.title}
        lead={standing === 0 ? t.calm : t.lead(f.number(high, 0), f.number(standing, 0))}
        aside={
          <Link to="/alarm/aturan" className="button">
            {t.rules}
          </Link>
        }
      />
      <Filters filter={filter} />
      {alarms.length === 0 ? (
        <div className="notice is-empty">
          <p>{standing === 0 && filter.state !== 'selesai' ? t.calm : t.noneFound}</p>
        </div>
      ) : (
        <ul className="alarm-list card">
          {alarms.map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} now={now} />
          ))}
        </ul>
      )}
    </>
  );
}

function Filters({ filter }: { filter: AlarmFilter }) {
  const t = useText(alarmsText);
  const { viewer, city } = useShell();
  const submit = useSubmit();
  return (
    <search aria-label={t.filters}>
      <Form className="alarm-filters" onChange={(event) => submit(event.currentTarget)}>
        <SelectField name="keadaan" label={t.state} defaultValue={filter.state}>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t[state]}
            </option>
          ))}
        </SelectField>
        <SelectField name="tingkat" label={t.severity} defaultValue={filter.severity ?? ''}>
          <option value="">{t.allSeverities}</option>
          {SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              {t[severity]}
            </option>
          ))}
        </SelectField>
        {viewer?.role !== 'skpd' && (
          <SelectField name="skpd" label={t.skpd} defaultValue={filter.skpd ?? ''}>
            <option value="">{t.allSkpd}</option>
            {city.skpd.map(({ code, shortName }) => (
              <option key={code} value={code}>
                {shortName}
              </option>
            ))}
          </SelectField>
        )}
        <button type="submit" className="button">
          {t.apply}
        </button>
      </Form>
    </search>
  );
}

function AlarmRow({ alarm, now }: { alarm: Alarm; now: Date }) {
  const t = useText(alarmsText);
  const f = useFormats();
  const { lang } = useShell();
  const owner = useOwner(alarm.skpd);
  const lasted = alarm.endedAt && alarm.endedAt.getTime() - alarm.startedAt.getTime();
  return (
    <li className={`alarm-row is-${alarm.severity} ${alarm.endedAt ? 'is-over' : ''}`}>
      <SeverityWord severity={alarm.severity} />
      <div>
        <Link to={`/alarm/${encodeURIComponent(alarm.id)}`}>{lang === 'en' ? alarm.textEn : alarm.textId}</Link>
        <p className="note">
          <span>{owner}</span>
          <span>{t.since(f.ago(alarm.startedAt, now))}</span>
          {alarm.endedAt && <span>{t.endedAt(f.ago(alarm.endedAt, now))}</span>}
          {lasted !== null && <span>{t.lasted(f.duration(lasted))}</span>}
          {!alarm.endedAt && <span>{alarm.acknowledgedBy ? t.readBy(alarm.acknowledgedBy) : t.unread}</span>}
          {alarm.mutedUntil && <span>{t.mutedUntil(f.dateTime(alarm.mutedUntil))}</span>}
          {alarm.unknownSince && <span>{t.unknownSince(f.dateTime(alarm.unknownSince))}</span>}
        </p>
      </div>
    </li>
  );
}

/** Short name of the office that owns an alarm. */
export function useOwner(skpd: string | null): string {
  const t = useText(alarmsText);
  const { city } = useShell();
  if (skpd === null) return t.whole;
  return city.skpd.find(({ code }) => code === skpd)?.shortName ?? skpd;
}
